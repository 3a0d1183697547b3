-- Pairs of contents that share a band and were not compared before. Equal contents count once (`content`), so boilerplate with a
-- million copies is one member. A bucket of up to $all_pairs members gives every pair; a larger one gives each member with the
-- bucket's first, so that the number of pairs stays linear in the number of members.
WITH content AS (
  SELECT d.normal_digest AS digest, bool_or(r.role = 'corpus') AS in_corpus, arg_min(k.bands, (s.path, d.row)) AS bands,
         min((s.source, s.path, d.row)) AS place
  FROM t_document d
  JOIN t_shard s USING (shard)
  JOIN t_source r USING (source)
  JOIN t_sketch k ON k.shard = d.shard AND k.row = d.row
  GROUP BY d.normal_digest
),
member AS (
  SELECT digest, in_corpus, place, unnest(bands) AS band, generate_subscripts(bands, 1) AS k FROM content
),
bucket AS (
  SELECT k, band, count(*) AS members, arg_min(digest, place) AS first, arg_min(in_corpus, place) AS first_in_corpus
  FROM member GROUP BY k, band HAVING count(*) > 1 AND bool_or(in_corpus)
),
pair AS (
  SELECT a.digest AS a, b.digest AS b
  FROM bucket JOIN member a USING (k, band) JOIN member b USING (k, band)
  WHERE members <= $all_pairs AND a.digest < b.digest AND (a.in_corpus OR b.in_corpus)
  UNION
  SELECT least(first, m.digest), greatest(first, m.digest)
  FROM bucket JOIN member m USING (k, band)
  WHERE members > $all_pairs AND m.digest <> first AND (m.in_corpus OR first_in_corpus)
)
SELECT a AS digest_a, b AS digest_b FROM pair
ANTI JOIN t_near_pair n ON n.digest_a = pair.a AND n.digest_b = pair.b
ORDER BY ALL;
