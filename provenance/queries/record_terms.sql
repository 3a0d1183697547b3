-- Every record with the terms that A7-2.06 holds against its copies: class and limits of its licence, and for which days something stands
-- in the place of that. Records of the same terms are interchangeable there, but for their source.
CREATE OR REPLACE TEMP VIEW record_terms AS
WITH permitted AS (
  SELECT source, string_agg(concat_ws(' ', first_on, last_on), ',' ORDER BY first_on, last_on) AS days FROM permission GROUP BY source
)
SELECT d.shard, d.row, d.units, d.chars, d.normal_digest AS digest, s.source, s.path, r.role,
       struct_pack(class := coalesce(n.class, r.licence_class, ''),
                   limits := list_sort(coalesce(CASE WHEN n.class IS NULL THEN r.licence_limits ELSE n.limits END, [])),
                   days := coalesce(p.days, '')) AS terms
FROM t_document d JOIN t_shard s USING (shard) JOIN t_source r USING (source)
LEFT JOIN t_licence_name n ON n.declared = d.licence LEFT JOIN permitted p USING (source);
