-- control: personal_information_basis
-- needs: manifest, documents, scanners:personal
-- empty: no_personal_information
-- What a finding is about follows from its label (`label_class`). Of a
-- finding that may be about something else a person decides, unless the source has a basis with evidence in any case. So it is with weak
-- signs where there are no others: that nothing was found cannot be said. A record whose subject is named beside its text is about a
-- person, whatever its text says; a name that was masked for its form may be one. Without a basis it is unlawful since it was collected.

-- section: population
SELECT source, count(DISTINCT (shard, row)) AS n
FROM (
  SELECT source, shard, row FROM personal_finding
  UNION ALL
  SELECT source, shard, row FROM personal_record
)
GROUP BY source;

-- section: fail
WITH held AS (
  SELECT shard, row FROM personal_finding WHERE score >= $min_score::FLOAT
  UNION
  SELECT shard, row FROM personal_record WHERE sign = 'subject'
)
SELECT d.source, 'basis_not_in_law' AS reason, count(*) AS n,
       coalesce(min(coalesce((d.fetched_at AT TIME ZONE 'UTC')::DATE, c.started_on))::VARCHAR, 'unknown') AS since
FROM held h JOIN document d ON d.shard = h.shard AND d.row = h.row JOIN source s ON s.source = d.source
LEFT JOIN collection c ON c.source = d.source
WHERE s.pi_basis NOT IN $bases GROUP BY d.source;

-- section: unproven
WITH held AS (
  SELECT shard, row FROM personal_finding WHERE score >= $min_score::FLOAT
  UNION
  SELECT shard, row FROM personal_record WHERE sign = 'subject'
), holder AS (
  SELECT d.source, count(*) AS n,
         coalesce(min(coalesce((d.fetched_at AT TIME ZONE 'UTC')::DATE, c.started_on))::VARCHAR, 'unknown') AS since
  FROM held h JOIN document d ON d.shard = h.shard AND d.row = h.row LEFT JOIN collection c ON c.source = d.source
  GROUP BY d.source
)
SELECT s.source, CASE WHEN s.pi_basis IS NULL THEN 'no_basis' ELSE 'basis_not_evidenced' END AS reason, h.n,
       coalesce(s.pi_evidence_status, 'none') AS status, h.since
FROM holder h JOIN source s USING (source)
WHERE s.pi_basis IS NULL
   OR (s.pi_basis IN $bases AND coalesce(s.pi_evidence_status, 'none') NOT IN ('ok', 'unrecorded')
     AND NOT (s.pi_basis = $consent_basis AND s.source IN (SELECT r.source FROM register r WHERE r.kind = 'consent' GROUP BY r.source HAVING count(*) = count(*) FILTER (r.status = 'ok'))));

-- section: review
WITH possible AS (
  SELECT source, shard, row
  FROM (
    SELECT source, shard, row, score FROM personal_finding WHERE score >= $review_score::FLOAT
    UNION ALL
    SELECT source, shard, row, CASE sign WHEN 'subject' THEN 1 ELSE $review_score END AS score FROM personal_record
  )
  GROUP BY source, shard, row HAVING max(score) < $min_score::FLOAT
), weak AS (
  SELECT source, count(DISTINCT (shard, row)) AS n FROM personal_finding GROUP BY source HAVING max(score) < $review_score::FLOAT
), without AS (
  SELECT s.source FROM source s
  WHERE NOT coalesce(s.pi_basis IN $bases, false)
     OR (coalesce(s.pi_evidence_status, 'none') NOT IN ('ok', 'unrecorded')
       AND NOT (s.pi_basis = $consent_basis AND s.source IN (SELECT r.source FROM register r WHERE r.kind = 'consent' GROUP BY r.source HAVING count(*) = count(*) FILTER (r.status = 'ok'))))
)
SELECT source, 'possible_information_without_basis' AS reason, count(*) AS n FROM possible SEMI JOIN without USING (source) GROUP BY source
UNION ALL
SELECT source, 'weak_signs_without_basis' AS reason, n FROM weak SEMI JOIN without USING (source);

-- section: measure
SELECT source, 'findings' AS name, count(*) AS value, label, category, count(DISTINCT (shard, row)) AS records
FROM personal_finding
WHERE score >= $review_score::FLOAT
GROUP BY source, label, category
UNION ALL
SELECT source, 'signs_beside_the_text' AS name, count(*) AS value, sign AS label, NULL AS category, count(*) AS records
FROM personal_record GROUP BY source, sign;
