-- Example pairs of duplicate records, those under different licences first.
SELECT p.kind, round(p.similarity, 4) AS similarity, p.licence IS DISTINCT FROM p.other_licence AS conflict,
       p.source, a.path, p.row, x.id, p.licence,
       p.other_source, b.path AS other_path, p.other_row, y.id AS other_id, p.other_licence
FROM duplicate p
JOIN shard a ON a.shard = p.shard JOIN document x ON x.shard = p.shard AND x.row = p.row
JOIN shard b ON b.shard = p.other_shard JOIN document y ON y.shard = p.other_shard AND y.row = p.other_row
ORDER BY conflict DESC, p.similarity DESC, p.source, p.other_source, a.path, p.row, b.path, p.other_row
LIMIT 20;
