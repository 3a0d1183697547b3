-- Who the manifest and the waivers name: for the data set (no source) and for each source. `role` says what for.
SELECT DISTINCT role, source, control, owner
FROM (
  SELECT 'declared_by' AS role, NULL AS source, NULL AS control, declared_by AS owner FROM dataset
  UNION ALL
  SELECT 'owner', CASE WHEN kind LIKE '%:%' THEN kind[position(':' IN kind) + 1:] END, NULL, owner FROM policy
  UNION ALL
  SELECT 'assessor', source, NULL, assessor FROM assessment
  UNION ALL
  SELECT 'assessor', source, NULL, reviewer FROM supplier_review
  UNION ALL
  SELECT 'waiver_owner', source, control, owner FROM waiver
)
WHERE trim(coalesce(owner, '')) <> ''
ORDER BY source NULLS FIRST, list_position(['declared_by', 'owner', 'assessor', 'waiver_owner'], role), owner, control;
