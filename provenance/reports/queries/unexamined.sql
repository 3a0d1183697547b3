-- Columns that can hold text and in which nothing was looked for: those that a person declares not to be examined, and those that nobody
-- maps or declares.
SELECT source, name AS column, declared, count(*) AS shards
FROM (
  SELECT source, unnest(not_examined) AS name, true AS declared FROM shard WHERE listed
  UNION ALL
  SELECT source, unnest(unexamined_columns) AS name, false AS declared FROM shard WHERE listed
)
GROUP BY source, name, declared
ORDER BY source, declared, name;
