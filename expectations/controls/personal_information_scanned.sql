-- control: personal_information_scanned
-- needs: documents, scanners:personal
-- Shards that were not looked at by the present version of each scanner for personal information are what the needs report.

-- section: population
SELECT source, count(*) AS n FROM document WHERE role = 'corpus' GROUP BY source;

-- section: unproven
SELECT q.source, 'part_not_examined' AS reason, q.shard, min(q.row) AS row, q.reason AS cause, count(*) AS n
FROM quarantine q JOIN shard s USING (shard)
WHERE s.role = 'corpus' AND s.listed
GROUP BY q.source, q.shard, q.reason;

-- section: measure
SELECT c.source, 'scanned_share' AS name, coalesce(c.shards_complete / nullif(c.shards, 0), 0) AS value, c.scanner, c.shards, c.records,
       c.text_bytes, NULL AS low, NULL AS high, NULL AS drawn
FROM coverage c JOIN personal_scanner p ON p.scanner = c.scanner
WHERE c.role = 'corpus'
UNION ALL
SELECT source, 'records_with_names_per_thousand' AS name, per_thousand AS value, NULL AS scanner, NULL AS shards, NULL AS records,
       NULL AS text_bytes, low, high, records AS drawn
FROM name_sample
WHERE role = 'corpus';
