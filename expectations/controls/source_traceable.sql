-- control: source_traceable
-- needs: manifest, documents
-- Where two sources list one file, or one lists it inside a folder too, nobody can say which of the declarations holds for its records.
-- A record belongs to the source that lists its shard. Where records name a source themselves, the two must agree. The name in the
-- record is text from outside and is therefore not repeated in a reason.

-- section: population
SELECT source, count(*) AS n FROM document WHERE role = 'corpus' GROUP BY source;

-- section: fail
SELECT source, 'source_not_registered' AS reason, shard, min(row) AS row, count(*) AS n
FROM document
WHERE role = 'corpus' AND declared_source IS NOT NULL AND declared_source NOT IN (SELECT s.source FROM source s WHERE s.source IS NOT NULL)
GROUP BY source, shard;

-- section: unproven
SELECT source, 'record_names_no_source' AS reason, shard, min(row) FILTER (declared_source IS NULL) AS row,
       count(*) FILTER (declared_source IS NULL) AS n
FROM document
WHERE role = 'corpus'
GROUP BY source, shard
HAVING count(declared_source) BETWEEN 1 AND count(*) - 1
UNION ALL
SELECT source, 'two_declarations' AS reason, NULL AS shard, NULL AS row, 1 AS n
FROM manifest_defect WHERE code IN ('shard_in_two_sources', 'shards_overlap');

-- section: review
SELECT source, 'names_another_source' AS reason, shard, min(row) AS row, declared_source AS other_source, count(*) AS n
FROM document
WHERE role = 'corpus' AND declared_source <> source AND declared_source IN (SELECT s.source FROM source s)
GROUP BY source, shard, declared_source;

-- section: measure
SELECT source, 'traced_by_shard_share' AS name, 1 - count(declared_source) / count(*) AS value
FROM document WHERE role = 'corpus' GROUP BY source;
