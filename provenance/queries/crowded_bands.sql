-- What is compared in a bucket of more than $all_pairs contents, which is too large for all its pairs, in work that is linear in them.
CREATE OR REPLACE TEMP TABLE near_crowded AS SELECT k, band, id FROM near_shared WHERE members > $all_pairs;

-- Whose these contents are: one content can lie in several sources, and under several terms.
CREATE OR REPLACE TEMP TABLE near_party AS
SELECT DISTINCT c.id, t.role, t.source, t.terms
FROM (SELECT DISTINCT id FROM near_crowded) JOIN near_content c USING (id) JOIN record_terms t USING (digest);

-- Every member meets the heads of its bucket: one content of each source of works, and one each of two sources of all terms, so that there
-- is always one of another source, and one under the strictest terms. A head is the member that shares most with all others, which
-- depends on what stands in the texts and on no name. What room is left goes to further works.
CREATE OR REPLACE TEMP TABLE near_head AS
WITH central AS (
  SELECT id, sum(members) AS shared FROM near_shared SEMI JOIN near_crowded USING (id) GROUP BY id
),
of_source AS (
  SELECT k, band, id, role, source, terms, shared
  FROM near_crowded JOIN near_party USING (id) JOIN central USING (id)
  QUALIFY row_number() OVER (PARTITION BY k, band, role, source, CASE WHEN role = 'corpus' THEN terms END ORDER BY shared DESC, id, terms) = 1
),
of_terms AS (
  SELECT k, band, id FROM of_source
  QUALIFY role = 'works' OR row_number() OVER (PARTITION BY k, band, role, terms ORDER BY shared DESC, id, source) <= 2
),
head AS (
  SELECT DISTINCT k, band, id, true AS needed FROM of_terms
  UNION ALL
  SELECT k, band, id, false FROM near_crowded SEMI JOIN (SELECT id FROM near_content WHERE in_works) USING (id) ANTI JOIN of_terms USING (k, band, id)
)
SELECT k, band, id, needed, row_number() OVER (PARTITION BY k, band ORDER BY needed DESC, in_works DESC, shared DESC, id) AS rank
FROM head JOIN central USING (id) JOIN near_content USING (id);

-- A copy may be nearer to one member than to any head, as in forms that were filled in. Ordered by their other bands, beginning behind the
-- shared one, the nearest stand beside each other; of neighbours that are not of the same source and terms both are compared.
CREATE OR REPLACE TEMP TABLE near_neighbour AS
WITH owner AS (
  SELECT id, list(struct_pack(role, source, terms) ORDER BY role, source, terms) AS owners FROM near_party GROUP BY id
)
SELECT id AS a, follower AS b
FROM (
  SELECT id, owners, lead(id) OVER beside AS follower, lead(owners) OVER beside AS follower_owners
  FROM near_crowded JOIN near_content USING (id) JOIN owner USING (id)
  WHERE k % 4 = 0
  WINDOW beside AS (PARTITION BY k, band ORDER BY bands[k + 1:] || bands[:k - 1], id)
)
WHERE owners <> follower_owners;
