-- control: anonymisation_holds
-- needs: manifest, documents, scanners:personal
-- empty: no_anonymisation_claimed
-- Anonymised is what can identify nobody and cannot be restored (PIPL Article 73(4)); only that leaves the law. A pseudonym that stays the
-- same, a hash of a number of eleven digits, a mask or a cipher can be undone or joined: such data is de-identified, and the law applies.

-- section: population
SELECT a.source, greatest(count(d.row), 1) AS n FROM anonymisation a LEFT JOIN document d USING (source) GROUP BY a.source;

-- section: fail
SELECT f.source, 'identifiers_remain' AS reason, f.shard, min(f.row) AS row, count(DISTINCT f.row) AS n
FROM personal_finding f JOIN anonymisation a USING (source) WHERE f.score >= $min_score::FLOAT GROUP BY f.source, f.shard
UNION ALL
SELECT d.source, 'persons_can_be_told_apart' AS reason, d.shard, min(d.row) AS row, count(*) AS n
FROM document d JOIN anonymisation a USING (source) WHERE d.subject_digest IS NOT NULL GROUP BY d.source, d.shard
UNION ALL
SELECT m.source, 'only_deidentified' AS reason, NULL AS shard, NULL AS row, 1 AS n
FROM (SELECT source, unnest(methods) AS method FROM anonymisation) m
GROUP BY m.source HAVING count(*) = count(*) FILTER (m.method IN $reversible_methods)
UNION ALL
SELECT source, 'key_kept' AS reason, NULL AS shard, NULL AS row, 1 AS n FROM anonymisation WHERE key_destroyed = false
UNION ALL
SELECT a.source, 'tested_after_use' AS reason, NULL AS shard, NULL AS row, 1 AS n
FROM anonymisation a, dataset d WHERE a.test_status IN ('ok', 'unrecorded') AND a.tested_on > coalesce(d.train_date, $as_of);

-- section: unproven
SELECT source, 'method_not_named' AS reason, record_status AS status FROM anonymisation WHERE coalesce(len(methods), 0) = 0
UNION ALL
SELECT DISTINCT m.source, 'key_not_accounted_for' AS reason, NULL AS status
FROM (SELECT source, key_destroyed, unnest(methods) AS method FROM anonymisation) m
WHERE m.key_destroyed IS NULL AND m.method IN $reversible_methods
UNION ALL
SELECT source, 'no_record_of_method' AS reason, coalesce(record_status, 'none') AS status FROM anonymisation
WHERE coalesce(record_status, 'none') NOT IN ('ok', 'unrecorded')
UNION ALL
SELECT source, CASE WHEN coalesce(test_status, 'none') IN ('ok', 'unrecorded') THEN 'test_not_dated' ELSE 'no_test_of_reidentification' END AS reason,
       coalesce(test_status, 'none') AS status
FROM anonymisation WHERE coalesce(test_status, 'none') NOT IN ('ok', 'unrecorded') OR tested_on IS NULL;

-- section: review
SELECT p.source, 'possible_identifiers_remain' AS reason, count(*) AS n
FROM (
  SELECT source, shard, row
  FROM (
    SELECT source, shard, row, score FROM personal_finding
    UNION ALL
    SELECT source, shard, row, $review_score::FLOAT AS score FROM personal_record WHERE sign = 'masked_name'
  )
  GROUP BY source, shard, row HAVING max(score) < $min_score::FLOAT
) p JOIN anonymisation a USING (source)
GROUP BY p.source
UNION ALL
SELECT m.source, 'method_needs_judgement' AS reason, 1 AS n
FROM (SELECT DISTINCT source, unnest(methods) AS method FROM anonymisation) m
WHERE m.method NOT IN $known_methods GROUP BY m.source;
