-- control: applicability
-- needs: manifest
-- Whoever does not say whether the service is offered to the public in mainland China is treated as offering it. Whether provision
-- by interface to a closed circle is provision to the public is for a person to say; until then nothing is left out.

-- section: population
SELECT NULL::VARCHAR AS source, count(*) AS n FROM dataset;

-- section: unproven
SELECT NULL::VARCHAR AS source,
       CASE WHEN public_service_cn IS NULL THEN 'public_service_not_declared'
            WHEN trim(coalesce(declared_by, '')) = '' OR declared_on IS NULL THEN 'declaration_not_signed'
            WHEN declared_on > $as_of THEN 'declaration_dated_later'
            ELSE 'interface_not_declared' END AS reason
FROM dataset
WHERE public_service_cn IS NULL
   OR (NOT public_service_cn
       AND (trim(coalesce(declared_by, '')) = '' OR declared_on IS NULL OR declared_on > $as_of OR via_api IS NULL));

-- section: review
SELECT NULL::VARCHAR AS source, 'interface_counts_as_providing' AS reason FROM dataset WHERE NOT public_service_cn AND via_api;

-- section: measure
SELECT NULL::VARCHAR AS source, 'carve_out' AS name, CASE WHEN public_service_cn THEN 0 ELSE 1 END AS value
FROM dataset WHERE public_service_cn IS NOT NULL;
