-- Waivers in force: a waiver without owner, reason or expiry counts for nothing.
SELECT control, source FROM waiver
WHERE status = 'active' AND expires_on >= $as_of AND trim(coalesce(owner, '')) <> '' AND trim(coalesce(reason, '')) <> ''
ORDER BY ALL;
