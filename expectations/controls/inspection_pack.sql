-- control: inspection_pack
-- needs: manifest, documents
-- The five things Article 19 names. Data that was not annotated needs no rules, if the manifest says so and names none beside it; what
-- rules have to hold is declared by name, since nobody reads them here.

-- section: population
SELECT NULL::VARCHAR AS source, 5 * count(*) AS n FROM dataset;

-- section: unproven
SELECT source, 'origin_not_described' AS reason, NULL AS status
FROM source WHERE role IS DISTINCT FROM 'works' AND (trim(coalesce(name, '')) = '' AND trim(coalesce(url, '')) = '')
UNION ALL
SELECT s.source, 'scale_not_known' AS reason, NULL AS status
FROM source s LEFT JOIN shard h ON h.source = s.source AND h.listed
WHERE s.role IS DISTINCT FROM 'works'
GROUP BY s.source HAVING count(h.shard) = 0 OR count(h.records) < count(h.shard) OR count(h.bytes) < count(h.shard)
UNION ALL
SELECT source, 'type_not_described' AS reason, NULL AS status
FROM source WHERE role IS DISTINCT FROM 'works' AND (coalesce(type, 'unknown') = 'unknown' OR trim(coalesce(modality, '')) = '')
UNION ALL
SELECT NULL AS source, 'no_annotation_rules' AS reason, coalesce(p.file_status, 'none') AS status
FROM dataset d LEFT JOIN policy p ON p.kind = 'annotation'
WHERE coalesce(p.file_status, 'none') NOT IN ('ok', 'unrecorded') AND NOT EXISTS (SELECT 1 FROM policy q WHERE q.kind = 'not_annotated')
UNION ALL
SELECT NULL AS source, 'annotation_rules_incomplete' AS reason, NULL AS status
FROM policy p WHERE p.kind = 'annotation' AND p.file_status IN ('ok', 'unrecorded')
  AND (SELECT count(DISTINCT t.section) FROM (SELECT unnest(q.sections) AS section FROM policy q WHERE q.kind = 'annotation') t
       WHERE t.section IN $sections) < $elements
UNION ALL
SELECT NULL AS source, 'annotation_declared_both_ways' AS reason, coalesce(p.file_status, 'none') AS status
FROM policy p
WHERE p.kind = 'annotation' AND (coalesce(p.file_status, 'none') <> 'none' OR len(p.sections) > 0)
  AND EXISTS (SELECT 1 FROM policy q WHERE q.kind = 'not_annotated')
UNION ALL
SELECT NULL AS source, 'no_algorithm_description' AS reason, coalesce(p.file_status, 'none') AS status
FROM dataset d LEFT JOIN policy p ON p.kind = 'algorithm_description'
WHERE coalesce(p.file_status, 'none') NOT IN ('ok', 'unrecorded');

-- section: measure
SELECT source, 'records' AS name, sum(records)::BIGINT AS value, sum(text_bytes)::BIGINT AS text_bytes, count(*) AS shards
FROM shard WHERE role = 'corpus' AND listed GROUP BY source;
