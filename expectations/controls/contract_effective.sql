-- control: contract_effective
-- needs: manifest, documents
-- empty: no_commercial_source
-- What was collected, and when, say the declared days and the records; of several the earliest and the latest count. A contract that was
-- signed after its data had been collected may have been meant to cover it, which a person has to say.

-- section: population
SELECT source, 1 AS n FROM source WHERE role IS DISTINCT FROM 'works' AND type = 'commercial';

-- section: fail
WITH collected AS (
  SELECT s.source, least(c.started_on, c.ended_on, (min(d.fetched_at) AT TIME ZONE 'UTC')::DATE) AS first_on,
         greatest(c.started_on, c.ended_on, (max(d.fetched_at) AT TIME ZONE 'UTC')::DATE) AS last_on
  FROM source s LEFT JOIN collection c ON c.source = s.source LEFT JOIN document d ON d.source = s.source
  WHERE s.role IS DISTINCT FROM 'works' AND s.type = 'commercial'
  GROUP BY s.source, c.started_on, c.ended_on
)
SELECT s.source, 'uscc_wrong' AS reason, NULL AS used_on, NULL AS effective_on, NULL AS expires_on, NULL AS last_on
FROM source s JOIN contract c USING (source)
WHERE s.role IS DISTINCT FROM 'works' AND s.type = 'commercial' AND c.uscc_status NOT IN ('valid', 'none')
UNION ALL
SELECT s.source, 'training_not_covered' AS reason, NULL AS used_on, NULL AS effective_on, NULL AS expires_on, NULL AS last_on
FROM source s JOIN contract c USING (source)
WHERE s.role IS DISTINCT FROM 'works' AND s.type = 'commercial' AND len(c.purposes) > 0 AND NOT c.covers_training
UNION ALL
SELECT s.source, 'used_out_of_term' AS reason, coalesce(d.train_date, $as_of) AS used_on, c.effective_on, c.expires_on, NULL AS last_on
FROM source s JOIN contract c USING (source), dataset d
WHERE s.role IS DISTINCT FROM 'works' AND s.type = 'commercial' AND (coalesce(d.train_date, $as_of) < c.effective_on OR coalesce(d.train_date, $as_of) > c.expires_on)
UNION ALL
SELECT l.source, 'collected_out_of_term' AS reason, l.first_on AS used_on, c.effective_on, c.expires_on, l.last_on
FROM collected l JOIN contract c USING (source)
WHERE l.first_on < c.effective_on OR l.last_on > c.expires_on;

-- section: unproven
WITH collected AS (
  SELECT s.source,
         (c.started_on IS NOT NULL AND c.ended_on IS NOT NULL) OR (count(d.row) > 0 AND count(d.fetched_at) = count(d.row)) AS dated
  FROM source s LEFT JOIN collection c ON c.source = s.source LEFT JOIN document d ON d.source = s.source
  WHERE s.role IS DISTINCT FROM 'works' AND s.type = 'commercial'
  GROUP BY s.source, c.started_on, c.ended_on
)
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
SELECT s.source, 'contract_dated_later' AS reason, NULL AS status
FROM source s JOIN contract c USING (source)
WHERE s.role IS DISTINCT FROM 'works' AND s.type = 'commercial' AND c.signed_on > $as_of
UNION ALL
SELECT source, 'collection_not_dated' AS reason, NULL AS status FROM collected WHERE NOT dated
UNION ALL
SELECT s.source, 'training_day_unknown' AS reason, NULL AS status
FROM source s JOIN contract c USING (source), dataset d
WHERE s.role IS DISTINCT FROM 'works' AND s.type = 'commercial' AND d.train_date IS NULL
UNION ALL
SELECT s.source, 'counterparty_not_identified' AS reason, NULL AS status
FROM source s JOIN contract c USING (source)
WHERE s.role IS DISTINCT FROM 'works' AND s.type = 'commercial' AND (trim(coalesce(c.counterparty, '')) = '' OR coalesce(c.uscc_status, 'none') = 'none')
UNION ALL
SELECT source, 'may_be_commercial' AS reason, NULL AS status FROM source
WHERE role IS DISTINCT FROM 'works' AND coalesce(type, 'unknown') NOT IN $types;

-- section: review
WITH collected AS (
  SELECT s.source, least(c.started_on, c.ended_on, (min(d.fetched_at) AT TIME ZONE 'UTC')::DATE) AS first_on
  FROM source s LEFT JOIN collection c ON c.source = s.source LEFT JOIN document d ON d.source = s.source
  WHERE s.role IS DISTINCT FROM 'works' AND s.type = 'commercial'
  GROUP BY s.source, c.started_on, c.ended_on
)
SELECT s.source, 'scope_silent_on_training' AS reason, NULL AS signed_on, NULL AS first_on
FROM source s JOIN contract c USING (source)
WHERE s.role IS DISTINCT FROM 'works' AND s.type = 'commercial' AND (coalesce(len(c.purposes), 0) = 0 OR c.covers_training IS NULL)
UNION ALL
SELECT l.source, 'signed_after_collection' AS reason, c.signed_on, l.first_on
FROM collected l JOIN contract c USING (source) WHERE c.effective_on <= l.first_on AND c.signed_on > l.first_on;
