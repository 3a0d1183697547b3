-- Parts that could not be examined, by source and reason; shards of which nothing could be read count with their own reason.
WITH parts AS (
  SELECT source, reason, shard FROM quarantine SEMI JOIN shard USING (shard)
  UNION ALL
  SELECT source, coalesce(reason, status, 'unknown'), shard
  FROM shard
  WHERE listed AND NOT coalesce(status = 'scanned' AND present, false) AND coalesce(quarantined, 0) = 0
)
SELECT source, reason, count(*) AS n, count(DISTINCT shard) AS shards
FROM parts
GROUP BY source, reason
ORDER BY source, reason;
