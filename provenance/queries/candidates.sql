-- Pairs of contents that share a band and were not compared before, from what `band_members` made. A bucket of up to $all_pairs
-- members gives every pair; a larger one gives each member with each of its heads.
WITH pair AS (
  SELECT a.id AS a, b.id AS b FROM near_shared a JOIN near_shared b USING (k, band) WHERE a.members <= $all_pairs AND a.id < b.id
  UNION
  SELECT least(h.id, m.id), greatest(h.id, m.id)
  FROM near_head h JOIN near_shared m USING (k, band) WHERE h.rank <= $all_pairs AND h.id <> m.id
),
named AS (
  SELECT least(a.digest, b.digest) AS digest_a, greatest(a.digest, b.digest) AS digest_b
  FROM pair JOIN near_content a ON a.id = pair.a JOIN near_content b ON b.id = pair.b
  WHERE a.in_corpus OR b.in_corpus
)
SELECT digest_a, digest_b FROM named ANTI JOIN t_near_pair USING (digest_a, digest_b) ORDER BY ALL;
