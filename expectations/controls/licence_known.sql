-- control: licence_known
-- needs: manifest, documents
-- A contract in term that covers training, a user's authorisation or one's own production stands in the place of a licence.

-- section: population
SELECT source, count(*) AS n FROM document WHERE role = 'corpus' GROUP BY source;

-- section: fail
WITH free AS (
  SELECT p.source FROM permission p, dataset d WHERE coalesce(d.train_date, $as_of) BETWEEN p.first_on AND p.last_on
), held AS (
  SELECT source, count(*) AS records,
         count(*) FILTER (licence IS NULL OR coalesce(licence_class, 'unknown') IN $unknown_classes) AS unknown
  FROM document WHERE role = 'corpus' AND source NOT IN (SELECT f.source FROM free f) GROUP BY source
)
SELECT source, 'licence_unknown' AS reason, unknown AS n, unknown / records AS unknown_share, $max_share AS limit_share
FROM held WHERE unknown / records > $max_share;

-- section: measure
WITH free AS (
  SELECT p.source, string_agg(DISTINCT p.basis, ', ' ORDER BY p.basis) AS bases
  FROM permission p, dataset d WHERE coalesce(d.train_date, $as_of) BETWEEN p.first_on AND p.last_on GROUP BY p.source
)
SELECT h.source, 'unknown_licence_share' AS name,
       count(*) FILTER (h.licence IS NULL OR coalesce(h.licence_class, 'unknown') IN $unknown_classes) / count(*) AS value,
       any_value(f.bases) AS permitted_instead_by
FROM document h LEFT JOIN free f ON f.source = h.source WHERE h.role = 'corpus' GROUP BY h.source;
