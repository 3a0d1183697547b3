-- One row a source: how many of its listed shards were read whole, and whether the catalogue still holds a row for every record.
WITH held AS (SELECT shard, count(*) AS documents FROM document GROUP BY shard)
SELECT r.source, coalesce(r.role, 'corpus') AS role, count(s.shard) AS shards,
       count(s.shard) FILTER (coalesce(s.status = 'scanned' AND s.present AND s.quarantined = 0
                                       AND s.records = coalesce(h.documents, 0), false)) AS complete,
       coalesce(sum(s.quarantined), 0)::BIGINT AS quarantined
FROM source r LEFT JOIN shard s ON s.source = r.source AND s.listed LEFT JOIN held h ON h.shard = s.shard
GROUP BY ALL ORDER BY r.source;
