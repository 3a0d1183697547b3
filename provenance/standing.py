"""Whether the verdicts of the last audit stand: whether everything that a judgement reads is what it was.

A judgement is a function of the catalogue, the rulebook, the day and our code. Where a digest over all of these is the one that the last
audit left with its verdicts, judging again could only give them again. Small tables are digested by SHA-256, row by row; those that
grow with the data by their number of rows and two sums over DuckDB's hash of each, since what is in them follows from the digests of
shards and registers, which the small tables hold.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import duckdb

from provenance.canonical import digest_of

if TYPE_CHECKING:
    import datetime as dt

    from expectations.rulebook import Rule, Rulebook

JUDGEMENT = ("t_verdict", "t_source_verdict", "t_reason", "t_measure")
"""Tables that hold what was judged."""

UNREAD = frozenset({"t_run", "t_sketch", *JUDGEMENT})
"""Tables that no view of a control reads."""

LARGE = frozenset(
    {
        "t_document",
        "t_finding",
        "t_turns_fourteen",
        "t_licence_detection",
        "t_aigc_label",
        "t_annotation",
        "t_identity",
        "t_name_sample",
        "t_quarantine",
        "t_stamp",
        "t_collected_item",
    }
    | {"t_consent", "t_opt_out", "t_near_pair", "t_duplicate", "t_work_match", "t_repeated"}
)
"""Tables that grow with the data."""


def basis(connection: duckdb.DuckDBPyConnection, law: Rulebook, day: dt.date) -> str:
    """A digest over everything that verdicts depend on, as it is now."""
    code = [version("provenance-auditor"), duckdb.__version__, _code()]
    found = connection.execute("SELECT table_name FROM duckdb_tables() WHERE NOT temporary").fetchall()
    read = sorted({name for (name,) in found} - UNREAD)
    return digest_of([day, code, _law(law), _content(connection, read)])


def judged(connection: duckdb.DuckDBPyConnection) -> str:
    """A digest over what was judged, as the catalogue holds it."""
    return digest_of(_content(connection, JUDGEMENT))


def _content(connection: duckdb.DuckDBPyConnection, tables: Iterable[str]) -> list[tuple[Any, ...]]:
    """In one query, because planning many takes longer than reading the tables."""
    parts = (_large(name) if name in LARGE else _small(name) for name in tables)
    return connection.execute(" UNION ALL ".join(parts) + " ORDER BY ALL").fetchall()


def _large(table: str) -> str:
    sums = "sum(hash(r))::VARCHAR || ' ' || bit_xor(hash(r))::VARCHAR"
    return f"SELECT '{table}' AS name, count(*) AS n, {sums} AS content FROM {table} r"  # noqa: S608 - a table of ours


def _small(table: str) -> str:
    where = "WHERE name NOT IN ('judged')" if table == "t_meta" else ""
    rows = "string_agg(to_json(r)::VARCHAR, chr(10) ORDER BY to_json(r)::VARCHAR)"
    return f"SELECT '{table}' AS name, count(*) AS n, sha256({rows}) AS content FROM {table} r {where}"  # noqa: S608 - the same


def _law(law: Rulebook) -> list[Any]:
    decides = law.applicability
    return [law.digest, decides.rule, decides.measure, [_rule(rule) for rule in law.rules.values()]]


def _rule(rule: Rule) -> list[Any]:
    control = rule.control
    sections = [(s.name, s.sql, s.columns) for s in control.sections.values()]
    values = {p.name: p.value for p in rule.parameters.values()}
    return [rule.id, rule.carve_out, control.name, control.needs, control.empty, sections, values]


@cache
def _code() -> str:
    """Of the judge, its queries, and what makes rows of its verdicts."""
    digest = hashlib.sha256()
    for name, content in sorted(_sources()):
        digest.update(f"{name}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()


def _sources() -> Iterator[tuple[str, bytes]]:
    judge = files("expectations")
    for folder in (judge, judge / "queries"):
        yield from ((f.name, f.read_bytes()) for f in folder.iterdir() if f.name.endswith((".py", ".sql")))
    yield "verdicts", (files("provenance") / "verdicts.py").read_bytes()
