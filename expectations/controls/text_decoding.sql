-- control: text_decoding
-- needs: documents, scanner:encoding
-- A record whose bytes are invalid in the encoding of its shard was read with signs of replacement in their place.

-- section: population
SELECT source, count(*) AS n FROM document WHERE role = 'corpus' GROUP BY source;

-- section: fail
WITH damaged AS (
  SELECT source, count(DISTINCT (shard, row)) AS n FROM finding
  WHERE role = 'corpus' AND scanner = 'encoding' AND label = 'lossy_decode' GROUP BY source
), total AS (
  SELECT source, count(*) AS records FROM document WHERE role = 'corpus' GROUP BY source
)
SELECT d.source, 'too_many_damaged' AS reason, d.n, d.n / t.records AS damaged_share, $max_share AS limit_share
FROM damaged d JOIN total t USING (source) WHERE d.n / t.records > $max_share;

-- section: measure
WITH damaged AS (
  SELECT DISTINCT shard, row FROM finding WHERE role = 'corpus' AND scanner = 'encoding' AND label = 'lossy_decode'
)
SELECT d.source, 'damaged_share' AS name, count(x.row) / count(*) AS value, count(x.row) AS records
FROM document d LEFT JOIN damaged x ON x.shard = d.shard AND x.row = d.row WHERE d.role = 'corpus' GROUP BY d.source;
