-- control: robots_at_fetch
-- needs: manifest, register:collection_log
-- empty: no_crawled_source
-- What counts is the snapshot that is nearest before the fetch; a later one says nothing about that moment, and an old one less and less.
-- A page in the place of a robots.txt holds no rules, so that all would seem to be allowed.

-- section: population
SELECT s.source, greatest(count(i.source), 1) AS n
FROM source s LEFT JOIN collection c USING (source) LEFT JOIN collected_item i ON i.source = s.source
WHERE s.role IS DISTINCT FROM 'works' AND s.type = 'self_collected'
  AND (c.self_produced IS NOT TRUE OR s.source IN (SELECT r.source FROM register r WHERE r.kind = 'collection_log'))
GROUP BY s.source;

-- section: fail
SELECT i.source, 'disallowed_by_robots' AS reason, i.host, count(*) AS n
FROM collected_item i JOIN source s USING (source)
WHERE s.role IS DISTINCT FROM 'works' AND s.type = 'self_collected' AND i.robots = 'disallowed' AND i.snapshot_at <= i.fetched_at
GROUP BY i.source, i.host;

-- section: unproven
SELECT s.source, 'no_collection_log' AS reason, NULL AS host, 1 AS n
FROM source s LEFT JOIN collection c USING (source)
WHERE s.role IS DISTINCT FROM 'works' AND s.type = 'self_collected' AND c.self_produced IS NOT TRUE
  AND s.source NOT IN (SELECT r.source FROM register r WHERE r.kind = 'collection_log' AND r.source IS NOT NULL)
UNION ALL
SELECT r.source, 'log_is_empty' AS reason, NULL AS host, 1 AS n
FROM register r JOIN source s USING (source)
WHERE r.kind = 'collection_log' AND s.role IS DISTINCT FROM 'works' AND s.type = 'self_collected'
  AND r.source NOT IN (SELECT i.source FROM collected_item i WHERE i.source IS NOT NULL)
UNION ALL
SELECT i.source,
       CASE WHEN i.robots = 'no_snapshot' THEN 'no_snapshot'
            WHEN i.robots = 'unreadable_snapshot' THEN 'unreadable_snapshot'
            WHEN i.robots = 'snapshot_is_page' THEN 'snapshot_is_page'
            WHEN i.fetched_at IS NULL OR i.robots = 'no_fetch_time' THEN 'no_fetch_time'
            WHEN i.robots = 'no_url' THEN 'no_address'
            WHEN i.snapshot_at > i.fetched_at OR i.robots = 'snapshot_after_fetch' THEN 'snapshot_after_fetch'
            ELSE 'robots_not_evaluated' END AS reason,
       i.host, count(*) AS n
FROM collected_item i JOIN source s USING (source)
WHERE s.role IS DISTINCT FROM 'works' AND s.type = 'self_collected'
  AND NOT coalesce(i.robots IN ('allowed', 'disallowed') AND i.snapshot_at <= i.fetched_at, false)
GROUP BY ALL
UNION ALL
SELECT source, 'may_be_crawled' AS reason, NULL AS host, 1 AS n FROM source
WHERE role IS DISTINCT FROM 'works' AND coalesce(type, 'unknown') NOT IN $types;

-- section: review
SELECT i.source, 'snapshot_too_old' AS reason, i.host, count(*) AS n,
       max(date_diff('day', i.snapshot_at, i.fetched_at)) AS days, $max_days AS limit_days
FROM collected_item i JOIN source s USING (source)
WHERE s.role IS DISTINCT FROM 'works' AND s.type = 'self_collected' AND i.robots = 'allowed'
  AND i.snapshot_at < i.fetched_at - to_days($max_days::INTEGER)
GROUP BY i.source, i.host;

-- section: measure
SELECT i.source, 'disallowed_share' AS name,
       count(*) FILTER (i.robots = 'disallowed') / count(*) AS value, count(DISTINCT i.host) AS hosts
FROM collected_item i JOIN source s USING (source)
WHERE s.role IS DISTINCT FROM 'works' AND s.type = 'self_collected' GROUP BY i.source;
