-- How many pairs stay open, for each source that has a part in one: those that were left out, and those whose texts could not be read.
DELETE FROM t_unverified;
INSERT INTO t_unverified BY NAME
WITH side AS (
  SELECT digest_a, digest_b, unnest([digest_a, digest_b]) AS digest FROM unread
),
read_again AS (
  SELECT DISTINCT digest_a, digest_b, source FROM side JOIN record_terms USING (digest)
),
beyond AS (
  SELECT DISTINCT a, b, source FROM (SELECT a, b, unnest([a, b]) AS id FROM near_left_out) JOIN near_party USING (id)
)
SELECT source, sum(n)::BIGINT AS pairs
FROM (SELECT source, count(*) AS n FROM read_again GROUP BY source UNION ALL SELECT source, count(*) FROM beyond GROUP BY source)
GROUP BY source ORDER BY source;
