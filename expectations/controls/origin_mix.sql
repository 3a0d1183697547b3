-- control: origin_mix
-- needs: manifest, documents
-- No text gives a number for a reasonable mix, so the shares are reported and only the extreme goes to a person.

-- section: population
SELECT NULL::VARCHAR AS source, count(*) AS n FROM document WHERE role = 'corpus';

-- section: unproven
SELECT source, 'origin_not_declared' AS reason FROM source WHERE role IS DISTINCT FROM 'works' AND trim(coalesce(origin_country, '')) = '';

-- section: review
SELECT NULL::VARCHAR AS source, 'all_from_abroad' AS reason, count(*) AS sources
FROM source WHERE role IS DISTINCT FROM 'works'
HAVING count(*) > 0 AND count(*) FILTER (origin_country = $home_country OR trim(coalesce(origin_country, '')) = '') = 0;

-- section: measure
SELECT NULL::VARCHAR AS source, 'foreign_share' AS name, count(*) FILTER (s.origin_country <> $home_country) / count(*) AS value,
       s.modality, d.language, count(*) AS records, sum(d.units)::BIGINT AS units
FROM document d JOIN source s USING (source) WHERE d.role = 'corpus' GROUP BY s.modality, d.language;
