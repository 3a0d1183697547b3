-- control: licence_permits_use
-- needs: manifest, documents
-- A contract in term that covers training, a user's authorisation or one's own production takes the place of a licence; whether these
-- hold is tested elsewhere (contracts, authorisations, production records).

-- section: population
SELECT source, count(*) AS n FROM document WHERE role = 'corpus' GROUP BY source;

-- section: fail
WITH free AS (
  SELECT c.source FROM contract c, dataset d
  WHERE c.covers_training AND c.file_status IN ('ok', 'unrecorded') AND coalesce(d.train_date, $as_of) BETWEEN c.effective_on AND c.expires_on
  UNION ALL SELECT source FROM source WHERE type = 'user_input'
  UNION ALL SELECT source FROM collection WHERE self_produced AND production_record_status IN ('ok', 'unrecorded')
), held AS (
  SELECT source, licence_class, licence, count(*) AS n FROM document WHERE role = 'corpus' AND source NOT IN (SELECT f.source FROM free f) GROUP BY ALL
)
SELECT h.source, 'non_commercial_licence' AS reason, h.licence, h.n FROM held h, dataset d
WHERE d.commercial AND h.licence_class IN $non_commercial_classes
UNION ALL
SELECT h.source, 'all_rights_reserved' AS reason, h.licence, h.n FROM held h WHERE h.licence_class IN $closed_classes
UNION ALL
SELECT h.source, 'no_derivatives_redistributed' AS reason, h.licence, h.n FROM held h, dataset d
WHERE d.redistributes_data AND h.licence_class IN $no_derivatives_classes;

-- section: unproven
WITH free AS (
  SELECT c.source FROM contract c, dataset d
  WHERE c.covers_training AND c.file_status IN ('ok', 'unrecorded') AND coalesce(d.train_date, $as_of) BETWEEN c.effective_on AND c.expires_on
  UNION ALL SELECT source FROM source WHERE type = 'user_input'
  UNION ALL SELECT source FROM collection WHERE self_produced AND production_record_status IN ('ok', 'unrecorded')
), held AS (
  SELECT source, coalesce(licence_class, 'unknown') AS licence_class, count(*) AS n
  FROM document WHERE role = 'corpus' AND source NOT IN (SELECT f.source FROM free f) GROUP BY ALL
)
SELECT h.source, 'licence_unknown' AS reason, h.n FROM held h
WHERE h.licence_class NOT IN $free_classes AND h.licence_class NOT IN $non_commercial_classes
  AND h.licence_class NOT IN $no_derivatives_classes AND h.licence_class NOT IN $closed_classes
  AND h.licence_class NOT IN $review_classes
UNION ALL
SELECT h.source, 'use_not_declared' AS reason, h.n FROM held h, dataset d
WHERE d.commercial IS NULL AND h.licence_class IN $non_commercial_classes;

-- section: review
WITH free AS (
  SELECT c.source FROM contract c, dataset d
  WHERE c.covers_training AND c.file_status IN ('ok', 'unrecorded') AND coalesce(d.train_date, $as_of) BETWEEN c.effective_on AND c.expires_on
  UNION ALL SELECT source FROM source WHERE type = 'user_input'
  UNION ALL SELECT source FROM collection WHERE self_produced AND production_record_status IN ('ok', 'unrecorded')
)
SELECT source, 'licence_needs_decision' AS reason, licence, count(*) AS n
FROM document
WHERE role = 'corpus' AND source NOT IN (SELECT f.source FROM free f)
  AND (licence_class IN $review_classes OR licence_class IN $no_derivatives_classes)
GROUP BY source, licence;
