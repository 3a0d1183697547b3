-- Where the contents lie of which pairs of records can be made. Contents go by number, in the order of their first places.
CREATE OR REPLACE TEMP TABLE place AS
SELECT d.normal_digest AS digest, d.shard, d.row, d.chars, s.source, s.path, r.role,
       row_number() OVER (PARTITION BY d.normal_digest, r.role ORDER BY s.source, s.path, d.row) AS k
FROM t_document d JOIN t_shard s USING (shard) JOIN t_source r USING (source)
WHERE d.units > 0
QUALIFY count(*) OVER (PARTITION BY d.normal_digest) > 1
     OR d.normal_digest IN (SELECT digest_a FROM t_near_pair UNION ALL SELECT digest_b FROM t_near_pair);

CREATE OR REPLACE TEMP TABLE corpus_content AS
SELECT digest, shard, row, row_number() OVER (ORDER BY source, path, row) AS content FROM place WHERE role = 'corpus' AND k = 1;
