-- control: sources_per_language
-- needs: manifest, documents, scanner:language
-- A language that takes up less than a small share of the records may be an error of detection; it is reported and decides nothing.

-- section: population
SELECT NULL::VARCHAR AS source, count(*) AS n FROM document WHERE role = 'corpus';

-- section: fail
WITH held AS (
  SELECT s.modality, d.language, count(*) AS n, count(DISTINCT d.source) AS sources
  FROM document d JOIN source s ON s.source = d.source WHERE d.role = 'corpus' GROUP BY s.modality, d.language
)
SELECT NULL::VARCHAR AS source, 'too_few_sources' AS reason, modality, language, sources, $min_sources AS wanted, n
FROM held
WHERE sources < $min_sources AND language NOT LIKE 'und%' AND n >= $min_share * (SELECT sum(h.n) FROM held h);

-- section: unproven
SELECT NULL::VARCHAR AS source, 'language_unknown' AS reason,
       count(*) FILTER (coalesce(language, 'und') LIKE 'und%') AS n,
       count(*) FILTER (coalesce(language, 'und') LIKE 'und%') / count(*) AS unknown_share, $max_unknown_share AS limit_share
FROM document WHERE role = 'corpus'
HAVING count(*) > 0 AND count(*) FILTER (coalesce(language, 'und') LIKE 'und%') / count(*) > $max_unknown_share;

-- section: measure
SELECT NULL::VARCHAR AS source, 'sources' AS name, count(DISTINCT d.source) AS value, s.modality, d.language, count(*) AS records
FROM document d JOIN source s ON s.source = d.source WHERE d.role = 'corpus' GROUP BY s.modality, d.language;
