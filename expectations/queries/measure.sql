-- Figures as JSON objects.
SELECT '{name}' AS section, NULL::VARCHAR AS source, NULL::VARCHAR AS reason, NULL::BIGINT AS n, to_json(thing)::VARCHAR AS things
FROM ({section}) thing
