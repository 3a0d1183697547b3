-- control: children
-- needs: manifest, documents, register:guardian_consent, scanners:personal
-- empty: no_children
-- Whether somebody was a child shows in the year in which an identity number turns fourteen, compared with the day of collection; in words
-- that point at a child; or in what is declared of the source. Of a source made for children every
-- record about a person counts. Where personal information was found or records name their persons, and nothing is declared, it could
-- be one. Whoever turns fourteen in the very year of collection may have been one, and where that day is not known so may anybody
-- whose year is told.

-- section: population
WITH hit AS (
  SELECT source, count(DISTINCT (shard, row)) AS n, count(*) FILTER (child) AS children
  FROM (
    SELECT source, shard, row, minor AS child FROM personal_finding WHERE score >= $review_score::FLOAT
    UNION ALL
    SELECT source, shard, row, false AS child FROM personal_record WHERE sign = 'subject'
    UNION ALL
    SELECT source, shard, row, true AS child FROM turns_fourteen
    WHERE score >= $review_score::FLOAT
      AND (collected_from IS NULL OR in_year >= year(collected_from) OR in_year > year(least(coalesce(collected_to, $as_of), $as_of)))
  )
  GROUP BY source
)
SELECT s.source, greatest(coalesce(h.n, 0), 1) AS n
FROM source s LEFT JOIN hit h ON h.source = s.source
WHERE s.role IS DISTINCT FROM 'works' AND (s.child_directed OR h.children > 0 OR (s.child_directed IS NULL AND h.n > 0));

-- section: fail
WITH day AS (SELECT coalesce(train_date, $as_of) AS used_on FROM dataset),
line AS (
  SELECT c.source, c.subject_exact_digest, least((c.ended_at AT TIME ZONE 'UTC')::DATE, (c.expires_at AT TIME ZONE 'UTC')::DATE) AS ends_on,
         c.covers_training AND (c.given_at AT TIME ZONE 'UTC')::DATE <= day.used_on
           AND NOT coalesce((c.ended_at AT TIME ZONE 'UTC')::DATE <= $as_of, false)
           AND NOT coalesce((c.expires_at AT TIME ZONE 'UTC')::DATE < day.used_on, false) AS holds
  FROM guardian_consent c, day WHERE c.subject_exact_digest IS NOT NULL
), agreed AS (
  SELECT source, subject_exact_digest, bool_or(holds) AS holds, max(ends_on) AS ended_on FROM line GROUP BY source, subject_exact_digest
), child AS (
  SELECT shard, row FROM personal_finding WHERE minor AND score >= $min_score::FLOAT
  UNION
  SELECT shard, row FROM turns_fourteen
  WHERE score >= $min_score::FLOAT AND in_year > year(least(coalesce(collected_to, $as_of), $as_of))
)
SELECT d.source, 'no_guardian_consent' AS reason, d.shard, min(d.row) AS row, count(*) AS n,
       coalesce(min(coalesce(a.ended_on, (d.fetched_at AT TIME ZONE 'UTC')::DATE, c.started_on))::VARCHAR, 'unknown') AS since
FROM document d JOIN source s ON s.source = d.source
LEFT JOIN child m ON m.shard = d.shard AND m.row = d.row
LEFT JOIN agreed a ON a.source = d.source AND a.subject_exact_digest = d.subject_exact_digest
LEFT JOIN collection c ON c.source = d.source
WHERE d.role = 'corpus' AND (s.child_directed OR m.shard IS NOT NULL) AND d.subject_digest IS NOT NULL AND a.holds IS NOT TRUE
  AND d.source IN (SELECT r.source FROM register r WHERE r.kind = 'guardian_consent')
  AND d.source NOT IN (SELECT r.source FROM register r WHERE r.kind = 'guardian_consent' AND r.status IS DISTINCT FROM 'ok' AND r.source IS NOT NULL)
GROUP BY d.source, d.shard;

-- section: unproven
WITH child AS (
  SELECT source, shard, row FROM personal_finding WHERE minor AND score >= $min_score::FLOAT
  UNION
  SELECT source, shard, row FROM turns_fourteen
  WHERE score >= $min_score::FLOAT AND in_year > year(least(coalesce(collected_to, $as_of), $as_of))
), hit AS (
  SELECT source, shard, row FROM personal_finding WHERE score >= $min_score::FLOAT
), concerned AS (
  SELECT s.source FROM source s
  WHERE s.role IS DISTINCT FROM 'works' AND (s.child_directed OR s.source IN (SELECT h.source FROM child h))
)
SELECT f.source, 'children_not_declared' AS reason, NULL AS shard, NULL AS row, count(DISTINCT (f.shard, f.row)) AS n, NULL AS status, NULL AS dated_on
FROM (
  SELECT source, shard, row FROM personal_finding WHERE score >= $review_score::FLOAT
  UNION ALL
  SELECT source, shard, row FROM personal_record WHERE sign = 'subject'
) f JOIN source s USING (source)
WHERE s.child_directed IS NULL
GROUP BY f.source
UNION ALL
SELECT c.source, 'no_guardian_consent_log' AS reason, min(h.shard) AS shard, arg_min(h.row, (h.shard, h.row)) AS row, 1 AS n, NULL AS status,
       NULL AS dated_on
FROM concerned c LEFT JOIN child h USING (source)
WHERE c.source NOT IN (SELECT r.source FROM register r WHERE r.kind = 'guardian_consent' AND r.source IS NOT NULL)
GROUP BY c.source
UNION ALL
SELECT d.source, 'record_without_subject' AS reason, d.shard, min(d.row) AS row, count(*) AS n, NULL AS status, NULL AS dated_on
FROM (
  SELECT shard, row FROM child UNION SELECT h.shard, h.row FROM hit h JOIN source s ON s.source = h.source WHERE s.child_directed
) h JOIN document d ON d.shard = h.shard AND d.row = h.row
WHERE d.subject_digest IS NULL
GROUP BY d.source, d.shard
UNION ALL
SELECT t.source, 'collection_day_not_known' AS reason, t.shard, min(t.row) AS row, count(DISTINCT t.row) AS n, NULL AS status, NULL AS dated_on
FROM turns_fourteen t
WHERE t.score >= $review_score::FLOAT AND t.collected_from IS NULL AND NOT t.in_year > year(least(coalesce(t.collected_to, $as_of), $as_of))
GROUP BY t.source, t.shard
UNION ALL
SELECT c.source, CASE k.kind WHEN 'minors_rules' THEN 'no_rules_for_children' ELSE 'no_yearly_audit' END AS reason,
       NULL AS shard, NULL AS row, 1 AS n, coalesce(p.file_status, 'none') AS status, NULL AS dated_on
FROM concerned c CROSS JOIN (VALUES ('minors_rules'), ('minors_audit')) k(kind) LEFT JOIN policy p ON p.kind = concat(k.kind, ':', c.source)
WHERE coalesce(p.file_status, 'none') NOT IN ('ok', 'unrecorded')
UNION ALL
SELECT c.source, 'audit_out_of_date' AS reason, NULL AS shard, NULL AS row, 1 AS n, p.file_status AS status, p.dated_on
FROM concerned c JOIN policy p ON p.kind = concat('minors_audit:', c.source)
WHERE p.file_status IN ('ok', 'unrecorded')
  AND (p.dated_on IS NULL OR p.dated_on > $as_of OR p.dated_on + to_months($max_months::INTEGER) < $as_of);

-- section: review
SELECT source, 'possibly_a_child' AS reason, count(*) AS n
FROM (
  SELECT source, shard, row
  FROM (
    SELECT source, shard, row, score FROM personal_finding WHERE minor AND score >= $review_score::FLOAT
    UNION ALL
    SELECT source, shard, row, score FROM turns_fourteen
    WHERE score >= $review_score::FLOAT AND in_year > year(least(coalesce(collected_to, $as_of), $as_of))
  )
  GROUP BY source, shard, row HAVING max(score) < $min_score::FLOAT
)
GROUP BY source
UNION ALL
SELECT source, 'fourteen_when_collected' AS reason, count(DISTINCT (shard, row)) AS n
FROM turns_fourteen
WHERE score >= $review_score::FLOAT AND in_year >= year(collected_from) AND NOT in_year > year(least(coalesce(collected_to, $as_of), $as_of))
GROUP BY source;

-- section: measure
SELECT source, 'records_of_children' AS name, count(DISTINCT (shard, row)) AS value
FROM (
  SELECT source, shard, row FROM personal_finding WHERE minor AND score >= $review_score::FLOAT
  UNION ALL
  SELECT source, shard, row FROM turns_fourteen
  WHERE score >= $review_score::FLOAT AND in_year > year(least(coalesce(collected_to, $as_of), $as_of))
)
GROUP BY source;
