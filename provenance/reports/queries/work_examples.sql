-- Example matches with protected works, the closest first; start and stop are code points of the record.
SELECT p.kind, round(p.similarity, 4) AS similarity, p.start, p.stop,
       p.source, a.path, p.row, x.id, p.licence,
       p.work_source AS other_source, b.path AS other_path, p.work_row AS other_row, y.id AS other_id, p.work_licence AS other_licence
FROM work_match p
JOIN shard a ON a.shard = p.shard JOIN document x ON x.shard = p.shard AND x.row = p.row
JOIN shard b ON b.shard = p.work_shard JOIN document y ON y.shard = p.work_shard AND y.row = p.work_row
ORDER BY p.similarity DESC, p.source, p.work_source, a.path, p.row, b.path, p.work_row, p.start
LIMIT 20;
