-- Findings by label and source: how many, in how many records; of personal information also how sensitive it is, on what basis it is held,
-- and the first day of collection that is known, with the number of records of which none is (`undated`). Without a basis it is unlawful
-- since it was collected, whether or not the day is known.
WITH held AS (
  SELECT label, family, scanner, source, role, shard, row, count(*) AS n
  FROM finding
  GROUP BY label, family, scanner, source, role, shard, row
), dated AS (
  SELECT h.*, coalesce((d.fetched_at AT TIME ZONE 'UTC')::DATE, c.started_on) AS collected_on
  FROM held h LEFT JOIN document d ON d.shard = h.shard AND d.row = h.row LEFT JOIN collection c ON c.source = h.source
), counted AS (
  SELECT label, family, scanner, source, role, sum(n)::BIGINT AS n, count(*) AS records, min(collected_on) AS since,
         count(*) FILTER (collected_on IS NULL) AS undated
  FROM dated
  GROUP BY label, family, scanner, source, role
)
SELECT c.label, c.family, c.scanner, c.source, c.role, c.n, c.records, k.category, k.pipl_28, k.sensitive_under, k.listed,
       CASE WHEN k.category IS NOT NULL THEN s.pi_basis END AS basis,
       CASE WHEN k.category IS NOT NULL THEN s.pi_evidence_status END AS basis_status,
       CASE WHEN k.category IS NOT NULL THEN c.since END AS since,
       CASE WHEN k.category IS NOT NULL THEN c.undated END AS undated
FROM counted c LEFT JOIN label_class k USING (label) LEFT JOIN source s USING (source)
ORDER BY c.label, c.scanner, c.n DESC, c.source;
