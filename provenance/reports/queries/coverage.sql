-- Which scanner, at which version, looked at how much of which source.
SELECT source, role, scanner, version, shards, shards_complete, records, quarantined, unverified, complete
FROM coverage
ORDER BY source, scanner;
