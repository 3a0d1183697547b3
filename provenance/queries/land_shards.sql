-- An unchanged shard keeps what was counted when it was scanned; only its signature is new.
UPDATE t_shard SET
  signature = i.signature,
  sha256 = i.sha256,
  bytes = i.bytes,
  status = CASE WHEN i.status = 'unchanged' THEN t_shard.status ELSE i.status END,
  records = CASE WHEN i.status = 'unchanged' THEN t_shard.records ELSE i.records END,
  quarantined = CASE WHEN i.status = 'unchanged' THEN t_shard.quarantined ELSE i.quarantined END,
  text_bytes = CASE WHEN i.status = 'unchanged' THEN t_shard.text_bytes ELSE i.text_bytes END,
  encoding = CASE WHEN i.status = 'unchanged' THEN t_shard.encoding ELSE i.encoding END,
  unexamined_columns = CASE WHEN i.status = 'unchanged' THEN t_shard.unexamined_columns ELSE i.unexamined_columns END,
  not_examined = i.not_examined,
  reason = CASE WHEN i.status = 'unchanged' THEN t_shard.reason ELSE i.reason END,
  linkage = CASE WHEN i.status = 'unchanged' THEN t_shard.linkage ELSE i.linkage END,
  task_digest = i.task_digest
FROM incoming i WHERE t_shard.shard = i.shard;
