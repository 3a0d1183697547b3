-- Pairs of records from equal contents and verified pairs of contents. Of many equal records each is paired with the first; in other
-- pairs those that stand for a content meet those that speak for the other (`duplicate_places`).
DELETE FROM t_duplicate;
DELETE FROM t_work_match;

CREATE OR REPLACE TEMP VIEW near_side AS
-- Either content may have the smaller digest, which depends on the catalogue's key.
SELECT digest_a AS digest, digest_b AS other, similarity, start_a AS start, stop_a AS stop, start_b AS other_start, stop_b AS other_stop,
       true AS forth
FROM t_near_pair WHERE similarity >= getvariable('least')
UNION ALL
SELECT digest_b, digest_a, similarity, start_b, stop_b, start_a, stop_a, false FROM t_near_pair WHERE similarity >= getvariable('least');

INSERT INTO t_duplicate BY NAME
WITH met AS (
  SELECT a, b, 1.0 AS similarity, 'exact' AS kind
  FROM place a JOIN place b USING (digest)
  WHERE a.role = 'corpus' AND b.role = 'corpus' AND a.k = 1 AND b.k > 1
  UNION ALL
  SELECT a, b, 1.0, 'exact'
  FROM place a JOIN place b USING (digest)
  WHERE a.role = 'corpus' AND b.role = 'corpus' AND a.stands AND b.speaks AND a.k > 1 AND b.k > 1 AND a.k <> b.k
    AND (a.k < b.k OR NOT a.speaks)
  UNION ALL
  SELECT a, b, n.similarity, 'near'
  FROM near_side n JOIN place a ON a.digest = n.digest JOIN place b ON b.digest = n.other
  WHERE a.role = 'corpus' AND b.role = 'corpus' AND a.stands AND b.speaks AND (n.forth OR NOT a.speaks)
),
-- The record that comes first is the one, whatever their digests are.
ordered AS (
  SELECT CASE WHEN in_order THEN a ELSE b END AS one, CASE WHEN in_order THEN b ELSE a END AS other, similarity, kind
  FROM (SELECT *, (a.source, a.path, a.row) < (b.source, b.path, b.row) AS in_order FROM met)
)
SELECT one.shard AS shard, one.row AS row, other.shard AS other_shard, other.row AS other_row, similarity, kind FROM ordered ORDER BY ALL;

INSERT INTO t_work_match BY NAME
SELECT a.shard, a.row, b.shard AS work_shard, b.row AS work_row, 0 AS start, a.chars AS stop, 0 AS work_start, b.chars AS work_stop,
       1.0 AS similarity, 'exact' AS kind
FROM place a JOIN place b USING (digest)
WHERE a.role = 'corpus' AND b.role = 'works' AND b.speaks
UNION ALL BY NAME
SELECT a.shard, a.row, b.shard AS work_shard, b.row AS work_row, n.start, n.stop, n.other_start AS work_start, n.other_stop AS work_stop,
       n.similarity, 'near' AS kind
FROM near_side n JOIN place a ON a.digest = n.digest JOIN place b ON b.digest = n.other
WHERE a.role = 'corpus' AND b.role = 'works' AND b.speaks
ORDER BY ALL;
