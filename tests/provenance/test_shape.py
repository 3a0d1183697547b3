"""A catalogue that is opened again has the tables and views of this version, whatever was done to it meanwhile."""

from __future__ import annotations

from pathlib import Path

import pytest

from provenance import shape
from provenance.catalogue import Catalogue
from provenance.connection import connect


@pytest.fixture
def path(tmp_path: Path) -> Path:
    Catalogue(tmp_path / "c.duckdb").close()
    return tmp_path / "c.duckdb"


@pytest.fixture
def built(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """An entry for each time that `catalogue.sql` is run."""
    runs: list[bool] = []
    build = shape.build
    monkeypatch.setattr(shape, "build", lambda con: runs.append(True) or build(con))
    return runs


def views(path: Path) -> dict[str, str]:
    with connect(path, read_only=True) as con:
        return dict(con.execute("SELECT view_name, sql FROM duckdb_views() WHERE NOT internal").fetchall())


def test_what_stands_is_not_made_again(path: Path, built: list[bool]) -> None:
    before = views(path)
    Catalogue(path).close()
    assert built == []
    assert views(path) == before


@pytest.mark.parametrize(
    "change",
    [
        "CREATE OR REPLACE VIEW finding AS SELECT * FROM document WHERE false",
        "DROP VIEW coverage",
        "CREATE VIEW more AS SELECT 1 AS a",
        "DROP TABLE t_label CASCADE",
        "DROP TABLE t_waiver",
        "DELETE FROM t_meta WHERE name = 'shape'",
        "UPDATE t_meta SET value = '' WHERE name = 'shape'",
    ],
)
def test_what_was_changed_is_made_again(path: Path, built: list[bool], change: str) -> None:
    before = views(path)
    with connect(path) as con:
        con.execute(change)
    Catalogue(path).close()
    assert built == [True]
    assert before.items() <= views(path).items()
    with connect(path, read_only=True) as con:
        assert [con.execute(f"SELECT * FROM {view}").fetchall() for view in before]
    Catalogue(path).close()
    assert built == [True]


@pytest.mark.parametrize("other", ["text", "database"])
def test_another_text_or_database_makes_it_again(
    path: Path, built: list[bool], monkeypatch: pytest.MonkeyPatch, other: str
) -> None:
    if other == "text":
        text = shape._text() + "\nCREATE OR REPLACE VIEW reveal_log AS SELECT finding_id FROM t_reveal;"
        monkeypatch.setattr(shape, "_text", lambda: text)
    else:
        monkeypatch.setattr("duckdb.__version__", "0")
    Catalogue(path).close()
    assert built == [True]
    assert ("SELECT finding_id FROM t_reveal" in views(path)["reveal_log"]) is (other == "text")


def test_a_text_that_breaks_leaves_what_stood(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = views(path)
    text = shape._text()
    monkeypatch.setattr(shape, "_text", lambda: "DROP VIEW coverage; SELECT nothing FROM nowhere;")
    with pytest.raises(Exception, match="nowhere"):
        Catalogue(path)
    monkeypatch.setattr(shape, "_text", lambda: text)
    assert views(path) == before
