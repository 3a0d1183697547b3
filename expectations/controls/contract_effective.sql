-- control: contract_effective
-- needs: manifest
-- empty: no_commercial_source

-- section: population
SELECT source, 1 AS n FROM source WHERE role IS DISTINCT FROM 'works' AND type = 'commercial';

-- section: fail
SELECT s.source, 'uscc_wrong' AS reason, NULL AS used_on, NULL AS effective_on, NULL AS expires_on
FROM source s JOIN contract c USING (source)
WHERE s.role IS DISTINCT FROM 'works' AND s.type = 'commercial' AND c.uscc_status NOT IN ('valid', 'none')
UNION ALL
SELECT s.source, 'training_not_covered' AS reason, NULL AS used_on, NULL AS effective_on, NULL AS expires_on
FROM source s JOIN contract c USING (source)
WHERE s.role IS DISTINCT FROM 'works' AND s.type = 'commercial' AND len(c.purposes) > 0 AND NOT c.covers_training
UNION ALL
SELECT s.source, 'used_out_of_term' AS reason, coalesce(d.train_date, $as_of) AS used_on, c.effective_on, c.expires_on
FROM source s JOIN contract c USING (source), dataset d
WHERE s.role IS DISTINCT FROM 'works' AND s.type = 'commercial' AND (coalesce(d.train_date, $as_of) < c.effective_on OR coalesce(d.train_date, $as_of) > c.expires_on)
UNION ALL
SELECT s.source, 'collected_out_of_term' AS reason, l.started_on AS used_on, c.effective_on, c.expires_on
FROM source s JOIN contract c USING (source) JOIN collection l USING (source)
WHERE s.role IS DISTINCT FROM 'works' AND s.type = 'commercial'
  AND (l.started_on < c.effective_on OR coalesce(l.ended_on, l.started_on) > c.expires_on);

-- section: unproven
SELECT s.source, 'no_contract' AS reason, NULL AS status
FROM source s LEFT JOIN contract c USING (source)
WHERE s.role IS DISTINCT FROM 'works' AND s.type = 'commercial' AND c.id IS NULL
UNION ALL
SELECT s.source, 'contract_file_missing' AS reason, coalesce(c.file_status, 'none') AS status
FROM source s JOIN contract c USING (source)
WHERE s.role IS DISTINCT FROM 'works' AND s.type = 'commercial' AND coalesce(c.file_status, 'none') NOT IN ('ok', 'unrecorded')
UNION ALL
SELECT s.source, 'contract_dates_missing' AS reason, NULL AS status
FROM source s JOIN contract c USING (source)
WHERE s.role IS DISTINCT FROM 'works' AND s.type = 'commercial' AND (c.signed_on IS NULL OR c.effective_on IS NULL OR c.expires_on IS NULL)
UNION ALL
SELECT s.source, 'counterparty_not_identified' AS reason, NULL AS status
FROM source s JOIN contract c USING (source)
WHERE s.role IS DISTINCT FROM 'works' AND s.type = 'commercial' AND (trim(coalesce(c.counterparty, '')) = '' OR coalesce(c.uscc_status, 'none') = 'none')
UNION ALL
SELECT source, 'may_be_commercial' AS reason, NULL AS status FROM source
WHERE role IS DISTINCT FROM 'works' AND coalesce(type, 'unknown') NOT IN $types;

-- section: review
SELECT s.source, 'scope_silent_on_training' AS reason
FROM source s JOIN contract c USING (source)
WHERE s.role IS DISTINCT FROM 'works' AND s.type = 'commercial' AND (coalesce(len(c.purposes), 0) = 0 OR c.covers_training IS NULL);
