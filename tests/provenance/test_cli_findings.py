"""`provenance findings`: what it lists, in which form, and that a misspelt filter is no absence of findings."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from provenance.commands.findings import HEADS
from tests.provenance.cli_runs import EMAIL, MOBILE, PLACE, audited, inside, run, visible

CATALOGUE = "manifest.duckdb"


@pytest.fixture(scope="module", autouse=True)
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("findings")
    with inside(folder):
        audited(folder)
        yield folder


def held(where: str = "true") -> int:
    with duckdb.connect(CATALOGUE, read_only=True) as con:
        ((n,),) = con.execute(f"SELECT count(*) FROM finding WHERE {where}").fetchall()
    return int(n)


def rows(*options: str) -> list[dict[str, Any]]:
    said = run("findings", CATALOGUE, "--format", "jsonl", *options)
    assert said.code == 0
    return [json.loads(line) for line in said.out.splitlines()]


def test_every_finding_is_listed_once() -> None:
    found = rows("--limit", "0")
    assert len(found) == len({row["finding_id"] for row in found}) == held()
    assert Counter(row["label"] for row in found) == {
        "mainland_mobile": 7,
        "email": 6,
        "lossy_decode": 1,
        "address_cn": 7,
        "person_name": 6,
    }
    assert all(tuple(row) == HEADS for row in found)
    assert [(r["source"], r["path"], r["row"]) for r in found] == sorted(
        (r["source"], r["path"], r["row"]) for r in found
    )


@pytest.mark.parametrize(
    ("options", "where"),
    [
        (["--label", "email"], "label = 'email'"),
        (["--label", "email", "--label", "lossy_decode"], "label IN ('email', 'lossy_decode')"),
        (["--scanner", "encoding"], "scanner = 'encoding'"),
        (["--source", "papers"], "source = 'papers'"),
        (["--source", "papers", "--label", "mainland_mobile"], "source = 'papers' AND label = 'mainland_mobile'"),
    ],
)
def test_filters_keep_what_they_name(options: list[str], where: str) -> None:
    assert len(rows(*options)) == held(where) > 0


@pytest.mark.parametrize("name", ["label", "scanner", "source"])
def test_a_filter_for_what_there_is_not_is_wrong_usage(name: str) -> None:
    said = run("findings", CATALOGUE, f"--{name}", "nonsense")
    assert (said.code, said.out) == (2, "")
    assert f"there is no {name} 'nonsense'; there are " in " ".join(said.err.split())


def test_no_findings_are_said_to_be_none() -> None:
    said = run("findings", CATALOGUE, "--label", "bank_card")
    assert (said.code, said.out, said.err) == (0, "", "no findings\n")


def test_what_is_left_out_is_counted() -> None:
    said = run("findings", CATALOGUE, "--limit", "2", "--format", "csv")
    assert len(said.out.splitlines()) == 3
    assert said.err == f"2 of {held()} findings; --limit 0 lists all\n"
    assert run("findings", CATALOGUE, "--limit", str(held())).err == ""


def test_the_table_is_aligned_and_fit_to_be_copied_from() -> None:
    said = run("findings", CATALOGUE)
    head, *lines = said.out.splitlines()
    ids = [line.split()[0] for line in lines]
    assert ids == [row["finding_id"] for row in rows()]
    assert {line[: head.index("SCORE")].strip() for line in lines} == set(ids)
    assert [line.split()[-1] for line in lines if ":lossy_decode:" in line] == ["record"]


@pytest.mark.parametrize("form", ["table", "jsonl", "csv"])
def test_no_form_acts_on_the_terminal_or_shows_text(form: str) -> None:
    said = run("findings", CATALOGUE, "--format", form)
    assert visible(said)
    assert not [text for text in (MOBILE, EMAIL, PLACE) if text in said.out]
    assert "31m.jsonl" in said.out


def test_csv_has_the_same_rows_and_no_formula(folder: Path) -> None:
    def read() -> list[dict[str, str]]:
        return list(csv.DictReader(io.StringIO(run("findings", CATALOGUE, "--format", "csv").out)))

    assert [row["finding_id"] for row in read()] == [row["finding_id"] for row in rows()]
    with duckdb.connect(CATALOGUE) as con:
        ((path, shard),) = con.execute("SELECT path, shard FROM t_shard WHERE path LIKE '%plain%'").fetchall()
        con.execute("UPDATE t_shard SET path = '=HYPERLINK(1)' WHERE shard = ?", [shard])
    try:
        assert {row["path"] for row in read()} >= {"./=HYPERLINK(1)"}
        assert {row["path"] for row in rows()} >= {"=HYPERLINK(1)"}
    finally:
        with duckdb.connect(CATALOGUE) as con:
            con.execute("UPDATE t_shard SET path = ? WHERE shard = ?", [path, shard])
