-- One row a source and scanner.
SELECT source, coalesce(role, 'corpus') AS role, scanner, shards, shards_complete, unverified, coalesce(complete, false) AS complete
FROM coverage ORDER BY source, scanner;
