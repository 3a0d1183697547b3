-- control: sources_per_language
-- needs: manifest, documents, scanner:language
-- A language that takes up less than a small share of the records may be an error of detection; it is reported and decides nothing. A
-- kind of content is declared and not detected, so that there no share is small.
-- What a source declares of its languages decides nothing either: where it differs from what was measured, that is reported. That a
-- language has too few sources is not said where another source of its modality was not read whole, which could hold it.

-- section: population
SELECT NULL::VARCHAR AS source, count(*) AS n FROM document WHERE role = 'corpus';

-- section: fail
WITH held AS (
  SELECT modality, language, count(*) AS n, count(DISTINCT source) AS sources, list(DISTINCT source) AS names
  FROM document WHERE role = 'corpus' GROUP BY modality, language
), partly AS (
  SELECT DISTINCT source FROM shard WHERE role = 'corpus' AND listed AND NOT coalesce(status = 'scanned' AND present AND quarantined = 0, false)
), unread AS (
  SELECT s.source, s.modality FROM source s SEMI JOIN partly USING (source)
  UNION
  SELECT d.source, d.modality FROM document d SEMI JOIN partly USING (source)
)
SELECT NULL::VARCHAR AS source, 'too_few_sources' AS reason, modality, language, sources, $min_sources AS wanted, n
FROM held
WHERE sources < $min_sources AND language NOT LIKE 'und%'
  AND NOT EXISTS (SELECT 1 FROM unread u WHERE u.modality IS NOT DISTINCT FROM held.modality AND NOT list_contains(held.names, u.source))
  AND language IN (SELECT h.language FROM held h GROUP BY h.language HAVING sum(h.n) >= $min_share * (SELECT sum(a.n) FROM held a));

-- section: unproven
SELECT NULL::VARCHAR AS source, 'language_unknown' AS reason,
       count(*) FILTER (coalesce(language, 'und') LIKE 'und%') AS n,
       count(*) FILTER (coalesce(language, 'und') LIKE 'und%') / count(*) AS unknown_share, $max_unknown_share AS limit_share
FROM document WHERE role = 'corpus'
HAVING count(*) > 0 AND count(*) FILTER (coalesce(language, 'und') LIKE 'und%') / count(*) > $max_unknown_share;

-- section: measure
WITH spoken AS (
  SELECT source, split_part(lower(language), '-', 1) AS tongue, count(*) AS records FROM document WHERE role = 'corpus' GROUP BY ALL
), declared AS (
  SELECT DISTINCT source, split_part(lower(trim(tag)), '-', 1) AS tongue
  FROM (SELECT source, unnest(languages) AS tag FROM source WHERE role IS DISTINCT FROM 'works')
)
SELECT NULL::VARCHAR AS source, 'sources' AS name, count(DISTINCT source) AS value, modality, language, count(*) AS records
FROM document WHERE role = 'corpus' GROUP BY modality, language
UNION ALL
SELECT p.source, 'share_of_undeclared_language' AS name, round(sum(p.records) / any_value(t.records), 6) AS value,
       NULL AS modality, p.tongue AS language, sum(p.records)::BIGINT AS records
FROM spoken p JOIN (SELECT source, sum(records) AS records FROM spoken GROUP BY source) t ON t.source = p.source
LEFT JOIN declared d ON d.source = p.source AND d.tongue = p.tongue
WHERE p.source IN (SELECT e.source FROM declared e) AND d.source IS NULL AND p.tongue <> 'und'
GROUP BY p.source, p.tongue
UNION ALL
SELECT d.source, 'declared_language_not_met' AS name, 0 AS value, NULL AS modality, d.tongue AS language, 0 AS records
FROM declared d LEFT JOIN spoken p ON p.source = d.source AND p.tongue = d.tongue
WHERE p.source IS NULL AND d.tongue <> '';
