-- One row a source and scanner, with the first columns that hold text and were not looked at.
WITH beside AS (
  SELECT source, array_to_string(list_sort(list_distinct(flatten(list(unexamined_columns))))[:8], ', ') AS columns
  FROM shard WHERE listed AND len(unexamined_columns) > 0 GROUP BY source
)
SELECT source, coalesce(c.role, 'corpus') AS role, scanner, shards, shards_complete, shards_with_unexamined_columns, coalesce(columns, '–') AS columns,
       unverified, coalesce(complete, false) AS complete, lower(trim(s.modality)) AS modality
FROM coverage c LEFT JOIN source s USING (source) LEFT JOIN beside USING (source) ORDER BY source, scanner;
