-- Things and at most fifty examples, by source and code, over whatever a section returns. `min(thing, 50)` keeps the memory bounded
-- and the choice the same on every run.
SELECT '{name}' AS section, source::VARCHAR AS source, coalesce(reason, 'unnamed_reason')::VARCHAR AS reason,
       sum(counted)::BIGINT AS n, to_json(min(thing, 50))::VARCHAR AS things
FROM (SELECT source, reason, {counted} AS counted, thing FROM ({section}) thing)
GROUP BY source::VARCHAR, coalesce(reason, 'unnamed_reason')::VARCHAR
