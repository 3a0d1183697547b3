-- Files in folders of version control that lie in folders of the data: they are no records, and nothing was looked for in them.
SELECT source, path, passed_over AS files FROM shard WHERE listed AND passed_over > 0 ORDER BY source, path;
