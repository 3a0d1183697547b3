-- Why it cannot be said of a source that it does not hold an identifier: each reason with the number of shards, records or parts.
WITH searching AS (
  SELECT scanner FROM t_label JOIN linkable USING (label) UNION SELECT unnest($searching::VARCHAR[])
), behind AS (
  SELECT s.shard FROM t_shard s CROSS JOIN searching c
  LEFT JOIN t_stamp p ON p.shard = s.shard AND p.scanner = c.scanner
  LEFT JOIN (SELECT unnest($scanners::VARCHAR[]) AS scanner, unnest($versions::INTEGER[]) AS version) v ON v.scanner = c.scanner
  GROUP BY s.shard HAVING NOT bool_and(coalesce(p.version = v.version, false))
)
SELECT 'no_shard' AS reason, NULL AS source, 1 AS n WHERE NOT EXISTS (SELECT 1 FROM shard)
UNION ALL
SELECT 'shard_not_read', source, count(*) FROM shard WHERE status IS DISTINCT FROM 'scanned' OR present IS NOT TRUE OR sha256 IS NULL GROUP BY source
UNION ALL
SELECT 'part_not_read', source, sum(quarantined)::BIGINT FROM shard WHERE quarantined > 0 GROUP BY source
UNION ALL
SELECT 'records_not_counted', source, count(*) FROM shard WHERE status = 'scanned' AND (quarantined IS NULL OR records IS NULL) GROUP BY source
UNION ALL
SELECT 'shard_without_linkage_key', source, count(*) FROM shard WHERE status = 'scanned' AND linkage IS NULL GROUP BY source
UNION ALL
SELECT 'shard_with_another_linkage_key', source, count(*) FROM shard WHERE status = 'scanned' AND linkage <> $check GROUP BY source
UNION ALL
SELECT 'shard_read_by_another_version', source, count(*) FROM shard SEMI JOIN behind USING (shard) WHERE status = 'scanned' GROUP BY source
UNION ALL
SELECT 'columns_not_examined', source, count(*) FROM shard WHERE status = 'scanned' AND unexamined_columns IS DISTINCT FROM [] GROUP BY source
UNION ALL
SELECT 'columns_declared_not_examined', source, count(*) FROM shard WHERE len(not_examined) > 0 GROUP BY source
UNION ALL
SELECT 'files_passed_over', source, sum(passed_over)::BIGINT FROM shard WHERE passed_over > 0 GROUP BY source
UNION ALL
SELECT 'modality_not_read', source, 1 FROM source WHERE lower(trim(modality)) NOT IN ('text', 'code', 'transcript') OR (modality IS NULL AND role <> 'works')
UNION ALL
SELECT 'finding_not_hashed', f.source, count(*) FROM finding f SEMI JOIN linkable k ON k.label = f.label
LEFT JOIN identity i ON i.shard = f.shard AND i.row = f.row AND i.label = f.label AND i.start IS NOT DISTINCT FROM f.start
JOIN shard s ON s.shard = f.shard
WHERE i.digest IS NULL AND s.linkage = $check GROUP BY f.source
UNION ALL
SELECT 'record_damaged', source, count(DISTINCT (shard, row)) FROM finding WHERE label = 'lossy_decode' GROUP BY source
UNION ALL
SELECT 'subject_not_compared', source, count(*) FROM document WHERE subject_digest IS NOT NULL AND NOT $subjects_known GROUP BY source
ORDER BY ALL;
