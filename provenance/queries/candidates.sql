-- Pairs of contents that share a band and were not compared before. Equal contents count once (`content`), so boilerplate with a
-- million copies is one member. A bucket of up to $all_pairs members gives every pair; a larger one gives each member with the
-- bucket's first, so that the number of pairs stays linear in the number of members. Contents go by number, in the order of their
-- first places: to group and join digests and places themselves takes three times as long.
WITH content AS (
  SELECT d.normal_digest AS digest, bool_or(r.role = 'corpus') AS in_corpus, arg_min(k.bands, (s.path, d.row)) AS bands,
         min((s.source, s.path, d.row)) AS place
  FROM t_document d
  JOIN t_shard s USING (shard)
  JOIN t_source r USING (source)
  JOIN t_sketch k ON k.shard = d.shard AND k.row = d.row
  GROUP BY d.normal_digest
),
numbered AS MATERIALIZED (SELECT row_number() OVER (ORDER BY place) AS id, digest, in_corpus, bands FROM content),
member AS MATERIALIZED (
  SELECT id, in_corpus, unnest(bands) AS band, generate_subscripts(bands, 1) AS k FROM numbered
),
bucket AS (
  SELECT k, band, count(*) AS members, min(id) AS first
  FROM member GROUP BY k, band HAVING count(*) > 1 AND bool_or(in_corpus)
),
shared AS MATERIALIZED (SELECT k, band, members, first, id FROM bucket JOIN member USING (k, band)),
pair AS (
  SELECT a.id AS a, b.id AS b FROM shared a JOIN shared b USING (k, band) WHERE a.members <= $all_pairs AND a.id < b.id
  UNION
  SELECT first, id FROM shared WHERE members > $all_pairs AND id <> first
),
named AS (
  SELECT least(a.digest, b.digest) AS digest_a, greatest(a.digest, b.digest) AS digest_b
  FROM pair JOIN numbered a ON a.id = pair.a JOIN numbered b ON b.id = pair.b
  WHERE a.in_corpus OR b.in_corpus
)
SELECT digest_a, digest_b FROM named ANTI JOIN t_near_pair USING (digest_a, digest_b) ORDER BY ALL;
