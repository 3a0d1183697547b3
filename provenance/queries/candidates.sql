-- Pairs of contents that share a band, from what `band_members` and `crowded_bands` made. A bucket of up to $all_pairs members gives every
-- pair; a larger one each member with its heads, up to $heads, and with its neighbours.
CREATE OR REPLACE TEMP TABLE near_proposed AS
WITH pair AS (
  SELECT a.id AS a, b.id AS b FROM near_shared a JOIN near_shared b USING (k, band) WHERE a.members <= $all_pairs AND a.id < b.id
  UNION
  SELECT least(h.id, m.id), greatest(h.id, m.id)
  FROM near_head h JOIN near_crowded m USING (k, band) WHERE h.rank <= $heads AND h.id <> m.id
  UNION
  SELECT least(a, b), greatest(a, b) FROM near_neighbour
)
SELECT pair.a, pair.b, least(x.digest, y.digest) AS digest_a, greatest(x.digest, y.digest) AS digest_b
FROM pair JOIN near_content x ON x.id = pair.a JOIN near_content y ON y.id = pair.b
WHERE x.in_corpus OR y.in_corpus;

-- What is beyond the bound and not proposed otherwise.
CREATE OR REPLACE TEMP TABLE near_left_out AS
SELECT DISTINCT least(h.id, m.id) AS a, greatest(h.id, m.id) AS b
FROM near_head h JOIN near_crowded m USING (k, band) JOIN near_content x ON x.id = h.id JOIN near_content y ON y.id = m.id
WHERE h.rank > $heads AND h.needed AND h.id <> m.id AND (x.in_corpus OR y.in_corpus)
EXCEPT
SELECT a, b FROM near_proposed;

SELECT digest_a, digest_b FROM near_proposed ANTI JOIN t_near_pair USING (digest_a, digest_b) ORDER BY ALL;
