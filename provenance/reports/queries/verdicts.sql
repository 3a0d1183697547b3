-- The outcome of every control as a whole (no source) and for every source that it judges.
SELECT control, source, outcome, coalesce(waived, false) AS waived, coalesce(population, 0) AS population, coalesce(failed, 0) AS failed,
       coalesce(unproven, 0) AS unproven, coalesce(review, 0) AS review
FROM verdict
ORDER BY control, source NULLS FIRST, outcome;
