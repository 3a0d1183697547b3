"""Columns about risks and labels, from the manifest to the views."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

import provenance
from provenance.catalogue import connect
from provenance.problems import InputError
from tests.proofs.corpus import reasons
from tests.provenance.manifests_on_disk import loaded

COLUMNS: dict[str, Any] = {
    "modality": "kind_of_content",
    "risk_ids": "risks",
    "ip_risk": "ip",
    "label": {
        "task_id": "task",
        "batch_id": "batch",
        "kind": "label.kind",
        "executor_id": "by",
        "reviewer_id": "checked_by",
    },
}
RECORDS: list[dict[str, Any]] = [
    {"text": "一杯茶", "kind_of_content": "code", "risks": ["A.1.a"], "ip": "low", "task": "t1", "batch": "b1"}
    | {"label": {"kind": "safety"}, "by": "annotator-zhang", "checked_by": "annotator-li"},
    {"text": "两杯茶"},
]


def test_they_are_kept_and_people_are_not(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in RECORDS), "utf-8")
    sources = [{"id": "a", "modality": "text", "shards": [{"path": "a.jsonl", "columns": COLUMNS}]}]
    (tmp_path / "manifest.json").write_text(json.dumps({"provenance": 1, "dataset": {"id": "d"}, "sources": sources}))
    audit = provenance.audit(tmp_path / "manifest.json", jobs=1)
    with connect(audit.catalogue, read_only=True) as con:
        (row,) = con.execute(
            "SELECT row, source, risk_ids, ip_risk, task_id, batch_id, kind, risk, "
            "executor_digest IS NULL, executor_digest = reviewer_digest FROM annotation"
        ).fetchall()
    assert row == (0, "a", ["A.1.a"], "low", "t1", "b1", "safety", None, False, False)
    assert list(audit.sql("SELECT modality FROM document ORDER BY row")["modality"]) == ["code", "text"]
    assert b"annotator-" not in audit.catalogue.read_bytes()


@pytest.mark.parametrize(
    "columns", [{"label": {"risk": "text"}}, {"ip_risk": "text"}, {"text": "a.b", "risk_ids": "a"}]
)
def test_none_of_them_is_the_text(tmp_path: Path, columns: dict[str, Any]) -> None:
    with pytest.raises(InputError, match="must not be the text column"):
        loaded(tmp_path, {"id": "a", "shards": [{"path": "a.jsonl", "columns": columns}]})


def test_a_record_s_own_digest_is_compared_with_its_text(tmp_path: Path) -> None:
    digests = [hashlib.sha256("一杯茶".encode()).hexdigest().upper(), "0" * 64, "no digest", None]
    lines = [json.dumps({"text": "一杯茶", "sum": digest}, ensure_ascii=False) for digest in digests]
    (tmp_path / "a.jsonl").write_text("\n".join(lines), "utf-8")
    sources = [{"id": "a", "shards": [{"path": "a.jsonl", "columns": {"content_sha256": "sum"}}]}]
    (tmp_path / "manifest.json").write_text(json.dumps({"provenance": 1, "dataset": {"id": "d"}, "sources": sources}))
    audit = provenance.audit(tmp_path / "manifest.json", jobs=1)
    with connect(audit.catalogue, read_only=True) as con:
        held = con.execute("SELECT content_matches FROM document ORDER BY row").fetchall()
    assert [holds for (holds,) in held] == [True, False, False, None]
    assert ("A7-1.15", "record_digest_differs") in reasons(audit)
