-- What the demo's check reads: public views only, each row one thing to compare.

-- query: verdicts
SELECT control, outcome FROM verdict;

-- query: source_verdicts
SELECT control, source, outcome FROM source_verdict WHERE source IS NOT NULL;

-- query: reasons
SELECT DISTINCT control, coalesce(source, '-'), reason FROM verdict_reason;

-- query: findings
SELECT d.id, f.label, f.start, f.stop
FROM finding f JOIN document d USING (shard, row)
WHERE f.family IN ('personal', 'organisation', 'licence', 'aigc') AND f.score >= $score AND list_contains($sources, f.source);

-- query: notices
SELECT d.id, l.expression FROM licence_detection l JOIN document d USING (shard, row) WHERE list_contains($sources, l.source);

-- query: labels
SELECT d.id, a.carrier, a.valid, a.producer_uscc FROM aigc_label a JOIN document d USING (shard, row) WHERE list_contains($sources, a.source);

-- query: pairs
SELECT least(a.id, b.id), greatest(a.id, b.id), p.kind
FROM duplicate p
JOIN document a ON a.shard = p.shard AND a.row = p.row
JOIN document b ON b.shard = p.other_shard AND b.row = p.other_row
WHERE p.similarity >= $similarity AND list_contains($sources, a.source) AND list_contains($sources, b.source)
UNION ALL
SELECT least(a.id, b.id), greatest(a.id, b.id), 'work'
FROM work_match m
JOIN document a ON a.shard = m.shard AND a.row = m.row
JOIN document b ON b.shard = m.work_shard AND b.row = m.work_row
WHERE m.similarity >= $similarity AND list_contains($sources, a.source) AND list_contains($sources, b.source);

-- query: quarantined
SELECT path, reason FROM quarantine;
