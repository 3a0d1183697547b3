-- control: source_type
-- needs: manifest

-- section: population
SELECT source, 1 AS n FROM source WHERE role IS DISTINCT FROM 'works';

-- section: fail
SELECT source, 'synthetic_denied' AS reason FROM source WHERE role IS DISTINCT FROM 'works' AND type = 'synthetic' AND NOT is_synthetic;

-- section: unproven
SELECT source, 'type_not_declared' AS reason
FROM source WHERE role IS DISTINCT FROM 'works' AND coalesce(type, 'unknown') NOT IN $types;

-- section: review
SELECT s.source,
       CASE WHEN c.source IS NOT NULL THEN 'contract_points_to_commercial' ELSE 'log_points_to_self_collected' END AS reason,
       s.type
FROM source s
LEFT JOIN (SELECT DISTINCT source FROM contract) c ON c.source = s.source AND s.type IN ('open', 'user_input')
LEFT JOIN (SELECT DISTINCT source FROM register WHERE kind = 'collection_log') l ON l.source = s.source AND s.type IN ('open', 'commercial', 'user_input')
WHERE s.role IS DISTINCT FROM 'works' AND (c.source IS NOT NULL OR l.source IS NOT NULL);
