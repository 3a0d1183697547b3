-- control: across_the_border
-- needs: manifest, documents, scanners:personal
-- empty: no_personal_information
-- What is stored or worked on outside the mainland has crossed its border; Hong Kong, Macao and Taiwan lie outside it (they have codes of
-- their own). PIPL Article 38 names three ways, and conditions of other rules as the fourth, of which a person decides. Article 39 asks for
-- separate consent where consent is the basis.

-- section: population
SELECT source, count(DISTINCT (shard, row)) AS n
FROM (
  SELECT source, shard, row FROM personal_finding WHERE score >= $review_score::FLOAT
  UNION ALL
  SELECT source, shard, row FROM personal_record
)
GROUP BY source;

-- section: fail
WITH abroad AS (
  SELECT DISTINCT u.source
  FROM (SELECT source, unnest(list_concat(storage_regions, processing_regions)) AS region FROM source) u
  JOIN (
    SELECT source FROM personal_finding WHERE score >= $min_score::FLOAT
    UNION
    SELECT source FROM personal_record WHERE sign = 'subject'
  ) h USING (source)
  WHERE u.region <> $home
)
SELECT e.source, 'mechanism_not_in_law' AS reason, e.dated_on FROM export e JOIN abroad USING (source)
WHERE e.mechanism NOT IN $mechanisms AND e.mechanism <> $other_mechanism
UNION ALL
SELECT e.source, 'mechanism_after_use' AS reason, e.dated_on FROM export e JOIN abroad USING (source), dataset d
WHERE e.record_status IN ('ok', 'unrecorded') AND e.dated_on > coalesce(d.train_date, $as_of);

-- section: unproven
WITH held AS (
  SELECT source, count(DISTINCT (shard, row)) AS n
  FROM (
    SELECT source, shard, row FROM personal_finding WHERE score >= $min_score::FLOAT
    UNION ALL
    SELECT source, shard, row FROM personal_record WHERE sign = 'subject'
  )
  GROUP BY source
), abroad AS (
  SELECT h.source, h.n, any_value(s.pi_basis) AS pi_basis, string_agg(DISTINCT u.region, ', ' ORDER BY u.region) AS regions
  FROM held h JOIN source s USING (source)
  JOIN (SELECT source, unnest(list_concat(storage_regions, processing_regions)) AS region FROM source) u USING (source)
  WHERE u.region <> $home GROUP BY h.source, h.n
)
SELECT h.source, 'region_not_declared' AS reason, h.n, NULL AS regions, NULL AS status
FROM held h JOIN source s USING (source)
WHERE coalesce(len(s.storage_regions), 0) = 0 OR coalesce(len(s.processing_regions), 0) = 0
UNION ALL
SELECT a.source, 'no_mechanism' AS reason, a.n, a.regions, NULL AS status
FROM abroad a LEFT JOIN export e USING (source) WHERE e.mechanism IS NULL
UNION ALL
SELECT a.source, CASE WHEN coalesce(e.record_status, 'none') IN ('ok', 'unrecorded') THEN 'mechanism_not_dated' ELSE 'mechanism_not_evidenced' END AS reason,
       a.n, a.regions, coalesce(e.record_status, 'none') AS status
FROM abroad a JOIN export e USING (source)
WHERE e.mechanism IS NOT NULL AND (coalesce(e.record_status, 'none') NOT IN ('ok', 'unrecorded') OR e.dated_on IS NULL)
UNION ALL
SELECT a.source, 'no_separate_consent' AS reason, a.n, a.regions, coalesce(e.separate_consent_status, 'none') AS status
FROM abroad a LEFT JOIN export e USING (source)
WHERE coalesce(a.pi_basis, $consent_basis) = $consent_basis AND coalesce(e.separate_consent_status, 'none') NOT IN ('ok', 'unrecorded');

-- section: review
WITH possible AS (
  SELECT source, count(DISTINCT (shard, row)) AS n
  FROM (
    SELECT source, shard, row, score FROM personal_finding WHERE score >= $review_score::FLOAT
    UNION ALL
    SELECT source, shard, row, CASE sign WHEN 'subject' THEN 1 ELSE $review_score END AS score FROM personal_record
  )
  GROUP BY source HAVING max(score) < $min_score::FLOAT
), abroad AS (
  SELECT DISTINCT source FROM (SELECT source, unnest(list_concat(storage_regions, processing_regions)) AS region FROM source)
  WHERE region <> $home
)
SELECT p.source, 'possible_information_abroad' AS reason, p.n FROM possible p JOIN source s USING (source)
WHERE p.source IN (SELECT a.source FROM abroad a) OR coalesce(len(s.storage_regions), 0) = 0 OR coalesce(len(s.processing_regions), 0) = 0
UNION ALL
SELECT e.source, 'other_way_claimed' AS reason, 1 AS n FROM export e JOIN abroad a USING (source)
WHERE e.mechanism = $other_mechanism AND e.source IN (SELECT f.source FROM personal_finding f UNION ALL SELECT r.source FROM personal_record r);
