-- control: opinion_trigger
-- needs: manifest
-- empty: trigger_absent
-- That there is no trigger lifts a duty, so somebody has to answer for it by name and day, as for the whole of the declared use.

-- section: population
SELECT NULL::VARCHAR AS source, count(*) AS n FROM dataset WHERE opinion_or_mobilisation IS DISTINCT FROM false;

-- section: fail
SELECT NULL::VARCHAR AS source, 'no_security_assessment' AS reason
FROM dataset WHERE opinion_or_mobilisation AND coalesce(security_assessment_status, 'none') = 'none'
UNION ALL
SELECT NULL::VARCHAR AS source, 'no_algorithm_filing' AS reason
FROM dataset WHERE opinion_or_mobilisation AND trim(coalesce(algorithm_filing, '')) = '';

-- section: unproven
SELECT NULL::VARCHAR AS source,
       CASE WHEN opinion_or_mobilisation IS NULL THEN 'trigger_not_declared' ELSE 'security_assessment_unreadable' END AS reason,
       security_assessment_status AS status
FROM dataset
WHERE opinion_or_mobilisation IS NULL
   OR (opinion_or_mobilisation AND coalesce(security_assessment_status, 'none') NOT IN ('none', 'ok', 'unrecorded'))
UNION ALL
SELECT NULL::VARCHAR AS source,
       CASE WHEN declared_on > $as_of THEN 'declaration_dated_later' ELSE 'declaration_not_signed' END AS reason, NULL AS status
FROM dataset
WHERE NOT opinion_or_mobilisation
  AND (trim(coalesce(declared_by, '')) = '' OR declared_on IS NULL OR declared_on > $as_of);
