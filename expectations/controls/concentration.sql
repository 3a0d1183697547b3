-- control: concentration
-- needs: documents
-- The share of a host is taken of all records, so that it is the least it can be: a failure is certain whatever hosts the records
-- without an address came from. It is not said where a part was not read, which would make the whole larger. The figures of spread can only be taken of the records with one.

-- section: population
SELECT NULL::VARCHAR AS source, count(*) AS n FROM document WHERE role = 'corpus';

-- section: fail
WITH total AS (SELECT count(*) AS records FROM document WHERE role = 'corpus')
SELECT NULL::VARCHAR AS source, 'one_host_dominates' AS reason, d.url_host AS host, count(*) AS n, t.records,
       count(*) / t.records AS host_share, $max_share AS limit_share
FROM document d, total t WHERE d.role = 'corpus' AND d.url_host IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM shard s WHERE s.role = 'corpus' AND s.listed AND NOT coalesce(s.status = 'scanned' AND s.present AND s.quarantined = 0, false))
GROUP BY d.url_host, t.records HAVING count(*) / t.records > $max_share;

-- section: unproven
SELECT NULL::VARCHAR AS source, 'host_unknown' AS reason, count(*) - count(url_host) AS n,
       1 - count(url_host) / count(*) AS unknown_share, $max_unknown_share AS limit_share
FROM document WHERE role = 'corpus'
HAVING count(*) > 0 AND 1 - count(url_host) / count(*) > $max_unknown_share;

-- section: measure
WITH host AS (SELECT url_host AS host, count(*)::DOUBLE AS n FROM document WHERE role = 'corpus' AND url_host IS NOT NULL GROUP BY url_host),
total AS (SELECT count(*) AS records, count(url_host) AS addressed FROM document WHERE role = 'corpus')
SELECT NULL::VARCHAR AS source, 'top_host_share' AS name, round(max(h.n) / any_value(t.records), 6) AS value,
       any_value(t.records) AS of_records, arg_max(h.host, (h.n, h.host)) AS host, NULL AS year
FROM host h, total t HAVING count(*) > 0
UNION ALL
SELECT NULL AS source, 'unknown_host_share' AS name, round(1 - addressed / records, 6) AS value, records AS of_records, NULL AS host, NULL AS year
FROM total WHERE records > 0
UNION ALL
SELECT NULL AS source, 'herfindahl_index' AS name, round(sum(h.n * h.n / t.addressed / t.addressed), 6) AS value,
       any_value(t.addressed) AS of_records, NULL AS host, NULL AS year
FROM host h, total t HAVING count(*) > 0
UNION ALL
SELECT NULL AS source, 'entropy_bits' AS name, abs(round(sum(h.n / t.addressed * log2(h.n / t.addressed)), 6)) AS value,
       any_value(t.addressed) AS of_records, NULL AS host, NULL AS year
FROM host h, total t HAVING count(*) > 0
UNION ALL
SELECT NULL AS source, 'records_of_year' AS name, count(*) AS value, NULL AS of_records, NULL AS host, year(fetched_at AT TIME ZONE 'UTC') AS year
FROM document WHERE role = 'corpus' AND fetched_at IS NOT NULL GROUP BY ALL;
