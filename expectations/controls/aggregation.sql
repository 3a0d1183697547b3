-- control: aggregation
-- needs: manifest, documents, identity, scanners:personal
-- empty: no_personal_information
-- Several items of general personal information on one person can be sensitive as a whole (GB/T 45574-2025, 4). What one finding says of
-- itself is judged elsewhere; here it counts what stands together: a name with a number of identity, an account, or an address and a
-- telephone, as near to each other as $window characters, or in a record whose id or address holds the other; and one person in several
-- sources, who is only known again by digests under a linkage key. Whether all shards are linked, with one key and every finding in them,
-- is tested here, since `identity` is empty without a key. In one source alone nobody can be in several.

-- section: population
SELECT source, count(DISTINCT (shard, row)) AS n FROM personal_finding
WHERE direct OR label IN $name_labels OR label IN $address_labels OR label IN $phone_labels
GROUP BY source;

-- section: unproven
WITH holder AS (
  SELECT source, shard, count(DISTINCT row) AS records FROM personal_finding
  WHERE direct AND score >= $review_score::FLOAT GROUP BY source, shard
), held AS (
  SELECT h.source, h.records, s.linkage FROM holder h JOIN shard s ON s.shard = h.shard
), several AS (
  SELECT count(DISTINCT source) > 1 AS sources, count(DISTINCT linkage) > 1 AS keys FROM held
)
SELECT h.source, 'no_linkage_key' AS reason, sum(h.records) AS n
FROM held h, several WHERE several.sources AND h.linkage IS NULL GROUP BY h.source
UNION ALL
SELECT h.source, 'several_linkage_keys' AS reason, sum(h.records) AS n
FROM held h, several WHERE several.sources AND several.keys AND h.linkage IS NOT NULL GROUP BY h.source
UNION ALL
SELECT f.source, 'identifier_without_digest' AS reason, count(DISTINCT (f.shard, f.row)) AS n
FROM personal_finding f JOIN shard s ON s.shard = f.shard CROSS JOIN several
LEFT JOIN identity i ON i.shard = f.shard AND i.row = f.row AND i.label = f.label AND i.start IS NOT DISTINCT FROM f.start
WHERE several.sources AND s.linkage IS NOT NULL AND f.direct AND f.score >= $review_score::FLOAT AND i.digest IS NULL
GROUP BY f.source;

-- section: review
WITH item AS (
  SELECT source, shard, row, start,
         label IN $name_labels AS name, direct AND category = 'identity' AS number, pipl_28 IS NOT DISTINCT FROM 'financial_account' AS account,
         label IN $address_labels AS address, label IN $phone_labels AS phone
  FROM personal_finding WHERE score >= $review_score::FLOAT
), near AS (
  SELECT source, shard, row, name,
         bool_or(number) OVER around OR bool_or(number AND start IS NULL) OVER record AS number,
         bool_or(account) OVER around OR bool_or(account AND start IS NULL) OVER record AS account,
         bool_or(address) OVER around OR bool_or(address AND start IS NULL) OVER record AS address,
         bool_or(phone) OVER around OR bool_or(phone AND start IS NULL) OVER record AS phone
  FROM item
  WINDOW around AS (PARTITION BY shard, row ORDER BY start RANGE BETWEEN $window::BIGINT PRECEDING AND $window::BIGINT FOLLOWING),
         record AS (PARTITION BY shard, row)
), person AS (
  SELECT source, shard, row, bool_or(number) AS number, bool_or(account) AS account, bool_or(address AND phone) AS reachable
  FROM near WHERE name AND (number OR account OR (address AND phone)) GROUP BY source, shard, row
), named AS (
  SELECT source, 'name_with_identity_number' AS reason, shard, min(row) AS row, count(*) AS n FROM person WHERE number GROUP BY source, shard
  UNION ALL
  SELECT source, 'name_with_account' AS reason, shard, min(row) AS row, count(*) AS n FROM person WHERE account GROUP BY source, shard
  UNION ALL
  SELECT source, 'name_with_address_and_phone' AS reason, shard, min(row) AS row, count(*) AS n
  FROM person WHERE reachable GROUP BY source, shard
), met AS (
  SELECT i.digest, i.source FROM identity i JOIN label_class k ON k.label = i.label
  WHERE i.role = 'corpus' AND i.score >= $review_score::FLOAT AND k.direct GROUP BY i.digest, i.source
), shared AS (
  SELECT digest, count(*) AS sources FROM met GROUP BY digest HAVING count(*) > 1
)
SELECT source, reason, shard, row, n, NULL AS sources FROM named
UNION ALL
SELECT m.source, 'person_in_several_sources' AS reason, NULL AS shard, NULL AS row, count(*) AS n, max(s.sources) AS sources
FROM met m JOIN shared s ON s.digest = m.digest GROUP BY m.source;

-- section: measure
WITH met AS (
  SELECT i.digest, i.source FROM identity i JOIN label_class k ON k.label = i.label
  WHERE i.role = 'corpus' AND i.score >= $review_score::FLOAT AND k.direct GROUP BY i.digest, i.source
)
SELECT a.source, 'persons_also_in' AS name, count(*) AS value, b.source AS other_source
FROM met a JOIN met b ON b.digest = a.digest AND b.source <> a.source GROUP BY a.source, b.source
UNION ALL
SELECT source, 'identifiers_linked' AS name, count(*) AS value, NULL AS other_source FROM met GROUP BY source;
