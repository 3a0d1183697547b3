-- control: base_model_lawful
-- needs: manifest
-- A manifest that says nothing about base models is silent, which is not the same as `base_models: []`. That explicit empty list
-- stands in the catalogue as one row with `use` = 'none'.

-- section: population
SELECT NULL::VARCHAR AS source, count(*) AS n FROM base_model;

-- section: fail
SELECT NULL::VARCHAR AS source, 'model_licence_forbids_use' AS reason, m.id AS model, m.licence
FROM base_model m, dataset d
WHERE m.use IS DISTINCT FROM 'none' AND d.commercial
  AND (m.licence_class IN $non_commercial_classes OR list_contains(m.licence_limits, 'non_commercial'));

-- section: unproven
SELECT NULL::VARCHAR AS source, 'model_not_identified' AS reason, m.id AS model, NULL AS status
FROM base_model m WHERE m.use IS DISTINCT FROM 'none' AND (trim(coalesce(m.id, '')) = '' OR trim(coalesce(m.version, '')) = '')
UNION ALL
SELECT NULL::VARCHAR AS source, 'model_licence_unknown' AS reason, m.id AS model, NULL AS status
FROM base_model m
WHERE m.use IS DISTINCT FROM 'none' AND (m.licence IS NULL OR m.licence_class IS NULL OR m.licence_class IN $unknown_classes)
UNION ALL
SELECT NULL::VARCHAR AS source, 'model_licence_text_missing' AS reason, m.id AS model, coalesce(m.licence_text_status, 'none') AS status
FROM base_model m WHERE m.use IS DISTINCT FROM 'none' AND coalesce(m.licence_text_status, 'none') NOT IN ('ok', 'unrecorded')
UNION ALL
SELECT NULL::VARCHAR AS source, 'use_not_declared' AS reason, m.id AS model, NULL AS status
FROM base_model m, dataset d
WHERE m.use IS DISTINCT FROM 'none' AND d.commercial IS NULL
  AND (m.licence_class IN $non_commercial_classes OR list_contains(m.licence_limits, 'non_commercial'));

-- section: review
SELECT NULL::VARCHAR AS source, 'model_licence_needs_decision' AS reason, m.id AS model, m.licence
FROM base_model m WHERE m.use IS DISTINCT FROM 'none' AND m.licence_class NOT IN $free_classes
  AND m.licence_class NOT IN $non_commercial_classes AND m.licence_class NOT IN $unknown_classes
UNION ALL
SELECT NULL::VARCHAR AS source, 'filing_number_missing' AS reason, m.id AS model, NULL AS licence
FROM base_model m WHERE m.use IS DISTINCT FROM 'none' AND trim(coalesce(m.filing_number, '')) = '';
