-- The outcome of every control, before waivers and after them (`effective`; null where waivers cover all of it).
SELECT control, coalesce(outcome, 'unproven') AS outcome, nullif(coalesce(effective, outcome, 'unproven'), 'waived') AS effective,
       coalesce(waived, false) AS waived, coalesce(population, 0) AS population, coalesce(failed, 0) AS failed,
       coalesce(unproven, 0) AS unproven, coalesce(review, 0) AS review
FROM verdict
ORDER BY control;
