-- What is missing of the data itself, by source: reasons that every control gives which needs it, with the controls that it touches.
SELECT r.source, r.reason, r.detail::VARCHAR AS detail, list(DISTINCT r.control ORDER BY r.control) AS controls
FROM verdict_reason r LEFT JOIN source_verdict v ON v.control = r.control AND v.source IS NOT DISTINCT FROM r.source
WHERE r.outcome = 'unproven' AND NOT coalesce(v.waived, false)
  AND r.reason IN ('documents_incomplete', 'scanner_incomplete', 'columns_not_examined', 'near_duplicate_unverified',
                   'register_incomplete', 'no_shards')
GROUP BY r.source, r.reason, r.detail::VARCHAR
ORDER BY source NULLS FIRST, len(controls) DESC, reason, detail;
