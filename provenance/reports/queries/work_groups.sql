-- Records that share a passage with a protected work, by kind, source and work source with both licences.
SELECT kind, source, work_source AS other_source, licence, work_licence AS other_licence, licence_class,
       work_licence_class AS other_licence_class, count(*) AS matches, count(DISTINCT (shard, row)) AS records,
       round(min(similarity), 4) AS lowest, round(max(similarity), 4) AS highest
FROM work_match
GROUP BY ALL
ORDER BY matches DESC, kind, source, other_source, licence, other_licence, licence_class, other_licence_class;
