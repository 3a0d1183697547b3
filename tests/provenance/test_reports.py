"""The reports: one value from the catalogue and the rulebook, the same bytes for the same input, nothing that must not be told."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from provenance.reports import as_html, as_markdown
from provenance.reports.facts import facts
from provenance.reports.formats import formats, renderers
from provenance.reports.tables import statements
from tests.provenance.report_page import Page
from tests.provenance.report_sample import built, empty_catalogue, sample_rulebook
from tests.provenance.report_schema import SCHEMA


@pytest.fixture(scope="module")
def sample() -> dict[str, Any]:
    return built()


def controls(value: dict[str, Any]) -> dict[str, Any]:
    return {c["control"]: c for clause in value["clauses"]["rows"] for c in clause["controls"]}


def test_facts_follow_their_schema(sample: dict[str, Any]) -> None:
    Draft202012Validator(SCHEMA).validate(json.loads(renderers()["json"](sample)))


def test_there_are_three_formats_with_their_endings() -> None:
    assert {name: module.suffix for name, module in formats().items()} == {
        "html": ".html",
        "json": ".json",
        "markdown": ".md",
    }


@pytest.mark.parametrize("name", ["html", "json", "markdown"])
def test_same_input_same_bytes(name: str) -> None:
    assert renderers()[name](built()) == renderers()[name](
        built("UPDATE t_run SET run = 99, started_at = now() - INTERVAL 1 DAY")
    )


@pytest.mark.parametrize("name", ["html", "json", "markdown"])
@pytest.mark.parametrize(
    "secret",
    [
        "/secret/home",
        "/srv/lake",
        "/home/someone",
        "someone@example.org",
        "13800138000",
        "138-0013-8000",
        "https://example.org/p/1",
    ],
)
def test_nothing_telling_is_told(name: str, secret: str, sample: dict[str, Any]) -> None:
    assert secret not in renderers()[name](sample)


@pytest.mark.parametrize("name", ["html", "markdown"])
@pytest.mark.parametrize("tag", ["<script>alert(1)</script>", "<script>alert(2)</script>", "<b>example.org</b>"])
def test_markup_in_names_stays_text(name: str, tag: str, sample: dict[str, Any]) -> None:
    text = renderers()[name](sample)
    assert tag not in text
    assert tag.replace("<", "&lt;").replace(">", "&gt;") in text


def test_the_language_is_switched_without_a_script(sample: dict[str, Any]) -> None:
    text = as_html.render(sample)
    assert text.count('type="radio" name="lang"') == 2
    assert "#lang-zh:checked~* .en,#lang-en:checked~* .zh{display:none}" in text
    assert text.count('class="zh" lang="zh-CN"') == text.count('class="en" lang="en"') - len(sample["clauses"]["rows"])


@pytest.mark.parametrize("name", ["html", "markdown"])
def test_the_report_never_says_compliant(name: str, sample: dict[str, Any]) -> None:
    text = re.sub(r"<pre>.*?</pre>", "", renderers()[name](sample), flags=re.DOTALL)
    assert not re.search(r"complian|符合|合规", text, flags=re.IGNORECASE)


def test_html_asks_for_nothing_outside(sample: dict[str, Any]) -> None:
    text = as_html.render(sample)
    page = Page(text)
    assert not page.fetching
    assert all(link.startswith("#") for link in page.links)
    assert "default-src 'none'" in text
    assert not re.search(r"url\(|@import|@font-face", text)


def test_every_link_of_the_html_leads_somewhere_once(sample: dict[str, Any]) -> None:
    page = Page(as_html.render(sample))
    assert len(page.ids) == len(set(page.ids))
    assert {link[1:] for link in page.links} <= set(page.ids)
    assert {f"q-{as_html.anchor(name)}" for name in statements() if not name.startswith("measures")} <= set(page.ids)


def test_every_number_in_a_table_cell_links_to_its_query(sample: dict[str, Any]) -> None:
    cells = re.findall(r'<td class="num">(.*?)</td>', as_html.render(sample), flags=re.DOTALL)
    bare = [cell for cell in cells if re.search(r"\d", re.sub(r"<[^>]*>", "", cell)) and 'href="#q-' not in cell]
    assert len(cells) > 20
    assert not bare


def test_every_table_names_a_query_that_the_report_prints(sample: dict[str, Any]) -> None:
    printed = {query["id"] for query in sample["queries"]}
    named = set(re.findall(r'"query": "([^"]+)"', renderers()["json"](sample)))
    assert named <= printed
    assert "control:A7-1.06/population" in named


UNWAIVED = "UPDATE t_verdict SET effective = outcome, waived = false; UPDATE t_source_verdict SET waived = false"
ALL_WAIVED = "UPDATE t_verdict SET effective = 'waived' WHERE outcome NOT IN ('pass', 'not_applicable')"
JUDGE_THE_LAST = (
    "INSERT INTO t_verdict BY NAME SELECT 'A7-4.01' AS control, 'pass' AS outcome, 'pass' AS effective, 1 AS population"
)
ALL_PASS = (
    "UPDATE t_verdict SET outcome = 'pass', effective = 'pass', failed = 0, unproven = 0, review = 0; "
    "UPDATE t_source_verdict SET outcome = 'pass', waived = false"
)
NOTHING_APPLIES = "UPDATE t_verdict SET outcome = 'not_applicable', effective = 'not_applicable'"
EVERYTHING = sorted(sample_rulebook().rules)


@pytest.mark.parametrize(
    ("changes", "decision", "broke", "missing", "undecided"),
    [
        pytest.param([], "refused", ["A7-1.06"], ["A7-1.03", "A7-4.01"], ["A7-1.13"], id="as judged"),
        pytest.param(
            [UNWAIVED],
            "refused",
            ["A7-1.06", "A7-3.07"],
            ["A7-1.03", "A7-4.01"],
            ["A7-1.13"],
            id="no waiver",
        ),
        pytest.param([ALL_WAIVED], "not_demonstrated", [], ["A7-4.01"], [], id="one was never judged"),
        pytest.param([ALL_WAIVED, JUDGE_THE_LAST], "passed_with_waivers", [], [], [], id="all waived"),
        pytest.param(["DELETE FROM t_verdict"], "not_demonstrated", [], EVERYTHING, [], id="nothing judged"),
        pytest.param([ALL_PASS, JUDGE_THE_LAST], "passed", [], [], [], id="everything passed"),
        pytest.param([JUDGE_THE_LAST, NOTHING_APPLIES], "not_demonstrated", [], [], [], id="nothing applies"),
    ],
)
def test_decision(
    changes: list[str], decision: str, broke: list[str], missing: list[str], undecided: list[str]
) -> None:
    outcome = built(*changes)["outcome"]
    assert (outcome["decision"], outcome["broke"]) == (decision, broke)
    assert (outcome["missing"], outcome["undecided"]) == (missing, undecided)


@pytest.mark.parametrize(
    ("stored", "told"), [("'waived'", None), ("'unproven'", "unproven"), ("NULL", "fail"), ("'fail'", "fail")]
)
def test_what_counts_after_waivers_is_what_the_catalogue_says(stored: str, told: str | None) -> None:
    value = controls(built(f"UPDATE t_verdict SET effective = {stored} WHERE control = 'A7-3.07'"))["A7-3.07"]
    assert (value["outcome"], value["effective"]) == ("fail", told)


def test_a_verdict_of_the_data_set_itself_stands_under_no_source() -> None:
    value = built("INSERT INTO t_source_verdict VALUES ('A7-1.06', NULL, 'unproven', 0, 0, 3, 0, false)")
    scopes = controls(value)["A7-1.06"]["not_passed"]
    assert [(s["source"], s["outcome"], s["failed"], s["unproven"]) for s in scopes] == [
        (None, "unproven", 0, 3),
        ("crawl", "fail", 2, 0),
    ]


def test_a_catalogue_with_nothing_in_it_is_not_a_pass() -> None:
    with empty_catalogue() as con:
        value = facts(con, sample_rulebook())
    assert value["outcome"]["decision"] == "not_demonstrated"
    for render in renderers().values():
        assert render(value)


def test_a_verdict_of_an_unknown_control_is_shown() -> None:
    value = built("INSERT INTO t_verdict BY NAME SELECT 'X-9' AS control, 'fail' AS outcome")
    assert "X-9" in value["outcome"]["broke"]
    assert 'id="c-X-9"' in as_html.render(value)


def test_waivers_show_whether_they_count(sample: dict[str, Any]) -> None:
    assert [(w["control"], w["in_force"]) for w in sample["waivers"]["rows"]] == [("A7-1.06", False), ("A7-3.07", True)]
    control = controls(sample)["A7-3.07"]
    assert (control["outcome"], control["effective"]) == ("fail", "pass")


def test_reasons_are_worded_from_the_rulebook(sample: dict[str, Any]) -> None:
    text = controls(sample)["A7-3.07"]["reasons"][0]["texts"][0]["text"]
    assert text == {"zh": "残留 居民身份号码，比例 12.5%，…", "en": "Resident identity number is left, rate 12.5%, …"}


def test_places_of_one_text_stand_together(sample: dict[str, Any]) -> None:
    (reason,) = controls(sample)["A7-1.06"]["reasons"]
    (text,) = reason["texts"]
    assert text["n"] == 2
    assert text["places"] == [{"path": "…/part-1.jsonl.zst", "row": 1}, {"path": "crawl/part-0.jsonl.zst", "row": 0}]


def test_a_thousand_places_leave_the_report_short() -> None:
    many = "INSERT INTO t_reason SELECT 'A7-1.06', 'crawl', 'fail', 'disallowed_by_robots', 1, i, 1, '{}' FROM range(1000) r(i)"
    (reason,) = controls(built(many))["A7-1.06"]["reasons"]
    assert reason["n"] == 1002
    assert sum(len(text["places"]) for text in reason["texts"]) <= 40


def test_unread_shards_and_set_aside_parts_are_told(sample: dict[str, Any]) -> None:
    corpus = next(r for r in sample["reading"]["rows"] if r["role"] == "corpus")
    assert (corpus["shards"], corpus["shards_whole"], corpus["shards_in_part"], corpus["shards_unread"]) == (4, 2, 1, 1)
    assert {(q["source"], q["reason"]) for q in sample["quarantine"]["rows"]} == {
        ("crawl", "bad_json"),
        ("wiki", "wrong_magic"),
    }


def test_markdown_tables_keep_their_columns(sample: dict[str, Any]) -> None:
    for block in re.findall(r"(?:^\|.*\|\n)+", as_markdown.render(sample), flags=re.MULTILINE):
        assert len({len(re.findall(r"(?<!\\)\|", line)) for line in block.splitlines()}) == 1


def test_markdown_speaks_chinese_first_and_one_language_if_asked(sample: dict[str, Any]) -> None:
    text = as_markdown.render(sample)
    assert text.index("训练数据审计报告") < text.index("Training data audit report")
    assert "训练数据审计报告" not in as_markdown.render(sample, "en")


def test_markdown_says_what_a_measure_is_of_and_that_there_are_more() -> None:
    many = """INSERT INTO t_measure
        SELECT 'A7-3.07', 'crawl', 'findings', i, json_object('label', 'kind_' || i) FROM range(1, 12) m(i)"""
    text = as_markdown.render(built(many), "en").replace("\\", "")
    assert "- findings (things found of this kind) (crawl) = 3 · label: kind_3 (" in text
    assert "- + 3: the rest stands in the catalogue's view measure" in text


def test_markdown_says_that_reasons_are_left_out() -> None:
    said = "the rest stands in the catalogue's view verdict"
    many = """INSERT INTO t_reason
        SELECT 'A7-3.07', 'crawl', 'fail', 'identifier_left', NULL, NULL, 1, json_object('label', 'kind_' || i) FROM range(20) r(i)"""
    before, after = (as_markdown.render(value, "en").replace("\\", "").count(said) for value in (built(), built(many)))
    assert after == before + 1


def test_findings_tell_counsel_how_sensitive_on_what_basis_and_since_when() -> None:
    classes = """INSERT INTO t_label_class BY NAME SELECT * FROM (VALUES
        ('email', 'person', 'basic', NULL, false, []), ('resident_id', 'person', 'identity', 'financial_account', true, ['union']))
        v(label, kind, category, pipl_28, listed, sensitive_under)"""
    declared = "UPDATE t_source SET pi_basis = '13.6', pi_evidence_status = 'ok' WHERE source = 'wiki'"
    fetched = "UPDATE t_document SET fetched_at = '2025-03-05 23:00:00+00' WHERE shard = 1 AND row = 1"
    value = built(classes, declared, fetched)
    rows = {(f["label"], f["source"]): f for f in value["findings"]["rows"]}
    assert [rows["resident_id", "crawl"][k] for k in ("pipl_28", "basis", "since", "undated", "n", "records")] == [
        *("financial_account", None, "2025-03-05", 1, 2, 2),
    ]
    assert [rows["email", "wiki"][k] for k in ("basis", "basis_status", "since", "undated")] == ["13.6", "ok", None, 1]
    text = as_markdown.render(value, "en")
    assert "| crawl | financial account | not declared | 2025-03-05 (records of no known day: 1) | resident" in text
    assert "| wiki | – | 13.6 | not known | email" in text


def test_what_is_no_personal_information_has_neither_basis_nor_day() -> None:
    other = "INSERT INTO t_label_class BY NAME SELECT 'email' AS label, 'organisation' AS kind, false AS listed, [] AS sensitive_under"
    (row,) = (f for f in built(other)["findings"]["rows"] if (f["label"], f["source"]) == ("email", "wiki"))
    assert [row[k] for k in ("category", "basis", "basis_status", "since", "undated")] == [None] * 5
