-- control: supplier_commitments
-- needs: manifest
-- empty: no_commercial_source
-- What the supplier does not give forbids the use; what was given and cannot be read proves nothing either way.

-- section: population
SELECT source, 7 AS n FROM source WHERE role IS DISTINCT FROM 'works' AND type = 'commercial';

-- section: fail
WITH asked AS (
  SELECT s.source, k.subject FROM source s CROSS JOIN (VALUES ('source'), ('quality'), ('security')) k(subject)
  WHERE s.role IS DISTINCT FROM 'works' AND s.type = 'commercial'
)
SELECT a.source, 'commitment_missing' AS reason, a.subject
FROM asked a LEFT JOIN commitment c ON c.source = a.source AND c.subject = a.subject
WHERE coalesce(c.statement_status, 'none') = 'none'
UNION ALL
SELECT a.source, 'proof_missing' AS reason, a.subject
FROM asked a LEFT JOIN commitment c ON c.source = a.source AND c.subject = a.subject
WHERE coalesce(c.proof_status, 'none') = 'none'
UNION ALL
SELECT s.source, 'review_found_them_wanting' AS reason, NULL AS subject
FROM source s JOIN supplier_review r USING (source)
WHERE s.role IS DISTINCT FROM 'works' AND s.type = 'commercial' AND NOT r.accepted;

-- section: unproven
WITH given AS (
  SELECT c.source, c.subject, c.statement_status, c.proof_status
  FROM commitment c JOIN source s USING (source) WHERE s.role IS DISTINCT FROM 'works' AND s.type = 'commercial'
), reviewed AS (
  SELECT s.source, r.source IS NOT NULL AS there, r.reviewed_on, r.reviewer, r.accepted, coalesce(r.file_status, 'none') AS status,
         coalesce(d.train_date, $as_of) AS used_on
  FROM source s LEFT JOIN supplier_review r USING (source), dataset d WHERE s.role IS DISTINCT FROM 'works' AND s.type = 'commercial'
)
SELECT source, 'commitment_not_evidence' AS reason, subject, statement_status AS status, NULL AS reviewed_on, NULL AS used_on
FROM given WHERE statement_status NOT IN ('ok', 'unrecorded', 'none')
UNION ALL
SELECT source, 'proof_not_evidence' AS reason, subject, proof_status AS status, NULL AS reviewed_on, NULL AS used_on
FROM given WHERE proof_status NOT IN ('ok', 'unrecorded', 'none')
UNION ALL
SELECT source, 'not_reviewed' AS reason, NULL AS subject, NULL AS status, NULL AS reviewed_on, NULL AS used_on
FROM reviewed WHERE NOT there
UNION ALL
SELECT source, 'review_not_evidence' AS reason, NULL AS subject, status, NULL AS reviewed_on, NULL AS used_on
FROM reviewed WHERE there AND status NOT IN ('ok', 'unrecorded')
UNION ALL
SELECT source, 'review_incomplete' AS reason, NULL AS subject, NULL AS status, NULL AS reviewed_on, NULL AS used_on
FROM reviewed WHERE there AND (trim(coalesce(reviewer, '')) = '' OR reviewed_on IS NULL OR accepted IS NULL)
UNION ALL
SELECT source, 'reviewed_after_use' AS reason, NULL AS subject, NULL AS status, reviewed_on, used_on
FROM reviewed WHERE reviewed_on > used_on
UNION ALL
SELECT source, 'may_be_commercial' AS reason, NULL AS subject, NULL AS status, NULL AS reviewed_on, NULL AS used_on
FROM source WHERE role IS DISTINCT FROM 'works' AND coalesce(type, 'unknown') NOT IN $types;
