-- Why a control did not pass: codes of the rulebook with their details, and places as shard and row. `total` counts all things of a
-- code, `same` those of one source with the same details; of the examples, at most five a source and forty in all are kept, so that a report stays short where one cause has many places.
WITH numbered AS (
  SELECT control, source, outcome, reason, path, row, n, detail::VARCHAR AS detail,
         row_number() OVER within_source AS nth, sum(coalesce(n, 1)) OVER every AS total,
         sum(coalesce(n, 1)) OVER alike AS same
  FROM verdict_reason
  WINDOW every AS (PARTITION BY control, outcome, reason),
         alike AS (PARTITION BY control, outcome, reason, source, detail::VARCHAR),
         within_source AS (PARTITION BY control, outcome, reason, source
                           ORDER BY path NULLS FIRST, row NULLS FIRST, detail::VARCHAR, n)
), kept AS (
  SELECT *, row_number() OVER (PARTITION BY control, outcome, reason ORDER BY nth, source NULLS FIRST) AS kept
  FROM numbered
  WHERE nth <= 5
)
SELECT control, source, outcome, reason, path, row, n, detail, total::BIGINT AS total, same::BIGINT AS same
FROM kept
WHERE kept <= 40
ORDER BY control, list_position(['fail', 'unproven', 'review', 'not_applicable'], outcome), reason, source NULLS FIRST, nth;
