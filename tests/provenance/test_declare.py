from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import duckdb
import pytest

from provenance.declare import data_digest, declare
from provenance.declared_columns import COLUMNS, schema
from provenance.listing import list_shards
from provenance.register_columns import SCHEMAS
from provenance.waivers import SCHEMA as WAIVERS
from tests.provenance.manifests_on_disk import loaded, touched

CATALOGUE = Path(__file__).parents[2] / "provenance" / "catalogue.sql"


def tables(folder: Path, *sources: dict[str, Any], **dataset: Any) -> dict[str, list[dict[str, Any]]]:
    manifest = loaded(folder, *sources, dataset=dataset)
    return {name: table.to_pylist() for name, table in declare(manifest, list_shards(manifest)).items()}


def test_the_tables_are_the_catalogues() -> None:
    connection = duckdb.connect(config={"python_enable_replacements": "false"})
    connection.execute(CATALOGUE.read_text(encoding="utf-8"))
    for table, arrow in [*((t, schema(t)) for t in COLUMNS), *SCHEMAS.items(), ("t_waiver", WAIVERS)]:
        connection.register("given", arrow.empty_table())
        given = connection.execute("DESCRIBE given").fetchall()
        held = connection.execute(f"DESCRIBE {table}").fetchall()
        assert [row[:2] for row in given] == [row[:2] for row in held], table


def test_what_is_not_declared_stays_null(tmp_path: Path) -> None:
    found = tables(tmp_path)
    (dataset,) = found["t_dataset"]
    told = {"id": "d", "purposes": [], "contacts": 0, "security_assessment_status": "none"}
    told |= {name: dataset[name] for name in ("manifest_digest", "data_digest", "declaration_digest")}
    assert {name: value for name, value in dataset.items() if value is not None} == told
    assert found["t_base_model"] == []
    assert found["t_manifest_defect"] == [{"field": "sources", "code": "no_sources", "source": None, "n": None}]
    assert {row["kind"]: row["file_status"] for row in found["t_policy"]} == dict.fromkeys(
        ("ip", "personal_information", "robots", "algorithm_description", "annotation"), "none"
    )


def test_no_base_model_is_said_and_not_unsaid(tmp_path: Path) -> None:
    (row,) = tables(tmp_path, base_models=[])["t_base_model"]
    assert (row["use"], row["id"]) == ("none", None)


IN_FULL: dict[str, Any] = {
    "id": "a",
    "type": "commercial",
    "licence": {"id": "CC BY 4.0", "text": {"path": "licence.txt"}, "retrieved_on": "2026-01-02"},
    "contract": {
        "id": "c-1",
        "uscc": "91110114MACY9KQ17M",
        "purposes": ["Model training"],
        "sublicensing": False,
        "file": {"path": "contract.pdf", "sha256": "0" * 64},
    },
    "collection": {
        "log": {"path": "log.jsonl"},
        "opt_out": {"path": "signs.pdf"},
        "robots": [
            {
                "host": "https://A.example/",
                "fetched_at": "2026-01-01T08:00:00+08:00",
                "file": {"path": "robots.txt"},
            }
        ],
    },
    "commitments": {
        "source": {"statement": {"path": "commitment.pdf"}, "proof": {"path": "proof.pdf", "sha256": "0" * 64}},
        "quality": {"statement": {"path": "commitment.pdf"}},
        "review": {"reviewed_on": "2026-01-03", "reviewer": "Wang", "accepted": True, "file": {"path": "gone"}},
    },
    "intermediary": {"name": "A broker", "uscc": "91110114MACY9KQ17M", "source_statement": {"path": "commitment.pdf"}},
    "regions": {"storage": ["CN", "NO"], "processing": ["CN"]},
    "authorisation": {"terms": {"path": "terms.txt"}, "terms_version": "2025-01"},
    "assessment_before": {
        "assessed_on": "2026-01-01",
        "sample_size": 400,
        "flagged": 2,
        "file": {"path": "before.pdf"},
    },
    "personal_information": {"basis": "13.1", "necessity_notice": {"path": "notice.pdf", "owner": "Wang"}},
    "parents": [{"source": "a"}, {"source": "b", "transform": "dedup", "record": {"path": "gone"}}],
    "shards": [{"path": "a.jsonl", "columns": {"licence": "license"}}],
}


def in_full(folder: Path) -> dict[str, list[dict[str, Any]]]:
    touched(
        folder,
        "a.jsonl",
        "licence.txt",
        "contract.pdf",
        "log.jsonl",
        "notice.pdf",
        "before.pdf",
        "robots.txt",
        "terms.txt",
        "commitment.pdf",
        "proof.pdf",
        "signs.pdf",
    )
    return tables(folder, IN_FULL)


def test_the_row_of_a_source_in_full(tmp_path: Path) -> None:
    found = in_full(tmp_path)
    (row,) = found["t_source"]
    assert (row["licence_declared"], row["licence"], row["licence_class"], row["licence_rule"]) == (
        "CC BY 4.0",
        "CC-BY-4.0",
        "attribution",
        "alias",
    )
    assert (row["licence_text_status"], row["licence_text_matches"], row["pi_basis"], row["pi_evidence_status"]) == (
        "unrecorded",
        None,
        "13.1",
        "none",
    )
    assert row["per_record_licence"] is True
    assert (row["terms_version"], row["terms_status"]) == ("2025-01", "unrecorded")
    assert (row["storage_regions"], row["processing_regions"]) == (["CN", "NO"], ["CN"])
    assert found["t_manifest_defect"] == []


def test_the_parts_of_a_source_in_full(tmp_path: Path) -> None:
    found = in_full(tmp_path)
    (contract,) = found["t_contract"]
    assert (
        contract["uscc_status"],
        contract["covers_training"],
        contract["file_status"],
        contract["sublicensing"],
    ) == (
        "valid",
        True,
        "digest_mismatch",
        False,
    )
    (collection,) = found["t_collection"]
    assert (collection["production_record_status"], collection["opt_out_status"]) == ("none", "unrecorded")
    (snapshot,) = found["t_robots_snapshot"]
    assert (snapshot["host"], snapshot["fetched_at"].isoformat(), snapshot["http_status"]) == (
        "a.example",
        "2026-01-01T00:00:00+00:00",
        200,
    )
    assert [(r["phase"], r["file_status"]) for r in found["t_assessment"]] == [("before", "unrecorded")]
    assert [(r["parent_known"], r["record_status"]) for r in found["t_lineage"]] == [(True, "none"), (False, "missing")]


def test_those_who_supplied_a_source_in_full(tmp_path: Path) -> None:
    found = in_full(tmp_path)
    assert [(r["subject"], r["statement_status"], r["proof_status"]) for r in found["t_commitment"]] == [
        ("source", "unrecorded", "digest_mismatch"),
        ("quality", "unrecorded", "none"),
        ("security", "none", "none"),
    ]
    (review,) = found["t_supplier_review"]
    assert (review["reviewed_on"].isoformat(), review["reviewer"], review["accepted"], review["file_status"]) == (
        "2026-01-03",
        "Wang",
        True,
        "missing",
    )
    (broker,) = found["t_intermediary"]
    assert (broker["name"], broker["uscc_status"], broker["source_statement_status"]) == (
        "A broker",
        "valid",
        "unrecorded",
    )
    assert (broker["identity_check_status"], broker["transaction_record_status"]) == ("none", "none")


def test_nothing_is_declared_of_those_who_supplied_nothing(tmp_path: Path) -> None:
    found = tables(tmp_path, {"id": "a"})
    assert (found["t_commitment"], found["t_supplier_review"], found["t_intermediary"]) == ([], [], [])
    (row,) = found["t_source"]
    assert (row["terms_version"], row["terms_status"], row["storage_regions"]) == (None, "none", [])


def test_contacts_are_counted_and_not_kept(tmp_path: Path) -> None:
    (row,) = tables(tmp_path, contacts=["Wang", "Li"])["t_dataset"]
    assert row["contacts"] == 2
    assert "Wang" not in str(row)


def test_the_evidence_of_a_source_in_full(tmp_path: Path) -> None:
    found = in_full(tmp_path)
    policies = {r["kind"]: (r["file_status"], r["owner"]) for r in found["t_policy"]}
    assert (policies["pipia:a"], policies["necessity_notice:a"]) == (("none", None), ("unrecorded", "Wang"))
    assert {r["kind"]: r["status"] for r in found["t_evidence_file"]} == {
        "licence_text": "unrecorded",
        "contract": "digest_mismatch",
        "robots_snapshot": "unrecorded",
        "assessment_before": "unrecorded",
        "necessity_notice": "unrecorded",
        "lineage_record": "missing",
        "terms": "unrecorded",
        "opt_out": "unrecorded",
        "commitment_source": "unrecorded",
        "commitment_proof_source": "digest_mismatch",
        "commitment_quality": "unrecorded",
        "supplier_review": "missing",
        "source_statement": "unrecorded",
    }


PURPOSES = [
    ([], None),
    (["模型训练"], True),
    (["display", "fine-tuning"], True),
    (["not for training"], False),
    (["不用于训练"], False),
]


@pytest.mark.parametrize(("purposes", "covers"), PURPOSES)
def test_what_a_contract_covers(tmp_path: Path, purposes: list[str], covers: bool | None) -> None:
    (row,) = tables(tmp_path, {"id": "a", "contract": {"id": "c", "purposes": purposes}})["t_contract"]
    assert row["covers_training"] is covers


def codes(found: dict[str, list[dict[str, Any]]]) -> set[tuple[str, str]]:
    return {(row["field"], row["code"]) for row in found["t_manifest_defect"]}


def test_defects(tmp_path: Path) -> None:
    touched(tmp_path, "d/a.jsonl", "d/b.jsonl", "d/c.jsonl", "w/x")
    found = tables(
        tmp_path,
        {
            "id": "a",
            "type": "open",
            "licence": {"id": "MIT"},
            "shards": [{"path": "d/[a].jsonl"}, {"path": "d/*.jsonl"}],
        },
        {"id": "b", "type": "open", "shards": [{"path": "d/b.jsonl"}, {"path": "gone.jsonl"}, {"path": "gone.jsonl"}]},
        {"id": "c", "type": "self_collected"},
        {"id": "e", "licence": {"id": "MIT"}, "shards": [{"path": "d", "format": "files"}]},
        {"id": "w", "role": "works", "shards": [{"path": "w"}]},
    )
    assert codes(found) == {
        ("sources[0].shards", "shard_listed_twice"),
        ("sources[0].shards", "shard_in_two_sources"),
        ("sources[0].shards", "shards_overlap"),
        ("sources[1].shards", "shard_in_two_sources"),
        ("sources[1].shards", "shards_overlap"),
        ("sources[1].shards", "shard_listed_twice"),
        ("sources[1].licence", "licence_absent"),
        ("sources[2].shards", "no_shards"),
        ("sources[3].type", "type_absent"),
    }


def test_the_data_digest_follows_the_data() -> None:
    shards = [("b", "1" * 64), ("a", None)]
    assert data_digest(shards) == data_digest(reversed(shards))
    assert (
        len(
            {data_digest(shards), data_digest(shards[:1]), data_digest([("b", "2" * 64), ("a", None)]), data_digest([])}
        )
        == 4
    )


def test_an_update_since_the_last_audit_shows(tmp_path: Path) -> None:
    (row,) = tables(tmp_path, last_audit={"audited_on": "2026-01-01", "data_digest": data_digest([])})["t_dataset"]
    assert (row["important_update"], row["last_audit_data_digest"]) == (False, row["data_digest"])
    touched(tmp_path, "a.jsonl")
    source = {"id": "a", "shards": [{"path": "a.jsonl"}]}
    (row,) = tables(tmp_path, source, last_audit={"audited_on": "2026-01-01", "data_digest": data_digest([])})[
        "t_dataset"
    ]
    assert row["important_update"] is True


def test_an_annotation_policy(tmp_path: Path) -> None:
    found = tables(tmp_path, policies={"annotation": {"sections": ["goal"], "not_annotated": True}})
    assert {r["kind"]: r["sections"] for r in found["t_policy"]}["annotation"] == ["goal"]
    assert "not_annotated" in {r["kind"] for r in found["t_policy"]}


@pytest.mark.parametrize(
    ("parents", "endless"),
    [
        pytest.param({"a": [], "b": ["a"], "c": ["a", "b"]}, set(), id="a tree"),
        pytest.param({"a": ["a"]}, {("a", "a")}, id="its own parent"),
        pytest.param({"a": ["b"], "b": ["a"]}, {("a", "b"), ("b", "a")}, id="two"),
        pytest.param({"a": ["b"], "b": ["c"], "c": ["a"]}, {("a", "b"), ("b", "c"), ("c", "a")}, id="three"),
        pytest.param(
            {"a": ["b", "e"], "b": ["a"], "d": ["b"], "e": []},
            {("a", "b"), ("b", "a"), ("d", "b")},
            id="another parent, and a child of the circle",
        ),
    ],
)
def test_a_lineage_that_runs_in_a_circle_has_no_beginning(
    tmp_path: Path, parents: dict[str, list[str]], endless: set[tuple[str, str]]
) -> None:
    sources = [{"id": name, "parents": [{"source": p} for p in above]} for name, above in parents.items()]
    rows = tables(tmp_path, *sources)["t_lineage"]
    assert {(row["child"], row["parent"]) for row in rows if row["endless"]} == endless


def test_what_is_said_of_earlier_assessments_is_no_part_of_what_is_declared(tmp_path: Path) -> None:
    def digest(*sources: dict[str, Any], **fields: Any) -> str:
        (row,) = tables(tmp_path, *sources, **fields)["t_dataset"]
        return str(row["declaration_digest"])

    plain = digest()
    assert digest(last_audit={"audited_on": "2026-01-01", "data_digest": "0" * 64}) == plain
    assert digest(never_assessed=True) == plain
    assert len({plain, digest(title="t"), digest({"id": "a"}), digest({"id": "a", "name": "n"})}) == 4


def test_what_became_of_personal_information(tmp_path: Path) -> None:
    touched(tmp_path, "paper.txt")
    file = {"path": "paper.txt"}
    information = {
        "significant_impact": False,
        "anonymisation": {
            "methods": ["noise", "hash"],
            "key_destroyed": True,
            "reidentification_test": file | {"dated_on": "2026-01-02"},
        },
        "handlers": [
            {"direction": "received", "transferred_on": "2025-01-01", "kept_until": "2028-01-01", "contract": file}
        ],
        "export": {"mechanism": "certification", "record": file | {"dated_on": "2025-02-01"}},
    }
    source = {
        "id": "s",
        "personal_information": information,
        "collection": {"cleaning": file | {"dated_on": "2025-05-01"}},
    }
    found = tables(tmp_path, source, sensitivity_profile="union")
    kept = {
        name: [{k: v for k, v in row.items() if k != "source"} for row in found[name]]
        for name in ("t_anonymisation", "t_handler", "t_export")
    }
    status = found["t_collection"][0]["cleaning_status"]
    assert status in ("ok", "unrecorded")
    assert kept == {
        "t_anonymisation": [
            {"methods": ["noise", "hash"], "key_destroyed": True, "record_status": "none", "tested_on": dt.date(2026, 1, 2),
             "test_status": status}
        ],
        "t_handler": [
            {"direction": "received", "transferred_on": dt.date(2025, 1, 1), "kept_until": dt.date(2028, 1, 1), "notice_status": "none",
             "separate_consent_status": "none", "contract_status": status}
        ],
        "t_export": [
            {"mechanism": "certification", "dated_on": dt.date(2025, 2, 1), "record_status": status, "separate_consent_status": "none"}
        ],
    }  # fmt: skip # rows, which read as a table
    assert found["t_source"][0]["significant_impact"] is False
    assert found["t_collection"][0]["cleaned_on"] == dt.date(2025, 5, 1)
    assert found["t_dataset"][0]["sensitivity_profile"] == "union"
