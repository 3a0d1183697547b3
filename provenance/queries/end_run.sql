UPDATE t_run SET
  finished_at = now(),
  shards = (SELECT count(*) FROM t_shard WHERE listed),
  shards_scanned = ?,
  shards_unchanged = ?,
  shards_failed = ?,
  text_bytes_scanned = (SELECT coalesce(sum(text_bytes), 0) FROM t_shard WHERE listed),
  status = ?
WHERE run = ?;
