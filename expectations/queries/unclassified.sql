-- Findings in the corpus whose label nobody classified.
SELECT source, label, count(*) AS n FROM finding ANTI JOIN label_class USING (label) WHERE role = 'corpus' GROUP BY ALL ORDER BY ALL;
