-- Registers named in the manifest: lines read, lines that could not be used, columns that were missing.
SELECT source, kind, path, status, rows, bad_rows, missing_columns, sha256
FROM register
ORDER BY source NULLS FIRST, kind, path;
