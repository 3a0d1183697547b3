"""Runs the report's queries and makes their rows fit to be published: plain JSON values, no absolute path, no telling identifier."""

from __future__ import annotations

import datetime as dt
import functools
import math
import re
from collections.abc import Mapping
from importlib.resources import files
from pathlib import PurePosixPath, PureWindowsPath
from typing import TYPE_CHECKING, Any

from provenance.reports.people import shown

if TYPE_CHECKING:
    import duckdb

Row = dict[str, Any]

PATHS = frozenset({"path", "other_path"})
IDS = frozenset({"id", "other_id"})
PEOPLE = frozenset({"declared_by", "owner", "assessor"})
PLAIN_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:/+-]{0,127}")
LONG_NUMBER = re.compile(r"\d(?:[._:/+-]?\d){10}")


@functools.cache
def statements() -> Mapping[str, str]:
    """Query id -> SQL text, of every file in `queries`, in the order of their ids."""
    folder = files("provenance.reports").joinpath("queries")
    found = sorted((f for f in folder.iterdir() if f.name.endswith(".sql")), key=lambda f: f.name)
    return {f.name.removesuffix(".sql"): f.read_text(encoding="utf-8") for f in found}


def rows(con: duckdb.DuckDBPyConnection, query: str) -> list[Row]:
    """The rows of one query of ours, as JSON values. Raises `KeyError` for an unknown id."""
    names, found = _run(con, query)
    return [{n: publishable(n, v) for n, v in zip(names, row, strict=True)} for row in found]


def one(con: duckdb.DuckDBPyConnection, query: str) -> Row:
    """The first row of a query together with the query's id; where there is none, every column is None."""
    names, found = _run(con, query)
    row = found[0] if found else (None,) * len(names)
    return {"query": query, **{n: publishable(n, v) for n, v in zip(names, row, strict=True)}}


def _run(con: duckdb.DuckDBPyConnection, query: str) -> tuple[list[str], list[tuple[Any, ...]]]:
    result = con.execute(statements()[query])
    return [column[0] for column in result.description or ()], result.fetchall()


def table(con: duckdb.DuckDBPyConnection, query: str) -> Row:
    """`{"query": id, "rows": [...]}`."""
    return {"query": query, "rows": rows(con, query)}


def publishable(name: str, value: object) -> Any:
    """The value as JSON may hold it; paths relative, ids only where they cannot be an identifier of a person."""
    if isinstance(value, str):
        return _publishable_text(name, value)
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, list | tuple):
        return [publishable(name, v) for v in value]
    return value


def _publishable_text(name: str, value: str) -> str | None:
    if name in PATHS:
        return relative(value)
    if name in IDS:
        return harmless_id(value)
    return shown(value) if name in PEOPLE else value


def relative(path: str) -> str:
    """A path that says nothing of the machine: an absolute one, or one that climbs, keeps its file name only."""
    pure = PureWindowsPath(path) if "\\" in path or re.match(r"[A-Za-z]:", path) else PurePosixPath(path)
    if pure.is_absolute() or pure.drive or pure.root or ".." in pure.parts:
        return f"…/{pure.name}"
    return path


def harmless_id(value: str) -> str | None:
    """The record's id, or None where its shape could hide a number, an address or a sentence: the place says enough then."""
    plain = PLAIN_ID.fullmatch(value) and "://" not in value and not LONG_NUMBER.search(value)
    return value if plain else None
