-- Over what share of the data: listed shards, those read whole, records and bytes, and parts set aside.
SELECT role,
       count(DISTINCT source) AS sources,
       count(*) AS shards,
       count(*) FILTER (status = 'scanned' AND present AND quarantined = 0) AS shards_whole,
       count(*) FILTER (status = 'scanned' AND present AND quarantined > 0) AS shards_in_part,
       count(*) FILTER (NOT coalesce(status = 'scanned' AND present, false)) AS shards_unread,
       coalesce(sum(records), 0)::BIGINT AS records,
       coalesce(sum(quarantined), 0)::BIGINT AS quarantined,
       coalesce(sum(bytes), 0)::BIGINT AS bytes,
       coalesce(sum(text_bytes), 0)::BIGINT AS text_bytes
FROM shard
WHERE listed
GROUP BY role
ORDER BY role;
