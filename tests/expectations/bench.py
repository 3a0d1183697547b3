"""A catalogue to judge in tests: the tables and views of the product, filled so that nothing is wrong."""

from __future__ import annotations

import dataclasses
import datetime as dt
from functools import cache
from pathlib import Path

import duckdb

from expectations.judge import judge
from expectations.labels import COLUMNS
from expectations.rulebook import Rulebook, load
from expectations.verdict import Verdict

ROOT = Path(__file__).parents[2]
TODAY = dt.date(2026, 1, 15)


@cache
def rulebook() -> Rulebook:
    return load("cn-interim-measures-2023")


def empty() -> duckdb.DuckDBPyConnection:
    """A catalogue that nothing was ever written to."""
    con = duckdb.connect(":memory:", config={"python_enable_replacements": "false"})
    con.execute((ROOT / "provenance" / "catalogue.sql").read_text("utf-8"))
    con.execute("SET TimeZone = 'UTC'")
    return con


def sound() -> duckdb.DuckDBPyConnection:
    """A catalogue in which every control passes or does not apply."""
    con = empty()
    con.execute((Path(__file__).parent / "sound.sql").read_text("utf-8"))
    for name in sorted(rulebook().labels.searched_by):
        con.execute("INSERT OR IGNORE INTO t_scanner VALUES (?, 1, 'personal')", [name])
    con.execute(
        "INSERT INTO t_stamp SELECT shard, scanner, version FROM t_shard, t_scanner ANTI JOIN t_stamp USING (scanner)"
    )
    marks = ", ".join("?" * len(COLUMNS))
    con.executemany(
        f"INSERT INTO t_label_class ({', '.join(COLUMNS)}) VALUES ({marks})", [c.row for c in rulebook().labels.rows]
    )
    return con


def only(rule: str) -> Rulebook:
    """The rulebook with one control, and the one that decides whether it applies."""
    book = rulebook()
    kept = {name: r for name, r in book.rules.items() if name in (rule, book.applicability.rule)}
    return dataclasses.replace(book, rules=kept)


def verdict(con: duckdb.DuckDBPyConnection, rule: str, book: Rulebook | None = None) -> Verdict:
    return next(v for v in judge(con, book or only(rule), TODAY) if v.control == rule)


def codes(v: Verdict) -> set[str]:
    return {reason.code for reason in v.reasons}
