-- control: ip_policy
-- needs: manifest

-- section: population
SELECT NULL::VARCHAR AS source, count(*) AS n FROM dataset;

-- section: unproven
WITH filed AS (
  SELECT p.owner, p.dated_on, coalesce(p.file_status, 'none') AS status FROM dataset d LEFT JOIN policy p ON p.kind = 'ip'
)
SELECT NULL::VARCHAR AS source, 'no_ip_policy' AS reason, status, NULL AS dated_on, NULL AS months FROM filed WHERE status NOT IN ('ok', 'unrecorded')
UNION ALL
SELECT NULL::VARCHAR AS source, 'nobody_responsible' AS reason, status, NULL AS dated_on, NULL AS months FROM filed
WHERE status IN ('ok', 'unrecorded') AND trim(coalesce(owner, '')) = ''
UNION ALL
SELECT NULL::VARCHAR AS source, 'policy_not_dated' AS reason, status, NULL AS dated_on, NULL AS months FROM filed
WHERE status IN ('ok', 'unrecorded') AND (dated_on IS NULL OR dated_on > $as_of)
UNION ALL
SELECT NULL::VARCHAR AS source, 'policy_out_of_date' AS reason, status, dated_on, $max_months AS months FROM filed
WHERE status IN ('ok', 'unrecorded') AND dated_on + to_months($max_months::INTEGER) < $as_of;
