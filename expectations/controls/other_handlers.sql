-- control: other_handlers
-- needs: manifest, documents, scanners:personal
-- empty: no_other_handler
-- Personal information comes from another handler where it was bought, licensed by contract or brokered, and goes to others where the
-- data is passed on. Both take notice and separate consent (PIPL Article 23), a contract, and records kept for three years (Network Data
-- Security Regulation Article 12). Where it is not declared whether the data is passed on, it may be.

-- section: population
WITH held AS (
  SELECT source, count(DISTINCT (shard, row)) AS n
  FROM (
    SELECT source, shard, row FROM personal_finding WHERE score >= $review_score::FLOAT
    UNION ALL
    SELECT source, shard, row FROM personal_record
  )
  GROUP BY source
)
SELECT h.source, h.n
FROM held h JOIN source s USING (source), dataset d
WHERE s.type = $supplied_type OR coalesce(s.type, 'unknown') NOT IN $types OR s.via_intermediary OR d.redistributes_data IS DISTINCT FROM false
   OR s.source IN (SELECT c.source FROM contract c) OR s.source IN (SELECT k.source FROM handler k);

-- section: fail
SELECT k.source, 'records_kept_too_briefly' AS reason, k.transferred_on, k.kept_until, 1 AS n
FROM handler k SEMI JOIN (SELECT source FROM personal_finding UNION ALL SELECT source FROM personal_record) h ON h.source = k.source
WHERE k.kept_until < k.transferred_on + to_years($keep_years::INTEGER)
UNION ALL
SELECT k.source, 'passed_on_against_declaration' AS reason, k.transferred_on, k.kept_until, 1 AS n
FROM handler k SEMI JOIN (SELECT source FROM personal_finding UNION ALL SELECT source FROM personal_record) h ON h.source = k.source, dataset d
WHERE k.direction = 'provided' AND d.redistributes_data = false;

-- section: unproven
WITH held AS (
  SELECT source, count(DISTINCT (shard, row)) AS n
  FROM (
    SELECT source, shard, row FROM personal_finding WHERE score >= $min_score::FLOAT
    UNION ALL
    SELECT source, shard, row FROM personal_record WHERE sign = 'subject'
  )
  GROUP BY source
), place AS (
  SELECT h.source, h.n, s.type, d.redistributes_data,
         s.type = $supplied_type OR coalesce(s.via_intermediary, false) OR s.source IN (SELECT c.source FROM contract c) AS received
  FROM held h JOIN source s USING (source), dataset d
)
SELECT source, 'may_be_received' AS reason, n, NULL AS status FROM place
WHERE coalesce(type, 'unknown') NOT IN $types AND received IS NOT TRUE
UNION ALL
SELECT source, 'passing_on_not_declared' AS reason, n, NULL AS status FROM place WHERE redistributes_data IS NULL
UNION ALL
SELECT source, 'supplier_not_recorded' AS reason, n, NULL AS status FROM place
WHERE received AND source NOT IN (SELECT k.source FROM handler k WHERE k.direction = 'received')
UNION ALL
SELECT source, 'recipient_not_recorded' AS reason, n, NULL AS status FROM place
WHERE redistributes_data AND source NOT IN (SELECT k.source FROM handler k WHERE k.direction = 'provided')
UNION ALL
SELECT k.source, 'no_notice' AS reason, p.n, coalesce(k.notice_status, 'none') AS status
FROM handler k JOIN place p USING (source) WHERE coalesce(k.notice_status, 'none') NOT IN ('ok', 'unrecorded')
UNION ALL
SELECT k.source, 'no_separate_consent' AS reason, p.n, coalesce(k.separate_consent_status, 'none') AS status
FROM handler k JOIN place p USING (source) WHERE coalesce(k.separate_consent_status, 'none') NOT IN ('ok', 'unrecorded')
UNION ALL
SELECT k.source, 'no_contract' AS reason, p.n, coalesce(k.contract_status, 'none') AS status
FROM handler k JOIN place p USING (source) WHERE coalesce(k.contract_status, 'none') NOT IN ('ok', 'unrecorded')
UNION ALL
SELECT k.source, 'keeping_not_declared' AS reason, p.n, NULL AS status
FROM handler k JOIN place p USING (source) WHERE k.kept_until IS NULL OR k.transferred_on IS NULL;

-- section: review
WITH possible AS (
  SELECT source, count(DISTINCT (shard, row)) AS n
  FROM (
    SELECT source, shard, row, score FROM personal_finding WHERE score >= $review_score::FLOAT
    UNION ALL
    SELECT source, shard, row, CASE sign WHEN 'subject' THEN 1 ELSE $review_score END AS score FROM personal_record
  )
  GROUP BY source HAVING max(score) < $min_score::FLOAT
)
SELECT p.source, 'possible_information_of_others' AS reason, p.n
FROM possible p JOIN source s USING (source), dataset d
WHERE s.type = $supplied_type OR coalesce(s.type, 'unknown') NOT IN $types OR s.via_intermediary OR d.redistributes_data IS DISTINCT FROM false
   OR s.source IN (SELECT c.source FROM contract c) OR s.source IN (SELECT k.source FROM handler k);
