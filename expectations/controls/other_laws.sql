-- control: other_laws
-- needs: manifest
-- empty: no_carve_out_claimed
-- The carve-out ends the Measures, not the laws that Article 7(5) points to. Which controls stay stands in the rulebook (`carve_out`);
-- here the claim is made visible.

-- section: population
SELECT NULL::VARCHAR AS source, count(*) AS n FROM dataset WHERE public_service_cn IS NOT TRUE;

-- section: unproven
SELECT NULL::VARCHAR AS source, 'claim_not_declared' AS reason FROM dataset WHERE public_service_cn IS NULL;

-- section: measure
SELECT NULL::VARCHAR AS source, 'carve_out_claimed' AS name, 1 AS value FROM dataset WHERE NOT public_service_cn;
