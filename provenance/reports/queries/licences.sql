-- Corpus sources and records by class of the licence in force; a record's own licence counts before its source's.
SELECT coalesce(d.licence_class, 'unknown') AS class, count(DISTINCT d.source) AS sources, count(*) AS records,
       coalesce(sum(d.bytes), 0)::BIGINT AS text_bytes
FROM document d
WHERE d.role = 'corpus'
GROUP BY ALL
ORDER BY records DESC, class;
