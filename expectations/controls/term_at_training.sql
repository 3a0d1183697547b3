-- control: term_at_training
-- needs: manifest
-- empty: no_contract
-- Without a day of training the term is tested on the day of judgement, and the result stays unproven.

-- section: population
SELECT c.source, count(*) AS n FROM contract c JOIN source s USING (source) WHERE s.role IS DISTINCT FROM 'works' GROUP BY c.source;

-- section: fail
SELECT c.source, 'out_of_term' AS reason, coalesce(d.train_date, $as_of) AS used_on, c.effective_on, c.expires_on
FROM contract c JOIN source s USING (source), dataset d
WHERE s.role IS DISTINCT FROM 'works'
  AND (coalesce(d.train_date, $as_of) < c.effective_on OR coalesce(d.train_date, $as_of) > c.expires_on);

-- section: unproven
SELECT c.source, CASE WHEN c.effective_on IS NULL OR c.expires_on IS NULL THEN 'term_not_declared' ELSE 'training_day_unknown' END AS reason
FROM contract c JOIN source s USING (source), dataset d
WHERE s.role IS DISTINCT FROM 'works' AND (c.effective_on IS NULL OR c.expires_on IS NULL OR d.train_date IS NULL);
