-- control: public_information
-- needs: manifest, documents, register:consent, register:opt_out, scanners:personal
-- empty: no_public_information
-- Information that somebody made public himself, or that is public lawfully, may be used within reason, until he refuses, and not without
-- his consent where that affects him significantly (PIPL Article 27). That it was public shows in address and day of each record. What is
-- reasonable is for the assessment to say.

-- section: population
SELECT h.source, count(DISTINCT (h.shard, h.row)) AS n
FROM (
  SELECT source, shard, row FROM personal_finding WHERE score >= $review_score::FLOAT
  UNION ALL
  SELECT source, shard, row FROM personal_record
) h JOIN source s USING (source)
WHERE coalesce(s.pi_basis, $public_basis) = $public_basis
GROUP BY h.source;

-- section: fail
WITH day AS (SELECT coalesce(train_date, $as_of) AS used_on FROM dataset),
agreed AS (
  SELECT DISTINCT c.source, c.subject_exact_digest FROM consent c, day
  WHERE c.covers_training AND (c.given_at AT TIME ZONE 'UTC')::DATE <= day.used_on
    AND NOT coalesce((c.ended_at AT TIME ZONE 'UTC')::DATE <= $as_of, false)
    AND NOT coalesce((c.expires_at AT TIME ZONE 'UTC')::DATE < day.used_on, false)
)
SELECT r.source, 'refused' AS reason, r.shard, min(r.row) AS row, count(DISTINCT r.row) AS n,
       coalesce(min((r.opted_out_at AT TIME ZONE 'UTC')::DATE)::VARCHAR, 'unknown') AS since
FROM refused r JOIN source s USING (source)
WHERE s.pi_basis = $public_basis AND (r.opted_out_at IS NULL OR (r.opted_out_at AT TIME ZONE 'UTC')::DATE <= $as_of)
GROUP BY r.source, r.shard
UNION ALL
SELECT d.source, 'significant_impact_without_consent' AS reason, d.shard, min(d.row) AS row, count(*) AS n,
       coalesce(min((d.fetched_at AT TIME ZONE 'UTC')::DATE)::VARCHAR, 'unknown') AS since
FROM document d JOIN source s ON s.source = d.source
LEFT JOIN agreed a ON a.source = d.source AND a.subject_exact_digest = d.subject_exact_digest
WHERE d.role = 'corpus' AND s.pi_basis = $public_basis AND s.significant_impact AND d.subject_digest IS NOT NULL
  AND a.subject_exact_digest IS NULL
  AND d.source IN (SELECT r.source FROM register r WHERE r.kind = 'consent')
  AND d.source NOT IN (SELECT r.source FROM register r WHERE r.kind = 'consent' AND r.status IS DISTINCT FROM 'ok' AND r.source IS NOT NULL)
GROUP BY d.source, d.shard;

-- section: unproven
WITH held AS (
  SELECT shard, row FROM personal_finding WHERE score >= $min_score::FLOAT
  UNION
  SELECT shard, row FROM personal_record WHERE sign = 'subject'
), record AS (
  SELECT d.source, d.shard, d.row, d.url_digest IS NOT NULL AND d.fetched_at IS NOT NULL AS shown, d.subject_digest IS NOT NULL AS named,
         s.pi_basis, s.significant_impact
  FROM held h JOIN document d ON d.shard = h.shard AND d.row = h.row JOIN source s ON s.source = d.source
  WHERE coalesce(s.pi_basis, $public_basis) = $public_basis
), holder AS (
  SELECT source, pi_basis, significant_impact, count(*) AS n FROM record GROUP BY source, pi_basis, significant_impact
)
SELECT source, 'basis_not_declared' AS reason, NULL AS shard, NULL AS row, n, NULL AS status FROM holder WHERE pi_basis IS NULL
UNION ALL
SELECT source, 'not_shown_to_be_public' AS reason, shard, min(row) AS row, count(*) AS n, NULL AS status
FROM record WHERE pi_basis IS NOT NULL AND NOT shown GROUP BY source, shard
UNION ALL
SELECT source, 'no_list_of_refusals' AS reason, NULL AS shard, NULL AS row, n, NULL AS status
FROM holder WHERE pi_basis IS NOT NULL AND source NOT IN (SELECT r.source FROM register r WHERE r.kind = 'opt_out' AND r.source IS NOT NULL)
UNION ALL
SELECT source, 'impact_not_declared' AS reason, NULL AS shard, NULL AS row, n, NULL AS status
FROM holder WHERE pi_basis IS NOT NULL AND significant_impact IS NULL
UNION ALL
SELECT h.source, 'no_impact_assessment' AS reason, NULL AS shard, NULL AS row, h.n, coalesce(p.file_status, 'none') AS status
FROM holder h LEFT JOIN policy p ON p.kind = concat('pipia:', h.source)
WHERE h.pi_basis IS NOT NULL AND coalesce(p.file_status, 'none') NOT IN ('ok', 'unrecorded')
UNION ALL
SELECT source, 'no_consent_log' AS reason, NULL AS shard, NULL AS row, n, NULL AS status
FROM holder WHERE significant_impact AND pi_basis IS NOT NULL
  AND source NOT IN (SELECT r.source FROM register r WHERE r.kind = 'consent' AND r.source IS NOT NULL)
UNION ALL
SELECT source, 'record_without_subject' AS reason, shard, min(row) AS row, count(*) AS n, NULL AS status
FROM record WHERE significant_impact AND pi_basis IS NOT NULL AND NOT named GROUP BY source, shard;

-- section: review
SELECT p.source, 'possible_public_information' AS reason, count(*) AS n
FROM (
  SELECT source, shard, row
  FROM (
    SELECT source, shard, row, score FROM personal_finding WHERE score >= $review_score::FLOAT
    UNION ALL
    SELECT source, shard, row, CASE sign WHEN 'subject' THEN 1 ELSE $review_score END AS score FROM personal_record
  )
  GROUP BY source, shard, row HAVING max(score) < $min_score::FLOAT
) p JOIN source s USING (source)
WHERE coalesce(s.pi_basis, $public_basis) = $public_basis
GROUP BY p.source;
