-- control: concentration
-- needs: documents

-- section: population
SELECT NULL::VARCHAR AS source, count(*) AS n FROM document WHERE role = 'corpus';

-- section: fail
WITH host AS (SELECT url_host AS host, count(*) AS n FROM document WHERE role = 'corpus' AND url_host IS NOT NULL GROUP BY url_host)
SELECT NULL::VARCHAR AS source, 'one_host_dominates' AS reason, host, n, n / (SELECT sum(h.n) FROM host h) AS host_share, $max_share AS limit_share
FROM host WHERE n / (SELECT sum(h.n) FROM host h) > $max_share;

-- section: unproven
SELECT NULL::VARCHAR AS source, 'host_unknown' AS reason, count(*) - count(url_host) AS n,
       1 - count(url_host) / count(*) AS unknown_share, $max_unknown_share AS limit_share
FROM document WHERE role = 'corpus'
HAVING count(*) > 0 AND 1 - count(url_host) / count(*) > $max_unknown_share;

-- section: measure
WITH host AS (SELECT url_host AS host, count(*)::DOUBLE AS n FROM document WHERE role = 'corpus' AND url_host IS NOT NULL GROUP BY url_host),
total AS (SELECT sum(n) AS n FROM host)
SELECT NULL::VARCHAR AS source, 'top_host_share' AS name, round(max(h.n / t.n), 6) AS value, arg_max(h.host, (h.n, h.host)) AS host, NULL AS year
FROM host h, total t HAVING count(*) > 0
UNION ALL
SELECT NULL AS source, 'herfindahl_index' AS name, round(sum(h.n * h.n) / any_value(t.n * t.n), 6) AS value, NULL AS host, NULL AS year
FROM host h, total t HAVING count(*) > 0
UNION ALL
SELECT NULL AS source, 'entropy_bits' AS name, round(-sum(h.n / t.n * log2(h.n / t.n)), 6) AS value, NULL AS host, NULL AS year
FROM host h, total t HAVING count(*) > 0
UNION ALL
SELECT NULL AS source, 'records_of_year' AS name, count(*) AS value, NULL AS host, year(fetched_at AT TIME ZONE 'UTC') AS year
FROM document WHERE role = 'corpus' AND fetched_at IS NOT NULL GROUP BY ALL;
