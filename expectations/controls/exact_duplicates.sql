-- control: exact_duplicates
-- needs: documents, scanner:exact_duplicate
-- A record repeats when another one has the same NFKC form. Records without a word or letter are not compared.

-- section: population
SELECT NULL::VARCHAR AS source, count(*) AS n FROM document WHERE role = 'corpus';

-- section: fail
WITH held AS (
  SELECT count(*) AS records, count(*) FILTER (units > 0) - count(DISTINCT normal_digest) FILTER (units > 0) AS repeated
  FROM document WHERE role = 'corpus'
)
SELECT NULL::VARCHAR AS source, 'too_many_repeated' AS reason, repeated AS n, repeated / records AS repeated_share, $max_share AS limit_share
FROM held WHERE records > 0 AND repeated / records > $max_share;

-- section: unproven
SELECT source, 'not_digested' AS reason, count(*) AS n FROM document WHERE role = 'corpus' AND (normal_digest IS NULL OR units IS NULL) GROUP BY source;

-- section: measure
SELECT NULL::VARCHAR AS source, 'repeated_share' AS name,
       (count(*) FILTER (units > 0) - count(DISTINCT normal_digest) FILTER (units > 0)) / count(*) AS value, count(*) AS records
FROM document WHERE role = 'corpus' HAVING count(*) > 0;
