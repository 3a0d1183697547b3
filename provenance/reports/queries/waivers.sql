-- Waivers as declared. One is in force on the day of judgement when it is active, not yet expired, and names its owner and its reason.
WITH day AS (SELECT max_by(as_of, run) AS as_of FROM run)
SELECT control, source, owner, reason, expires_on, status,
       coalesce(status = 'active' AND expires_on >= coalesce(as_of, expires_on)
                AND trim(coalesce(owner, '')) <> '' AND trim(coalesce(reason, '')) <> '', false) AS in_force
FROM waiver CROSS JOIN day
ORDER BY control, source NULLS FIRST, owner, expires_on, reason;
