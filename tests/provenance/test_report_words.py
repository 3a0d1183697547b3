"""The smaller parts of the reports: charts, wording, figures, and what of paths and ids may be told."""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree as ET

import pytest

from provenance.reports import as_html, as_markdown, charts
from provenance.reports.facts import facts
from provenance.reports.tables import harmless_id, relative
from provenance.reports.wording import LANGUAGES, figure, fill, phrase, size, wording
from tests.provenance.report_sample import built, empty_catalogue, sample_rulebook


@pytest.fixture(scope="module")
def sample() -> dict[str, Any]:
    return built()


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("draw", list(as_html.CHARTS.values()))
def test_charts_are_wellformed_and_stand_alone(draw: Any, lang: str, sample: dict[str, Any]) -> None:
    with empty_catalogue() as con:
        nothing = facts(con, sample_rulebook())
    for value in (sample, nothing):
        root = ET.fromstring(draw(value, lang))
        assert root.tag == "{http://www.w3.org/2000/svg}svg"
        assert not [e for e in root.iter() if any(name.endswith("href") for name in e.attrib)]


def test_chart_says_what_it_leaves_out() -> None:
    bars = [charts.Bar(f"b{i}", (charts.Segment(i, "0", "x"),), str(i)) for i in range(charts.SHOWN_BARS + 3)]
    assert "+ 3" in charts.draw("many", bars, (), "en")


def test_chart_keeps_within_its_width() -> None:
    bars = [
        charts.Bar("很长的名称" * 9, tuple(charts.Segment(10.0**i, str(i % 5), "x") for i in range(5)), "1,000,000")
    ]
    root = ET.fromstring(charts.draw("wide", bars, [("0", "x" * 80)], "zh"))
    right = [float(e.get("x", 0)) + float(e.get("width", 0)) for e in root.iter() if e.tag.endswith("rect")]
    assert max(right) <= charts.WIDTH - charts.NOTE + 3


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("a/b.jsonl", "a/b.jsonl"),
        ("/srv/a/b.jsonl", "…/b.jsonl"),
        ("../up/b.jsonl", "…/b.jsonl"),
        ("C:\\Users\\x\\b.jsonl", "…/b.jsonl"),
        ("\\\\host\\share\\b.jsonl", "…/b.jsonl"),
    ],
)
def test_paths_say_nothing_of_the_machine(path: str, shown: str) -> None:
    assert relative(path) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("doc-17", True),
        ("a/b.py", True),
        ("masked:0f3c", True),
        ("13800138000", False),
        ("138-0013-8000", False),
        ("x@example.org", False),
        ("https://example.org/1", False),
        ("张三", False),
        ("two words", False),
        ("/home/x", False),
    ],
)
def test_only_harmless_ids_are_shown(value: str, *, shown: bool) -> None:
    assert harmless_id(value) == (value if shown else None)


@pytest.mark.parametrize(
    ("template", "values", "text"),
    [
        ("{n} of {total}", {"n": 1234, "total": 5}, "1,234 of 5"),
        ("{share}", {"share": 0.0417}, "4.17 %"),
        ("{rate:.1%}", {"rate": 0.125}, "12.5%"),
        ("{rate:.1%}", {"rate": "x"}, "x"),
        ("{gone}", {}, "…"),
        ("{__class__}", {}, "…"),
        ("{kinds}", {"kinds": ["a", "b"]}, "a, b"),
        ("{flag}", {"flag": True}, "✓"),
    ],
)
def test_placeholders(template: str, values: dict[str, object], text: str) -> None:
    assert fill({"zh": template, "en": template}, values)["en"] == text


@pytest.mark.parametrize(
    ("count", "text"),
    [(0, "0 B"), (999, "999 B"), (1000, "1.0 kB"), (999_960, "1.0 MB"), (2_500_000_000, "2.5 GB"), (10**15, "1.0 PB")],
)
def test_sizes(count: int, text: str) -> None:
    assert size(count) == text


def test_figures_that_are_not_numbers() -> None:
    assert [figure(v) for v in (None, 3.0, 0.00012345, "x")] == ["–", "3", "0.0001234", "x"]


def test_every_wording_stands_in_both_languages() -> None:
    for name, group in wording().items():
        for entry in group if isinstance(group, list) else group.values():
            assert set(entry) == {"zh", "en"}, name
            assert all(isinstance(v, str) and v.strip() for v in entry.values()), (name, entry)


def test_a_register_that_lacks_columns_says_which() -> None:
    values = {"status": "missing_columns", "missing_columns": ["url", "fetched_at"]}
    assert fill({"zh": "（{status}）", "en": "({status})"}, values) == {
        "zh": "（缺少列: url, fetched_at）",
        "en": "(columns missing: url, fetched_at)",
    }


def test_an_unknown_word_stands_for_itself() -> None:
    assert phrase("label", "a_new_label") == {"zh": "a_new_label", "en": "a_new_label"}


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("@octocat https://evil.example", "@<!-- -->octocat https:<!-- -->//evil.example"),
        ("a@example.org", "a@<!-- -->example.org"),
        ("www.evil.example, _www.evil.example", "www<!-- -->.evil.example, \\_www<!-- -->.evil.example"),
        ("octo/cat#12 GH-12", "octo/cat\\#<!-- -->12 GH-<!-- -->12"),
        ("<!-- @x -->", "&lt;\\!-- @<!-- -->x --&gt;"),
        ("a: b, # c, swww.x, graph-2", "a: b, \\# c, swww.x, graph-2"),
    ],
)
def test_markdown_calls_nobody_and_links_nowhere(value: str, shown: str) -> None:
    assert as_markdown.escaped(value) == shown
