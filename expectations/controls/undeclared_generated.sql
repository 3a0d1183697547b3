-- control: undeclared_generated
-- needs: documents, scanner:aigc_label
-- No label is no proof of human origin (Labelling Measures Article 9), so a pass says that no label contradicts a declaration.

-- section: population
SELECT source, count(*) AS n FROM document WHERE role = 'corpus' GROUP BY source;

-- section: fail
WITH labelled AS (SELECT DISTINCT shard, row FROM aigc_label WHERE label = '1')
SELECT d.source, CASE WHEN d.is_synthetic IS NULL THEN 'generated_not_declared' ELSE 'generated_declared_human' END AS reason,
       d.shard, min(d.row) AS row, count(*) AS n
FROM labelled l JOIN document d ON d.shard = l.shard AND d.row = l.row
WHERE d.role = 'corpus' AND d.is_synthetic IS NOT TRUE
GROUP BY ALL;

-- section: review
WITH labelled AS (
  SELECT shard, row, min(coalesce(label, '9')) AS label FROM aigc_label GROUP BY shard, row HAVING count(*) FILTER (label = '1') = 0
)
SELECT d.source, CASE WHEN l.label IN ('2', '3') THEN 'possibly_generated' ELSE 'label_not_conforming' END AS reason,
       d.shard, min(d.row) AS row, count(*) AS n
FROM labelled l JOIN document d ON d.shard = l.shard AND d.row = l.row
WHERE d.role = 'corpus' AND d.is_synthetic IS NOT TRUE
GROUP BY ALL
UNION ALL
SELECT f.source, 'words_say_generated' AS reason, f.shard, min(f.row) AS row, count(DISTINCT f.row) AS n
FROM finding f JOIN document d ON d.shard = f.shard AND d.row = f.row
LEFT JOIN (SELECT DISTINCT shard, row FROM aigc_label) l ON l.shard = f.shard AND l.row = f.row
WHERE f.role = 'corpus' AND f.scanner = 'aigc_label' AND f.score >= $min_score AND d.is_synthetic IS NOT TRUE AND l.shard IS NULL
GROUP BY ALL;

-- section: measure
SELECT source, 'labels' AS name, count(*) AS value, carrier, valid FROM aigc_label GROUP BY source, carrier, valid;
