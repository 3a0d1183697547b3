-- What the catalogue holds of the rulebook's classes of labels.
SELECT label, kind, category, pipl_28, table_b1, annex_a, direct, checksum, minor, listed, sensitive_under FROM label_class ORDER BY ALL;
