-- What is held of each shard, with the versions that looked at it as `scanner=version`, for few shards differ in these.
SELECT shard, signature, sha256, task_digest, status, linkage, coalesce(versions, '')
FROM t_shard LEFT JOIN (
  SELECT shard, string_agg(scanner || '=' || version, ',' ORDER BY scanner) AS versions FROM t_stamp GROUP BY shard
) USING (shard);
