UPDATE t_shard SET listed = false;
INSERT INTO t_shard BY NAME
SELECT shard, source, path, format, declared_sha256, declared_rows, passed_over, present, true AS listed,
       CASE WHEN present THEN 'pending' ELSE 'failed' END AS status, 0 AS records, 0 AS quarantined, 0 AS text_bytes, reason
FROM incoming
ON CONFLICT (shard) DO UPDATE SET
  format = excluded.format, declared_sha256 = excluded.declared_sha256, declared_rows = excluded.declared_rows,
  passed_over = excluded.passed_over, present = excluded.present, listed = true,
  status = CASE WHEN NOT excluded.present THEN 'failed' WHEN NOT t_shard.present THEN 'pending' ELSE t_shard.status END,
  reason = CASE WHEN excluded.present AND t_shard.present THEN t_shard.reason ELSE excluded.reason END,
  records = CASE WHEN excluded.present THEN t_shard.records ELSE 0 END,
  quarantined = CASE WHEN excluded.present THEN t_shard.quarantined ELSE 0 END,
  text_bytes = CASE WHEN excluded.present THEN t_shard.text_bytes ELSE 0 END,
  signature = CASE WHEN excluded.present THEN t_shard.signature END,
  sha256 = CASE WHEN excluded.present THEN t_shard.sha256 END,
  unexamined_columns = CASE WHEN excluded.present THEN t_shard.unexamined_columns END;
