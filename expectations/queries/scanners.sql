-- Who looks for personal information, and whether it is there.
SELECT scanner, present FROM personal_scanner ORDER BY ALL;
