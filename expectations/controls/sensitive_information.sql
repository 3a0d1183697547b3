-- control: sensitive_information
-- needs: manifest, documents, register:consent, scanner:resident_id, scanner:mainland_mobile, scanner:email, scanner:bank_card
-- empty: no_sensitive_information
-- Separate consent is asked of each subject. Whether a resident identity number is sensitive by itself is not settled (GB/T 45574-2025
-- against GB/T 35273-2020), so what only the wider list names goes to a person, as does
-- a finding that may be about something else, and weak signs where there are no others and no basis. So does
-- a name beside the text that was masked and may hold such a number. That the assessment is kept for three years lies in the future and is not tested.

-- section: population
SELECT source, count(DISTINCT (shard, row)) AS n
FROM finding
WHERE role = 'corpus' AND scanner IN ('resident_id', 'mainland_mobile', 'email', 'bank_card')
  AND (label IN $sensitive_labels OR label IN $wider_labels)
GROUP BY source
UNION ALL
SELECT source, count(*) AS n FROM personal_record WHERE sign = 'masked_name' GROUP BY source;

-- section: fail
WITH day AS (SELECT coalesce(train_date, $as_of) AS used_on FROM dataset),
agreed AS (
  SELECT c.source, c.subject_exact_digest,
         bool_or(c.separate AND c.covers_training AND (c.given_at AT TIME ZONE 'UTC')::DATE <= day.used_on
                 AND NOT coalesce((c.ended_at AT TIME ZONE 'UTC')::DATE <= $as_of, false)
                 AND NOT coalesce((c.expires_at AT TIME ZONE 'UTC')::DATE < day.used_on, false)) AS separately
  FROM consent c, day WHERE c.subject_exact_digest IS NOT NULL GROUP BY c.source, c.subject_exact_digest
), hit AS (
  SELECT DISTINCT shard, row FROM finding
  WHERE role = 'corpus' AND scanner IN ('resident_id', 'mainland_mobile', 'email', 'bank_card') AND score >= $min_score::FLOAT
    AND label IN $sensitive_labels
)
SELECT d.source, 'no_separate_consent' AS reason, d.shard, min(d.row) AS row, count(*) AS n
FROM hit h JOIN document d ON d.shard = h.shard AND d.row = h.row
LEFT JOIN agreed a ON a.source = d.source AND a.subject_exact_digest = d.subject_exact_digest
WHERE d.subject_digest IS NOT NULL AND a.separately IS NOT TRUE
  AND d.source IN (SELECT r.source FROM register r WHERE r.kind = 'consent')
  AND d.source NOT IN (SELECT r.source FROM register r WHERE r.kind = 'consent' AND r.status IS DISTINCT FROM 'ok' AND r.source IS NOT NULL)
GROUP BY d.source, d.shard
UNION ALL
SELECT h.source, 'impact_assessed_after_use' AS reason, NULL AS shard, NULL AS row, 1 AS n
FROM (SELECT DISTINCT d.source FROM hit JOIN document d ON d.shard = hit.shard AND d.row = hit.row) h
JOIN policy p ON p.kind = concat('pipia:', h.source), day
WHERE p.file_status IN ('ok', 'unrecorded') AND p.dated_on > day.used_on;

-- section: unproven
WITH hit AS (
  SELECT DISTINCT shard, row, source FROM finding
  WHERE role = 'corpus' AND scanner IN ('resident_id', 'mainland_mobile', 'email', 'bank_card') AND score >= $min_score::FLOAT
    AND label IN $sensitive_labels
), holder AS (
  SELECT source, count(*) AS n FROM hit GROUP BY source
)
SELECT h.source, 'no_consent_log' AS reason, NULL AS shard, NULL AS row, h.n, NULL AS status
FROM holder h WHERE h.source NOT IN (SELECT r.source FROM register r WHERE r.kind = 'consent' AND r.source IS NOT NULL)
UNION ALL
SELECT d.source, 'record_without_subject' AS reason, d.shard, min(d.row) AS row, count(*) AS n, NULL AS status
FROM hit h JOIN document d ON d.shard = h.shard AND d.row = h.row
WHERE d.subject_digest IS NULL GROUP BY d.source, d.shard
UNION ALL
SELECT h.source, CASE k.kind WHEN 'necessity_notice' THEN 'no_necessity_notice' ELSE 'no_impact_assessment' END AS reason,
       NULL AS shard, NULL AS row, 1 AS n, coalesce(p.file_status, 'none') AS status
FROM holder h CROSS JOIN (VALUES ('necessity_notice'), ('pipia')) k(kind) LEFT JOIN policy p ON p.kind = concat(k.kind, ':', h.source)
WHERE coalesce(p.file_status, 'none') NOT IN ('ok', 'unrecorded')
UNION ALL
SELECT h.source, 'impact_assessment_not_dated' AS reason, NULL AS shard, NULL AS row, 1 AS n, p.file_status AS status
FROM holder h JOIN policy p ON p.kind = concat('pipia:', h.source)
WHERE p.file_status IN ('ok', 'unrecorded') AND p.dated_on IS NULL;

-- section: review
SELECT source, 'masked_name_may_be_sensitive' AS reason, NULL AS label, count(*) AS n
FROM personal_record WHERE sign = 'masked_name' GROUP BY source
UNION ALL
SELECT source, 'sensitive_under_wider_list' AS reason, label, count(DISTINCT (shard, row)) AS n
FROM finding
WHERE role = 'corpus' AND scanner IN ('resident_id', 'mainland_mobile', 'email', 'bank_card') AND score >= $review_score::FLOAT
  AND label IN $wider_labels
GROUP BY source, label
UNION ALL
SELECT source, 'possibly_sensitive' AS reason, label, count(*) AS n
FROM (
  SELECT source, label, shard, row FROM finding
  WHERE role = 'corpus' AND scanner IN ('resident_id', 'mainland_mobile', 'email', 'bank_card') AND score >= $review_score::FLOAT
    AND label IN $sensitive_labels
  GROUP BY source, label, shard, row HAVING max(score) < $min_score::FLOAT
)
GROUP BY source, label
UNION ALL
SELECT w.source, 'weak_signs_without_basis' AS reason, NULL AS label, w.n
FROM (
  SELECT source, count(DISTINCT (shard, row)) AS n FROM finding
  WHERE role = 'corpus' AND scanner IN ('resident_id', 'mainland_mobile', 'email', 'bank_card')
    AND (label IN $sensitive_labels OR label IN $wider_labels)
  GROUP BY source HAVING max(score) < $review_score::FLOAT
) w JOIN source s USING (source)
WHERE NOT coalesce(s.pi_basis IN $bases, false)
   OR (coalesce(s.pi_evidence_status, 'none') NOT IN ('ok', 'unrecorded')
     AND NOT (s.pi_basis = $consent_basis AND s.source IN (SELECT r.source FROM register r WHERE r.kind = 'consent' AND r.status = 'ok')));
