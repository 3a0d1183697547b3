-- control: integrity
-- needs: manifest, documents
-- What a manifest names as evidence must be there and be what was filed, whichever control weighs it, and even where none does. Of
-- a file whose digest nobody declared a later change would not be noticed; so that a person decides. One
-- file cannot be two things: what is filed as evidence of different kinds goes to a person too, but for the checks before and after
-- collection, a supplier's commitments and the licences of data and models, which may be one document. Only of a shard that was
-- read whole can it be said that it holds another number of records.
-- Files that look like shards, beside those that are listed, may be data that nobody audited.

-- section: population
SELECT source, count(*) AS n FROM shard WHERE role IS DISTINCT FROM 'works' AND listed GROUP BY source;

-- section: fail
SELECT source, 'record_digest_differs' AS reason, shard, min(row) AS row, count(*) AS n, NULL AS declared, NULL AS found, NULL AS parent
FROM document WHERE role = 'corpus' AND content_matches = false GROUP BY source, shard
UNION ALL
SELECT source, 'digest_differs' AS reason, shard, NULL AS row, 1 AS n, NULL AS declared, NULL AS found, NULL AS parent
FROM shard WHERE role IS DISTINCT FROM 'works' AND listed AND declared_sha256 <> sha256
UNION ALL
SELECT source, 'row_count_differs' AS reason, shard, NULL AS row, 1 AS n, declared_rows AS declared, records AS found, NULL AS parent
FROM shard WHERE role IS DISTINCT FROM 'works' AND listed AND declared_rows <> records AND status = 'scanned' AND present AND quarantined = 0
UNION ALL
SELECT child AS source, 'parent_unknown' AS reason, NULL AS shard, NULL AS row, 1 AS n, NULL AS declared, NULL AS found, parent
FROM lineage WHERE parent_known IS NOT TRUE
UNION ALL
SELECT child AS source, 'parent_of_itself' AS reason, NULL AS shard, NULL AS row, 1 AS n, NULL AS declared, NULL AS found, parent
FROM lineage WHERE child = parent
UNION ALL
SELECT child AS source, 'lineage_without_beginning' AS reason, NULL AS shard, NULL AS row, 1 AS n, NULL AS declared, NULL AS found, parent
FROM lineage WHERE endless AND child <> parent;

-- section: unproven
SELECT source, 'digest_not_declared' AS reason, min(shard) AS shard, count(*) AS n, NULL AS parent, NULL AS status
FROM shard WHERE role IS DISTINCT FROM 'works' AND listed AND declared_sha256 IS NULL GROUP BY source
UNION ALL
SELECT source, 'row_count_not_declared' AS reason, min(shard) AS shard, count(*) AS n, NULL AS parent, NULL AS status
FROM shard WHERE role IS DISTINCT FROM 'works' AND listed AND declared_rows IS NULL GROUP BY source
UNION ALL
SELECT source, 'not_read' AS reason, min(shard) AS shard, count(*) AS n, NULL AS parent, NULL AS status
FROM shard WHERE role IS DISTINCT FROM 'works' AND listed AND (sha256 IS NULL OR records IS NULL) GROUP BY source
UNION ALL
SELECT source, 'no_records' AS reason, min(shard) AS shard, 1 AS n, NULL AS parent, NULL AS status
FROM shard WHERE role IS DISTINCT FROM 'works' AND listed GROUP BY source HAVING coalesce(sum(records), 0) = 0
UNION ALL
SELECT source, 'no_text' AS reason, min(shard) AS shard, sum(records)::BIGINT AS n, NULL AS parent, NULL AS status
FROM shard WHERE role IS DISTINCT FROM 'works' AND listed GROUP BY source HAVING sum(records) > 0 AND coalesce(sum(text_bytes), 0) = 0
UNION ALL
SELECT source, 'evidence_not_as_filed' AS reason, NULL AS shard, count(*) AS n, NULL AS parent, status
FROM evidence_file
WHERE coalesce(status, 'unknown') NOT IN ('ok', 'unrecorded') AND NOT coalesce(status = 'empty' AND sha256 = declared_sha256, false)
GROUP BY source, status
UNION ALL
SELECT source, 'register_not_as_filed' AS reason, NULL AS shard, count(*) AS n, NULL AS parent, status
FROM register WHERE coalesce(status, 'unknown') IN ('missing', 'outside', 'unreadable', 'digest_mismatch', 'unknown')
GROUP BY source, status
UNION ALL
SELECT child AS source, 'transform_not_recorded' AS reason, NULL AS shard, 1 AS n, parent, coalesce(record_status, 'none') AS status
FROM lineage WHERE trim(coalesce(transform, '')) = '' OR coalesce(record_status, 'none') NOT IN ('ok', 'unrecorded');

-- section: review
SELECT source, 'shards_not_listed' AS reason, NULL AS kinds, coalesce(n, 1) AS n FROM manifest_defect WHERE code = 'shards_unlisted'
UNION ALL
SELECT source, 'evidence_without_digest' AS reason, NULL AS kinds, count(*) AS n
FROM evidence_file WHERE status = 'unrecorded' GROUP BY source
UNION ALL
SELECT NULL AS source, 'one_file_of_several_kinds' AS reason, string_agg(DISTINCT kind, ', ' ORDER BY kind) AS kinds, 1 AS n
FROM evidence_file WHERE status IN ('ok', 'unrecorded')
GROUP BY sha256
HAVING count(DISTINCT CASE WHEN kind IN ('assessment_before', 'assessment_after') THEN 'assessment'
                           WHEN kind LIKE 'commitment_proof_%' THEN 'commitment_proof' WHEN kind LIKE 'commitment_%' THEN 'commitment'
                           WHEN kind IN ('licence_text', 'base_model_licence') THEN 'licence' ELSE kind END) > 1;

-- section: measure
SELECT source, 'evidence_without_digest' AS name, count(*) FILTER (declared_sha256 IS NULL) AS value, count(*) AS files
FROM evidence_file GROUP BY source
UNION ALL
SELECT source, 'registers_without_digest' AS name, count(*) FILTER (declared_sha256 IS NULL) AS value, count(*) AS files
FROM register GROUP BY source;
