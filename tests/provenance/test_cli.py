"""The command line from outside: exit codes, and no report that says more than was shown."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from provenance.cli import app

MANIFEST = """
provenance: 1
dataset: {id: tiny}
sources:
  - id: web
    type: open
    licence: {id: MIT}
    shards: [{path: web.jsonl, columns: {id: id}}]
"""
MOBILE = "139" + "00139" + "000"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    lines = [json.dumps({"id": f"d{k}", "text": f"联系电话{MOBILE}，第{k}号"}, ensure_ascii=False) for k in range(3)]
    (tmp_path / "web.jsonl").write_text("\n".join([*lines, "{broken"]), encoding="utf-8")
    (tmp_path / "manifest.yaml").write_text(MANIFEST, encoding="utf-8")
    return tmp_path


def test_an_audit_of_undeclared_data_does_not_pass_and_leaks_nothing(folder: Path) -> None:
    arguments = [
        "audit",
        str(folder / "manifest.yaml"),
        "--out",
        str(folder / "report"),
        "--as-of",
        "2026-11-23",
        "--jobs",
        "1",
    ]
    result = CliRunner().invoke(app, arguments)
    assert result.exit_code in (10, 11)
    outputs = {p.name: p.read_bytes() for p in [*folder.glob("report/*"), *folder.glob("manifest.duckdb*")]}
    assert {"report.html", "report.md", "report.json", "manifest.duckdb"} <= set(outputs)
    for name, data in outputs.items():
        assert MOBILE.encode() not in data, name
        assert "联系电话".encode() not in data, name
    report = json.loads(outputs["report.json"])
    assert report["schema"] == "provenance-report/1"
    again = CliRunner().invoke(app, arguments)
    assert again.exit_code == result.exit_code
    assert (folder / "report" / "report.json").read_bytes() == outputs["report.json"]


def test_a_bad_manifest_is_one_error_with_file_and_field(tmp_path: Path) -> None:
    (tmp_path / "m.yaml").write_text("provenance: 1\ndataset: {id: x, titel: y}\n", encoding="utf-8")
    result = CliRunner().invoke(app, ["gate", str(tmp_path / "m.yaml")])
    assert result.exit_code == 1
    assert "m.yaml" in result.output
    assert "dataset.titel" in result.output


def test_the_schema_is_printed() -> None:
    result = CliRunner().invoke(app, ["schema"])
    assert result.exit_code == 0
    assert json.loads(result.output)["title"] == "Manifest"
