-- Corpus sources and records by declared country of origin.
SELECT coalesce(s.origin_country, 'unknown') AS origin, count(DISTINCT s.source) AS sources,
       coalesce(sum(h.records), 0)::BIGINT AS records, coalesce(sum(h.text_bytes), 0)::BIGINT AS text_bytes
FROM source s LEFT JOIN shard h ON h.source = s.source AND h.listed
WHERE s.role = 'corpus'
GROUP BY ALL
ORDER BY records DESC, origin;
