-- control: near_duplicates
-- needs: documents, near_duplicate
-- Counts each record that repeats an earlier one, which is what removing repetitions would take away. Records that repeat each other, or
-- the same other one, are one cluster, of which one record would stay, whichever of them comes first.

-- section: population
SELECT NULL::VARCHAR AS source, count(*) AS n FROM document WHERE role = 'corpus';

-- section: fail
WITH counted AS (
  SELECT (SELECT count(*) FROM (SELECT DISTINCT shard, row FROM repeated WHERE similarity >= $min_similarity)) AS later,
         (SELECT count(*) FROM document WHERE role = 'corpus') AS records
)
SELECT NULL::VARCHAR AS source, 'too_many_near_duplicates' AS reason, later AS n, later / records AS repeated_share, $max_share AS limit_share
FROM counted WHERE later > 0 AND later / records > $max_share;

-- section: measure
SELECT NULL::VARCHAR AS source, 'near_duplicate_share' AS name,
       (SELECT count(*) FROM (SELECT DISTINCT shard, row FROM repeated WHERE similarity >= $min_similarity)) / count(*) AS value,
       count(*) AS records
FROM document WHERE role = 'corpus' HAVING count(*) > 0;
