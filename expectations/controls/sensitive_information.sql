-- control: sensitive_information
-- needs: manifest, documents, register:consent, scanners:personal
-- empty: no_sensitive_information
-- Separate consent is asked of each subject. What is sensitive is not settled (GB/T 45574-2025 against GB/T 35273-2020), so there are
-- profiles: what Article 28 or the list of the chosen profile names decides, and what another list names goes to a person, as does
-- a finding that may be about something else, and weak signs where there are no others and no basis. So does
-- a name beside the text that was masked and may hold such a number. Whatever names somebody who was a child when it was collected is
-- sensitive; where it is not known whether he was, the number at least is on a list. That the assessment is kept for three years lies in the future and is not tested.

-- section: population
SELECT source, count(DISTINCT (shard, row)) AS n FROM personal_finding WHERE listed GROUP BY source
UNION ALL
SELECT source, count(*) AS n FROM personal_record WHERE sign = 'masked_name' GROUP BY source;

-- section: fail
WITH day AS (SELECT coalesce(train_date, $as_of) AS used_on, coalesce(sensitivity_profile, $sensitivity_profile) AS profile FROM dataset),
line AS (
  SELECT c.source, c.subject_exact_digest, least((c.ended_at AT TIME ZONE 'UTC')::DATE, (c.expires_at AT TIME ZONE 'UTC')::DATE) AS ends_on,
         c.separate AND c.covers_training AND (c.given_at AT TIME ZONE 'UTC')::DATE <= day.used_on
           AND NOT coalesce((c.ended_at AT TIME ZONE 'UTC')::DATE <= $as_of, false)
           AND NOT coalesce((c.expires_at AT TIME ZONE 'UTC')::DATE < day.used_on, false) AS holds,
         c.separate AND c.covers_training AS meant
  FROM consent c, day WHERE c.subject_exact_digest IS NOT NULL
), agreed AS (
  SELECT source, subject_exact_digest, bool_or(holds) AS separately, max(ends_on) FILTER (meant) AS ended_on
  FROM line GROUP BY source, subject_exact_digest
), hit AS (
  SELECT f.shard, f.row FROM personal_finding f, day
  WHERE f.score >= $min_score::FLOAT AND list_contains(f.sensitive_under, day.profile)
  UNION
  SELECT shard, row FROM turns_fourteen
  WHERE score >= $min_score::FLOAT AND in_year > year(least(coalesce(collected_to, $as_of), $as_of))
)
SELECT d.source, 'no_separate_consent' AS reason, d.shard, min(d.row) AS row, count(*) AS n,
       coalesce(min(coalesce(a.ended_on, (d.fetched_at AT TIME ZONE 'UTC')::DATE, c.started_on))::VARCHAR, 'unknown') AS since
FROM hit h JOIN document d ON d.shard = h.shard AND d.row = h.row
LEFT JOIN agreed a ON a.source = d.source AND a.subject_exact_digest = d.subject_exact_digest
LEFT JOIN collection c ON c.source = d.source
WHERE d.subject_digest IS NOT NULL AND a.separately IS NOT TRUE
  AND d.source IN (SELECT r.source FROM register r WHERE r.kind = 'consent')
  AND d.source NOT IN (SELECT r.source FROM register r WHERE r.kind = 'consent' AND r.status IS DISTINCT FROM 'ok' AND r.source IS NOT NULL)
GROUP BY d.source, d.shard
UNION ALL
SELECT h.source, 'impact_assessed_after_use' AS reason, NULL AS shard, NULL AS row, 1 AS n, NULL AS since
FROM (SELECT DISTINCT d.source FROM hit JOIN document d ON d.shard = hit.shard AND d.row = hit.row) h
JOIN policy p ON p.kind = concat('pipia:', h.source), day
WHERE p.file_status IN ('ok', 'unrecorded') AND p.dated_on > day.used_on;

-- section: unproven
WITH day AS (SELECT coalesce(sensitivity_profile, $sensitivity_profile) AS profile FROM dataset),
hit AS (
  SELECT f.shard, f.row, f.source FROM personal_finding f, day
  WHERE f.score >= $min_score::FLOAT AND list_contains(f.sensitive_under, day.profile)
  UNION
  SELECT shard, row, source FROM turns_fourteen
  WHERE score >= $min_score::FLOAT AND in_year > year(least(coalesce(collected_to, $as_of), $as_of))
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
WITH day AS (SELECT coalesce(sensitivity_profile, $sensitivity_profile) AS profile FROM dataset),
found AS (
  SELECT f.source, f.label, f.shard, f.row, f.score, f.listed, list_contains(f.sensitive_under, day.profile) AS decided
  FROM personal_finding f, day WHERE f.listed
), weak AS (
  SELECT source, count(DISTINCT (shard, row)) AS n FROM found GROUP BY source HAVING max(score) < $review_score::FLOAT
)
SELECT source, 'masked_name_may_be_sensitive' AS reason, NULL AS label, NULL AS profile, count(*) AS n
FROM personal_record WHERE sign = 'masked_name' GROUP BY source
UNION ALL
SELECT f.source, 'sensitive_under_wider_list' AS reason, f.label, day.profile, count(DISTINCT (f.shard, f.row)) AS n
FROM found f, day WHERE f.score >= $review_score::FLOAT AND NOT f.decided GROUP BY f.source, f.label, day.profile
UNION ALL
SELECT source, 'possibly_sensitive' AS reason, label, NULL AS profile, count(*) AS n
FROM (
  SELECT source, label, shard, row FROM found WHERE decided AND score >= $review_score::FLOAT
  GROUP BY source, label, shard, row HAVING max(score) < $min_score::FLOAT
)
GROUP BY source, label
UNION ALL
SELECT w.source, 'weak_signs_without_basis' AS reason, NULL AS label, NULL AS profile, w.n
FROM weak w JOIN source s USING (source)
WHERE NOT coalesce(s.pi_basis IN $bases, false)
   OR (coalesce(s.pi_evidence_status, 'none') NOT IN ('ok', 'unrecorded')
     AND NOT (s.pi_basis = $consent_basis AND s.source IN (SELECT r.source FROM register r WHERE r.kind = 'consent' AND r.status = 'ok')));

-- section: measure
SELECT f.source, 'sensitive_records' AS name, count(DISTINCT (f.shard, f.row)) AS value, f.label, f.pipl_28, f.annex_a, f.table_b1,
       coalesce(d.sensitivity_profile, $sensitivity_profile) AS profile
FROM personal_finding f, dataset d WHERE f.listed AND f.score >= $review_score::FLOAT
GROUP BY ALL;
