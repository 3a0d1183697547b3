-- control: collection_record
-- needs: manifest, documents, register:collection_log
-- empty: no_self_collected_source
-- A record is found in the log by the digest of its content or of its address. A log that could not be read whole proves no absence,
-- so it accuses nobody.

-- section: population
SELECT s.source, greatest(count(d.row), 1) AS n
FROM source s LEFT JOIN document d USING (source)
WHERE s.role IS DISTINCT FROM 'works' AND s.type = 'self_collected'
GROUP BY s.source;

-- section: fail
WITH log AS (
  SELECT i.source, i.url_digest, i.content_digest FROM collected_item i JOIN source s USING (source)
  WHERE s.role IS DISTINCT FROM 'works' AND s.type = 'self_collected' AND i.url_digest IS NOT NULL
), address AS (
  SELECT source, url_digest FROM log GROUP BY source, url_digest HAVING count(*) = count(content_digest)
)
SELECT d.source, 'content_differs_from_log' AS reason, d.shard, min(d.row) AS row, count(*) AS n
FROM document d JOIN address a ON a.source = d.source AND a.url_digest = d.url_digest
LEFT JOIN (SELECT DISTINCT source, content_digest FROM log) l ON l.source = d.source AND l.content_digest = d.content_digest
WHERE d.role = 'corpus' AND d.content_digest IS NOT NULL AND l.content_digest IS NULL
  AND d.source NOT IN (SELECT r.source FROM register r WHERE r.kind = 'collection_log' AND r.status IS DISTINCT FROM 'ok' AND r.source IS NOT NULL)
GROUP BY d.source, d.shard
UNION ALL
SELECT d.source, 'content_differs_from_record' AS reason, d.shard, min(d.row) AS row, count(*) AS n
FROM document d JOIN source s USING (source) WHERE d.role = 'corpus' AND s.type = 'self_collected' AND d.content_matches = false
GROUP BY d.source, d.shard
UNION ALL
SELECT i.source, 'fetched_after_judgement' AS reason, NULL AS shard, NULL AS row, count(*) AS n
FROM collected_item i JOIN source s USING (source)
WHERE s.role IS DISTINCT FROM 'works' AND s.type = 'self_collected' AND (i.fetched_at AT TIME ZONE 'UTC')::DATE > $as_of
GROUP BY i.source;

-- section: unproven
WITH wanted AS (
  SELECT s.source, coalesce(c.self_produced, false) AS self_produced, coalesce(c.production_record_status, 'none') AS status,
         s.source IN (SELECT r.source FROM register r WHERE r.kind = 'collection_log') AS logged
  FROM source s LEFT JOIN collection c USING (source)
  WHERE s.role IS DISTINCT FROM 'works' AND s.type = 'self_collected'
)
SELECT source, 'no_production_record' AS reason, status, NULL AS shard, NULL AS row, 1 AS n
FROM wanted WHERE self_produced AND NOT logged AND status NOT IN ('ok', 'unrecorded')
UNION ALL
SELECT source, 'no_collection_log' AS reason, NULL AS status, NULL AS shard, NULL AS row, 1 AS n
FROM wanted WHERE NOT self_produced AND NOT logged
UNION ALL
SELECT i.source, 'log_line_incomplete' AS reason, NULL AS status, NULL AS shard, NULL AS row, count(*) AS n
FROM collected_item i JOIN wanted w USING (source)
WHERE i.url_digest IS NULL OR i.fetched_at IS NULL OR i.user_agent IS NULL OR i.method IS NULL OR i.http_status IS NULL OR i.content_digest IS NULL
GROUP BY i.source
UNION ALL
SELECT d.source, 'record_not_in_log' AS reason, NULL AS status, d.shard, min(d.row) AS row, count(*) AS n
FROM document d JOIN wanted w ON w.source = d.source AND w.logged
LEFT JOIN (SELECT DISTINCT source, url_digest FROM collected_item WHERE url_digest IS NOT NULL) u ON u.source = d.source AND u.url_digest = d.url_digest
LEFT JOIN (SELECT DISTINCT source, content_digest FROM collected_item WHERE content_digest IS NOT NULL) c
       ON c.source = d.source AND c.content_digest = d.content_digest
WHERE u.url_digest IS NULL AND c.content_digest IS NULL
GROUP BY d.source, d.shard
UNION ALL
SELECT source, 'may_be_self_collected' AS reason, NULL AS status, NULL AS shard, NULL AS row, 1 AS n FROM source
WHERE role IS DISTINCT FROM 'works' AND coalesce(type, 'unknown') NOT IN $types;
