-- control: reassessed_after_update
-- needs: manifest, documents
-- empty: no_earlier_assessment
-- Whether a change is important is for a person; that the data, or what is declared of them, changed since the accepted assessment is a
-- fact. The digest of the data
-- is made of the declared digests of its shards and proves nothing where one is missing or wrong. That there was no earlier assessment
-- has to be declared: neither the manifest nor a catalogue shows it by being silent.

-- section: population
SELECT NULL::VARCHAR AS source, count(*) AS n FROM dataset WHERE last_audit_on IS NOT NULL OR last_audit_data_digest IS NOT NULL;

-- section: unproven
SELECT NULL::VARCHAR AS source, CASE WHEN last_audit_on > $as_of THEN 'assessment_dated_later' ELSE 'digest_not_known' END AS reason, 1 AS n
FROM dataset
WHERE (last_audit_on IS NOT NULL OR last_audit_data_digest IS NOT NULL)
  AND (last_audit_on IS NULL OR last_audit_on > $as_of OR last_audit_data_digest IS NULL OR data_digest IS NULL
    OR last_audit_declaration_digest IS NULL OR declaration_digest IS NULL)
UNION ALL
SELECT NULL AS source, 'earlier_assessment_not_declared' AS reason, 1 AS n
FROM dataset WHERE last_audit_on IS NULL AND last_audit_data_digest IS NULL AND never_assessed IS NOT TRUE
UNION ALL
SELECT NULL AS source, 'declared_both_ways' AS reason, 1 AS n
FROM dataset WHERE never_assessed AND (last_audit_on IS NOT NULL OR last_audit_data_digest IS NOT NULL)
UNION ALL
SELECT h.source, 'shard_digest_not_known' AS reason, count(*) AS n
FROM shard h, dataset d
WHERE h.role IS DISTINCT FROM 'works' AND h.listed AND h.declared_sha256 IS DISTINCT FROM h.sha256
  AND (d.last_audit_on IS NOT NULL OR d.last_audit_data_digest IS NOT NULL)
GROUP BY h.source;

-- section: review
SELECT NULL::VARCHAR AS source, 'changed_since_assessment' AS reason, last_audit_on
FROM dataset WHERE last_audit_data_digest <> data_digest
UNION ALL
SELECT NULL AS source, 'declared_otherwise_since_assessment' AS reason, last_audit_on
FROM dataset WHERE last_audit_declaration_digest <> declaration_digest;
