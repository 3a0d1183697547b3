"""The tables and views of a catalogue: made where they are missing, and again where they are not what `catalogue.sql` says."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

import duckdb

from provenance.canonical import digest_of
from provenance.connection import SCHEMA_VERSION

_EXCLUDED = re.compile(r"EXCLUDE \(([^()]*)\)")
"""What a star leaves out, which DuckDB shows in another order each time that it reads it."""


def is_present(connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether this version of DuckDB ran this `catalogue.sql` here, and shows the same tables and views since."""
    try:
        known = connection.execute("SELECT value FROM t_meta WHERE name = 'shape'").fetchall()
    except duckdb.CatalogException:
        return False
    return known == [(_digest(connection),)]


def build(connection: duckdb.DuckDBPyConnection) -> None:
    """Runs `catalogue.sql`; to be called in a transaction."""
    connection.execute(_text())
    connection.execute("INSERT OR IGNORE INTO t_meta VALUES ('schema', ?)", [SCHEMA_VERSION])
    connection.execute("INSERT OR REPLACE INTO t_meta VALUES ('shape', ?)", [_digest(connection)])


def _digest(connection: duckdb.DuckDBPyConnection) -> str:
    """Of all that a query meets here, so that a view that somebody replaced is noticed."""
    tables = connection.execute("SELECT table_name, sql FROM duckdb_tables()").fetchall()
    views = connection.execute("SELECT view_name, sql FROM duckdb_views() WHERE NOT internal").fetchall()
    shown = sorted((name, _EXCLUDED.sub(_ordered, sql)) for name, sql in [*tables, *views])
    return digest_of([duckdb.__version__, _text(), shown])


def _ordered(excluded: re.Match[str]) -> str:
    return f"EXCLUDE ({', '.join(sorted(excluded[1].split(', ')))})"


@cache
def _text() -> str:
    return (files("provenance") / "catalogue.sql").read_text("utf-8")
