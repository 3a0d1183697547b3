"""docs/catalogue.md says of every view and column what the database has, and its examples run."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from provenance.catalogue import connect
from provenance.listing import shard_number
from provenance.notebook import Audit
from tests.expectations.bench import ROOT, empty
from tests.proofs.corpus import Corpus

PAGE = ROOT.joinpath("docs", "catalogue.md").read_text("utf-8")
ROW = re.compile(r"^\| `(\w+)` \| (.+?) \| (.+) \| (.+?) \|$", re.MULTILINE)
SQL = re.findall(r"```sql\n(.*?)```", PAGE, re.DOTALL)
PYTHON = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
CONTRACT = {
    "document": ("shard", "row", "id"),
    "finding": ("shard", "row", "scanner", "label", "start", "stop", "score"),
    "work_match": ("shard", "row", "work_shard", "work_row", "start", "stop", "work_start", "work_stop"),
    "licence_detection": ("shard", "row", "start", "stop", "expression", "score"),
    "duplicate": ("shard", "row", "other_shard", "other_row", "similarity"),
}
"""What is measured from outside."""


def told() -> dict[str, list[tuple[str, str, str, str]]]:
    """View -> its columns: name, type, meaning, what null means."""
    sections = re.split(r"^### (\w+)\n", PAGE, flags=re.MULTILINE)[1:]
    return {
        view: ROW.findall(re.split(r"^## ", text, flags=re.MULTILINE)[0])
        for view, text in zip(sections[::2], sections[1::2], strict=True)
    }


@pytest.fixture(scope="module")
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    with empty() as con:
        yield con


def test_every_view_is_told_and_every_view_told_is_there(con: duckdb.DuckDBPyConnection) -> None:
    views = con.execute("SELECT view_name FROM duckdb_views() WHERE NOT internal").fetchall()
    assert sorted(told()) == sorted(view for (view,) in views)


@pytest.mark.parametrize("view", told())
def test_columns_with_name_type_and_order(con: duckdb.DuckDBPyConnection, view: str) -> None:
    found = con.execute(
        "SELECT column_name, data_type FROM information_schema.columns WHERE table_name = ? ORDER BY ordinal_position",
        [view],
    ).fetchall()
    assert [(name, kind) for name, kind, _, _ in told()[view]] == found


@pytest.mark.parametrize("view", told())
def test_what_is_never_null_is_not(pristine: Corpus, hostile_audit: Audit, view: str) -> None:
    never = [name for name, _, _, null in told()[view] if null == "never"]
    nulls = " OR ".join(f'"{name}" IS NULL' for name in never)
    for catalogue in (pristine.catalogue, hostile_audit.catalogue):
        with connect(catalogue, read_only=True) as con:
            assert con.execute(f"SELECT count(*) FROM {view} WHERE {nulls}").fetchall() == [(0,)]


@pytest.mark.parametrize("view", CONTRACT)
def test_what_is_measured_from_outside_is_promised(view: str) -> None:
    assert set(CONTRACT[view]) <= {name for name, _, _, _ in told()[view]}
    promise = re.sub(r"\s+", " ", PAGE)
    assert f"`{view}({', '.join(CONTRACT[view])})`" in promise


@pytest.mark.parametrize("query", SQL)
def test_the_examples_run(pristine: Corpus, query: str) -> None:
    with connect(pristine.catalogue, read_only=True) as con:
        assert con.execute(query).description


def test_the_schema_version_is_the_one_told(pristine: Corpus) -> None:
    with connect(pristine.catalogue, read_only=True) as con:
        ((version,),) = con.execute("SELECT value FROM t_meta WHERE name = 'schema'").fetchall()
    assert f"gives the version (now {version})" in PAGE


def test_the_digest_of_a_known_value_finds_its_records(pristine: Corpus) -> None:
    (code,) = PYTHON
    names: dict[str, list[tuple[str, int, int]]] = {}
    before = Path.cwd()
    os.chdir(pristine.folder)
    try:
        exec(code, names)  # type: ignore[arg-type]  # a test double, or a value from outside
    finally:
        os.chdir(before)
    assert {source for source, _, _ in names["rows"]} == {"chats-in-order"}


def test_equal_numbers_name_equal_shards(pristine: Corpus) -> None:
    """The number of a shard is the same in every catalogue, as the page says."""
    with connect(pristine.catalogue, read_only=True) as con:
        rows = con.execute("SELECT shard, source, path FROM shard").fetchall()
    assert rows
    assert all(shard == shard_number(source, path) for shard, source, path in rows)
