"""The reasons on the first page: every open decision and gap is there, and the command line names the same reason as the report."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from provenance.commands.judging import lines
from provenance.notebook import Audit
from provenance.reports.formats import renderers
from tests.provenance.report_sample import built, empty_catalogue, fill_sample, sample_rulebook

OPEN = """INSERT INTO t_reason VALUES
  ('A7-1.06', 'crawl', 'review', 'terms_to_weigh', NULL, NULL, 3, '{}'),
  ('A7-1.06', 'wiki', 'review', 'terms_to_weigh', NULL, NULL, 8, '{}'),
  ('A7-1.06', 'wiki', 'unproven', 'unread_shards', NULL, NULL, 1, '{}'), ('A7-3.07', 'crawl', 'review', 'covered', NULL, NULL, 1, '{}')"""
GENERAL = """INSERT INTO t_reason VALUES ('A7-1.03', 'wiki', 'unproven', 'documents_incomplete', NULL, NULL, 90, '{}'),
  ('A7-1.03', 'wiki', 'unproven', 'no_licence_text', NULL, NULL, 4, '{}')"""


def control(value: dict[str, Any], name: str) -> dict[str, Any]:
    (found,) = (c for clause in value["clauses"]["rows"] for c in clause["controls"] if c["control"] == name)
    return dict(found)


def test_open_decisions_and_gaps_of_a_failed_control_are_told() -> None:
    outcome = built(OPEN)["outcome"]
    assert (outcome["undecided"], outcome["decisions_open"]) == (["A7-1.13"], ["A7-1.06", "A7-1.13"])
    assert (outcome["missing"], outcome["evidence_open"]) == (["A7-1.03", "A7-4.01"], ["A7-1.03", "A7-1.06", "A7-4.01"])


@pytest.mark.parametrize("name", ["html", "markdown"])
def test_the_first_page_lists_them(name: str) -> None:
    page = renderers()[name](built(OPEN)).replace("\\", "").split("训练数据审计报告")[-1 if name == "html" else 1]
    front = page.split("使用具有合法来源")[0]
    assert "terms_to_weigh" in front
    assert "Shards were not read" in front or "有分片未读取" in front or "unread_shards" in front
    assert "covered" not in front


def test_what_a_waiver_covers_is_not_told() -> None:
    assert control(built(OPEN), "A7-3.07")["telling"] == []


def test_a_reason_stands_with_the_source_of_the_most_things() -> None:
    (told,) = (r for r in control(built(OPEN), "A7-1.06")["telling"] if r["outcome"] == "review")
    assert (told["source"], told["n"], told["sources"]) == ("wiki", 11, 2)


def test_the_reason_of_the_control_stands_before_a_general_one() -> None:
    told = control(built(GENERAL), "A7-1.03")["telling"]
    assert [(r["code"], r["source"]) for r in told] == [("no_licence_text", "wiki"), ("documents_incomplete", "wiki")]
    assert told[0]["text"]["en"] == "Source wiki has no licence text"


def test_the_command_line_names_the_reason_of_the_report(tmp_path: Path) -> None:
    with empty_catalogue(tmp_path / "c.duckdb") as con:
        fill_sample(con)
        con.execute(OPEN)
        con.execute(GENERAL)
    audit = Audit(tmp_path / "c.duckdb", sample_rulebook(), 10)
    value = audit.facts()
    named = {line.control: (line.outcome, line.reason) for line in lines(audit)}
    assert named["A7-3.07"] == ("waived", "identifier_left")
    for name in ("A7-1.03", "A7-1.06", "A7-1.13"):
        outcome, reason = named[name]
        assert reason == next(r["code"] for r in control(value, name)["telling"] if r["outcome"] == outcome)
    told = next(line for line in lines(audit, "zh") if line.control == "A7-1.03")
    assert told.sentence == "来源 wiki 没有许可文本"
