-- control: residual_after_cleaning
-- needs: manifest, documents, register:consent, scanners:personal
-- empty: no_collected_source
-- This scan is the one after cleaning. A number whose check character holds and that names one person by itself must be gone, but for
-- those who consented; what else there is counts as a share of records. Who made the data himself collected nothing automatically; that
-- nothing contradicts him is what the view `permission` asks.

-- section: population
SELECT s.source, greatest(count(d.row), 1) AS n
FROM source s LEFT JOIN document d USING (source)
WHERE s.role IS DISTINCT FROM 'works' AND s.type = 'self_collected'
  AND s.source NOT IN (SELECT p.source FROM permission p WHERE p.basis = 'self_produced')
GROUP BY s.source;

-- section: fail
WITH day AS (SELECT coalesce(train_date, $as_of) AS used_on FROM dataset),
agreed AS (
  SELECT DISTINCT c.source, c.subject_exact_digest FROM consent c, day
  WHERE c.covers_training AND (c.given_at AT TIME ZONE 'UTC')::DATE <= day.used_on
    AND NOT coalesce((c.ended_at AT TIME ZONE 'UTC')::DATE <= $as_of, false)
    AND NOT coalesce((c.expires_at AT TIME ZONE 'UTC')::DATE < day.used_on, false)
), hit AS (
  SELECT DISTINCT shard, row FROM personal_finding WHERE direct AND checksum AND score >= $min_score::FLOAT
)
SELECT d.source, 'identifier_remains' AS reason, d.shard, min(d.row) AS row, count(*) AS n,
       coalesce(min(coalesce((d.fetched_at AT TIME ZONE 'UTC')::DATE, c.started_on))::VARCHAR, 'unknown') AS since
FROM hit h JOIN document d ON d.shard = h.shard AND d.row = h.row JOIN source s ON s.source = d.source
LEFT JOIN collection c ON c.source = d.source
LEFT JOIN agreed a ON a.source = d.source AND a.subject_exact_digest = d.subject_exact_digest AND s.pi_basis = $consent_basis
WHERE s.type = 'self_collected' AND a.subject_exact_digest IS NULL
  AND d.source NOT IN (SELECT p.source FROM permission p WHERE p.basis = 'self_produced')
GROUP BY d.source, d.shard;

-- section: unproven
WITH holder AS (
  SELECT source FROM personal_finding WHERE score >= $review_score::FLOAT
  UNION
  SELECT source FROM personal_record
), wanted AS (
  SELECT s.source, coalesce(c.cleaning_status, 'none') AS status, c.cleaned_on, c.ended_on
  FROM holder h JOIN source s USING (source) LEFT JOIN collection c ON c.source = s.source
  WHERE s.type = 'self_collected' AND s.source NOT IN (SELECT p.source FROM permission p WHERE p.basis = 'self_produced')
)
SELECT source, CASE WHEN status NOT IN ('ok', 'unrecorded') THEN 'no_cleaning_record'
                    WHEN cleaned_on IS NULL OR cleaned_on > $as_of THEN 'cleaning_not_dated'
                    ELSE 'cleaned_before_collected' END AS reason, status
FROM wanted
WHERE status NOT IN ('ok', 'unrecorded') OR cleaned_on IS NULL OR cleaned_on > $as_of OR cleaned_on < ended_on
UNION ALL
SELECT source, 'may_be_self_collected' AS reason, NULL AS status FROM source
WHERE role IS DISTINCT FROM 'works' AND coalesce(type, 'unknown') NOT IN $types;

-- section: review
WITH collected AS (
  SELECT s.source, count(*) AS records
  FROM source s JOIN document d USING (source)
  WHERE s.role IS DISTINCT FROM 'works' AND s.type = 'self_collected'
    AND s.source NOT IN (SELECT p.source FROM permission p WHERE p.basis = 'self_produced')
  GROUP BY s.source
), doubtful AS (
  SELECT f.source, f.shard, f.row FROM personal_finding f JOIN collected USING (source)
  WHERE f.direct AND f.checksum AND f.score >= $review_score::FLOAT
  GROUP BY f.source, f.shard, f.row HAVING max(f.score) < $min_score::FLOAT
), other AS (
  SELECT source, count(DISTINCT (shard, row)) AS n
  FROM (
    SELECT source, shard, row FROM personal_finding WHERE score >= $review_score::FLOAT AND NOT (direct AND checksum)
    UNION ALL
    SELECT source, shard, row FROM personal_record
  )
  GROUP BY source
)
SELECT source, 'identifier_may_remain' AS reason, count(*) AS n, NULL AS residual_share, NULL AS limit_share FROM doubtful GROUP BY source
UNION ALL
SELECT c.source, 'much_remains' AS reason, o.n, round(o.n / c.records, 6) AS residual_share, $max_share AS limit_share
FROM collected c JOIN other o USING (source) WHERE o.n > c.records * $max_share;

-- section: measure
WITH collected AS (
  SELECT s.source, count(*) AS records FROM source s JOIN document d USING (source)
  WHERE s.role IS DISTINCT FROM 'works' AND s.type = 'self_collected' GROUP BY s.source
)
SELECT f.source, 'residual_share' AS name, round(count(DISTINCT (f.shard, f.row)) / any_value(c.records), 6) AS value, f.label,
       count(DISTINCT (f.shard, f.row)) AS records
FROM personal_finding f JOIN collected c USING (source) WHERE f.score >= $review_score::FLOAT GROUP BY f.source, f.label;
