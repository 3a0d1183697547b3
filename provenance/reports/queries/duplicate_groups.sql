-- Pairs of duplicate records by kind and the two sources with their licences.
SELECT kind, source, other_source, licence, other_licence, licence_class, other_licence_class, count(*) AS pairs,
       round(min(similarity), 4) AS lowest, round(max(similarity), 4) AS highest
FROM duplicate
GROUP BY ALL
ORDER BY pairs DESC, kind, source, other_source, licence, other_licence, licence_class, other_licence_class;
