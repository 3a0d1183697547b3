-- control: checked_after_collection
-- needs: manifest, documents
-- The rate is a point estimate, as the draft has it; the Wilson interval beside it is ours and only ever sends a case to a person. A
-- sample of all records has no interval. Collection ended with the day that is declared or with the last record, whichever is later: a
-- check that came before says nothing of what came after it.

-- section: population
SELECT source, 1 AS n FROM source WHERE role IS DISTINCT FROM 'works';

-- section: fail
SELECT a.source, 'rate_above_limit' AS reason, a.flagged, a.sample_size, a.flagged / a.sample_size AS flagged_share, $max_share AS limit_share
FROM assessment a JOIN source s USING (source)
WHERE s.role IS DISTINCT FROM 'works' AND a.phase = 'after' AND a.sample_size > 0 AND a.flagged / a.sample_size > $max_share;

-- section: unproven
WITH held AS (
  SELECT source, count(*) AS records, (max(greatest(fetched_at, gen_time)) AT TIME ZONE 'UTC')::DATE AS last_on,
         count(coalesce(fetched_at, gen_time)) = count(*) AS dated
  FROM document WHERE role = 'corpus' GROUP BY source
), checked AS (
  SELECT s.source, a.assessed_on, a.sample_size, a.flagged, coalesce(a.file_status, 'none') AS status, a.source IS NOT NULL AS there,
         coalesce(h.records, 0) AS records, least($min_sample, greatest(coalesce(h.records, 0), 1)) AS wanted, d.train_date,
         greatest(c.ended_on, h.last_on) AS ended_on, c.ended_on IS NOT NULL OR coalesce(h.dated, false) AS ended
  FROM source s LEFT JOIN assessment a ON a.source = s.source AND a.phase = 'after' LEFT JOIN held h ON h.source = s.source
  LEFT JOIN collection c ON c.source = s.source, dataset d
  WHERE s.role IS DISTINCT FROM 'works'
), judged AS (
  SELECT source,
         CASE WHEN NOT there THEN 'not_checked'
              WHEN status NOT IN ('ok', 'unrecorded') THEN 'check_record_missing'
              WHEN assessed_on IS NULL OR assessed_on > $as_of THEN 'check_dated_later'
              WHEN assessed_on > train_date THEN 'checked_after_training'
              WHEN train_date IS NULL THEN 'training_day_unknown'
              WHEN assessed_on < ended_on THEN 'checked_before_collected'
              WHEN NOT ended THEN 'end_of_collection_unknown'
              WHEN flagged IS NULL OR sample_size IS NULL OR flagged > sample_size THEN 'check_figures_unusable'
              WHEN sample_size > records THEN 'sample_larger_than_source'
              WHEN sample_size < wanted THEN 'sample_too_small' END AS reason,
         status, sample_size, wanted, records, assessed_on, ended_on
  FROM checked
)
SELECT source, reason, status, sample_size, wanted, records, assessed_on, ended_on FROM judged WHERE reason IS NOT NULL
UNION ALL
SELECT a.source, 'assessor_not_named' AS reason, a.file_status AS status, a.sample_size, NULL AS wanted, NULL AS records, a.assessed_on,
       NULL AS ended_on
FROM assessment a JOIN source s USING (source)
WHERE s.role IS DISTINCT FROM 'works' AND a.phase = 'after' AND trim(coalesce(a.assessor, '')) = '';

-- section: review
WITH held AS (SELECT source, count(*) AS records FROM document WHERE role = 'corpus' GROUP BY source),
rated AS (
  SELECT a.source, a.flagged / a.sample_size AS p, a.sample_size AS n
  FROM assessment a JOIN source s USING (source) JOIN held h USING (source)
  WHERE s.role IS DISTINCT FROM 'works' AND a.phase = 'after' AND a.sample_size > 0 AND a.flagged BETWEEN 0 AND a.sample_size
    AND a.sample_size < h.records
), bounded AS (
  SELECT source, p, round((p + $z * $z / (2 * n) + $z * sqrt(p * (1 - p) / n + $z * $z / (4 * n * n))) / (1 + $z * $z / n), 6) AS upper_share
  FROM rated
)
SELECT source, 'interval_reaches_limit' AS reason, upper_share, $max_share AS limit_share
FROM bounded WHERE p <= $max_share AND upper_share > $max_share;

-- section: measure
WITH rated AS (
  SELECT a.source, a.flagged / a.sample_size AS p, a.sample_size AS n, a.method
  FROM assessment a JOIN source s USING (source)
  WHERE s.role IS DISTINCT FROM 'works' AND a.phase = 'after' AND a.sample_size > 0 AND a.flagged BETWEEN 0 AND a.sample_size
)
SELECT source, 'flagged_rate' AS name, round(p, 6) AS value, n AS sample_size,
       round((p + $z * $z / (2 * n) - $z * sqrt(p * (1 - p) / n + $z * $z / (4 * n * n))) / (1 + $z * $z / n), 6) AS lower_rate,
       round((p + $z * $z / (2 * n) + $z * sqrt(p * (1 - p) / n + $z * $z / (4 * n * n))) / (1 + $z * $z / n), 6) AS upper_rate
FROM rated;
