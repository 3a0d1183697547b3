-- A catalogue in which every control passes or does not apply: five corpus sources of four records, one source of works.
INSERT INTO t_dataset BY NAME SELECT 'set' AS id, '1' AS version, true AS commercial, true AS public_service_cn, false AS via_api,
  false AS redistributes_data, 'A. Person' AS declared_by, DATE '2026-01-01' AS declared_on, false AS opinion_or_mobilisation,
  DATE '2026-01-10' AS train_date, 'd1' AS data_digest, 'd1' AS last_audit_data_digest, 'm1' AS declaration_digest, 'm1' AS last_audit_declaration_digest, DATE '2026-01-02' AS last_audit_on;

INSERT INTO t_source BY NAME
SELECT unnest(['web', 'books', 'bought', 'chat', 'made']) AS source, 'corpus' AS role,
       unnest(['self_collected', 'open', 'commercial', 'user_input', 'synthetic']) AS type,
       'a name' AS name, 'https://example.org/' AS url, unnest(['CN', 'CN', 'US', 'CN', 'CN']) AS origin_country, 'text' AS modality,
       unnest([false, false, false, false, true]) AS is_synthetic, unnest([false, false, true, false, false]) AS via_intermediary,
       unnest([false, false, false, true, false]) AS child_directed,
       unnest(['CC0-1.0', 'CC-BY-4.0', NULL, NULL, 'MIT']) AS licence,
       unnest(['public_domain', 'attribution', 'unknown', 'unknown', 'permissive']) AS licence_class,
       'identifier' AS licence_rule, 1.0 AS licence_confidence, 'https://example.org/licence' AS licence_url, DATE '2025-12-01' AS licence_retrieved_on, 'ok' AS licence_text_status,
       ['CN'] AS storage_regions, ['CN'] AS processing_regions,
       unnest([NULL, NULL, NULL, '13.1', NULL]) AS pi_basis, unnest(['none', 'none', 'none', 'ok', 'none']) AS pi_evidence_status;
INSERT INTO t_source BY NAME SELECT 'novels' AS source, 'works' AS role, 'all_rights_reserved' AS licence_class;

INSERT INTO t_contract BY NAME
SELECT unnest(['bought', 'novels']) AS source, 'C-1' AS id, 'A Company' AS counterparty, 'valid' AS uscc_status,
       DATE '2025-01-01' AS signed_on, DATE '2025-01-01' AS effective_on, DATE '2026-12-31' AS expires_on, ['model_training'] AS purposes,
       true AS covers_training, 'ok' AS file_status;
INSERT INTO t_commitment SELECT 'bought', unnest(['source', 'quality', 'security']), 'ok', 'ok';
INSERT INTO t_supplier_review VALUES ('bought', DATE '2025-01-01', 'A. Person', true, 'ok');
INSERT INTO t_intermediary VALUES ('bought', 'A Broker', 'valid', 'ok', 'ok', 'ok');
INSERT INTO t_collection BY NAME SELECT 'web' AS source, 'crawl' AS method, false AS self_produced, 'none' AS production_record_status,
  DATE '2025-06-01' AS started_on, DATE '2025-06-01' AS ended_on;
INSERT INTO t_assessment BY NAME
SELECT source, 'after' AS phase, DATE '2026-01-05' AS assessed_on, 4 AS sample_size, 0 AS flagged, 'A. Person' AS assessor, 'ok' AS file_status FROM t_source WHERE role = 'corpus';
INSERT INTO t_base_model BY NAME SELECT 'base' AS id, '1' AS version, 'Apache-2.0' AS licence, 'permissive' AS licence_class,
  'filed' AS filing_number, 'initialisation' AS use, 'ok' AS licence_text_status;
INSERT INTO t_policy BY NAME SELECT unnest(['ip', 'annotation', 'algorithm_description', 'pipia:chat', 'necessity_notice:chat', 'minors_rules:chat',
  'minors_audit:chat']) AS kind, 'A. Person' AS owner,
  DATE '2025-12-01' AS dated_on, 'ok' AS file_status, ['goal', 'data_format', 'method', 'quality_metrics'] AS sections;
INSERT INTO t_lineage VALUES ('made', 'books', true, 'rewritten by the base model', 'ok', false);

INSERT INTO t_register BY NAME
SELECT unnest(['web', 'chat', 'chat', 'chat', 'chat']) AS source,
       unnest(['collection_log', 'consent', 'guardian_consent', 'authorisation', 'opt_out']) AS kind,
       'r.csv' AS path, 'ok' AS status, 4 AS rows, 0 AS bad_rows;
INSERT INTO t_collected_item BY NAME
SELECT 'web' AS source, row AS line, encode('url' || row) AS url_digest, 'h0.example' AS host, TIMESTAMPTZ '2025-06-01 00:00:00+00' AS fetched_at,
       'bot' AS user_agent, 'GET' AS method, 200 AS http_status, encode('content' || row) AS content_digest, 'allowed' AS robots,
       TIMESTAMPTZ '2025-05-31 00:00:00+00' AS snapshot_at
FROM range(4) t(row);
INSERT INTO t_consent BY NAME
SELECT 'chat' AS source, row AS line, kind, encode('subject' || row) AS subject_digest, encode('Subject' || row) AS subject_exact_digest, TIMESTAMPTZ '2025-06-01 00:00:00+00' AS given_at,
       true AS covers_training, true AS separate
FROM range(4) t(row), (SELECT unnest(['consent', 'guardian_consent', 'authorisation']) AS kind);
INSERT INTO t_opt_out BY NAME SELECT 'chat' AS source, 0 AS line, 'subject' AS kind, encode('somebody else') AS key_digest;

INSERT INTO t_shard BY NAME
SELECT row_number() OVER (ORDER BY role, source) AS shard, source, source || '.jsonl' AS path, 'jsonl' AS format, 'f' AS declared_sha256, 4 AS declared_rows,
       true AS present, true AS listed, 'f' AS sha256, 400 AS bytes, 4 AS records, 0 AS quarantined, 400 AS text_bytes, []::VARCHAR[] AS unexamined_columns, 'scanned' AS status
FROM t_source;
INSERT INTO t_scanner VALUES ('resident_id', 1, 'personal'), ('mainland_mobile', 1, 'personal'), ('email', 1, 'personal'),
  ('person_name', 1, 'personal'), ('address_cn', 1, 'personal'), ('us_ssn', 1, 'personal'), ('us_passport', 1, 'personal'), ('iban', 1, 'personal'),
  ('bank_card', 1, 'personal'), ('uscc', 1, 'organisation'), ('licence_notice', 1, 'licence'), ('aigc_label', 1, 'aigc'),
  ('language', 1, 'language'), ('exact_duplicate', 1, 'duplicate'), ('near_duplicate', 1, 'duplicate'), ('encoding', 1, 'quality');
INSERT INTO t_label VALUES ('resident_id', 'resident_id', 'personal'), ('mainland_mobile', 'mainland_mobile', 'personal'),
  ('email', 'email', 'personal'), ('bank_card', 'bank_card', 'personal'), ('uscc', 'uscc', 'organisation'),
  ('licence_notice', 'copyright_line', 'licence'), ('aigc_label', 'aigc_json', 'aigc'), ('person_name', 'person_name', 'personal'),
  ('address_cn', 'address_cn', 'personal'), ('us_ssn', 'us_ssn', 'personal'), ('us_passport', 'us_passport', 'personal'), ('iban', 'iban', 'personal');
INSERT INTO t_linkable VALUES ('mainland_mobile', 'phone'), ('bank_card', 'bank_card'), ('landline', 'phone');
INSERT INTO t_stamp SELECT shard, scanner, version FROM t_shard, t_scanner;
INSERT INTO t_reduce VALUES ('near_duplicate', 1, 'x', 0);
INSERT INTO t_document BY NAME
SELECT s.shard, row, s.source || row AS id, 100 AS bytes, 40 AS chars, 30 AS units, 'zh' AS language,
       CASE s.source WHEN 'web' THEN encode('url' || row) END AS url_digest, s.source || '.example' AS url_host,
       TIMESTAMPTZ '2025-06-01 00:00:00+00' AS fetched_at,
       CASE s.source WHEN 'made' THEN 'base/1' END AS gen_model,
       CASE s.source WHEN 'made' THEN TIMESTAMPTZ '2025-06-01 00:00:00+00' END AS gen_time,
       CASE s.source WHEN 'chat' THEN encode('subject' || row) END AS subject_digest,
       CASE s.source WHEN 'chat' THEN encode('Subject' || row) END AS subject_exact_digest,
       CASE s.source WHEN 'web' THEN encode('content' || row) END AS content_digest,
       encode(s.source || row) AS normal_digest, false AS metadata_masked
FROM t_shard s, range(4) t(row);
INSERT INTO t_finding
SELECT shard, 0, 'mainland_mobile', 'mainland_mobile', 0, 11, 0.9 FROM t_shard WHERE source = 'chat' UNION ALL
SELECT shard, 1, 'bank_card', 'bank_card', 0, 16, 0.9 FROM t_shard WHERE source = 'chat' UNION ALL
SELECT shard, 1, 'licence_notice', 'copyright_line', 0, 9, 0.9 FROM t_shard WHERE source = 'books';
UPDATE t_shard SET linkage = '1:a';
INSERT INTO t_identity
SELECT shard, 0, 0, 'mainland_mobile', encode('one'), 0.9 FROM t_shard WHERE source = 'chat' UNION ALL
SELECT shard, 1, 0, 'bank_card', encode('two'), 0.9 FROM t_shard WHERE source = 'chat';
INSERT INTO t_detector_quality
SELECT label, label, label, 1, 100, 100, 0, 0, 100, 0, 0.5, 'f', DATE '2026-01-01'
FROM (SELECT unnest(['resident_id', 'mainland_mobile', 'email', 'bank_card']) AS label);
