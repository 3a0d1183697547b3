-- A digest of the terms that decide which records stand for equal ones: those of each source, and each name of a licence in the data.
SELECT sha256(string_agg(term, chr(10) ORDER BY term))
FROM (
  SELECT to_json(struct_pack(source, licence_class, licence_limits))::VARCHAR AS term FROM t_source
  UNION ALL
  SELECT to_json(p)::VARCHAR FROM permission p
  UNION ALL
  SELECT to_json(struct_pack(declared, class, limits))::VARCHAR FROM t_licence_name
);
