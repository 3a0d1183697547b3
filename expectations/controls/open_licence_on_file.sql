-- control: open_licence_on_file
-- needs: manifest
-- empty: no_open_source

-- section: population
SELECT source, 1 AS n FROM source WHERE role IS DISTINCT FROM 'works' AND type = 'open';

-- section: fail
SELECT source, 'licence_text_differs' AS reason, licence
FROM source WHERE role IS DISTINCT FROM 'works' AND type = 'open' AND NOT licence_text_matches;

-- section: unproven
SELECT source, 'licence_not_identified' AS reason, NULL AS status
FROM source
WHERE role IS DISTINCT FROM 'works' AND type = 'open' AND (licence IS NULL OR licence_class IS NULL OR licence_class IN $unknown_classes)
UNION ALL
SELECT source, 'licence_text_missing' AS reason, coalesce(licence_text_status, 'none') AS status
FROM source
WHERE role IS DISTINCT FROM 'works' AND type = 'open' AND coalesce(licence_text_status, 'none') NOT IN ('ok', 'unrecorded')
UNION ALL
SELECT source, 'licence_origin_not_recorded' AS reason, NULL AS status
FROM source
WHERE role IS DISTINCT FROM 'works' AND type = 'open'
  AND (trim(coalesce(licence_url, '')) = '' OR licence_retrieved_on IS NULL OR licence_retrieved_on > $as_of)
UNION ALL
SELECT source, 'may_be_open' AS reason, NULL AS status FROM source
WHERE role IS DISTINCT FROM 'works' AND coalesce(type, 'unknown') NOT IN $types;

-- section: review
SELECT source, 'licence_text_not_recognised' AS reason, licence
FROM source
WHERE role IS DISTINCT FROM 'works' AND type = 'open' AND licence_text_matches IS NULL AND licence_text_states IS NOT NULL;
