-- A record repeats an earlier one if it has an equal content, or if it is the first with a content that repeats another.
DELETE FROM t_repeated;
INSERT INTO t_repeated BY NAME
SELECT shard, row, 1.0 AS similarity FROM place WHERE role = 'corpus' AND k > 1
UNION ALL BY NAME
SELECT shard, row, similarity FROM repeating JOIN corpus_content USING (content)
ORDER BY ALL;
