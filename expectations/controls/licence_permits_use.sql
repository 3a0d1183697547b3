-- control: licence_permits_use
-- needs: manifest, documents
-- A contract in term that covers training, a user's authorisation or one's own production takes the place of a licence; whether these
-- hold is tested elsewhere (contracts, authorisations, production records). A licence can forbid several things: what it is counted
-- under is its class, what it forbids its limits.

-- section: population
SELECT source, count(*) AS n FROM document WHERE role = 'corpus' GROUP BY source;

-- section: fail
WITH free AS (
  SELECT p.source FROM permission p, dataset d WHERE coalesce(d.train_date, $as_of) BETWEEN p.first_on AND p.last_on
), held AS (
  SELECT source, licence_class, licence_limits, licence, count(*) AS n
  FROM document WHERE role = 'corpus' AND source NOT IN (SELECT f.source FROM free f) GROUP BY ALL
)
SELECT h.source, 'non_commercial_licence' AS reason, h.licence, h.n FROM held h, dataset d
WHERE d.commercial AND (h.licence_class IN $non_commercial_classes OR list_contains(h.licence_limits, 'non_commercial'))
UNION ALL
SELECT h.source, 'all_rights_reserved' AS reason, h.licence, h.n FROM held h WHERE h.licence_class IN $closed_classes
UNION ALL
SELECT h.source, 'no_derivatives_redistributed' AS reason, h.licence, h.n FROM held h, dataset d
WHERE d.redistributes_data AND (h.licence_class IN $no_derivatives_classes OR list_contains(h.licence_limits, 'no_derivatives'));

-- section: unproven
WITH free AS (
  SELECT p.source FROM permission p, dataset d WHERE coalesce(d.train_date, $as_of) BETWEEN p.first_on AND p.last_on
), held AS (
  SELECT source, coalesce(licence_class, 'unknown') AS licence_class, list_contains(licence_limits, 'non_commercial') AS non_commercial,
         count(*) AS n
  FROM document WHERE role = 'corpus' AND source NOT IN (SELECT f.source FROM free f) GROUP BY ALL
)
SELECT h.source, 'licence_unknown' AS reason, h.n FROM held h
WHERE h.licence_class NOT IN $free_classes AND h.licence_class NOT IN $non_commercial_classes
  AND h.licence_class NOT IN $no_derivatives_classes AND h.licence_class NOT IN $closed_classes
  AND h.licence_class NOT IN $review_classes
UNION ALL
SELECT h.source, 'use_not_declared' AS reason, h.n FROM held h, dataset d
WHERE d.commercial IS NULL AND (h.licence_class IN $non_commercial_classes OR h.non_commercial);

-- section: review
WITH free AS (
  SELECT p.source FROM permission p, dataset d WHERE coalesce(d.train_date, $as_of) BETWEEN p.first_on AND p.last_on
)
SELECT source, 'licence_needs_decision' AS reason, licence, NULL AS rule, count(*) AS n
FROM document
WHERE role = 'corpus' AND source NOT IN (SELECT f.source FROM free f)
  AND (licence_class IN $review_classes OR licence_class IN $no_derivatives_classes
    OR list_has_any(licence_limits, ['no_derivatives', 'share_alike']))
GROUP BY source, licence
UNION ALL
SELECT source, 'licence_named_loosely' AS reason, licence, coalesce(licence_rule, 'unknown') AS rule, count(*) AS n
FROM document
WHERE role = 'corpus' AND source NOT IN (SELECT f.source FROM free f)
  AND licence_class IN $free_classes AND coalesce(licence_confidence, 0) < $min_confidence
GROUP BY source, licence, licence_rule;
