"""A register is read again when its rows could have changed, and only then."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import provenance
from provenance import registers
from provenance.catalogue import connect
from scanners import keys, masking

Audited = Callable[[], list[str]]


def consents(folder: Path, *subjects: str) -> None:
    rows = [
        {"subject": s, "given_at": "2026-01-01T00:00:00Z", "purposes": "training", "withdrawn_at": None}
        | {"terms_version": "1"}
        for s in subjects
    ]
    (folder / "consent.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))


def opt_outs(folder: Path, *subjects: str) -> None:
    rows = [{"subject": s, "opted_out_at": "2026-01-01T00:00:00Z"} for s in subjects]
    (folder / "opt_outs.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))


@pytest.fixture
def audited(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Audited:
    """Audits the folder and tells which kinds of registers were read."""
    consents(tmp_path, "a", "b")
    opt_outs(tmp_path, "c")
    information = {"consent": {"path": "consent.jsonl"}, "opt_outs": {"path": "opt_outs.jsonl"}}
    sources = [{"id": "web", "type": "open", "personal_information": information}]
    manifest = {"provenance": 1, "dataset": {"id": "d"}, "sources": sources}
    (tmp_path / "manifest.json").write_text(json.dumps(manifest))
    read, kinds = registers.read, []

    def counted(loaded: Any, reference: Any, secret: bytes) -> Iterator[Any]:
        kinds.append(reference.kind)
        return read(loaded, reference, secret)

    monkeypatch.setattr(registers, "read", counted)

    def audit() -> list[str]:
        kinds.clear()
        provenance.audit(tmp_path / "manifest.json")
        return list(kinds)

    assert audit() == ["consent", "opt_out"]
    return audit


def rows(folder: Path) -> dict[str, int]:
    with connect(folder / "manifest.duckdb", read_only=True) as con:
        return {
            view: con.execute(f"SELECT count(*) FROM {view}").fetchall()[0][0]
            for view in ("register", "consent", "opt_out")
        }


def test_an_unchanged_register_is_not_read_again(tmp_path: Path, audited: Audited) -> None:
    assert audited() == []
    assert rows(tmp_path) == {"register": 2, "consent": 2, "opt_out": 1}


def test_a_changed_register_is_read_alone(tmp_path: Path, audited: Audited) -> None:
    consents(tmp_path, "a", "b", "c")
    assert audited() == ["consent"]
    assert rows(tmp_path) == {"register": 2, "consent": 3, "opt_out": 1}


def test_a_register_that_is_gone_leaves_no_rows(tmp_path: Path, audited: Audited) -> None:
    (tmp_path / "opt_outs.jsonl").unlink()
    assert audited() == ["opt_out"]
    assert rows(tmp_path) == {"register": 2, "consent": 2, "opt_out": 0}


def test_a_register_that_is_no_longer_named_leaves_no_rows(tmp_path: Path, audited: Audited) -> None:
    manifest = json.loads((tmp_path / "manifest.json").read_text())
    del manifest["sources"][0]["personal_information"]["consent"]
    (tmp_path / "manifest.json").write_text(json.dumps(manifest))
    assert audited() == []
    assert rows(tmp_path) == {"register": 1, "consent": 0, "opt_out": 1}


def separate(folder: Path) -> None:
    """Moves what is a line of one register into a second one of the same kind."""
    consents(folder, "a")
    (folder / "separate.jsonl").write_text((folder / "consent.jsonl").read_text().replace('"a"', '"b"'))
    manifest = json.loads((folder / "manifest.json").read_text())
    manifest["sources"][0]["personal_information"]["separate_consent"] = {"path": "separate.jsonl"}
    (folder / "manifest.json").write_text(json.dumps(manifest))


def test_a_second_register_of_a_kind_leaves_no_old_rows_of_either(tmp_path: Path, audited: Audited) -> None:
    separate(tmp_path)
    assert audited() == ["consent", "consent"]
    assert rows(tmp_path) == {"register": 3, "consent": 2, "opt_out": 1}
    (tmp_path / "separate.jsonl").write_text("")
    assert audited() == ["consent", "consent"]
    assert rows(tmp_path) == {"register": 3, "consent": 1, "opt_out": 1}


def test_another_key_reads_everything_again(tmp_path: Path, audited: Audited) -> None:
    (tmp_path / "manifest.duckdb.key").unlink()
    assert audited() == ["consent", "opt_out"]
    assert rows(tmp_path) == {"register": 2, "consent": 2, "opt_out": 1}


@pytest.mark.parametrize("module", [keys, masking, registers], ids=lambda module: module.__name__)
def test_what_another_version_kept_of_a_register_is_read_again(
    audited: Audited, monkeypatch: pytest.MonkeyPatch, module: Any
) -> None:
    monkeypatch.setattr(module, "VERSION", module.VERSION + 1)
    assert audited() == ["consent", "opt_out"]
    assert audited() == []


def test_a_reading_that_breaks_off_leaves_no_rows(
    tmp_path: Path, audited: Audited, monkeypatch: pytest.MonkeyPatch
) -> None:
    consents(tmp_path, "a", "b", "c")
    read = registers.read

    def broken(loaded: Any, reference: Any, secret: bytes) -> Iterator[Any]:
        yield next(iter(read(loaded, reference, secret)))
        raise KeyboardInterrupt

    monkeypatch.setattr(registers, "read", broken)
    with pytest.raises(KeyboardInterrupt):
        audited()
    assert rows(tmp_path) == {"register": 1, "consent": 0, "opt_out": 1}
    monkeypatch.setattr(registers, "read", read)
    audited()
    assert rows(tmp_path) == {"register": 2, "consent": 3, "opt_out": 1}
