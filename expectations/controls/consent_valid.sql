-- control: consent_valid
-- needs: manifest, documents, register:consent, register:opt_out, scanners:personal
-- empty: no_consent_based_processing
-- Of several consents of one person the most favourable counts, but a withdrawal ends every consent given before it. Nobody agrees for
-- somebody whose name is spelt otherwise, but a withdrawal counts in every spelling. A register that could not be read whole accuses
-- nobody of having given none, but a refusal that was read stands. A record that names its person is about that person, whatever else is
-- found in it. Of weak signs where there are no others, of a finding that may be about something else, and of a name beside the text that
-- was masked a person decides. Where no basis is declared for what was found, it could be consent. Refusals that name no record are counted: they may have been obeyed, or be about other spellings.

-- section: population
WITH hit AS (
  SELECT shard, row FROM personal_finding
  UNION
  SELECT shard, row FROM personal_record
)
SELECT d.source, count(*) AS n
FROM document d JOIN source s ON s.source = d.source LEFT JOIN hit h ON h.shard = d.shard AND h.row = d.row
WHERE d.role = 'corpus'
  AND ((coalesce(s.pi_basis, $consent_basis) = $consent_basis AND h.shard IS NOT NULL)
    OR (d.subject_digest IS NOT NULL AND s.pi_basis = $consent_basis)
    OR (d.subject_digest IS NOT NULL AND d.source IN (SELECT r.source FROM register r WHERE r.kind = 'consent'))
    OR d.source IN (SELECT r.source FROM register r WHERE r.kind = 'opt_out'))
GROUP BY d.source;

-- section: fail
WITH day AS (SELECT coalesce(train_date, $as_of) AS used_on FROM dataset),
line AS (
  SELECT c.source, c.subject_exact_digest,
         CASE WHEN (c.ended_at AT TIME ZONE 'UTC')::DATE <= $as_of THEN 2
              WHEN c.covers_training IS NOT TRUE THEN 3
              WHEN c.given_at IS NULL OR (c.given_at AT TIME ZONE 'UTC')::DATE > day.used_on THEN 4
              WHEN (c.expires_at AT TIME ZONE 'UTC')::DATE < day.used_on THEN 5
              ELSE 0 END AS state,
         (c.ended_at AT TIME ZONE 'UTC')::DATE AS ended_on, (c.expires_at AT TIME ZONE 'UTC')::DATE AS expired_on
  FROM day, consent c WHERE c.subject_exact_digest IS NOT NULL
), best AS (
  SELECT source, subject_exact_digest, min(state) AS state, max(ended_on) FILTER (ended_on <= $as_of) AS ended_on,
         max(expired_on) FILTER (state = 5) AS expired_on
  FROM line GROUP BY source, subject_exact_digest
), withdrawn AS (
  SELECT source, subject_digest, 2 AS state, max((ended_at AT TIME ZONE 'UTC')::DATE) AS ended_on
  FROM consent WHERE (ended_at AT TIME ZONE 'UTC')::DATE <= $as_of GROUP BY source, subject_digest
), judged AS (
  SELECT d.source, d.shard, d.row, coalesce(l.state, w.state, 1) AS state, s.pi_basis = $consent_basis AS needed,
         CASE coalesce(l.state, w.state, 1) WHEN 2 THEN coalesce(l.ended_on, w.ended_on) WHEN 5 THEN l.expired_on
              ELSE coalesce((d.fetched_at AT TIME ZONE 'UTC')::DATE, c.started_on) END AS since
  FROM document d JOIN source s ON s.source = d.source
  LEFT JOIN best l ON l.source = d.source AND l.subject_exact_digest = d.subject_exact_digest
  LEFT JOIN withdrawn w ON w.source = d.source AND w.subject_digest = d.subject_digest
  LEFT JOIN collection c ON c.source = d.source
  WHERE d.role = 'corpus' AND d.subject_digest IS NOT NULL AND d.source IN (SELECT r.source FROM register r WHERE r.kind = 'consent')
    AND d.source NOT IN (SELECT r.source FROM register r WHERE r.kind = 'consent' AND r.status IS DISTINCT FROM 'ok' AND r.source IS NOT NULL)
)
SELECT source,
       CASE state WHEN 1 THEN 'no_consent' WHEN 2 THEN 'consent_withdrawn' WHEN 3 THEN 'other_purpose' WHEN 4 THEN 'consent_after_use'
            ELSE 'consent_expired' END AS reason,
       shard, min(row) AS row, count(*) AS n, coalesce(min(since)::VARCHAR, 'unknown') AS since
FROM judged WHERE state = 2 OR (needed AND state > 0)
GROUP BY source, state, shard
UNION ALL
SELECT source, 'refused' AS reason, shard, min(row) AS row, count(DISTINCT row) AS n,
       coalesce(min((opted_out_at AT TIME ZONE 'UTC')::DATE)::VARCHAR, 'unknown') AS since
FROM refused
WHERE opted_out_at IS NULL OR (opted_out_at AT TIME ZONE 'UTC')::DATE <= $as_of
GROUP BY source, shard;

-- section: unproven
WITH hit AS (
  SELECT DISTINCT shard, row FROM personal_finding WHERE score >= $min_score::FLOAT
), wanting AS (
  SELECT d.source, d.shard, d.row, d.subject_digest
  FROM document d JOIN source s ON s.source = d.source LEFT JOIN hit h ON h.shard = d.shard AND h.row = d.row
  WHERE d.role = 'corpus' AND s.pi_basis = $consent_basis AND (h.shard IS NOT NULL OR d.subject_digest IS NOT NULL)
)
SELECT f.source, 'basis_not_declared' AS reason, NULL AS shard, NULL AS row, count(DISTINCT (f.shard, f.row)) AS n
FROM (
  SELECT source, shard, row FROM personal_finding WHERE score >= $review_score::FLOAT
  UNION ALL
  SELECT source, shard, row FROM personal_record
) f JOIN source s USING (source)
WHERE s.pi_basis IS NULL
GROUP BY f.source
UNION ALL
SELECT w.source, 'no_consent_log' AS reason, NULL AS shard, NULL AS row, count(*) AS n
FROM wanting w WHERE w.source NOT IN (SELECT r.source FROM register r WHERE r.kind = 'consent' AND r.source IS NOT NULL)
GROUP BY w.source
UNION ALL
SELECT source, 'record_without_subject' AS reason, shard, min(row) AS row, count(*) AS n
FROM wanting WHERE subject_digest IS NULL GROUP BY source, shard
UNION ALL
SELECT d.source, 'refusals_cannot_be_matched' AS reason, NULL AS shard, NULL AS row, count(*) AS n
FROM document d JOIN (SELECT DISTINCT source, kind FROM opt_out) o ON o.source = d.source
WHERE d.role = 'corpus' AND ((o.kind = 'subject' AND d.subject_digest IS NULL) OR (o.kind <> 'subject' AND d.url_digest IS NULL))
GROUP BY d.source;

-- section: review
WITH day AS (SELECT coalesce(train_date, $as_of) AS used_on FROM dataset),
agreed AS (
  SELECT DISTINCT c.source, c.subject_exact_digest FROM consent c, day
  WHERE c.covers_training AND (c.given_at AT TIME ZONE 'UTC')::DATE <= day.used_on
    AND NOT coalesce((c.ended_at AT TIME ZONE 'UTC')::DATE <= $as_of, false)
    AND NOT coalesce((c.expires_at AT TIME ZONE 'UTC')::DATE < day.used_on, false)
), possible AS (
  SELECT shard, row FROM personal_finding WHERE score >= $review_score::FLOAT
  GROUP BY shard, row HAVING max(score) < $min_score::FLOAT
  UNION
  SELECT shard, row FROM personal_record WHERE sign = 'masked_name'
)
SELECT d.source, 'possible_information_without_consent' AS reason, d.shard, min(d.row) AS row, count(*) AS n
FROM possible p JOIN document d ON d.shard = p.shard AND d.row = p.row JOIN source s ON s.source = d.source
LEFT JOIN agreed a ON a.source = d.source AND a.subject_exact_digest = d.subject_exact_digest
WHERE s.pi_basis = $consent_basis AND a.subject_exact_digest IS NULL
GROUP BY d.source, d.shard
UNION ALL
SELECT w.source, 'weak_signs_without_basis' AS reason, NULL AS shard, NULL AS row, w.n
FROM (
  SELECT source, count(DISTINCT (shard, row)) AS n FROM personal_finding GROUP BY source HAVING max(score) < $review_score::FLOAT
) w JOIN source s USING (source)
WHERE s.pi_basis IS NULL
   OR (s.pi_basis = $consent_basis AND coalesce(s.pi_evidence_status, 'none') NOT IN ('ok', 'unrecorded')
     AND s.source NOT IN (SELECT r.source FROM register r WHERE r.kind = 'consent' AND r.status = 'ok' AND r.source IS NOT NULL));

-- section: measure
WITH day AS (SELECT coalesce(train_date, $as_of) AS used_on FROM dataset),
covered AS (
  SELECT DISTINCT c.source, c.subject_exact_digest FROM consent c, day
  WHERE c.covers_training AND (c.given_at AT TIME ZONE 'UTC')::DATE <= day.used_on
    AND NOT coalesce((c.ended_at AT TIME ZONE 'UTC')::DATE <= $as_of, false)
    AND NOT coalesce((c.expires_at AT TIME ZONE 'UTC')::DATE < day.used_on, false)
)
SELECT d.source, 'records_covered_by_consent' AS name, count(a.source) AS value, NULL AS kind, NULL AS matching_nothing,
       count(*) - count(a.source) AS not_covered
FROM document d LEFT JOIN covered a ON a.source = d.source AND a.subject_exact_digest = d.subject_exact_digest
WHERE d.role = 'corpus' AND d.subject_digest IS NOT NULL AND d.source IN (SELECT r.source FROM register r WHERE r.kind = 'consent')
GROUP BY d.source
UNION ALL
SELECT o.source, 'refusals' AS name, count(*) AS value, o.kind,
       count(*) - count(r.line) AS matching_nothing, NULL AS not_covered
FROM opt_out o LEFT JOIN (SELECT DISTINCT source, line, kind FROM refused) r ON r.source = o.source AND r.line = o.line AND r.kind = o.kind
GROUP BY o.source, o.kind
UNION ALL
SELECT source, 'refusals_not_understood' AS name, sum(bad_rows)::BIGINT AS value, NULL AS kind, NULL AS matching_nothing, NULL AS not_covered
FROM register WHERE kind = 'opt_out' GROUP BY source;
