-- control: source_type
-- needs: manifest, documents
-- Self-produced is what nobody else holds rights in, so it lifts every licence. An address or a time of fetch shows that a record was
-- out in the world, not whose it is: that is for a person.

-- section: population
SELECT source, 1 AS n FROM source WHERE role IS DISTINCT FROM 'works';

-- section: fail
SELECT source, 'synthetic_denied' AS reason FROM source WHERE role IS DISTINCT FROM 'works' AND type = 'synthetic' AND NOT is_synthetic
UNION ALL
SELECT s.source, 'self_produced_by_others' AS reason
FROM source s JOIN collection c USING (source)
WHERE s.role IS DISTINCT FROM 'works' AND c.self_produced AND s.type IN ('open', 'commercial', 'user_input');

-- section: unproven
SELECT source, 'type_not_declared' AS reason
FROM source WHERE role IS DISTINCT FROM 'works' AND coalesce(type, 'unknown') NOT IN $types;

-- section: review
SELECT s.source,
       CASE WHEN c.source IS NOT NULL THEN 'contract_points_to_commercial' ELSE 'log_points_to_self_collected' END AS reason,
       s.type, 1 AS n
FROM source s
LEFT JOIN (SELECT DISTINCT source FROM contract) c ON c.source = s.source AND s.type IN ('open', 'user_input')
LEFT JOIN (SELECT DISTINCT source FROM register WHERE kind = 'collection_log') l ON l.source = s.source AND s.type IN ('open', 'commercial', 'user_input')
WHERE s.role IS DISTINCT FROM 'works' AND (c.source IS NOT NULL OR l.source IS NOT NULL)
UNION ALL
SELECT s.source, 'synthetic_and_self_produced' AS reason, s.type, 1 AS n
FROM source s JOIN collection c USING (source)
WHERE s.role IS DISTINCT FROM 'works' AND c.self_produced AND s.type = 'synthetic'
UNION ALL
SELECT s.source, 'self_produced_and_fetched' AS reason, s.type, 1 AS n
FROM source s JOIN collection c USING (source)
WHERE s.role IS DISTINCT FROM 'works' AND c.self_produced
  AND (s.source IN (SELECT r.source FROM register r WHERE r.kind = 'collection_log') OR s.source IN (SELECT b.source FROM robots_snapshot b))
UNION ALL
SELECT d.source, 'self_produced_with_address' AS reason, s.type, count(*) AS n
FROM document d JOIN source s USING (source) JOIN collection c USING (source)
WHERE d.role = 'corpus' AND c.self_produced AND (d.url_digest IS NOT NULL OR d.fetched_at IS NOT NULL)
GROUP BY d.source, s.type;
