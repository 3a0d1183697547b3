"""The tables of the catalogue that hold what a manifest declares, and their columns."""

from __future__ import annotations

from collections.abc import Mapping

import pyarrow as pa

TYPES: Mapping[str, pa.DataType] = {
    "s": pa.string(),
    "b": pa.bool_(),
    "d": pa.date32(),
    "i": pa.int32(),
    "l": pa.int64(),
    "f": pa.float64(),
    "t": pa.timestamp("us", tz="UTC"),
    "S": pa.list_(pa.string()),
}
COLUMNS: Mapping[str, str] = {
    "t_dataset": "id:s version:s title:s commercial:b public_service_cn:b via_api:b audience:s redistributes_data:b purposes:S"
    " declared_by:s declared_on:d opinion_or_mobilisation:b security_assessment_status:s algorithm_filing:s train_date:d"
    " manifest_digest:s data_digest:s last_audit_on:d important_update:b never_assessed:b"
    " declaration_digest:s last_audit_data_digest:s last_audit_declaration_digest:s contacts:l sensitivity_profile:s",
    "t_source": "source:s role:s type:s name:s url:s origin_country:s modality:s languages:S via_intermediary:b is_synthetic:b"
    " child_directed:b licence_declared:s licence:s licence_class:s licence_limits:S licence_rule:s licence_url:s licence_retrieved_on:d"
    " licence_text_status:s licence_text_matches:b pi_basis:s pi_evidence_status:s per_record_licence:b"
    " terms_version:s terms_status:s storage_regions:S processing_regions:S licence_confidence:f licence_text_states:S"
    " significant_impact:b",
    "t_contract": "source:s id:s counterparty:s uscc_status:s signed_on:d effective_on:d expires_on:d purposes:S covers_training:b"
    " territory:s file_status:s sublicensing:b",
    "t_commitment": "source:s subject:s statement_status:s proof_status:s",
    "t_supplier_review": "source:s reviewed_on:d reviewer:s accepted:b file_status:s",
    "t_intermediary": "source:s name:s uscc_status:s source_statement_status:s identity_check_status:s transaction_record_status:s",
    "t_collection": "source:s method:s user_agent:s started_on:d ended_on:d self_produced:b production_record_status:s"
    " opt_out_status:s cleaned_on:d cleaning_status:s",
    "t_anonymisation": "source:s methods:S key_destroyed:b record_status:s tested_on:d test_status:s",
    "t_handler": "source:s direction:s transferred_on:d kept_until:d notice_status:s separate_consent_status:s contract_status:s",
    "t_export": "source:s mechanism:s dated_on:d record_status:s separate_consent_status:s",
    "t_robots_snapshot": "source:s host:s fetched_at:t http_status:i file_status:s",
    "t_assessment": "source:s phase:s assessed_on:d sample_size:l flagged:l method:s assessor:s file_status:s",
    "t_base_model": "id:s version:s supplier:s licence_declared:s licence:s licence_class:s licence_limits:S filing_number:s"
    " use:s licence_text_status:s",
    "t_policy": "kind:s owner:s dated_on:d file_status:s sections:S",
    "t_evidence_file": "source:s kind:s path:s declared_sha256:s sha256:s bytes:l status:s",
    "t_lineage": "child:s parent:s parent_known:b transform:s record_status:s endless:b",
    "t_manifest_defect": "field:s code:s source:s n:l",
}
"""Columns of each table in the catalogue's order, each with its type."""


def schema(table: str) -> pa.Schema:
    """The Arrow schema of one of the tables, equal to the catalogue's."""
    return pa.schema(
        [pa.field(name, TYPES[kind]) for name, kind in (column.split(":") for column in COLUMNS[table].split())]
    )
