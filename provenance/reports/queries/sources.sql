-- Every source with what is declared of it, what was read of it, and the worst outcome of the controls that judge it.
WITH judged AS (
  SELECT source,
         min(list_position(['fail', 'unproven', 'review', 'pass', 'not_applicable'], outcome))
           FILTER (NOT coalesce(waived, false)) AS worst,
         count(*) FILTER (outcome = 'fail') AS failed,
         count(*) FILTER (outcome = 'unproven') AS unproven,
         count(*) FILTER (outcome = 'review') AS review,
         count(*) FILTER (outcome = 'pass') AS passed,
         count(*) FILTER (coalesce(waived, false)) AS waived
  FROM source_verdict
  WHERE source IS NOT NULL
  GROUP BY source
), read_of AS (
  SELECT source, count(*) AS shards, coalesce(sum(records), 0)::BIGINT AS records,
         coalesce(sum(text_bytes), 0)::BIGINT AS text_bytes, coalesce(sum(quarantined), 0)::BIGINT AS quarantined
  FROM shard
  WHERE listed
  GROUP BY source
)
SELECT s.source, s.name, s.role, s.type, s.origin_country, s.languages, s.is_synthetic, s.via_intermediary, s.licence_declared, s.licence,
       s.licence_class, s.per_record_licence, s.licence_text_status, s.pi_basis, coalesce(r.shards, 0) AS shards,
       coalesce(r.records, 0) AS records, coalesce(r.text_bytes, 0) AS text_bytes, coalesce(r.quarantined, 0) AS quarantined,
       ['fail', 'unproven', 'review', 'pass', 'not_applicable'][j.worst] AS outcome,
       coalesce(j.failed, 0) AS failed, coalesce(j.unproven, 0) AS unproven, coalesce(j.review, 0) AS review,
       coalesce(j.passed, 0) AS passed, coalesce(j.waived, 0) AS waived
FROM source s LEFT JOIN judged j USING (source) LEFT JOIN read_of r USING (source)
ORDER BY s.role, j.worst NULLS LAST, s.source;
