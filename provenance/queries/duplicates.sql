-- Pairs of records from equal contents and verified pairs of contents. Of many equal records each is paired with the first; the
-- first `expanded` records of either content stand for it in a near pair, so that the number of pairs stays linear.
DELETE FROM t_duplicate;
DELETE FROM t_work_match;

INSERT INTO t_duplicate BY NAME
SELECT a.shard, a.row, b.shard AS other_shard, b.row AS other_row, 1.0 AS similarity, 'exact' AS kind
FROM place a JOIN place b USING (digest)
WHERE a.role = 'corpus' AND b.role = 'corpus' AND a.k < b.k AND (a.k = 1 OR b.k <= getvariable('expanded'))
UNION ALL BY NAME
-- Either content may have the smaller digest, which depends on the catalogue's key; the record that comes first does not.
SELECT a.shard, a.row, b.shard AS other_shard, b.row AS other_row, n.similarity, 'near' AS kind
FROM (SELECT digest_a, digest_b, similarity FROM t_near_pair UNION ALL SELECT digest_b, digest_a, similarity FROM t_near_pair) n
JOIN place a ON a.digest = n.digest_a JOIN place b ON b.digest = n.digest_b
WHERE a.role = 'corpus' AND b.role = 'corpus' AND (a.source, a.path, a.row) < (b.source, b.path, b.row) AND a.k <= getvariable('expanded') AND b.k <= getvariable('expanded') AND n.similarity >= getvariable('least')
ORDER BY ALL;

INSERT INTO t_work_match BY NAME
SELECT a.shard, a.row, b.shard AS work_shard, b.row AS work_row, 0 AS start, a.chars AS stop, 0 AS work_start, b.chars AS work_stop,
       1.0 AS similarity, 'exact' AS kind
FROM place a JOIN place b USING (digest)
WHERE a.role = 'corpus' AND b.role = 'works' AND b.k <= getvariable('expanded')
UNION ALL BY NAME
SELECT a.shard, a.row, b.shard AS work_shard, b.row AS work_row, n.start_a AS start, n.stop_a AS stop, n.start_b AS work_start,
       n.stop_b AS work_stop, n.similarity, 'near' AS kind
FROM t_near_pair n JOIN place a ON a.digest = n.digest_a JOIN place b ON b.digest = n.digest_b
WHERE a.role = 'corpus' AND b.role = 'works' AND b.k <= getvariable('expanded') AND n.similarity >= getvariable('least')
UNION ALL BY NAME
SELECT b.shard, b.row, a.shard AS work_shard, a.row AS work_row, n.start_b AS start, n.stop_b AS stop, n.start_a AS work_start,
       n.stop_a AS work_stop, n.similarity, 'near' AS kind
FROM t_near_pair n JOIN place a ON a.digest = n.digest_a JOIN place b ON b.digest = n.digest_b
WHERE b.role = 'corpus' AND a.role = 'works' AND a.k <= getvariable('expanded') AND n.similarity >= getvariable('least')
ORDER BY ALL;
