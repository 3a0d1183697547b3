-- Compared pairs of contents of the corpus, by number, the most alike first.
SELECT a.content AS a, b.content AS b, similarity
FROM t_near_pair JOIN corpus_content a ON a.digest = digest_a JOIN corpus_content b ON b.digest = digest_b
WHERE similarity >= getvariable('least')
ORDER BY similarity DESC, least(a, b), greatest(a, b);
