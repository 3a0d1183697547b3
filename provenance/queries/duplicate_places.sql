-- Where the contents lie of which pairs of records can be made. Contents go by number, in the order of their first places. Of many records
-- with one content few stand for it, so that the number of pairs stays linear: the first `expanded`, and the first of each source and
-- terms. Those that are paired with all of these speak for it: the first `expanded`, those of works, and of each terms one record of each
-- of two sources, so that every source meets the terms of every other.
CREATE OR REPLACE TEMP TABLE place AS
WITH found AS (
  SELECT digest, shard, row, chars, source, path, role, terms,
         row_number() OVER (PARTITION BY digest, role ORDER BY source, path, row) AS k
  FROM record_terms
  WHERE units > 0
  QUALIFY count(*) OVER (PARTITION BY digest) > 1
       OR digest IN (SELECT digest_a FROM t_near_pair UNION ALL SELECT digest_b FROM t_near_pair)
),
ranked AS (
  SELECT *, row_number() OVER (PARTITION BY digest, role, source, terms ORDER BY k) AS of_source,
         dense_rank() OVER (PARTITION BY digest, role, terms ORDER BY source) AS of_terms
  FROM found
)
SELECT digest, shard, row, chars, source, path, role, k,
       k <= getvariable('expanded') OR of_source = 1 AS stands,
       k <= getvariable('expanded') OR (of_source = 1 AND (role = 'works' OR of_terms <= 2)) AS speaks
FROM ranked;

CREATE OR REPLACE TEMP TABLE corpus_content AS
SELECT digest, shard, row, row_number() OVER (ORDER BY source, path, row) AS content FROM place WHERE role = 'corpus' AND k = 1;
