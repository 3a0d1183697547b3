-- Records that hold one of the digests, by the digest: in their text, in their names, or as the person whom a column of theirs names.
SELECT i.digest, i.source, i.shard, s.path, i.row, d.id, i.label, i.start
FROM identity i JOIN shard s USING (shard) LEFT JOIN document d ON d.shard = i.shard AND d.row = i.row
WHERE s.linkage = $check AND i.digest IN (SELECT unnest($digests::BLOB[]))
UNION ALL
SELECT d.subject_digest, d.source, d.shard, s.path, d.row, d.id, 'subject' AS label, NULL AS start
FROM document d JOIN shard s USING (shard) WHERE d.subject_digest IN (SELECT unnest($subjects::BLOB[]))
UNION ALL
SELECT p.digest, p.source, p.shard, s.path, p.row, d.id, p.label, NULL AS start
FROM (
  SELECT executor_digest AS digest, source, shard, row, 'label_executor' AS label FROM annotation
  UNION ALL
  SELECT reviewer_digest, source, shard, row, 'label_reviewer' FROM annotation
) p JOIN shard s USING (shard) LEFT JOIN document d ON d.shard = p.shard AND d.row = p.row
WHERE p.digest IN (SELECT unnest($subjects::BLOB[]))
ORDER BY ALL;
