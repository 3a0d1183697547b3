-- Things and at most fifty examples, by source and code, over whatever a section returns. `min(thing, 50)` keeps the memory bounded
-- and the choice the same on every run.
SELECT source::VARCHAR AS source, coalesce(reason, 'unnamed_reason')::VARCHAR AS reason,
       sum(things)::BIGINT AS n, to_json(min(thing, 50))::VARCHAR AS examples
FROM (SELECT source, reason, {things} AS things, thing FROM ({section}) thing)
GROUP BY ALL ORDER BY ALL;
