-- Registers that the manifest names and that could not be read whole.
SELECT source, kind, coalesce(status, 'unknown') AS status, coalesce(bad_rows, 0) AS bad_rows,
       coalesce(missing_columns, []) AS missing_columns
FROM register WHERE status IS DISTINCT FROM 'ok' ORDER BY source, kind, path;
