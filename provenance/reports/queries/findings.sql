-- Findings by label and source: how many, in how many records.
SELECT label, family, scanner, source, role, count(*) AS n, count(DISTINCT (shard, row)) AS records
FROM finding
GROUP BY label, family, scanner, source, role
ORDER BY label, scanner, n DESC, source;
