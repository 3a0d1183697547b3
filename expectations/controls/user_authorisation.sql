-- control: user_authorisation
-- needs: manifest, documents, register:authorisation
-- empty: no_user_input
-- Of several lines about one user the most favourable counts, but a withdrawal ends every line given before it. A log that could not
-- be read whole accuses nobody: the line that is missing may be the one that was lost. Nobody is authorised by somebody whose name is
-- spelt otherwise, but a withdrawal counts in every spelling.

-- section: population
SELECT s.source, greatest(count(d.row), 1) AS n
FROM source s LEFT JOIN document d USING (source)
WHERE s.role IS DISTINCT FROM 'works' AND s.type = 'user_input'
GROUP BY s.source;

-- section: fail
WITH day AS (SELECT coalesce(train_date, $as_of) AS used_on FROM dataset),
line AS (
  SELECT a.source, a.subject_exact_digest,
         min(CASE WHEN (a.ended_at AT TIME ZONE 'UTC')::DATE <= $as_of THEN 2
                  WHEN a.covers_training IS NOT TRUE THEN 3
                  WHEN a.given_at IS NULL OR (a.given_at AT TIME ZONE 'UTC')::DATE > day.used_on THEN 4
                  WHEN (a.expires_at AT TIME ZONE 'UTC')::DATE < day.used_on THEN 5
                  ELSE 0 END) AS state
  FROM day, authorisation a WHERE a.subject_exact_digest IS NOT NULL GROUP BY a.source, a.subject_exact_digest
), withdrawn AS (
  SELECT DISTINCT source, subject_digest, 2 AS state FROM authorisation WHERE (ended_at AT TIME ZONE 'UTC')::DATE <= $as_of
)
SELECT d.source,
       CASE coalesce(l.state, w.state, 1) WHEN 1 THEN 'no_authorisation' WHEN 2 THEN 'authorisation_withdrawn' WHEN 3 THEN 'other_purpose'
            WHEN 4 THEN 'authorised_after_use' ELSE 'authorisation_expired' END AS reason,
       d.shard, min(d.row) AS row, count(*) AS n
FROM document d JOIN source s ON s.source = d.source AND s.type = 'user_input' AND s.role IS DISTINCT FROM 'works'
LEFT JOIN line l ON l.source = d.source AND l.subject_exact_digest = d.subject_exact_digest
LEFT JOIN withdrawn w ON w.source = d.source AND w.subject_digest = d.subject_digest
WHERE d.subject_digest IS NOT NULL AND coalesce(l.state, w.state, 1) > 0
  AND d.source IN (SELECT r.source FROM register r WHERE r.kind = 'authorisation')
  AND d.source NOT IN (SELECT r.source FROM register r WHERE r.kind = 'authorisation' AND r.status IS DISTINCT FROM 'ok' AND r.source IS NOT NULL)
GROUP BY ALL;

-- section: unproven
SELECT s.source, 'no_authorisation_log' AS reason, NULL AS shard, NULL AS row, 1 AS n
FROM source s
WHERE s.role IS DISTINCT FROM 'works' AND s.type = 'user_input'
  AND s.source NOT IN (SELECT r.source FROM register r WHERE r.kind = 'authorisation' AND r.source IS NOT NULL)
UNION ALL
SELECT d.source, 'record_without_subject' AS reason, d.shard, min(d.row) AS row, count(*) AS n
FROM document d JOIN source s ON s.source = d.source AND s.type = 'user_input' AND s.role IS DISTINCT FROM 'works'
WHERE d.subject_digest IS NULL
GROUP BY d.source, d.shard
UNION ALL
SELECT source, 'may_be_user_input' AS reason, NULL AS shard, NULL AS row, 1 AS n FROM source
WHERE role IS DISTINCT FROM 'works' AND coalesce(type, 'unknown') NOT IN $types;

-- section: review
WITH day AS (SELECT coalesce(train_date, $as_of) AS used_on FROM dataset),
line AS (
  SELECT a.source, a.subject_digest, coalesce(list(DISTINCT a.terms_version) FILTER (a.terms_version IS NOT NULL), []) AS versions
  FROM authorisation a, day
  WHERE a.subject_digest IS NOT NULL AND a.covers_training AND (a.given_at AT TIME ZONE 'UTC')::DATE <= day.used_on
    AND NOT coalesce((a.ended_at AT TIME ZONE 'UTC')::DATE <= $as_of, false)
    AND NOT coalesce((a.expires_at AT TIME ZONE 'UTC')::DATE < day.used_on, false)
  GROUP BY a.source, a.subject_digest
)
SELECT d.source, 'authorised_under_other_terms' AS reason, d.shard, min(d.row) AS row, count(*) AS n
FROM document d JOIN source s ON s.source = d.source AND s.type = 'user_input' AND s.role IS DISTINCT FROM 'works'
JOIN line l ON l.source = d.source AND l.subject_digest = d.subject_digest
WHERE s.terms_version IS NOT NULL AND NOT list_contains(l.versions, s.terms_version)
GROUP BY d.source, d.shard;
