-- control: restrictive_duplicates
-- needs: manifest, documents, near_duplicate, scanner:exact_duplicate
-- Of a pair the member under the stricter terms decides; the reason stands with the source that holds the copy. Two records of one
-- source under the same terms have one owner and say nothing. Terms are lifted by whatever stands in the place of a licence for the
-- source of that member, as for the licence itself. Unknown terms of a record prove nothing; a work is named as protected, so that its
-- terms need not be known. Records are compared as wholes: a passage of a long work is no near-duplicate of it, and a work that stands
-- inside a longer record is none of that record; neither would be seen, so that a pass is not possible where there could be one. Works
-- shorter than a passage are none that anybody could recognise.

-- section: population
SELECT source, count(*) AS n FROM document WHERE role = 'corpus' GROUP BY source;

-- section: fail
WITH lifted AS (
  SELECT p.source FROM permission p, dataset d WHERE coalesce(d.train_date, $as_of) BETWEEN p.first_on AND p.last_on
), side AS (
  SELECT shard, row, source, other_source AS owner, 'duplicate' AS found, similarity,
         coalesce(licence_class, 'unknown') AS own, licence_limits AS own_limits,
         coalesce(other_licence_class, 'unknown') AS terms, other_licence_limits AS limits
  FROM duplicate
  UNION ALL
  SELECT other_shard, other_row, other_source, source, 'duplicate', similarity,
         coalesce(other_licence_class, 'unknown'), other_licence_limits, coalesce(licence_class, 'unknown'), licence_limits
  FROM duplicate
  UNION ALL
  SELECT shard, row, source, work_source, 'work', similarity,
         coalesce(licence_class, 'unknown'), licence_limits, coalesce(work_licence_class, 'unknown'), work_licence_limits
  FROM work_match
), pair AS (
  SELECT * FROM side
  WHERE similarity >= $min_similarity AND owner NOT IN (SELECT l.source FROM lifted l)
    AND NOT (source = owner AND own = terms AND own_limits IS NOT DISTINCT FROM limits)
)
SELECT p.source,
       CASE WHEN p.found = 'work' THEN 'matches_protected_work' ELSE 'repeats_restricted_record' END AS reason,
       p.shard, min(p.row) AS row, p.owner AS other_source, p.terms AS licence_class, count(DISTINCT p.row) AS n
FROM pair p, dataset d
WHERE p.terms IN $closed_classes OR (p.found = 'work' AND p.terms IN $unknown_classes)
   OR (d.commercial AND (p.terms IN $non_commercial_classes OR list_contains(p.limits, 'non_commercial')))
GROUP BY p.source, p.found, p.shard, p.owner, p.terms;

-- section: unproven
WITH lifted AS (
  SELECT p.source FROM permission p, dataset d WHERE coalesce(d.train_date, $as_of) BETWEEN p.first_on AND p.last_on
), side AS (
  SELECT shard, row, source, other_source AS owner, 'duplicate' AS found, similarity,
         coalesce(licence_class, 'unknown') AS own, licence_limits AS own_limits,
         coalesce(other_licence_class, 'unknown') AS terms, other_licence_limits AS limits
  FROM duplicate
  UNION ALL
  SELECT other_shard, other_row, other_source, source, 'duplicate', similarity,
         coalesce(other_licence_class, 'unknown'), other_licence_limits, coalesce(licence_class, 'unknown'), licence_limits
  FROM duplicate
  UNION ALL
  SELECT shard, row, source, work_source, 'work', similarity,
         coalesce(licence_class, 'unknown'), licence_limits, coalesce(work_licence_class, 'unknown'), work_licence_limits
  FROM work_match
), pair AS (
  SELECT * FROM side
  WHERE similarity >= $min_similarity AND owner NOT IN (SELECT l.source FROM lifted l)
    AND NOT (source = owner AND own = terms AND own_limits IS NOT DISTINCT FROM limits)
)
SELECT source, CASE WHEN shards > 0 AND shards = shards_complete THEN 'work_not_compared' ELSE 'work_not_read' END AS reason,
       NULL AS other_source, NULL AS licence_class, 1 AS n
FROM coverage WHERE role = 'works' AND scanner = 'near_duplicate' AND complete IS NOT TRUE
UNION ALL
SELECT source, 'columns_not_compared' AS reason, NULL AS other_source, NULL AS licence_class, count(*) AS n
FROM shard WHERE listed AND status = 'scanned' AND unexamined_columns IS DISTINCT FROM [] GROUP BY source
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
SELECT p.source, 'terms_unknown' AS reason, p.owner AS other_source, NULL AS licence_class, count(DISTINCT (p.shard, p.row)) AS n
FROM pair p WHERE p.found = 'duplicate' AND p.terms IN $unknown_classes
GROUP BY p.source, p.owner
UNION ALL
SELECT p.source, 'use_not_declared' AS reason, p.owner AS other_source, p.terms AS licence_class, count(*) AS n
FROM pair p, dataset d
WHERE d.commercial IS NULL AND (p.terms IN $non_commercial_classes OR list_contains(p.limits, 'non_commercial'))
GROUP BY p.source, p.owner, p.terms;

-- section: review
WITH lifted AS (
  SELECT p.source FROM permission p, dataset d WHERE coalesce(d.train_date, $as_of) BETWEEN p.first_on AND p.last_on
), side AS (
  SELECT shard, row, source, other_source AS owner, 'duplicate' AS found, similarity,
         coalesce(licence_class, 'unknown') AS own, licence_limits AS own_limits,
         coalesce(other_licence_class, 'unknown') AS terms, other_licence_limits AS limits
  FROM duplicate
  UNION ALL
  SELECT other_shard, other_row, other_source, source, 'duplicate', similarity,
         coalesce(other_licence_class, 'unknown'), other_licence_limits, coalesce(licence_class, 'unknown'), licence_limits
  FROM duplicate
  UNION ALL
  SELECT shard, row, source, work_source, 'work', similarity,
         coalesce(licence_class, 'unknown'), licence_limits, coalesce(work_licence_class, 'unknown'), work_licence_limits
  FROM work_match
), pair AS (
  SELECT * FROM side
  WHERE similarity >= $min_similarity AND owner NOT IN (SELECT l.source FROM lifted l)
    AND NOT (source = owner AND own = terms AND own_limits IS NOT DISTINCT FROM limits)
), passage AS (
  SELECT source, min(units) AS least, max(units) AS greatest FROM document WHERE role = 'corpus' AND units >= $min_passage GROUP BY source
), work AS (
  SELECT d.source, d.units FROM document d WHERE d.role = 'works' AND d.source NOT IN (SELECT l.source FROM lifted l)
)
SELECT p.source, 'stricter_terms_need_decision' AS reason, p.owner AS other_source, p.terms AS licence_class, count(*) AS n, NULL AS units
FROM pair p
WHERE p.terms <> p.own AND p.terms NOT IN $free_classes AND p.terms NOT IN $non_commercial_classes
  AND p.terms NOT IN $closed_classes AND p.terms NOT IN $unknown_classes
GROUP BY ALL
UNION ALL
SELECT p.source, 'passages_not_compared' AS reason, w.source AS other_source, NULL AS licence_class, count(*) AS n, p.least AS units
FROM passage p JOIN work w ON w.units > $times_longer * p.least
GROUP BY p.source, w.source, p.least
UNION ALL
SELECT p.source, 'works_inside_records_not_compared' AS reason, w.source AS other_source, NULL AS licence_class, count(*) AS n, p.greatest AS units
FROM passage p JOIN work w ON w.units >= $min_passage AND p.greatest > $times_longer * w.units
GROUP BY p.source, w.source, p.greatest
UNION ALL
SELECT w.source, 'works_too_short' AS reason, NULL AS other_source, NULL AS licence_class, count(*) AS n, max(w.units) AS units
FROM work w GROUP BY w.source HAVING max(w.units) BETWEEN 1 AND $min_passage - 1
UNION ALL
SELECT NULL AS source, 'only_internal_conflicts_tested' AS reason, NULL AS other_source, NULL AS licence_class, 1 AS n, NULL AS units
WHERE NOT EXISTS (SELECT 1 FROM source WHERE role = 'works');

-- section: measure
SELECT NULL::VARCHAR AS source, 'works_sources' AS name, count(*) AS value FROM source WHERE role = 'works'
UNION ALL
SELECT source, 'works_shorter_than_a_passage' AS name, count(*) FILTER (units < $min_passage) AS value
FROM document WHERE role = 'works' GROUP BY source
UNION ALL
SELECT source, 'work_matches' AS name, count(*) AS value FROM work_match WHERE similarity >= $min_similarity GROUP BY source;
