-- control: near_duplicates
-- needs: documents, near_duplicate
-- Counts each record that repeats an earlier one, which is what removing repetitions would take away.

-- section: population
SELECT NULL::VARCHAR AS source, count(*) AS n FROM document WHERE role = 'corpus';

-- section: fail
WITH later AS (
  SELECT DISTINCT greatest((shard, row), (other_shard, other_row)) AS place FROM duplicate WHERE similarity >= $min_similarity
), held AS (SELECT count(*) AS records FROM document WHERE role = 'corpus')
SELECT NULL::VARCHAR AS source, 'too_many_near_duplicates' AS reason, count(*) AS n, count(*) / any_value(h.records) AS repeated_share,
       $max_share AS limit_share
FROM later, held h HAVING count(*) > 0 AND count(*) / any_value(h.records) > $max_share;

-- section: measure
SELECT NULL::VARCHAR AS source, 'near_duplicate_share' AS name,
       (SELECT count(*) FROM (SELECT DISTINCT greatest((shard, row), (other_shard, other_row)) FROM duplicate WHERE similarity >= $min_similarity))
       / count(*) AS value, count(*) AS records
FROM document WHERE role = 'corpus' HAVING count(*) > 0;
