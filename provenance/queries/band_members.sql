-- Which contents share which band. Equal contents count once, so boilerplate with a million copies is one member. Contents go by number,
-- in the order of their first places: to group and join digests and places themselves takes three times as long. A place is one number.
CREATE OR REPLACE TEMP TABLE near_content AS
WITH shelf AS (
  SELECT shard, source, role, row_number() OVER (ORDER BY source, path) AS number FROM t_shard JOIN t_source USING (source)
),
content AS (
  SELECT d.normal_digest AS digest, bool_or(s.role = 'corpus') AS in_corpus, bool_or(s.role = 'works') AS in_works,
         min((s.number << 40) + d.row) AS place
  FROM t_document d JOIN shelf s USING (shard)
  SEMI JOIN t_sketch k ON k.shard = d.shard AND k.row = d.row
  GROUP BY d.normal_digest
)
SELECT row_number() OVER (ORDER BY place) AS id, digest, in_corpus, in_works, bands
FROM content
JOIN shelf ON number = (place >> 40)
JOIN t_sketch k ON k.shard = shelf.shard AND k.row = (place & ((1::BIGINT << 40) - 1));

CREATE OR REPLACE TEMP TABLE near_shared AS
WITH member AS MATERIALIZED (
  SELECT id, in_corpus, unnest(bands) AS band, generate_subscripts(bands, 1) AS k FROM near_content
),
bucket AS (
  SELECT k, band, count(*) AS members FROM member GROUP BY k, band HAVING count(*) > 1 AND bool_or(in_corpus)
)
SELECT k, band, members, id FROM bucket JOIN member USING (k, band);
