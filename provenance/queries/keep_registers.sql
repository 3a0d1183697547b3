-- Forgets every register that is not among the incoming signatures, with those of the same source and kind, since their rows cannot
-- be told from its own; and rows that belong to no register that is left.
DELETE FROM t_register WHERE (source, kind) IN (
  SELECT (source, kind) FROM t_register WHERE signature IS NULL OR signature NOT IN (SELECT signature FROM incoming)
);
DELETE FROM t_collected_item WHERE source NOT IN (SELECT source FROM t_register WHERE kind = 'collection_log');
DELETE FROM t_consent WHERE (source, kind) NOT IN (SELECT (source, kind) FROM t_register);
DELETE FROM t_opt_out WHERE source NOT IN (SELECT source FROM t_register WHERE kind = 'opt_out');
