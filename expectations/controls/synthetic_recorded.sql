-- control: synthetic_recorded
-- needs: manifest, documents
-- empty: no_synthetic_record

-- section: population
SELECT d.source, count(*) AS n
FROM document d JOIN source s ON s.source = d.source
WHERE d.role = 'corpus' AND (d.is_synthetic OR (d.is_synthetic IS NULL AND s.type = 'synthetic'))
GROUP BY d.source;

-- section: fail
SELECT d.source, 'generation_record_incomplete' AS reason, d.shard,
       min(d.row) FILTER (d.gen_model IS NULL OR d.gen_time IS NULL) AS row, count(*) FILTER (d.gen_model IS NULL OR d.gen_time IS NULL) AS n
FROM document d JOIN source s ON s.source = d.source
WHERE d.role = 'corpus' AND (d.is_synthetic OR (d.is_synthetic IS NULL AND s.type = 'synthetic'))
  AND d.source IN (SELECT g.source FROM document g WHERE g.role = 'corpus' AND g.gen_model IS NOT NULL AND g.gen_time IS NOT NULL)
GROUP BY d.source, d.shard
HAVING count(*) FILTER (d.gen_model IS NULL OR d.gen_time IS NULL) > 0;

-- section: unproven
SELECT d.source, 'generation_not_recorded' AS reason, count(*) AS n
FROM document d JOIN source s ON s.source = d.source
WHERE d.role = 'corpus' AND (d.is_synthetic OR (d.is_synthetic IS NULL AND s.type = 'synthetic'))
  AND d.source NOT IN (SELECT g.source FROM document g WHERE g.role = 'corpus' AND g.gen_model IS NOT NULL AND g.gen_time IS NOT NULL)
GROUP BY d.source
UNION ALL
SELECT d.source, 'synthetic_not_declared' AS reason, count(*) AS n
FROM document d JOIN source s ON s.source = d.source
WHERE d.role = 'corpus' AND d.is_synthetic IS NULL AND s.type IS DISTINCT FROM 'synthetic'
GROUP BY d.source;

-- section: measure
SELECT source, 'synthetic_share' AS name, count(*) FILTER (is_synthetic) / count(*) AS value FROM document WHERE role = 'corpus' GROUP BY source;
