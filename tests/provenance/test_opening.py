"""What the package shows of itself, and an audit as a value again from its catalogue."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import duckdb
import pytest

import provenance
from provenance.notebook import Audit
from tests.provenance.report_sample import empty_catalogue

MANIFEST = """
provenance: 1
dataset: {id: small, version: "1", title: Small}
sources:
  - id: web
    type: self_collected
    shards: [{path: web.jsonl, columns: {text: text, id: id}}]
"""


@pytest.fixture
def made(tmp_path: Path) -> Audit:
    tmp_path.joinpath("web.jsonl").write_text('{"id": "1", "text": "A page about tea."}\n', "utf-8")
    tmp_path.joinpath("manifest.yaml").write_text(MANIFEST, "utf-8")
    return provenance.audit(tmp_path / "manifest.yaml", as_of=dt.date(2026, 11, 20), jobs=1)


def test_it_is_the_same_audit_and_changes_nothing(made: Audit) -> None:
    before = made.catalogue.read_bytes()
    again = provenance.open(str(made.catalogue))
    assert again == made
    assert again.decision == made.decision == "refused"
    assert again.report("json") == made.report("json")
    assert made.catalogue.read_bytes() == before


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ("UPDATE t_meta SET value = '1' WHERE name = 'schema'", "is not a catalogue of schema 5"),
        ("UPDATE t_run SET status = 'running'", "its last audit did not end"),
        ("UPDATE t_run SET status = 'splendid'", "holds no judgement that this version knows"),
        ("DELETE FROM t_run", "holds no audit"),
        ("UPDATE t_run SET rulebook_digest = repeat('0', 64)", "was judged by another state of the rulebook"),
        ("UPDATE t_run SET rulebook = 'theirs'", "name its file as `rulebook`"),
        ("DROP VIEW run", "is a database, but not a catalogue"),
    ],
)
def test_what_is_no_finished_audit_is_refused_by_name(made: Audit, changes: str, message: str) -> None:
    with duckdb.connect(str(made.catalogue)) as con:
        con.execute(changes)
    with pytest.raises(provenance.InputError, match=message) as caught:
        provenance.open(made.catalogue)
    assert str(made.catalogue) in str(caught.value)


def test_what_is_no_catalogue_is_refused_by_name(tmp_path: Path) -> None:
    text, empty = tmp_path / "text.duckdb", tmp_path / "empty.duckdb"
    text.write_text("not a database", "utf-8")
    empty_catalogue(empty).close()
    for path, message in (
        (text, "is not a catalogue"),
        (empty, "is not a catalogue of schema"),
        (tmp_path / "no", "no such file"),
    ):
        with pytest.raises(provenance.InputError, match=message):
            provenance.open(path)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["empty.duckdb", "text.duckdb"]


def test_the_package_shows_what_is_public() -> None:
    shown = [name for name in dir(provenance) if not name.startswith("_")]
    assert shown == sorted(provenance.__all__) == ["Audit", "InputError", "RulebookError", "audit", "open"]
    assert all(callable(getattr(provenance, name)) for name in shown)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        provenance.nothing  # noqa: B018
