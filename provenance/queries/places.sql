SELECT normal_digest, arg_min(shard, (path, row)) AS shard, arg_min(row, (path, row)) AS row,
       arg_min(t_document.bytes, (path, row)) AS bytes
FROM t_document JOIN t_shard USING (shard) SEMI JOIN incoming USING (normal_digest)
GROUP BY normal_digest;
