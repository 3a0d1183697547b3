-- control: children
-- needs: manifest, documents, register:guardian_consent, scanner:resident_id, scanner:mainland_mobile, scanner:email, scanner:bank_card
-- empty: no_children
-- Whether somebody is a child shows in an identity number or in what is declared of the source. Of a source made for children every
-- record about a person counts. Where personal information was found or records name their persons, and nothing is declared, it could
-- be one.

-- section: population
WITH hit AS (
  SELECT source, count(DISTINCT (shard, row)) AS n, count(*) FILTER (label IN $minor_labels) AS minors
  FROM (
    SELECT source, shard, row, label FROM finding
    WHERE role = 'corpus' AND scanner IN ('resident_id', 'mainland_mobile', 'email', 'bank_card') AND score >= $review_score::FLOAT
      AND label IN $personal_labels
    UNION ALL
    SELECT source, shard, row, NULL AS label FROM personal_record WHERE sign = 'subject'
  )
  GROUP BY source
)
SELECT s.source, greatest(coalesce(h.n, 0), 1) AS n
FROM source s LEFT JOIN hit h ON h.source = s.source
WHERE s.role IS DISTINCT FROM 'works' AND (s.child_directed OR h.minors > 0 OR (s.child_directed IS NULL AND h.n > 0));

-- section: fail
WITH day AS (SELECT coalesce(train_date, $as_of) AS used_on FROM dataset),
agreed AS (
  SELECT DISTINCT c.source, c.subject_exact_digest FROM guardian_consent c, day
  WHERE c.covers_training AND (c.given_at AT TIME ZONE 'UTC')::DATE <= day.used_on
    AND NOT coalesce((c.ended_at AT TIME ZONE 'UTC')::DATE <= $as_of, false)
    AND NOT coalesce((c.expires_at AT TIME ZONE 'UTC')::DATE < day.used_on, false)
), minor AS (
  SELECT DISTINCT shard, row FROM finding
  WHERE role = 'corpus' AND scanner IN ('resident_id', 'mainland_mobile', 'email', 'bank_card') AND score >= $min_score::FLOAT
    AND label IN $minor_labels
)
SELECT d.source, 'no_guardian_consent' AS reason, d.shard, min(d.row) AS row, count(*) AS n
FROM document d JOIN source s ON s.source = d.source
LEFT JOIN minor m ON m.shard = d.shard AND m.row = d.row
LEFT JOIN agreed a ON a.source = d.source AND a.subject_exact_digest = d.subject_exact_digest
WHERE d.role = 'corpus' AND (s.child_directed OR m.shard IS NOT NULL) AND d.subject_digest IS NOT NULL AND a.subject_exact_digest IS NULL
  AND d.source IN (SELECT r.source FROM register r WHERE r.kind = 'guardian_consent')
  AND d.source NOT IN (SELECT r.source FROM register r WHERE r.kind = 'guardian_consent' AND r.status IS DISTINCT FROM 'ok' AND r.source IS NOT NULL)
GROUP BY d.source, d.shard;

-- section: unproven
WITH hit AS (
  SELECT DISTINCT source, shard, row, label IN $minor_labels AS minor FROM finding
  WHERE role = 'corpus' AND scanner IN ('resident_id', 'mainland_mobile', 'email', 'bank_card') AND score >= $min_score::FLOAT
    AND label IN $personal_labels
), concerned AS (
  SELECT s.source FROM source s
  WHERE s.role IS DISTINCT FROM 'works' AND (s.child_directed OR s.source IN (SELECT h.source FROM hit h WHERE h.minor))
)
SELECT f.source, 'children_not_declared' AS reason, NULL AS shard, NULL AS row, count(DISTINCT (f.shard, f.row)) AS n, NULL AS status, NULL AS dated_on
FROM (
  SELECT source, shard, row FROM finding
  WHERE role = 'corpus' AND scanner IN ('resident_id', 'mainland_mobile', 'email', 'bank_card') AND score >= $review_score::FLOAT
    AND label IN $personal_labels
  UNION ALL
  SELECT source, shard, row FROM personal_record WHERE sign = 'subject'
) f JOIN source s USING (source)
WHERE s.child_directed IS NULL
GROUP BY f.source
UNION ALL
SELECT c.source, 'no_guardian_consent_log' AS reason, NULL AS shard, NULL AS row, 1 AS n, NULL AS status, NULL AS dated_on
FROM concerned c WHERE c.source NOT IN (SELECT r.source FROM register r WHERE r.kind = 'guardian_consent' AND r.source IS NOT NULL)
UNION ALL
SELECT d.source, 'record_without_subject' AS reason, d.shard, min(d.row) AS row, count(DISTINCT d.row) AS n, NULL AS status, NULL AS dated_on
FROM hit h JOIN document d ON d.shard = h.shard AND d.row = h.row JOIN source s ON s.source = d.source
WHERE d.subject_digest IS NULL AND (h.minor OR s.child_directed)
GROUP BY d.source, d.shard
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
  SELECT source, shard, row FROM finding
  WHERE role = 'corpus' AND scanner IN ('resident_id', 'mainland_mobile', 'email', 'bank_card') AND score >= $review_score::FLOAT
    AND label IN $minor_labels
  GROUP BY source, shard, row HAVING max(score) < $min_score::FLOAT
)
GROUP BY source;
