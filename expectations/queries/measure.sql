-- Figures as JSON objects, in an order that depends on nothing but themselves.
SELECT to_json(thing)::VARCHAR AS thing FROM ({section}) thing ORDER BY ALL;
