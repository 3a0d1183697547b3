-- control: origin_mix
-- needs: manifest, documents
-- No text gives a number for a reasonable mix, so the shares are reported and only the extreme goes to a person. Sources are counted;
-- the share from abroad is taken of the records whose origin is declared, beside the share of those whose origin is not.

-- section: population
SELECT source, 1 AS n FROM source WHERE role IS DISTINCT FROM 'works';

-- section: unproven
SELECT source, 'origin_not_declared' AS reason FROM source WHERE role IS DISTINCT FROM 'works' AND trim(coalesce(origin_country, '')) = '';

-- section: review
SELECT NULL::VARCHAR AS source, 'all_from_abroad' AS reason, count(*) AS sources, count(*) AS n
FROM source WHERE role IS DISTINCT FROM 'works'
HAVING count(*) > 0 AND count(*) FILTER (origin_country = $home_country OR trim(coalesce(origin_country, '')) = '') = 0;

-- section: measure
WITH held AS (
  SELECT s.modality, d.language, nullif(trim(s.origin_country), '') AS country, d.units
  FROM document d JOIN source s USING (source) WHERE d.role = 'corpus'
)
SELECT NULL::VARCHAR AS source, 'foreign_share_of_declared' AS name, count(*) FILTER (country <> $home_country) / count(*) AS value,
       modality, language, count(*) AS of_records, sum(units)::BIGINT AS of_units
FROM held WHERE country IS NOT NULL GROUP BY modality, language
UNION ALL
SELECT NULL AS source, 'undeclared_origin_share' AS name, count(*) FILTER (country IS NULL) / count(*) AS value,
       modality, language, count(*) AS of_records, sum(units)::BIGINT AS of_units
FROM held GROUP BY modality, language;
