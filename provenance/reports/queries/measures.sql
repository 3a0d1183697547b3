-- Numbers that controls report, whether or not they decide anything.
SELECT control, source, name, value, detail::VARCHAR AS detail
FROM measure
ORDER BY control, name, source NULLS FIRST, detail::VARCHAR, value;
