-- control: personal_information_scanned
-- needs: documents, scanner:resident_id, scanner:mainland_mobile, scanner:email, scanner:bank_card
-- Shards that were not looked at by the present version of each of the four scanners are what the needs report.

-- section: population
SELECT source, count(*) AS n FROM document WHERE role = 'corpus' GROUP BY source;

-- section: unproven
SELECT q.source, 'part_not_examined' AS reason, q.shard, min(q.row) AS row, q.reason AS cause, count(*) AS n
FROM quarantine q JOIN shard s USING (shard)
WHERE s.role = 'corpus' AND s.listed
GROUP BY q.source, q.shard, q.reason;

-- section: measure
SELECT source, 'scanned_share' AS name, coalesce(shards_complete / nullif(shards, 0), 0) AS value, scanner, shards, records, text_bytes
FROM coverage
WHERE role = 'corpus' AND scanner IN ('resident_id', 'mainland_mobile', 'email', 'bank_card');
