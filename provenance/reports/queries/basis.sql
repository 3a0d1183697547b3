-- Under which rulebook, by which version of the tool and for which day the last run judged.
SELECT rulebook, rulebook_digest, tool_version, as_of, manifest_digest
FROM run
ORDER BY run DESC
LIMIT 1;
