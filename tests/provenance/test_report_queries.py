"""The queries that a report prints: each is one statement that runs as it stands."""

from __future__ import annotations

import datetime as dt

import duckdb

from expectations.rulebook import load
from provenance.reports.facts import facts
from provenance.reports.runnable import bound
from provenance.reports.tables import statements
from tests.provenance.report_sample import empty_catalogue, fill_sample, sample_rulebook


def test_every_query_of_a_report_runs_as_it_is_printed() -> None:
    with empty_catalogue() as con:
        fill_sample(con)
        for book in (sample_rulebook(), load("cn-interim-measures-2023")):
            printed = facts(con, book)["queries"]
            sections = {
                f"control:{rule.id}/{section}" for rule in book.rules.values() for section in rule.control.sections
            }
            assert {query["id"] for query in printed} == sections | set(statements())
            for query in printed:
                (statement,) = con.extract_statements(query["sql"])
                con.execute(statement).fetchall()


def test_a_printed_query_gives_what_the_judge_binds() -> None:
    values = {"day": dt.date(2026, 11, 20), "rate": 0.1, "most": 3, "names": ("a'b", "c"), "word": "x'; --", "on": True}
    sql = "SELECT $day, $rate, $most, $names, $word, $on, typeof($rate), '$most' -- $most"
    with duckdb.connect(":memory:") as con:
        assert con.execute(bound(sql, values)).fetchall() == [
            (dt.date(2026, 11, 20), 0.1, 3, ["a'b", "c"], "x'; --", True, "DOUBLE", "$most")
        ]
