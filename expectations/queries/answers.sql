-- What sections of a control answer, in an order that depends on nothing but the answers.
SELECT section, source, reason, n, things FROM ({sections}) ORDER BY ALL;
