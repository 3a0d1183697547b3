-- control: personal_information_basis
-- needs: manifest, documents, scanner:resident_id, scanner:mainland_mobile, scanner:email, scanner:bank_card
-- empty: no_personal_information
-- What a finding is about follows from its label. A label that neither list holds cannot be called harmless. Of a
-- finding that may be about something else a person decides, unless the source has a basis with evidence in any case. So it is with weak
-- signs where there are no others: that nothing was found cannot be said. A record whose subject is named beside its text is about a
-- person, whatever its text says; a name that was masked for its form may be one.

-- section: population
SELECT source, count(DISTINCT (shard, row)) AS n
FROM (
  SELECT source, shard, row FROM finding
  WHERE role = 'corpus' AND scanner IN ('resident_id', 'mainland_mobile', 'email', 'bank_card') AND label NOT IN $other_labels
  UNION ALL
  SELECT source, shard, row FROM personal_record
)
GROUP BY source;

-- section: fail
WITH held AS (
  SELECT source, count(DISTINCT (shard, row)) AS n
  FROM (
    SELECT source, shard, row FROM finding
    WHERE role = 'corpus' AND scanner IN ('resident_id', 'mainland_mobile', 'email', 'bank_card') AND score >= $min_score::FLOAT
      AND label IN $personal_labels
    UNION ALL
    SELECT source, shard, row FROM personal_record WHERE sign = 'subject'
  )
  GROUP BY source
)
SELECT s.source, 'basis_not_in_law' AS reason, h.n
FROM held h JOIN source s USING (source) WHERE s.pi_basis NOT IN $bases;

-- section: unproven
WITH held AS (
  SELECT source, count(DISTINCT (shard, row)) AS n
  FROM (
    SELECT source, shard, row FROM finding
    WHERE role = 'corpus' AND scanner IN ('resident_id', 'mainland_mobile', 'email', 'bank_card') AND score >= $min_score::FLOAT
      AND label IN $personal_labels
    UNION ALL
    SELECT source, shard, row FROM personal_record WHERE sign = 'subject'
  )
  GROUP BY source
)
SELECT s.source, 'no_basis' AS reason, h.n, NULL AS status, NULL AS label
FROM held h JOIN source s USING (source) WHERE s.pi_basis IS NULL
UNION ALL
SELECT s.source, 'basis_not_evidenced' AS reason, h.n, coalesce(s.pi_evidence_status, 'none') AS status, NULL AS label
FROM held h JOIN source s USING (source)
WHERE s.pi_basis IN $bases AND coalesce(s.pi_evidence_status, 'none') NOT IN ('ok', 'unrecorded')
  AND NOT (s.pi_basis = $consent_basis AND s.source IN (SELECT r.source FROM register r WHERE r.kind = 'consent' GROUP BY r.source HAVING count(*) = count(*) FILTER (r.status = 'ok')))
UNION ALL
SELECT source, 'label_not_classified' AS reason, count(*) AS n, NULL AS status, label
FROM finding
WHERE role = 'corpus' AND scanner IN ('resident_id', 'mainland_mobile', 'email', 'bank_card') AND label NOT IN $personal_labels
  AND label NOT IN $other_labels
GROUP BY source, label;

-- section: review
WITH possible AS (
  SELECT source, shard, row
  FROM (
    SELECT source, shard, row, score FROM finding
    WHERE role = 'corpus' AND scanner IN ('resident_id', 'mainland_mobile', 'email', 'bank_card') AND score >= $review_score::FLOAT
      AND label IN $personal_labels
    UNION ALL
    SELECT source, shard, row, CASE sign WHEN 'subject' THEN 1 ELSE $review_score END AS score FROM personal_record
  )
  GROUP BY source, shard, row HAVING max(score) < $min_score::FLOAT
), weak AS (
  SELECT source, count(DISTINCT (shard, row)) AS n FROM finding
  WHERE role = 'corpus' AND scanner IN ('resident_id', 'mainland_mobile', 'email', 'bank_card') AND label IN $personal_labels
  GROUP BY source HAVING max(score) < $review_score::FLOAT
), without AS (
  SELECT s.source FROM source s
  WHERE NOT coalesce(s.pi_basis IN $bases, false)
     OR (coalesce(s.pi_evidence_status, 'none') NOT IN ('ok', 'unrecorded')
       AND NOT (s.pi_basis = $consent_basis AND s.source IN (SELECT r.source FROM register r WHERE r.kind = 'consent' GROUP BY r.source HAVING count(*) = count(*) FILTER (r.status = 'ok'))))
)
SELECT source, 'possible_information_without_basis' AS reason, count(*) AS n FROM possible SEMI JOIN without USING (source) GROUP BY source
UNION ALL
SELECT source, 'weak_signs_without_basis' AS reason, n FROM weak SEMI JOIN without USING (source);

-- section: measure
SELECT source, 'findings' AS name, count(*) AS value, label, count(DISTINCT (shard, row)) AS records
FROM finding
WHERE role = 'corpus' AND scanner IN ('resident_id', 'mainland_mobile', 'email', 'bank_card') AND score >= $review_score::FLOAT
GROUP BY source, label
UNION ALL
SELECT source, 'signs_beside_the_text' AS name, count(*) AS value, sign AS label, count(*) AS records
FROM personal_record GROUP BY source, sign;
