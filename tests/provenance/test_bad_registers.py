from __future__ import annotations

import gzip
import hashlib
import json
import os
from pathlib import Path
from typing import Any

import pytest

from tests.provenance.registers_on_disk import CONSENT, LOG, SHA, in_form, jsonl, result

BAD_CELLS: dict[str, tuple[str, dict[str, Any], dict[str, Any]]] = {
    "a time": ("collection_log", LOG, {"fetched_at": "yesterday"}),
    "a time out of range": ("collection_log", LOG, {"fetched_at": "0001-01-01T00:00:00+10:00"}),
    "a status": ("collection_log", LOG, {"http_status": 9000}),
    "a status that is no number": ("collection_log", LOG, {"http_status": "OK"}),
    "a digest": ("collection_log", LOG, {"content_sha256": "abc"}),
    "an address": ("collection_log", LOG, {"url": ["https://a"]}),
    "a truth": ("consent", CONSENT, {"separate": "perhaps"}),
    "purposes": ("consent", CONSENT, {"purposes": {"training": True}}),
    "a subject": ("consent", CONSENT, {"subject": None}),
    "a withdrawal": ("consent", CONSENT, {"withdrawn_at": 1767225600}),
    "a row count": ("inventory", {"path": "x", "sha256": SHA, "rows": 1}, {"rows": "many"}),
}


@pytest.mark.parametrize(("kind", "good", "bad"), BAD_CELLS.values(), ids=BAD_CELLS)
def test_a_bad_cell_is_a_bad_row(tmp_path: Path, kind: str, good: dict[str, Any], bad: dict[str, Any]) -> None:
    found, row = result(tmp_path, kind, jsonl(tmp_path, good, good | bad, good))
    assert (row.status, row.rows, row.bad_rows) == ("bad_rows", 3, 1)
    kept = {"collection_log": 3, "consent": 2, "inventory": 0}[kind]
    assert len(found) == kept


def test_lines_that_are_no_records(tmp_path: Path) -> None:
    text = jsonl(tmp_path, LOG, "", "not json", "[1]", '"x"', "null", '{"url": "\\ud800"}', "x" * (2 << 20), LOG)
    found, row = result(tmp_path, "collection_log", text)
    assert (row.status, row.rows, row.bad_rows) == ("bad_rows", 8, 6)
    assert [line["line"] for line in found] == [1, 9]


def test_rows_of_csv_that_do_not_fit(tmp_path: Path) -> None:
    lines = [
        b"url,subject,opted_out_at",
        b"https://a,,2026-01-01",
        b"https://b,2026-01-01",
        b"",
        b'"https://c\nd",,2026-01-01',
    ]
    lines += [b"\xff\xfe,,2026-01-01", b"z" * (2 << 20), b'"' + b"q" * 200_000 + b'",,2026-01-01']
    (tmp_path / "r.csv").write_bytes(b"\n".join(lines))
    found, row = result(tmp_path, "opt_out", "r.csv")
    assert (row.status, row.rows, row.bad_rows) == ("bad_rows", 6, 4)
    assert len(found) == 2


@pytest.mark.parametrize("form", ["jsonl", "csv", "parquet"])
def test_missing_columns_are_named(tmp_path: Path, form: str) -> None:
    line = {"subject": "u", "given_at": "2026-01-01", "terms_version": "1"}
    found, row = result(tmp_path, "consent", in_form(tmp_path, form, line))
    assert (row.status, row.missing_columns) == ("missing_columns", ("purposes", "withdrawn_at"))
    assert found[0]["covers_training"] is None
    assert result(tmp_path, "opt_out", in_form(tmp_path, form, {"opted_out_at": "2026-01-01"}))[1].missing_columns == (
        "subject",
    )


def test_an_empty_register(tmp_path: Path) -> None:
    (tmp_path / "e.jsonl").touch()
    (tmp_path / "e.csv").touch()
    (tmp_path / "h.csv").write_text("subject,opted_out_at\n")
    assert result(tmp_path, "opt_out", "e.jsonl")[1].status == "ok"
    assert result(tmp_path, "opt_out", "e.csv")[1].status == "missing_columns"
    assert result(tmp_path, "opt_out", "h.csv")[1].status == "ok"


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    good = "".join(json.dumps(LOG) + "\n" for _ in range(5000)).encode()
    (tmp_path / "cut.jsonl.gz").write_bytes(gzip.compress(good + os.urandom(100_000))[:-50_000])
    (tmp_path / "noise.parquet").write_bytes(b"PAR1" + os.urandom(500))
    (tmp_path / "what.xlsx").write_bytes(b"PK")
    (tmp_path / "folder.csv").mkdir()
    assert result(tmp_path, "collection_log", "cut.jsonl.gz")[1].status == "unreadable"
    assert result(tmp_path, "collection_log", "noise.parquet")[1].status == "unreadable"
    assert result(tmp_path, "collection_log", "what.xlsx")[1].status == "unreadable"
    assert result(tmp_path, "collection_log", "folder.csv")[1].status == "unreadable"
    assert result(tmp_path, "collection_log", "gone.csv")[1].status == "missing"


def test_a_bomb_does_not_go_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "provenance.tabular.Limits", lambda: type("L", (), {"expansion_floor": 1 << 20, "expansion_ratio": 200})
    )
    (tmp_path / "bomb.jsonl.gz").write_bytes(gzip.compress(b"\n" * (64 << 20)))
    assert result(tmp_path, "opt_out", "bomb.jsonl.gz")[1].status == "unreadable"


def test_a_link_out(tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    jsonl(tmp_path, LOG)
    (tmp_path / "home/r.jsonl").symlink_to(tmp_path / "r.jsonl")
    found, row = result(tmp_path / "home", "collection_log", "r.jsonl")
    assert (found, row.status, row.sha256) == ([], "outside", None)


def test_the_digest_is_compared(tmp_path: Path) -> None:
    name = jsonl(tmp_path, LOG)
    digest = hashlib.sha256((tmp_path / name).read_bytes()).hexdigest()
    assert result(tmp_path, "collection_log", name, sha256=digest)[1].status == "ok"
    found, row = result(tmp_path, "collection_log", name, sha256="0" * 64)
    assert (len(found), row.status, row.sha256) == (1, "digest_mismatch", digest)
