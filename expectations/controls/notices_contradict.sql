-- control: notices_contradict
-- needs: manifest, documents, scanner:licence_notice
-- Only records whose declared licence is known can be contradicted. A line with a copyright sign says that rights exist, which only a
-- dedication to the public denies; a notice against copying contradicts every licence that permits it. A licence that the text states is
-- compared with each member of the declared expression. Words that may be about something else refuse nothing; a person reads them.

-- section: population
SELECT source, count(*) AS n
FROM document
WHERE role = 'corpus' AND licence IS NOT NULL AND licence_class IS NOT NULL AND licence_class NOT IN $unknown_classes
GROUP BY source;

-- section: fail
WITH known AS (
  SELECT shard, row, source, licence, licence_class FROM document
  WHERE role = 'corpus' AND licence IS NOT NULL AND licence_class NOT IN $unknown_classes
), contradicted AS (
  SELECT k.source, k.shard, k.row
  FROM finding f JOIN known k ON k.shard = f.shard AND k.row = f.row
  WHERE f.scanner = 'licence_notice' AND f.score >= $min_score::FLOAT
    AND ((f.label IN $closing_labels AND k.licence_class NOT IN $closed_classes)
      OR (f.label IN $rights_labels AND k.licence_class IN $public_domain_classes))
  UNION
  SELECT k.source, k.shard, k.row
  FROM licence_detection l JOIN known k ON k.shard = l.shard AND k.row = l.row
  WHERE l.score >= $min_score::FLOAT AND l.expression <> k.licence
    AND NOT list_contains(regexp_split_to_array(k.licence, '\s+(AND|OR|WITH)\s+|[()\s]+'), l.expression)
), total AS (
  SELECT source, count(*) AS records FROM known GROUP BY source
)
SELECT c.source, 'notices_contradict_licence' AS reason, count(*) AS n, count(*) / any_value(t.records) AS conflict_share,
       $max_share AS limit_share
FROM contradicted c JOIN total t USING (source) GROUP BY c.source HAVING count(*) / any_value(t.records) > $max_share;

-- section: unproven
SELECT DISTINCT source, 'notice_label_unknown' AS reason, label
FROM finding
WHERE role = 'corpus' AND scanner = 'licence_notice' AND label NOT IN $closing_labels
  AND label NOT IN $rights_labels AND label NOT IN $statement_labels;

-- section: review
WITH known AS (
  SELECT shard, row, source, licence, licence_class FROM document
  WHERE role = 'corpus' AND licence IS NOT NULL AND licence_class NOT IN $unknown_classes
), contradicted AS (
  SELECT k.source, k.shard, k.row, f.score
  FROM finding f JOIN known k ON k.shard = f.shard AND k.row = f.row
  WHERE f.scanner = 'licence_notice' AND f.score >= $review_score::FLOAT
    AND ((f.label IN $closing_labels AND k.licence_class NOT IN $closed_classes)
      OR (f.label IN $rights_labels AND k.licence_class IN $public_domain_classes))
  UNION ALL
  SELECT k.source, k.shard, k.row, l.score
  FROM licence_detection l JOIN known k ON k.shard = l.shard AND k.row = l.row
  WHERE l.score >= $review_score::FLOAT AND l.expression <> k.licence
    AND NOT list_contains(regexp_split_to_array(k.licence, '\s+(AND|OR|WITH)\s+|[()\s]+'), l.expression)
), possible AS (
  SELECT source, shard, row, max(score) >= $min_score::FLOAT AS certain FROM contradicted GROUP BY source, shard, row
), total AS (
  SELECT source, count(*) AS records FROM known GROUP BY source
)
SELECT p.source, 'notices_may_contradict_licence' AS reason, count(*) FILTER (NOT p.certain) AS n,
       count(*) / any_value(t.records) AS conflict_share, $max_share AS limit_share
FROM possible p JOIN total t USING (source) GROUP BY p.source
HAVING count(*) / any_value(t.records) > $max_share AND count(*) FILTER (NOT p.certain) > 0;

-- section: measure
SELECT source, 'notices' AS name, count(*) AS value, label
FROM finding WHERE role = 'corpus' AND scanner = 'licence_notice' AND score >= $review_score::FLOAT GROUP BY source, label;
