-- control: detector_quality
-- needs: documents, scanners:personal, detector_quality
-- What was found is only as good as who looked. Each label of personal information that was found, and each that every audit looks for,
-- must have a recall that was measured at the scanner's present version on labelled texts: the operator's own measurement, or else the
-- figures that came with the installation, which the measure says are the project's. Whoever finds nothing may be blind, so those that
-- every audit looks for are asked for even where nothing was found. A measurement that also counts weaker findings than an audit
-- takes up overstates the recall and says nothing.

-- section: population
WITH wanted AS (
  SELECT DISTINCT label FROM personal_finding WHERE score >= $review_score::FLOAT
  UNION
  SELECT label FROM label_class WHERE label IN $always
)
SELECT NULL AS source, count(*) AS n FROM wanted;

-- section: fail
WITH wanted AS (
  SELECT DISTINCT label FROM personal_finding WHERE score >= $review_score::FLOAT
  UNION
  SELECT label FROM label_class WHERE label IN $always
), present AS (
  SELECT DISTINCT scanner, version FROM coverage
), pooled AS (
  SELECT q.label, q.origin, sum(q.n) AS n, sum(q.tp) AS tp,
         row_number() OVER (PARTITION BY q.label ORDER BY q.origin = 'project') AS choice
  FROM detector_quality q JOIN present p ON p.scanner = q.scanner AND p.version = q.version
  WHERE q.least_score::FLOAT >= $review_score::FLOAT GROUP BY q.label, q.origin
)
SELECT NULL AS source, 'recall_too_low' AS reason, w.label, round(p.tp / p.n, 4) AS recall, p.origin, 1 AS n
FROM wanted w JOIN pooled p ON p.label = w.label AND p.choice = 1 JOIN label_class k ON k.label = w.label
WHERE k.checksum AND p.n >= $least_examples AND p.tp / p.n < $least_recall;

-- section: unproven
WITH wanted AS (
  SELECT DISTINCT label FROM personal_finding WHERE score >= $review_score::FLOAT
  UNION
  SELECT label FROM label_class WHERE label IN $always
), present AS (
  SELECT DISTINCT scanner, version FROM coverage
), pooled AS (
  SELECT q.label, q.origin, sum(q.n) AS n, row_number() OVER (PARTITION BY q.label ORDER BY q.origin = 'project') AS choice
  FROM detector_quality q JOIN present p ON p.scanner = q.scanner AND p.version = q.version
  WHERE q.least_score::FLOAT >= $review_score::FLOAT GROUP BY q.label, q.origin
)
SELECT NULL AS source,
       CASE WHEN p.n IS NOT NULL THEN 'measured_on_too_few'
            WHEN w.label IN (SELECT q.label FROM detector_quality q JOIN present USING (scanner, version)) THEN 'measured_with_weaker_findings'
            WHEN w.label IN (SELECT q.label FROM detector_quality q) THEN 'measured_at_another_version'
            ELSE 'recall_not_measured' END AS reason,
       w.label, coalesce(p.n, 0) AS examples, 1 AS n
FROM wanted w LEFT JOIN pooled p ON p.label = w.label AND p.choice = 1
WHERE p.n IS NULL OR p.n < $least_examples;

-- section: measure
WITH present AS (
  SELECT DISTINCT scanner, version FROM coverage
), pooled AS (
  SELECT q.label, q.origin, sum(q.n) AS n, sum(q.tp) AS tp, sum(q.fp) AS fp, max(q.measured_on)::VARCHAR AS measured_on,
         row_number() OVER (PARTITION BY q.label ORDER BY q.origin = 'project') AS choice
  FROM detector_quality q JOIN present p ON p.scanner = q.scanner AND p.version = q.version
  WHERE q.least_score::FLOAT >= $review_score::FLOAT AND q.label IN (SELECT k.label FROM label_class k WHERE k.category IS NOT NULL)
  GROUP BY q.label, q.origin
)
SELECT NULL AS source, 'recall' AS name, coalesce(tp / nullif(n, 0), 0) AS value, label, n AS examples, tp / nullif(tp + fp, 0) AS precision,
       origin, measured_on
FROM pooled WHERE choice = 1 AND n > 0;
