-- What the manifest declares about the data set.
SELECT id, version, title, commercial, public_service_cn, via_api, audience, redistributes_data, purposes, declared_by,
       declared_on, train_date, opinion_or_mobilisation, security_assessment_status, algorithm_filing,
       manifest_digest, data_digest, last_audit_on, important_update, declaration_digest,
       last_audit_data_digest, last_audit_declaration_digest
FROM dataset
ORDER BY id
LIMIT 1;
