-- Evidence files named in the manifest: the digest declared, the digest found, and whether they agree.
SELECT source, kind, path, status, declared_sha256, sha256, bytes
FROM evidence_file
ORDER BY source NULLS FIRST, kind, path;
