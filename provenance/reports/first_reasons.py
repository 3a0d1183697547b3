"""What a table of verdicts says of each control in words: its clause, its title and its first reason."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from provenance.reports.facts import JUDGED
from provenance.reports.judgement import by_control, controls
from provenance.reports.law import law
from provenance.reports.tables import Row, rows
from provenance.reports.wording import LANGUAGES

if TYPE_CHECKING:
    import duckdb

    from expectations.rulebook import Rulebook


def words(con: duckdb.DuckDBPyConnection, rulebook: Rulebook) -> Mapping[str, Row]:
    """Control -> `clause`, `title_en`, `title_zh`, `reason_en`, `reason_zh`; no clause for a control that the rulebook does not hold, no
    reason for one that passed. The sentences are those of the report."""
    first = dict(con.execute("SELECT control, reason FROM verdict").fetchall())
    judged = controls(law(rulebook), {name: by_control(rows(con, name)) for name in JUDGED})
    return {c["control"]: _words(c, first.get(c["control"])) for c in judged}


def _words(control: Row, first: str | None) -> Row:
    texts = [text["text"] for reason in control["reasons"] if reason["code"] == first for text in reason["texts"]]
    reason = texts[0] if texts else dict.fromkeys(LANGUAGES, first)
    return {
        "clause": control["clause"],
        **{f"title_{lang}": control["title"][lang] for lang in LANGUAGES},
        **{f"reason_{lang}": reason[lang] for lang in LANGUAGES},
    }
