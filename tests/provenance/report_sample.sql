-- A judged catalogue in small: two corpus sources and one of works, one shard half read, findings, pairs, a waiver of either kind.
INSERT INTO t_run BY NAME SELECT 7 AS run, now() AS started_at, '0.1.0' AS tool_version, 'sample' AS rulebook, repeat('a', 64) AS rulebook_digest,
  DATE '2026-11-20' AS as_of, '/secret/home/manifest.yaml' AS manifest_path, repeat('b', 64) AS manifest_digest;
INSERT INTO t_dataset BY NAME SELECT 'news-mix' AS id, '2026.11' AS version, '新闻与网页 <script>alert(1)</script> | mix' AS title, true AS commercial,
  true AS public_service_cn, ['model training'] AS purposes, 'Li Lei' AS declared_by, DATE '2026-11-01' AS declared_on,
  repeat('b', 64) AS manifest_digest, repeat('c', 64) AS data_digest;
INSERT INTO t_source BY NAME SELECT * FROM (VALUES
  ('crawl', 'corpus', 'self_collected', '<script>alert(2)</script>', 'CN', NULL, NULL, NULL, 'missing'),
  ('wiki', 'corpus', 'open', 'Wiki "quoted" | piped', 'US', 'CC BY-SA 4.0', 'CC-BY-SA-4.0', 'share_alike', 'ok'),
  ('books', 'works', NULL, 'Protected books', 'CN', 'all rights reserved', 'LicenseRef-ARR', 'all_rights_reserved', NULL))
  v(source, role, type, name, origin_country, licence_declared, licence, licence_class, licence_text_status);
INSERT INTO t_shard BY NAME SELECT *, true AS present, true AS listed, 'jsonl' AS format FROM (VALUES
  (1, 'crawl', 'crawl/part-0.jsonl.zst', 'scanned', NULL, 4, 0, 9000, 12000),
  (2, 'crawl', '/srv/lake/private/part-1.jsonl.zst', 'scanned', NULL, 2, 1, 100, 150),
  (3, 'wiki', 'wiki.parquet', 'scanned', NULL, 3, 0, 4000, 5000),
  (4, 'books', 'books.jsonl', 'scanned', NULL, 1, 0, 700, 700),
  (5, 'wiki', 'wiki-2.parquet', 'failed', 'wrong_magic', NULL, NULL, NULL, 12))
  v(shard, source, path, status, reason, records, quarantined, text_bytes, bytes);
INSERT INTO t_scanner VALUES ('email', 1, 'personal'), ('resident_id', 2, 'personal'), ('near_duplicate', 1, 'quality');
INSERT INTO t_label VALUES ('email', 'email', 'personal'), ('resident_id', 'resident_id', 'personal');
UPDATE t_shard SET unexamined_columns = CASE WHEN source = 'wiki' THEN ['summary'] ELSE [] END, not_examined = ['category'] WHERE status = 'scanned';
INSERT INTO t_stamp SELECT shard, scanner, version FROM t_scanner CROSS JOIN (SELECT shard FROM t_shard WHERE shard <> 5);
INSERT INTO t_document BY NAME SELECT *, 'zh' AS language, 1000 AS bytes, 400 AS chars, 400 AS units, '\x01'::BLOB AS normal_digest,
  false AS metadata_masked FROM (VALUES
  (1, 0, 'doc-0'), (1, 1, 'someone@example.org'), (1, 2, '13800138000'), (1, 3, 'https://example.org/p/1'), (2, 0, NULL), (2, 1, '138-0013-8000'),
  (3, 0, 'w/0'), (3, 1, 'w/1'), (3, 2, 'w/2'), (4, 0, 'book-1')) v(shard, row, id);
INSERT INTO t_finding VALUES (1, 0, 'email', 'email', 3, 20, 0.9), (1, 0, 'resident_id', 'resident_id', 30, 48, 1.0),
  (1, 1, 'resident_id', 'resident_id', 1, 19, 1.0), (3, 2, 'email', 'email', 5, 25, 0.8);
INSERT INTO t_quarantine VALUES (2, 2, 'line 3', 'bad_json');
INSERT INTO t_duplicate VALUES (1, 1, 3, 0, 0.91, 'near'), (1, 2, 1, 3, 1.0, 'exact');
INSERT INTO t_work_match VALUES (1, 0, 4, 0, 10, 90, 0, 80, 0.88, 'near');
INSERT INTO t_evidence_file VALUES ('wiki', 'licence_text', '/home/someone/LICENSE', repeat('d', 64), repeat('d', 64), 1200, 'ok'),
  ('crawl', 'robots', 'evidence/robots.txt', repeat('e', 64), repeat('f', 64), 90, 'digest_mismatch');
INSERT INTO t_register BY NAME SELECT 'crawl' AS source, 'collection_log' AS kind, 'evidence/log.csv' AS path, 'ok' AS status, 6 AS rows, 0 AS bad_rows,
  []::VARCHAR[] AS missing_columns;
INSERT INTO t_manifest_defect VALUES ('sources[0].type', 'type_absent', 'crawl', NULL);
INSERT INTO t_verdict VALUES
  ('A7-1.06', 'fail', 'fail', 6, 2, 0, 0, false, 'disallowed_by_robots'), ('A7-1.03', 'unproven', 'unproven', 2, 0, 1, 0, false, 'no_licence_text'),
  ('A7-3.07', 'fail', 'pass', 9, 2, 0, 0, true, 'identifier_left'), ('A7-4.05', 'pass', 'pass', 9, 0, 0, 0, false, NULL),
  ('A7-1.13', 'review', 'review', 9, 0, 0, 1, false, 'all_overseas'),
  ('A7-3.03', 'not_applicable', 'not_applicable', 0, 0, 0, 0, false, 'nothing_sensitive');
INSERT INTO t_source_verdict VALUES
  ('A7-1.06', 'crawl', 'fail', 6, 2, 0, 0, false), ('A7-1.03', 'crawl', 'unproven', 1, 0, 1, 0, false), ('A7-1.03', 'wiki', 'pass', 1, 0, 0, 0, false),
  ('A7-3.07', 'crawl', 'fail', 6, 2, 0, 0, true), ('A7-3.07', 'wiki', 'pass', 3, 0, 0, 0, false), ('A7-4.05', NULL, 'pass', 9, 0, 0, 0, false),
  ('A7-1.13', NULL, 'review', 9, 0, 0, 1, false), ('A7-3.03', NULL, 'not_applicable', 0, 0, 0, 0, false);
INSERT INTO t_reason VALUES
  ('A7-1.06', 'crawl', 'fail', 'disallowed_by_robots', 1, 0, 1, '{"host": "<b>example.org</b>"}'),
  ('A7-1.06', 'crawl', 'fail', 'disallowed_by_robots', 2, 1, 1, '{"host": "<b>example.org</b>"}'),
  ('A7-1.03', 'crawl', 'unproven', 'no_licence_text', NULL, NULL, 1, '{}'),
  ('A7-3.07', 'crawl', 'fail', 'identifier_left', 1, 0, 2, '{"label": "resident_id", "rate": 0.125}'),
  ('A7-3.03', NULL, 'not_applicable', 'nothing_sensitive', NULL, NULL, 1, '{}'),
  ('A7-1.13', NULL, 'review', 'all_overseas', NULL, NULL, 1, '{"share": 0.5}');
INSERT INTO t_measure VALUES ('A7-4.05', NULL, 'near_duplicate_share', 0.0417, '{"pairs": 2}'), ('A7-1.13', NULL, 'overseas_share', 0.5, NULL);
INSERT INTO t_waiver VALUES ('A7-3.07', 'crawl', 'Han Meimei', 'Cleaning under way', DATE '2026-12-31', 'active'),
  ('A7-1.06', 'crawl', 'Han Meimei', 'Old one', DATE '2026-01-01', 'active');
