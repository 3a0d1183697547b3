-- control: restrictive_duplicates
-- needs: manifest, documents, near_duplicate, scanner:exact_duplicate
-- Of a pair the member under the stricter terms decides; the reason stands with the source that holds the copy. Terms are lifted by a
-- contract in term that covers training with the source of that member. Records are compared as wholes: a passage of a long work is no
-- near-duplicate of it and would not be seen, so that a pass is not possible where a record could be one.

-- section: population
SELECT source, count(*) AS n FROM document WHERE role = 'corpus' GROUP BY source;

-- section: fail
WITH lifted AS (
  SELECT p.source FROM permission p, dataset d WHERE p.basis = 'contract' AND coalesce(d.train_date, $as_of) BETWEEN p.first_on AND p.last_on
), pair AS (
  SELECT shard, row, source, other_source AS owner, other_licence_class AS terms, other_licence_limits AS limits, 'duplicate' AS found
  FROM duplicate WHERE similarity >= $min_similarity
  UNION ALL
  SELECT other_shard, other_row, other_source, source, licence_class, licence_limits, 'duplicate' FROM duplicate WHERE similarity >= $min_similarity
  UNION ALL
  SELECT shard, row, source, work_source, work_licence_class, work_licence_limits, 'work' FROM work_match WHERE similarity >= $min_similarity
), strict AS (
  SELECT p.shard, p.row, p.source, p.owner, p.found, coalesce(p.terms, 'unknown') AS terms, p.limits
  FROM pair p WHERE p.owner NOT IN (SELECT l.source FROM lifted l)
)
SELECT s.source,
       CASE WHEN s.found = 'work' THEN 'matches_protected_work' ELSE 'repeats_restricted_record' END AS reason,
       s.shard, min(s.row) AS row, s.owner AS other_source, s.terms AS licence_class, count(DISTINCT s.row) AS n
FROM strict s, dataset d
WHERE s.terms IN $closed_classes OR s.terms IN $unknown_classes
   OR (d.commercial AND (s.terms IN $non_commercial_classes OR list_contains(s.limits, 'non_commercial')))
GROUP BY s.source, s.found, s.shard, s.owner, s.terms;

-- section: unproven
SELECT source, 'work_not_read' AS reason, NULL AS other_source, NULL AS licence_class, 1 AS n
FROM coverage WHERE role = 'works' AND scanner = 'near_duplicate' AND complete IS NOT TRUE
UNION ALL
SELECT source, 'work_differs' AS reason, NULL AS other_source, NULL AS licence_class, count(*) AS n
FROM shard
WHERE role = 'works' AND listed AND ((declared_sha256 IS NOT NULL AND declared_sha256 IS DISTINCT FROM sha256)
                                  OR (declared_rows IS NOT NULL AND declared_rows IS DISTINCT FROM records))
GROUP BY source
UNION ALL
SELECT s.source, 'work_without_text' AS reason, NULL AS other_source, NULL AS licence_class, 1 AS n
FROM source s LEFT JOIN document d ON d.source = s.source AND d.units > 0
WHERE s.role = 'works' GROUP BY s.source HAVING count(d.row) = 0
UNION ALL
SELECT p.source, 'use_not_declared' AS reason, p.owner AS other_source, p.terms AS licence_class, count(*) AS n
FROM (SELECT source, other_source AS owner, other_licence_class AS terms, other_licence_limits AS limits, similarity FROM duplicate
      UNION ALL SELECT other_source, source, licence_class, licence_limits, similarity FROM duplicate
      UNION ALL SELECT source, work_source, work_licence_class, work_licence_limits, similarity FROM work_match) p, dataset d
WHERE d.commercial IS NULL AND p.similarity >= $min_similarity
  AND (p.terms IN $non_commercial_classes OR list_contains(p.limits, 'non_commercial'))
GROUP BY p.source, p.owner, p.terms;

-- section: review
WITH lifted AS (
  SELECT p.source FROM permission p, dataset d WHERE p.basis = 'contract' AND coalesce(d.train_date, $as_of) BETWEEN p.first_on AND p.last_on
), pair AS (
  SELECT source, other_source AS owner, other_licence_class AS terms, licence_class AS own FROM duplicate WHERE similarity >= $min_similarity
  UNION ALL
  SELECT other_source, source, licence_class, other_licence_class FROM duplicate WHERE similarity >= $min_similarity
  UNION ALL
  SELECT source, work_source, work_licence_class, licence_class FROM work_match WHERE similarity >= $min_similarity
), passage AS (
  SELECT source, min(units) AS least FROM document WHERE role = 'corpus' AND units >= $min_passage GROUP BY source
), work AS (
  SELECT d.source, d.units FROM document d WHERE d.role = 'works' AND d.source NOT IN (SELECT l.source FROM lifted l)
)
SELECT p.source, 'stricter_terms_need_decision' AS reason, p.owner AS other_source, p.terms AS licence_class, count(*) AS n, NULL AS units
FROM pair p
WHERE p.owner NOT IN (SELECT l.source FROM lifted l) AND p.terms IS DISTINCT FROM p.own
  AND p.terms NOT IN $free_classes AND p.terms NOT IN $non_commercial_classes
  AND p.terms NOT IN $closed_classes AND p.terms NOT IN $unknown_classes
GROUP BY ALL
UNION ALL
SELECT p.source, 'passages_not_compared' AS reason, w.source AS other_source, NULL AS licence_class, count(*) AS n, p.least AS units
FROM passage p JOIN work w ON w.units > $times_longer * p.least
GROUP BY p.source, w.source, p.least
UNION ALL
SELECT NULL AS source, 'only_internal_conflicts_tested' AS reason, NULL AS other_source, NULL AS licence_class, 1 AS n, NULL AS units
WHERE NOT EXISTS (SELECT 1 FROM source WHERE role = 'works');

-- section: measure
SELECT NULL::VARCHAR AS source, 'works_sources' AS name, count(*) AS value FROM source WHERE role = 'works'
UNION ALL
SELECT source, 'work_matches' AS name, count(*) AS value FROM work_match WHERE similarity >= $min_similarity GROUP BY source;
