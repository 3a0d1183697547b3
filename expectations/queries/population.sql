-- How many things a section counts, by source.
SELECT source::VARCHAR AS source, coalesce(sum(n), 0)::BIGINT AS n FROM ({section}) counted GROUP BY ALL ORDER BY ALL;
