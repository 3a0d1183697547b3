-- A digest of what a step over all shards works on: where each shard is filed, and what its evidence was made from. NULL where the content
-- of a shard is not known.
SELECT CASE WHEN NOT bool_or(status = 'scanned' AND (sha256 IS NULL OR task_digest IS NULL)) THEN
         sha256(string_agg(to_json(struct_pack(shard, source, role, path, status, sha256, task_digest))::VARCHAR, chr(10) ORDER BY shard)) END
FROM (SELECT t_shard.*, role FROM t_shard JOIN t_source USING (source));
