-- The scanners of this installation and their versions.
SELECT scanner, version, family FROM scanner ORDER BY scanner;
