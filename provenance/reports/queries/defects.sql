-- Fields of the manifest that are missing or not usable.
SELECT source, field, code FROM manifest_defect ORDER BY source NULLS FIRST, field, code;
