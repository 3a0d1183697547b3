-- control: reassessed_after_update
-- needs: manifest
-- empty: no_earlier_assessment
-- Whether a change is important is for a person; that the data changed since the accepted assessment is a fact.

-- section: population
SELECT NULL::VARCHAR AS source, count(*) AS n FROM dataset WHERE last_audit_on IS NOT NULL OR last_audit_manifest_digest IS NOT NULL;

-- section: fail
SELECT NULL::VARCHAR AS source, 'important_update_not_assessed' AS reason, last_audit_on
FROM dataset WHERE important_update AND last_audit_manifest_digest <> data_digest;

-- section: unproven
SELECT NULL::VARCHAR AS source,
       CASE WHEN last_audit_on > $as_of THEN 'assessment_dated_later' ELSE 'digest_not_known' END AS reason
FROM dataset
WHERE (last_audit_on IS NOT NULL OR last_audit_manifest_digest IS NOT NULL)
  AND (last_audit_on IS NULL OR last_audit_on > $as_of OR last_audit_manifest_digest IS NULL OR data_digest IS NULL);

-- section: review
SELECT NULL::VARCHAR AS source, 'changed_since_assessment' AS reason, last_audit_on
FROM dataset WHERE important_update IS NOT TRUE AND last_audit_manifest_digest <> data_digest;
