"""One value that holds all a report says, in a fixed order; HTML, Markdown and JSON are renderings of it.

Built from the catalogue's views and the rulebook. It holds no time of day, no absolute path, no number of a run and no text of a
record, so that the same input gives the same bytes. Every table names the query that made it, and `queries` holds their SQL.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from expectations.snapshot import snapshot
from provenance.reports.exemption import exemption
from provenance.reports.gaps import left, shared_gaps
from provenance.reports.judgement import by_control, clauses, controls, decision
from provenance.reports.law import Law, law
from provenance.reports.runnable import sections
from provenance.reports.scope import scope
from provenance.reports.tables import Row, one, rows, statements, table
from provenance.reports.wording import wording

if TYPE_CHECKING:
    import duckdb

    from expectations.rulebook import Rulebook

SCHEMA = "provenance-report/1"
JUDGED = ("verdicts", "source_verdicts", "reasons", "telling", "measures", "waivers")
TABLES = ("sources", "licences", "origins", "findings", "evidence", "registers", "defects", "waivers")


def facts(con: duckdb.DuckDBPyConnection, rulebook: Rulebook) -> dict[str, Any]:
    """The report as one JSON-ready value of schema `provenance-report/1` (docs/report.md).

    `con` may be read-only; `rulebook` is the one that was judged by. Raises `duckdb.Error` where a view is missing.
    """
    own = con.cursor()  # the caller's connection keeps its open result and its views
    try:
        with snapshot(own):
            return _facts(own, rulebook)
    finally:
        own.close()


def _facts(con: duckdb.DuckDBPyConnection, rulebook: Rulebook) -> dict[str, Any]:
    text = law(rulebook)
    named = table(con, "deciders")
    judged = controls(text, {name: by_control(rows(con, name)) for name in JUDGED}, named["rows"])
    basis, scanners, subject = one(con, "basis"), table(con, "scanners"), one(con, "subject")
    gaps = shared_gaps(text, rows(con, "shared_gaps"))
    return {
        "schema": SCHEMA,
        "subject": subject,
        "basis": basis | text.head | {"documents": text.documents, "scanners": scanners},
        "outcome": {
            "query": "verdicts",
            **decision(judged),
            "evidence_own": left(judged, gaps),
            "exemption": exemption(judged, subject, rulebook.applicability.rule),
            "shared_gaps": gaps,
        },
        "scope": scope(text, scanners["rows"]),
        "reading": table(con, "reading"),
        "quarantine": table(con, "quarantine"),
        "clauses": {"query": "verdicts", "rows": clauses(text, judged)},
        **{name: table(con, name) for name in TABLES},
        "deciders": named,
        "duplicates": {name: table(con, f"duplicate_{name}") for name in ("groups", "examples")},
        "works": {name: table(con, f"work_{name}") for name in ("groups", "examples")},
        "coverage": table(con, "coverage"),
        "unexamined": table(con, "unexamined"),
        "passed_over": table(con, "passed_over"),
        "limits": list(wording()["limits"]),
        "queries": queries(text, basis["as_of"]),
    }


def queries(text: Law, as_of: str | None) -> list[Row]:
    """The report's own queries, then each section of every control of the rulebook as `control:ID/SECTION`. Each is one statement that
    runs as it stands, for the day of judgement."""
    own = [{"id": name, "sql": body.strip()} for name, body in statements().items()]
    return own + [query for rule in text.rulebook.rules.values() for query in sections(rule, as_of)]
