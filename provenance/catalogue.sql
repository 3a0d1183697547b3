-- The catalogue: tables are ours to change, the views below them are the public contract (docs/catalogue.md).
-- No table holds text of a record. Digests are keyed with the secret that lies beside the catalogue, not in it.

CREATE TABLE IF NOT EXISTS t_meta (name VARCHAR PRIMARY KEY, value VARCHAR);

CREATE TABLE IF NOT EXISTS t_run (
  run BIGINT PRIMARY KEY, started_at TIMESTAMPTZ, finished_at TIMESTAMPTZ, tool_version VARCHAR, rulebook VARCHAR,
  rulebook_digest VARCHAR, as_of DATE, manifest_path VARCHAR, manifest_digest VARCHAR, jobs INTEGER,
  shards BIGINT, shards_scanned BIGINT, shards_unchanged BIGINT, shards_failed BIGINT, text_bytes_scanned BIGINT, status VARCHAR
);

-- What the manifest declares, written anew on every run.
CREATE TABLE IF NOT EXISTS t_dataset (
  id VARCHAR, version VARCHAR, title VARCHAR, commercial BOOLEAN, public_service_cn BOOLEAN, via_api BOOLEAN,
  audience VARCHAR, redistributes_data BOOLEAN, purposes VARCHAR[], declared_by VARCHAR, declared_on DATE,
  opinion_or_mobilisation BOOLEAN, security_assessment_status VARCHAR, algorithm_filing VARCHAR,
  train_date DATE, manifest_digest VARCHAR, data_digest VARCHAR,
  last_audit_on DATE, important_update BOOLEAN,
  never_assessed BOOLEAN, declaration_digest VARCHAR, last_audit_data_digest VARCHAR, last_audit_declaration_digest VARCHAR, contacts BIGINT,
  sensitivity_profile VARCHAR
);
CREATE TABLE IF NOT EXISTS t_source (
  source VARCHAR PRIMARY KEY, role VARCHAR, type VARCHAR, name VARCHAR, url VARCHAR, origin_country VARCHAR, modality VARCHAR,
  languages VARCHAR[], via_intermediary BOOLEAN, is_synthetic BOOLEAN, child_directed BOOLEAN,
  licence_declared VARCHAR, licence VARCHAR, licence_class VARCHAR, licence_limits VARCHAR[], licence_rule VARCHAR,
  licence_url VARCHAR, licence_retrieved_on DATE, licence_text_status VARCHAR, licence_text_matches BOOLEAN,
  pi_basis VARCHAR, pi_evidence_status VARCHAR, per_record_licence BOOLEAN,
  terms_version VARCHAR, terms_status VARCHAR, storage_regions VARCHAR[], processing_regions VARCHAR[],
  licence_confidence DOUBLE, licence_text_states VARCHAR[], significant_impact BOOLEAN
);
-- What licence texts on file state, as SPDX identifiers with scores, so that a text is read once.
CREATE TABLE IF NOT EXISTS t_licence_text (sha256 VARCHAR, version INTEGER, states VARCHAR[], scores DOUBLE[]);
CREATE TABLE IF NOT EXISTS t_contract (
  source VARCHAR, id VARCHAR, counterparty VARCHAR, uscc_status VARCHAR, signed_on DATE, effective_on DATE, expires_on DATE,
  purposes VARCHAR[], covers_training BOOLEAN, territory VARCHAR, file_status VARCHAR, sublicensing BOOLEAN
);
CREATE TABLE IF NOT EXISTS t_commitment (source VARCHAR, subject VARCHAR, statement_status VARCHAR, proof_status VARCHAR);
CREATE TABLE IF NOT EXISTS t_supplier_review (source VARCHAR, reviewed_on DATE, reviewer VARCHAR, accepted BOOLEAN, file_status VARCHAR);
CREATE TABLE IF NOT EXISTS t_intermediary (
  source VARCHAR, name VARCHAR, uscc_status VARCHAR, source_statement_status VARCHAR, identity_check_status VARCHAR,
  transaction_record_status VARCHAR
);
CREATE TABLE IF NOT EXISTS t_collection (
  source VARCHAR, method VARCHAR, user_agent VARCHAR, started_on DATE, ended_on DATE, self_produced BOOLEAN,
  production_record_status VARCHAR, opt_out_status VARCHAR, cleaned_on DATE, cleaning_status VARCHAR
);
CREATE TABLE IF NOT EXISTS t_anonymisation (
  source VARCHAR, methods VARCHAR[], key_destroyed BOOLEAN, record_status VARCHAR, tested_on DATE, test_status VARCHAR
);
CREATE TABLE IF NOT EXISTS t_handler (
  source VARCHAR, direction VARCHAR, transferred_on DATE, kept_until DATE, notice_status VARCHAR, separate_consent_status VARCHAR,
  contract_status VARCHAR
);
CREATE TABLE IF NOT EXISTS t_export (source VARCHAR, mechanism VARCHAR, dated_on DATE, record_status VARCHAR, separate_consent_status VARCHAR);
CREATE TABLE IF NOT EXISTS t_robots_snapshot (source VARCHAR, host VARCHAR, fetched_at TIMESTAMPTZ, http_status INTEGER, file_status VARCHAR);
CREATE TABLE IF NOT EXISTS t_assessment (
  source VARCHAR, phase VARCHAR, assessed_on DATE, sample_size BIGINT, flagged BIGINT, method VARCHAR, assessor VARCHAR, file_status VARCHAR
);
CREATE TABLE IF NOT EXISTS t_base_model (
  id VARCHAR, version VARCHAR, supplier VARCHAR, licence_declared VARCHAR, licence VARCHAR, licence_class VARCHAR,
  licence_limits VARCHAR[], filing_number VARCHAR, use VARCHAR, licence_text_status VARCHAR
);
CREATE TABLE IF NOT EXISTS t_policy (kind VARCHAR, owner VARCHAR, dated_on DATE, file_status VARCHAR, sections VARCHAR[]);
CREATE TABLE IF NOT EXISTS t_evidence_file (
  source VARCHAR, kind VARCHAR, path VARCHAR, declared_sha256 VARCHAR, sha256 VARCHAR, bytes BIGINT, status VARCHAR
);
CREATE TABLE IF NOT EXISTS t_lineage (child VARCHAR, parent VARCHAR, parent_known BOOLEAN, transform VARCHAR, record_status VARCHAR, endless BOOLEAN);
CREATE TABLE IF NOT EXISTS t_waiver (control VARCHAR, source VARCHAR, owner VARCHAR, reason VARCHAR, expires_on DATE, status VARCHAR);
CREATE TABLE IF NOT EXISTS t_manifest_defect (field VARCHAR, code VARCHAR, source VARCHAR, n BIGINT);

-- Registers: one row a line of the file that the manifest names; subjects and addresses as keyed digests.
CREATE TABLE IF NOT EXISTS t_register (
  source VARCHAR, kind VARCHAR, path VARCHAR, declared_sha256 VARCHAR, sha256 VARCHAR, status VARCHAR, rows BIGINT, bad_rows BIGINT, missing_columns VARCHAR[],
  signature VARCHAR
);
CREATE TABLE IF NOT EXISTS t_collected_item (
  source VARCHAR, line BIGINT, url_digest BLOB, host VARCHAR, fetched_at TIMESTAMPTZ, user_agent VARCHAR, method VARCHAR,
  http_status INTEGER, content_digest BLOB, robots VARCHAR, snapshot_at TIMESTAMPTZ
);
CREATE TABLE IF NOT EXISTS t_consent (
  source VARCHAR, line BIGINT, kind VARCHAR, subject_digest BLOB, given_at TIMESTAMPTZ, withdrawn_at TIMESTAMPTZ, expires_at TIMESTAMPTZ,
  covers_training BOOLEAN, separate BOOLEAN, terms_version VARCHAR, subject_exact_digest BLOB
);
CREATE TABLE IF NOT EXISTS t_opt_out (source VARCHAR, line BIGINT, kind VARCHAR, key_digest BLOB, opted_out_at TIMESTAMPTZ);

-- What the scanners said, by shard; rows of a shard come and go in one transaction.
CREATE TABLE IF NOT EXISTS t_shard (
  shard BIGINT PRIMARY KEY, source VARCHAR, path VARCHAR, format VARCHAR, declared_sha256 VARCHAR, declared_rows BIGINT,
  present BOOLEAN, listed BOOLEAN, signature VARCHAR, sha256 VARCHAR, bytes BIGINT, records BIGINT, quarantined BIGINT, text_bytes BIGINT,
  encoding VARCHAR, unexamined_columns VARCHAR[], not_examined VARCHAR[], passed_over BIGINT, status VARCHAR, reason VARCHAR, task_digest VARCHAR,
  linkage VARCHAR
);
CREATE TABLE IF NOT EXISTS t_stamp (shard BIGINT, scanner VARCHAR, version INTEGER);
CREATE TABLE IF NOT EXISTS t_scanner (scanner VARCHAR PRIMARY KEY, version INTEGER, family VARCHAR);
CREATE TABLE IF NOT EXISTS t_label (scanner VARCHAR, label VARCHAR, family VARCHAR);
-- What the rulebook says of labels, written anew on every run.
CREATE TABLE IF NOT EXISTS t_label_class (
  label VARCHAR, kind VARCHAR, category VARCHAR, pipl_28 VARCHAR, table_b1 VARCHAR, annex_a VARCHAR, direct BOOLEAN, checksum BOOLEAN,
  minor BOOLEAN, listed BOOLEAN, sensitive_under VARCHAR[]
);
CREATE TABLE IF NOT EXISTS t_document (
  shard BIGINT, row BIGINT, id VARCHAR, declared_source VARCHAR, bytes BIGINT, chars BIGINT, units BIGINT, language VARCHAR,
  declared_language VARCHAR, licence VARCHAR, url_digest BLOB, url_scopes BLOB[], url_host VARCHAR, fetched_at TIMESTAMPTZ,
  is_synthetic BOOLEAN, gen_model VARCHAR, gen_time TIMESTAMPTZ, subject_digest BLOB, content_digest BLOB, normal_digest BLOB, metadata_masked BOOLEAN,
  subject_exact_digest BLOB, modality VARCHAR, content_matches BOOLEAN
);
CREATE TABLE IF NOT EXISTS t_finding (shard BIGINT, row BIGINT, scanner VARCHAR, label VARCHAR, start BIGINT, stop BIGINT, score FLOAT);
-- Of a birth nothing is kept but the year of the fourteenth birthday, and that only from 2017 on.
CREATE TABLE IF NOT EXISTS t_turns_fourteen (shard BIGINT, row BIGINT, start BIGINT, stop BIGINT, score FLOAT, in_year BIGINT);
CREATE TABLE IF NOT EXISTS t_licence_detection (shard BIGINT, row BIGINT, start BIGINT, stop BIGINT, expression VARCHAR, score FLOAT);
CREATE TABLE IF NOT EXISTS t_aigc_label (
  shard BIGINT, row BIGINT, start BIGINT, stop BIGINT, carrier VARCHAR, label VARCHAR, producer_kind VARCHAR, producer_uscc VARCHAR,
  service_type VARCHAR, valid BOOLEAN
);
CREATE TABLE IF NOT EXISTS t_annotation (
  shard BIGINT, row BIGINT, risk_ids VARCHAR[], ip_risk VARCHAR, task_id VARCHAR, batch_id VARCHAR, kind VARCHAR, executor_digest BLOB,
  reviewer_digest BLOB, risk VARCHAR
);
-- Whom findings name, as digests under the linkage key (`scanners/identity.py`), of which `t_shard.linkage` holds a check value.
CREATE TABLE IF NOT EXISTS t_identity (shard BIGINT, row BIGINT, start BIGINT, label VARCHAR, digest BLOB, score FLOAT);
CREATE TABLE IF NOT EXISTS t_linkable (label VARCHAR PRIMARY KEY, kind VARCHAR);
-- How well detectors do on labelled texts: what the operator measured (`evaluate --record`), and what came with the installation.
CREATE TABLE IF NOT EXISTS t_detector_quality (
  label VARCHAR, measured_as VARCHAR, scanner VARCHAR, version INTEGER, n BIGINT, tp BIGINT, fp BIGINT, fn BIGINT, exact_tp BIGINT,
  exact_fp BIGINT, least_score DOUBLE, digest VARCHAR, measured_on DATE
);
CREATE TABLE IF NOT EXISTS t_shipped_quality (
  label VARCHAR, measured_as VARCHAR, scanner VARCHAR, version INTEGER, n BIGINT, tp BIGINT, fp BIGINT, fn BIGINT, exact_tp BIGINT,
  exact_fp BIGINT, least_score DOUBLE, digest VARCHAR, measured_on DATE
);
CREATE TABLE IF NOT EXISTS t_name_sample (shard BIGINT, row BIGINT, chars BIGINT, names BIGINT);
CREATE TABLE IF NOT EXISTS t_sketch (shard BIGINT, row BIGINT, bands UBIGINT[32]);
CREATE TABLE IF NOT EXISTS t_quarantine (shard BIGINT, row BIGINT, position VARCHAR, reason VARCHAR);

-- Verified pairs, by content, so that moving a record does not unsay them. Positions are those of the shared passage in either text.
CREATE TABLE IF NOT EXISTS t_near_pair (
  digest_a BLOB, digest_b BLOB, similarity DOUBLE, start_a BIGINT, stop_a BIGINT, start_b BIGINT, stop_b BIGINT,
  PRIMARY KEY (digest_a, digest_b)
);
-- Pairs of records that the pairs above and equal digests give; derived anew after every scan.
CREATE TABLE IF NOT EXISTS t_duplicate (shard BIGINT, row BIGINT, other_shard BIGINT, other_row BIGINT, similarity DOUBLE, kind VARCHAR);
CREATE TABLE IF NOT EXISTS t_work_match (
  shard BIGINT, row BIGINT, work_shard BIGINT, work_row BIGINT, start BIGINT, stop BIGINT, work_start BIGINT, work_stop BIGINT,
  similarity DOUBLE, kind VARCHAR
);
-- Records that repeat an earlier one, by source, path and row, up to this similarity.
CREATE TABLE IF NOT EXISTS t_repeated (shard BIGINT, row BIGINT, similarity DOUBLE);
CREATE TABLE IF NOT EXISTS t_reduce (name VARCHAR PRIMARY KEY, version INTEGER, input_digest VARCHAR, unverified BIGINT);
-- Of the pairs that a step had to leave open, those in which a source has a part.
CREATE TABLE IF NOT EXISTS t_unverified (source VARCHAR, pairs BIGINT);
-- Per-record licences as declared in the data, normalised once per distinct value.
CREATE TABLE IF NOT EXISTS t_licence_name (
  declared VARCHAR PRIMARY KEY, expression VARCHAR, class VARCHAR, limits VARCHAR[], rule VARCHAR, confidence DOUBLE
);

-- What the judge said, written anew on every run and emptied when a run begins, so that a killed run leaves no verdict behind.
CREATE TABLE IF NOT EXISTS t_verdict (
  control VARCHAR PRIMARY KEY, outcome VARCHAR, effective VARCHAR, population BIGINT, failed BIGINT, unproven BIGINT, review BIGINT,
  waived BOOLEAN, reason VARCHAR
);
CREATE TABLE IF NOT EXISTS t_source_verdict (
  control VARCHAR, source VARCHAR, outcome VARCHAR, population BIGINT, failed BIGINT, unproven BIGINT, review BIGINT, waived BOOLEAN
);
CREATE TABLE IF NOT EXISTS t_reason (
  control VARCHAR, source VARCHAR, outcome VARCHAR, reason VARCHAR, shard BIGINT, row BIGINT, n BIGINT, detail JSON
);
CREATE TABLE IF NOT EXISTS t_measure (control VARCHAR, source VARCHAR, name VARCHAR, value DOUBLE, detail JSON);
CREATE TABLE IF NOT EXISTS t_reveal (finding_id VARCHAR, revealed_at TIMESTAMPTZ, who VARCHAR, why VARCHAR);

----------------------------------------------------------------------------------------------------------------------
-- Views: the public contract.

CREATE OR REPLACE VIEW run AS SELECT * FROM t_run;
CREATE OR REPLACE VIEW dataset AS SELECT * FROM t_dataset;
CREATE OR REPLACE VIEW source AS SELECT * FROM t_source;
CREATE OR REPLACE VIEW contract AS SELECT * FROM t_contract;
CREATE OR REPLACE VIEW commitment AS SELECT * FROM t_commitment;
CREATE OR REPLACE VIEW supplier_review AS SELECT * FROM t_supplier_review;
CREATE OR REPLACE VIEW intermediary AS SELECT * FROM t_intermediary;
CREATE OR REPLACE VIEW collection AS
SELECT c.* EXCLUDE (opt_out_status, cleaned_on, cleaning_status), coalesce(r.status, 'none') AS log_status, c.opt_out_status,
       c.cleaned_on, c.cleaning_status
FROM t_collection c LEFT JOIN t_register r ON r.source = c.source AND r.kind = 'collection_log';
CREATE OR REPLACE VIEW anonymisation AS SELECT * FROM t_anonymisation;
CREATE OR REPLACE VIEW handler AS SELECT * FROM t_handler;
CREATE OR REPLACE VIEW export AS SELECT * FROM t_export;
CREATE OR REPLACE VIEW robots_snapshot AS SELECT * FROM t_robots_snapshot;
CREATE OR REPLACE VIEW assessment AS SELECT * FROM t_assessment;
CREATE OR REPLACE VIEW base_model AS SELECT * FROM t_base_model;
CREATE OR REPLACE VIEW policy AS SELECT * FROM t_policy;
CREATE OR REPLACE VIEW evidence_file AS SELECT * FROM t_evidence_file;
CREATE OR REPLACE VIEW lineage AS SELECT * FROM t_lineage;
CREATE OR REPLACE VIEW waiver AS SELECT * FROM t_waiver;
CREATE OR REPLACE VIEW manifest_defect AS SELECT * FROM t_manifest_defect;
CREATE OR REPLACE VIEW register AS SELECT * EXCLUDE (signature) FROM t_register;
CREATE OR REPLACE VIEW collected_item AS SELECT * FROM t_collected_item;
-- A withdrawal ends the line it stands on, and all that the same person agreed to before it, in whatever spelling.
CREATE OR REPLACE VIEW agreement AS
SELECT c.source, c.line, c.kind, c.subject_digest, c.given_at, c.withdrawn_at, least(c.withdrawn_at, w.withdrawn_at) AS ended_at,
       c.expires_at, c.covers_training, c.separate, c.terms_version, c.subject_exact_digest
FROM t_consent c
ASOF LEFT JOIN (
  SELECT source, kind, subject_digest, withdrawn_at FROM t_consent
  WHERE withdrawn_at IS NOT NULL AND covers_training IS DISTINCT FROM false
) w ON w.source = c.source AND w.kind = c.kind AND w.subject_digest = c.subject_digest AND c.given_at <= w.withdrawn_at;
CREATE OR REPLACE VIEW consent AS SELECT * EXCLUDE (kind) FROM agreement WHERE kind = 'consent';
CREATE OR REPLACE VIEW guardian_consent AS SELECT * EXCLUDE (kind, separate) FROM agreement WHERE kind = 'guardian_consent';
CREATE OR REPLACE VIEW authorisation AS SELECT * EXCLUDE (kind, separate) FROM agreement WHERE kind = 'authorisation';
CREATE OR REPLACE VIEW opt_out AS SELECT * FROM t_opt_out;
CREATE OR REPLACE VIEW scanner AS SELECT * FROM t_scanner;
CREATE OR REPLACE VIEW label_class AS SELECT * FROM t_label_class;
-- Who looks for personal information: also whoever has a label that nobody classified, or none.
CREATE OR REPLACE VIEW personal_scanner AS
WITH declared AS (
  SELECT l.scanner, count(*) FILTER (k.label IS NULL OR k.category IS NOT NULL) AS personal
  FROM t_label l LEFT JOIN t_label_class k USING (label) GROUP BY l.scanner
)
SELECT coalesce(c.scanner, d.scanner) AS scanner, c.scanner IS NOT NULL AS present
FROM declared d FULL JOIN t_scanner c ON c.scanner = d.scanner
WHERE coalesce(d.personal > 0, c.family NOT IN ('language', 'duplicate', 'quality'), true);

-- What stands in the place of a licence, and for which days; whether an authorisation or a production record holds is tested elsewhere.
CREATE OR REPLACE VIEW permission AS
SELECT source, 'contract' AS basis, CASE WHEN signed_on > effective_on THEN signed_on ELSE effective_on END AS first_on, expires_on AS last_on
FROM t_contract WHERE covers_training AND file_status IN ('ok', 'unrecorded')
UNION ALL
SELECT source, 'user_input' AS basis, DATE '-infinity' AS first_on, DATE 'infinity' AS last_on FROM t_source WHERE type = 'user_input'
UNION ALL
-- Who fetched it, or has it on somebody's terms, did not make it: then these terms count, and not the word of whoever declares.
SELECT c.source, 'self_produced' AS basis, DATE '-infinity' AS first_on, DATE 'infinity' AS last_on
FROM t_collection c JOIN t_source s ON s.source = c.source AND s.type = 'self_collected'
  AND s.licence_declared IS NULL AND s.per_record_licence IS NOT TRUE
ANTI JOIN t_contract h ON h.source = c.source
ANTI JOIN t_robots_snapshot b ON b.source = c.source
ANTI JOIN t_register l ON l.source = c.source AND l.kind = 'collection_log'
WHERE c.self_produced AND c.production_record_status IN ('ok', 'unrecorded');

CREATE OR REPLACE VIEW shard AS
SELECT shard, source, role, path, format, declared_sha256, sha256, declared_rows, records, quarantined, bytes, text_bytes, encoding,
       present, listed, status, t_shard.reason AS reason, unexamined_columns, not_examined,
       coalesce(passed_over, 0) AS passed_over, linkage
FROM t_shard JOIN t_source USING (source);

CREATE OR REPLACE VIEW quarantine AS
SELECT q.shard, s.source, s.path, q.row, q.position, q.reason FROM t_quarantine q JOIN t_shard s USING (shard);

CREATE OR REPLACE VIEW document AS
SELECT d.shard, d.row, d.id, s.source, r.role, d.declared_source, d.bytes, d.chars, d.units, d.language, d.declared_language,
       d.licence AS licence_declared, coalesce(n.expression, r.licence) AS licence, coalesce(n.class, r.licence_class) AS licence_class,
       CASE WHEN n.class IS NULL THEN r.licence_limits ELSE n.limits END AS licence_limits, d.url_digest, d.url_host, d.fetched_at, coalesce(d.is_synthetic, r.is_synthetic) AS is_synthetic, d.gen_model, d.gen_time,
       d.subject_digest, d.content_digest, d.normal_digest, d.metadata_masked, d.subject_exact_digest,
       coalesce(d.modality, r.modality) AS modality, d.content_matches,
       CASE WHEN n.class IS NULL THEN r.licence_rule ELSE n.rule END AS licence_rule,
       CASE WHEN n.class IS NULL THEN r.licence_confidence ELSE n.confidence END AS licence_confidence
FROM t_document d JOIN t_shard s USING (shard) JOIN t_source r USING (source) LEFT JOIN t_licence_name n ON n.declared = d.licence;

CREATE OR REPLACE VIEW refused AS
SELECT o.source, o.line, o.kind, d.shard, d.row, o.opted_out_at
FROM t_opt_out o JOIN document d ON d.source = o.source AND d.subject_digest = o.key_digest WHERE o.kind = 'subject' AND d.role = 'corpus'
UNION ALL
SELECT o.source, o.line, o.kind, d.shard, d.row, o.opted_out_at
FROM t_opt_out o JOIN document d ON d.source = o.source AND d.url_digest = o.key_digest WHERE o.kind = 'url' AND d.role = 'corpus'
UNION ALL
SELECT o.source, o.line, o.kind, d.shard, d.row, o.opted_out_at
FROM t_opt_out o
JOIN (
  SELECT s.source, t.shard, t.row, unnest(t.url_scopes) AS scope
  FROM t_document t JOIN t_shard s USING (shard) JOIN t_source r USING (source) WHERE r.role = 'corpus'
) d ON d.source = o.source AND d.scope = o.key_digest
WHERE o.kind = 'prefix';

-- What tells beside the text that a record is about a person: the column of subjects, or a name that had to be masked.
CREATE OR REPLACE VIEW personal_record AS
SELECT d.shard, d.row, s.source, CASE WHEN d.subject_digest IS NOT NULL THEN 'subject' ELSE 'masked_name' END AS sign
FROM t_document d JOIN t_shard s USING (shard) JOIN t_source r USING (source)
WHERE r.role = 'corpus'
  AND (d.subject_digest IS NOT NULL OR d.metadata_masked OR d.url_host LIKE 'masked:%' OR d.declared_source LIKE 'masked:%');

CREATE OR REPLACE VIEW finding AS
SELECT printf('%x:%d:%s:%s', f.shard, f.row, f.label, coalesce(f.start::VARCHAR, 'record')) AS finding_id,
       f.shard, f.row, s.source, r.role, f.scanner, f.label, l.family, f.start, f.stop, f.score
FROM t_finding f JOIN t_shard s USING (shard) JOIN t_source r USING (source) LEFT JOIN t_label l USING (scanner, label);

CREATE OR REPLACE VIEW identity AS
SELECT i.shard, i.row, s.source, r.role, i.label, k.kind, i.start, i.score, i.digest
FROM t_identity i JOIN t_shard s USING (shard) JOIN t_source r USING (source) LEFT JOIN t_linkable k USING (label);
CREATE OR REPLACE VIEW detector_quality AS
SELECT label, measured_as, scanner, version, origin, n, tp, fp, fn, tp / nullif(tp + fp, 0) AS precision, tp / nullif(n, 0) AS recall,
       exact_tp, exact_fp, exact_tp / nullif(exact_tp + exact_fp, 0) AS exact_precision, exact_tp / nullif(n, 0) AS exact_recall,
       least_score, digest, measured_on
FROM (SELECT *, 'operator' AS origin FROM t_detector_quality UNION ALL SELECT *, 'project' AS origin FROM t_shipped_quality);
CREATE OR REPLACE VIEW linkable AS SELECT * FROM t_linkable;

CREATE OR REPLACE VIEW personal_finding AS
SELECT f.shard, f.row, s.source, f.scanner, f.label, f.start, f.stop, f.score, k.kind, k.category, k.pipl_28, k.table_b1, k.annex_a,
       k.direct, k.checksum, k.minor, k.listed, k.sensitive_under
FROM t_finding f JOIN t_label_class k USING (label) JOIN t_shard s USING (shard) JOIN t_source r USING (source)
WHERE r.role = 'corpus' AND k.category IS NOT NULL;

-- Whether somebody was a child when the record was collected: between these days it was, as far as is declared.
CREATE OR REPLACE VIEW turns_fourteen AS
SELECT t.shard, t.row, s.source, t.start, t.stop, t.score, t.in_year,
       coalesce((d.fetched_at AT TIME ZONE 'UTC')::DATE, c.started_on) AS collected_from,
       coalesce((d.fetched_at AT TIME ZONE 'UTC')::DATE, c.ended_on) AS collected_to
FROM t_turns_fourteen t JOIN t_shard s USING (shard) JOIN t_source r USING (source)
LEFT JOIN t_document d ON d.shard = t.shard AND d.row = t.row LEFT JOIN t_collection c ON c.source = s.source
WHERE r.role = 'corpus';

-- Wilson's interval of 95 % for the share of records with names, from those drawn.
CREATE OR REPLACE VIEW name_sample AS
WITH drawn AS (
  SELECT r.source, r.role, count(*) AS records, count(*) FILTER (n.names > 0) AS with_names, sum(n.names)::BIGINT AS names,
         sum(n.chars)::BIGINT AS chars
  FROM t_name_sample n JOIN t_shard s USING (shard) JOIN t_source r USING (source) GROUP BY r.source, r.role
), share AS (
  SELECT *, with_names / records AS p, 1 + 3.8414588 / records AS scale,
         1.9599640 * sqrt(with_names / records * (1 - with_names / records) / records + 3.8414588 / (4 * records * records)) AS half
  FROM drawn
)
SELECT source, role, records, with_names, names, chars, 1000 * p AS per_thousand,
       1000 * greatest(0, (p + 3.8414588 / (2 * records) - half) / scale) AS low,
       1000 * least(1, (p + 3.8414588 / (2 * records) + half) / scale) AS high
FROM share;

CREATE OR REPLACE VIEW licence_detection AS
SELECT l.shard, l.row, s.source, l.start, l.stop, l.expression, l.score FROM t_licence_detection l JOIN t_shard s USING (shard);

CREATE OR REPLACE VIEW aigc_label AS
SELECT a.shard, a.row, s.source, a.start, a.stop, a.carrier, a.label, a.producer_kind, a.producer_uscc, a.service_type, a.valid
FROM t_aigc_label a JOIN t_shard s USING (shard);

CREATE OR REPLACE VIEW annotation AS
SELECT a.shard, a.row, s.source, a.risk_ids, a.ip_risk, a.task_id, a.batch_id, a.kind, a.executor_digest, a.reviewer_digest, a.risk
FROM t_annotation a JOIN t_shard s USING (shard);

CREATE OR REPLACE VIEW duplicate AS
SELECT p.shard, p.row, a.source, p.other_shard, p.other_row, b.source AS other_source, p.similarity, p.kind,
       a.licence, a.licence_class, a.licence_limits,
       b.licence AS other_licence, b.licence_class AS other_licence_class, b.licence_limits AS other_licence_limits
FROM t_duplicate p
JOIN document a ON a.shard = p.shard AND a.row = p.row
JOIN document b ON b.shard = p.other_shard AND b.row = p.other_row;

CREATE OR REPLACE VIEW work_match AS
SELECT m.shard, m.row, a.source, m.work_shard, m.work_row, b.source AS work_source, m.start, m.stop, m.work_start, m.work_stop,
       m.similarity, m.kind, a.licence, a.licence_class, a.licence_limits,
       b.licence AS work_licence, b.licence_class AS work_licence_class, b.licence_limits AS work_licence_limits
FROM t_work_match m
JOIN document a ON a.shard = m.shard AND a.row = m.row
JOIN document b ON b.shard = m.work_shard AND b.row = m.work_row;

CREATE OR REPLACE VIEW repeated AS
SELECT t.shard, t.row, s.source, t.similarity FROM t_repeated t JOIN t_shard s USING (shard);

CREATE OR REPLACE VIEW coverage AS
WITH per_source AS (
  SELECT r.source, r.role, c.scanner, c.version, c.family,
         count(s.shard) AS shards,
         count(s.shard) FILTER (s.status = 'scanned' AND s.present AND s.quarantined = 0 AND p.version = c.version) AS shards_complete,
         -- What is measured of a record is measured of its text; who searches must have searched all that can hold text.
         count(s.shard) FILTER (s.status = 'scanned' AND s.unexamined_columns IS DISTINCT FROM []
                                AND coalesce(c.family NOT IN ('language', 'duplicate', 'quality'), true)) AS shards_with_unexamined_columns,
         coalesce(sum(s.records), 0)::BIGINT AS records,
         coalesce(sum(s.quarantined), 0)::BIGINT AS quarantined,
         coalesce(sum(s.text_bytes), 0)::BIGINT AS text_bytes
  FROM t_source r CROSS JOIN t_scanner c
  LEFT JOIN t_shard s ON s.source = r.source AND s.listed
  LEFT JOIN t_stamp p ON p.shard = s.shard AND p.scanner = c.scanner
  GROUP BY ALL
)
SELECT source, role, scanner, version, family, shards, shards_complete, records, quarantined, text_bytes, unverified,
       shards > 0 AND shards = shards_complete AND shards_with_unexamined_columns = 0
         AND (scanner <> 'near_duplicate' OR (reduced AND unverified = 0)) AS complete,
       shards_with_unexamined_columns
FROM (
  -- Where it is not known to which sources the open pairs belong, they are open for all.
  SELECT p.*, coalesce(u.version = p.version AND u.unverified IS NOT NULL, false) AS reduced,
         CASE WHEN EXISTS (SELECT 1 FROM t_unverified) THEN CASE WHEN u.name IS NULL THEN 0 ELSE coalesce(o.pairs, 0) END
              ELSE coalesce(u.unverified, 0) END AS unverified
  FROM per_source p LEFT JOIN t_reduce u ON u.name = p.scanner LEFT JOIN t_unverified o USING (source)
);

CREATE OR REPLACE VIEW verdict AS SELECT * FROM t_verdict;
CREATE OR REPLACE VIEW source_verdict AS SELECT * FROM t_source_verdict;
CREATE OR REPLACE VIEW verdict_reason AS
SELECT t.control, t.source, t.outcome, t.reason, t.shard, s.path, t.row, t.n, t.detail FROM t_reason t LEFT JOIN t_shard s USING (shard);
CREATE OR REPLACE VIEW measure AS SELECT * FROM t_measure;
CREATE OR REPLACE VIEW reveal_log AS SELECT * FROM t_reveal;
