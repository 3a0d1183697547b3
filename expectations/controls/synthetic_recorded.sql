-- control: synthetic_recorded
-- needs: manifest, documents
-- empty: no_synthetic_record
-- A source of synthetic type may hold records that people wrote, such as what a model was asked; one that holds nothing else is not what
-- it is declared to be.

-- section: population
SELECT d.source, count(*) AS n
FROM document d JOIN source s ON s.source = d.source
WHERE d.role = 'corpus' AND (d.is_synthetic OR s.type = 'synthetic')
GROUP BY d.source;

-- section: fail
SELECT d.source, 'generation_record_incomplete' AS reason, d.shard,
       min(d.row) FILTER (d.gen_model IS NULL OR d.gen_time IS NULL) AS row, count(*) FILTER (d.gen_model IS NULL OR d.gen_time IS NULL) AS n
FROM document d JOIN source s ON s.source = d.source
WHERE d.role = 'corpus' AND (d.is_synthetic OR (d.is_synthetic IS NULL AND s.type = 'synthetic'))
  AND d.source IN (SELECT g.source FROM document g WHERE g.role = 'corpus' AND g.gen_model IS NOT NULL AND g.gen_time IS NOT NULL)
GROUP BY d.source, d.shard
HAVING count(*) FILTER (d.gen_model IS NULL OR d.gen_time IS NULL) > 0
UNION ALL
SELECT d.source, 'all_records_deny_generation' AS reason, NULL AS shard, NULL AS row, count(*) AS n
FROM document d JOIN source s ON s.source = d.source
WHERE d.role = 'corpus' AND s.type = 'synthetic'
GROUP BY d.source HAVING bool_and(NOT coalesce(d.is_synthetic, true));

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

-- section: review
SELECT d.source, 'some_records_deny_generation' AS reason, count(*) FILTER (NOT d.is_synthetic) AS n
FROM document d JOIN source s ON s.source = d.source
WHERE d.role = 'corpus' AND s.type = 'synthetic'
GROUP BY d.source HAVING count(*) FILTER (NOT d.is_synthetic) BETWEEN 1 AND count(*) - 1;

-- section: measure
WITH held AS (
  SELECT d.source, CASE WHEN d.is_synthetic IS NULL AND s.type = 'synthetic' THEN true ELSE d.is_synthetic END AS declared
  FROM document d JOIN source s ON s.source = d.source WHERE d.role = 'corpus'
)
SELECT source, 'synthetic_share_of_declared' AS name, count(*) FILTER (declared) / count(declared) AS value, count(declared) AS of_records
FROM held GROUP BY source HAVING count(declared) > 0
UNION ALL
SELECT source, 'undeclared_share' AS name, 1 - count(declared) / count(*) AS value, count(*) AS of_records FROM held GROUP BY source;
