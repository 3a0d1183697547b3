-- How many things a section counts, by source.
SELECT '{name}' AS section, source::VARCHAR AS source, NULL::VARCHAR AS reason, coalesce(sum(n), 0)::BIGINT AS n, NULL::VARCHAR AS things
FROM ({section}) counted GROUP BY source::VARCHAR
