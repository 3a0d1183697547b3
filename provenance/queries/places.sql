-- The first place of each content, the one that its bands were taken from.
SELECT normal_digest, arg_min(shard, (source, path, row)) AS shard, arg_min(row, (source, path, row)) AS row,
       arg_min(t_document.bytes, (source, path, row)) AS bytes
FROM t_document JOIN t_shard USING (shard) SEMI JOIN incoming USING (normal_digest) SEMI JOIN t_sketch USING (shard, row)
GROUP BY normal_digest;
