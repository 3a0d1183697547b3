-- Of every control, outcome and reason the place that tells most, the most telling reason first: what keeps the audit itself from working,
-- then the control's own reasons, then the general ones about evidence that is not whole; among equals the one of the most things.
-- `sources` and `total` count all sources and things of the reason; what a waiver covers is left out wherever something else is left.
WITH held AS (
  SELECT r.control, r.outcome, r.reason, r.source, r.detail::VARCHAR AS detail, coalesce(v.waived, false) AS waived,
         min(r.path) AS path, sum(coalesce(r.n, 1))::BIGINT AS n
  FROM verdict_reason r LEFT JOIN source_verdict v ON v.control = r.control AND v.source IS NOT DISTINCT FROM r.source
  WHERE r.outcome IN ('fail', 'unproven', 'review')
  GROUP BY ALL
), best AS (
  SELECT control, outcome, reason, waived, source, detail, path, n,
         count(DISTINCT source) OVER one AS sources, (sum(n) OVER one)::BIGINT AS total,
         row_number() OVER (PARTITION BY control, outcome, reason, waived ORDER BY n DESC, source NULLS LAST, detail) AS place
  FROM held
  WINDOW one AS (PARTITION BY control, outcome, reason, waived)
)
SELECT control, outcome, reason, source, detail, path, n, sources, total, waived
FROM best
WHERE place = 1
ORDER BY control, list_position(['fail', 'unproven', 'review'], outcome), waived,
         CASE WHEN reason IN ('query_failed', 'evidence_unreadable', 'scanner_absent', 'dataset_not_declared', 'no_corpus_source') THEN 0
              WHEN reason IN ('documents_incomplete', 'scanner_incomplete', 'columns_not_examined', 'near_duplicate_unverified', 'register_incomplete', 'no_shards',
                              'no_works_source', 'empty_population', 'unnamed_reason') THEN 2
              ELSE 1 END,
         total DESC, reason;
