-- control: sensitive_information
-- needs: manifest, documents, register:consent, scanner:resident_id, scanner:mainland_mobile, scanner:email, scanner:bank_card
-- empty: no_sensitive_information
-- Separate consent is asked of each subject. Whether a resident identity number is sensitive by itself is not settled (GB/T 45574-2025
-- against GB/T 35273-2020), so what only the wider list names goes to a person. Days of evidence files are not in the catalogue: that an
-- impact assessment came before the processing, and is kept for three years, is not tested here.

-- section: population
SELECT source, count(DISTINCT (shard, row)) AS n
FROM finding
WHERE role = 'corpus' AND scanner IN ('resident_id', 'mainland_mobile', 'email', 'bank_card') AND score >= $min_score
  AND (label IN (SELECT unnest($sensitive_labels)) OR label IN (SELECT unnest($wider_labels)))
GROUP BY source;

-- section: fail
WITH day AS (SELECT coalesce(train_date, $as_of) AS used_on FROM dataset),
agreed AS (
  SELECT c.source, c.subject_digest,
         bool_or(c.separate AND c.covers_training AND (c.given_at AT TIME ZONE 'UTC')::DATE <= day.used_on
                 AND NOT coalesce((c.withdrawn_at AT TIME ZONE 'UTC')::DATE <= $as_of, false)
                 AND NOT coalesce((c.expires_at AT TIME ZONE 'UTC')::DATE < day.used_on, false)) AS separately
  FROM consent c, day WHERE c.subject_digest IS NOT NULL GROUP BY c.source, c.subject_digest
), hit AS (
  SELECT DISTINCT shard, row FROM finding
  WHERE role = 'corpus' AND scanner IN ('resident_id', 'mainland_mobile', 'email', 'bank_card') AND score >= $min_score
    AND label IN (SELECT unnest($sensitive_labels))
)
SELECT d.source, 'no_separate_consent' AS reason, d.shard, min(d.row) AS row, count(*) AS n
FROM hit h JOIN document d ON d.shard = h.shard AND d.row = h.row
LEFT JOIN agreed a ON a.source = d.source AND a.subject_digest = d.subject_digest
WHERE d.subject_digest IS NOT NULL AND a.separately IS NOT TRUE
  AND d.source IN (SELECT r.source FROM register r WHERE r.kind = 'consent')
  AND d.source NOT IN (SELECT r.source FROM register r WHERE r.kind = 'consent' AND r.status IS DISTINCT FROM 'ok' AND r.source IS NOT NULL)
GROUP BY d.source, d.shard;

-- section: unproven
WITH hit AS (
  SELECT DISTINCT shard, row, source FROM finding
  WHERE role = 'corpus' AND scanner IN ('resident_id', 'mainland_mobile', 'email', 'bank_card') AND score >= $min_score
    AND label IN (SELECT unnest($sensitive_labels))
), holder AS (
  SELECT source, count(*) AS n FROM hit GROUP BY source
)
SELECT h.source, 'no_consent_log' AS reason, NULL AS shard, NULL AS row, h.n, NULL AS kind
FROM holder h WHERE h.source NOT IN (SELECT r.source FROM register r WHERE r.kind = 'consent' AND r.source IS NOT NULL)
UNION ALL
SELECT d.source, 'record_without_subject' AS reason, d.shard, min(d.row) AS row, count(*) AS n, NULL AS kind
FROM hit h JOIN document d ON d.shard = h.shard AND d.row = h.row
WHERE d.subject_digest IS NULL GROUP BY d.source, d.shard
UNION ALL
SELECT h.source, CASE e.kind WHEN 'necessity_notice' THEN 'no_necessity_notice' ELSE 'no_impact_assessment' END AS reason,
       NULL AS shard, NULL AS row, 1 AS n, e.kind
FROM holder h, (SELECT unnest(['necessity_notice', 'impact_assessment']) AS kind) e
WHERE NOT EXISTS (SELECT 1 FROM evidence_file f WHERE f.source = h.source AND f.kind = e.kind AND f.status IN ('ok', 'unrecorded'));

-- section: review
SELECT source, 'sensitive_under_wider_list' AS reason, label, count(DISTINCT (shard, row)) AS n
FROM finding
WHERE role = 'corpus' AND scanner IN ('resident_id', 'mainland_mobile', 'email', 'bank_card') AND score >= $min_score
  AND label IN (SELECT unnest($wider_labels))
GROUP BY source, label;
