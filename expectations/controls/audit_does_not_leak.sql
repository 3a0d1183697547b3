-- control: audit_does_not_leak
-- needs: documents, reveal_log, scanners:personal
-- What a catalogue can show about itself: that identifiers in the ids of records were looked for and are masked, and that whoever saw
-- a passage raw left name and reason. That reports and logs hold no text is shown by the product's tests, not here.

-- section: population
SELECT source, count(*) AS n FROM document WHERE role = 'corpus' GROUP BY source;

-- section: fail
SELECT source, 'identifier_kept_in_id' AS reason, shard, min(row) AS row, count(*) AS n
FROM document WHERE metadata_masked AND id NOT LIKE 'masked:%'
GROUP BY source, shard
UNION ALL
SELECT NULL AS source, 'reveal_without_account' AS reason, NULL AS shard, NULL AS row, count(*) AS n
FROM reveal_log
WHERE trim(coalesce(who, '')) = '' OR trim(coalesce(why, '')) = '' OR revealed_at IS NULL OR trim(coalesce(finding_id, '')) = ''
HAVING count(*) > 0;

-- section: unproven
SELECT source, 'id_not_examined' AS reason, shard, min(row) AS row, count(*) AS n
FROM document WHERE metadata_masked IS NULL GROUP BY source, shard;

-- section: review
SELECT source, 'id_resembles_address' AS reason, shard, min(row) AS row, count(*) AS n
FROM document
WHERE contains(id, '@') AND regexp_matches(id, '[A-Za-z0-9._%+-]@[A-Za-z0-9-]+[.][A-Za-z]')
GROUP BY source, shard;

-- section: measure
SELECT NULL::VARCHAR AS source, 'reveals' AS name, count(*) AS value FROM reveal_log
UNION ALL
SELECT source, 'masked_ids' AS name, count(*) AS value FROM document WHERE metadata_masked GROUP BY source;
