-- control: intermediary_recorded
-- needs: manifest
-- empty: no_intermediary
-- Intermediaries broker what is bought. Of other data nobody is asked whether there was one, but who declares one has to record it.

-- section: population
SELECT s.source, 3 AS n FROM source s LEFT JOIN intermediary i USING (source)
WHERE s.role IS DISTINCT FROM 'works'
  AND (s.via_intermediary OR i.source IS NOT NULL OR (s.via_intermediary IS NULL AND coalesce(s.type, 'unknown') NOT IN $unbrokered_types));

-- section: fail
SELECT s.source, 'intermediary_denied' AS reason FROM source s JOIN intermediary i USING (source)
WHERE s.role IS DISTINCT FROM 'works' AND NOT s.via_intermediary
UNION ALL
SELECT s.source, 'intermediary_uscc_wrong' AS reason FROM source s JOIN intermediary i USING (source)
WHERE s.role IS DISTINCT FROM 'works' AND i.uscc_status NOT IN ('valid', 'none');

-- section: unproven
SELECT s.source, 'not_declared' AS reason, NULL AS status FROM source s LEFT JOIN intermediary i USING (source)
WHERE s.role IS DISTINCT FROM 'works' AND s.via_intermediary IS NULL
  AND (i.source IS NOT NULL OR coalesce(s.type, 'unknown') NOT IN $unbrokered_types)
UNION ALL
SELECT s.source, 'no_intermediary_record' AS reason, NULL AS status FROM source s LEFT JOIN intermediary i USING (source)
WHERE s.role IS DISTINCT FROM 'works' AND s.via_intermediary AND i.source IS NULL
UNION ALL
SELECT s.source, 'intermediary_not_identified' AS reason, NULL AS status FROM source s JOIN intermediary i USING (source)
WHERE s.role IS DISTINCT FROM 'works' AND (trim(coalesce(i.name, '')) = '' OR coalesce(i.uscc_status, 'none') = 'none')
UNION ALL
SELECT s.source, 'source_not_explained' AS reason, coalesce(i.source_statement_status, 'none') AS status
FROM source s JOIN intermediary i USING (source)
WHERE s.role IS DISTINCT FROM 'works' AND coalesce(i.source_statement_status, 'none') NOT IN ('ok', 'unrecorded')
UNION ALL
SELECT s.source, 'identities_not_verified' AS reason, coalesce(i.identity_check_status, 'none') AS status
FROM source s JOIN intermediary i USING (source)
WHERE s.role IS DISTINCT FROM 'works' AND coalesce(i.identity_check_status, 'none') NOT IN ('ok', 'unrecorded')
UNION ALL
SELECT s.source, 'transaction_not_recorded' AS reason, coalesce(i.transaction_record_status, 'none') AS status
FROM source s JOIN intermediary i USING (source)
WHERE s.role IS DISTINCT FROM 'works' AND coalesce(i.transaction_record_status, 'none') NOT IN ('ok', 'unrecorded');
