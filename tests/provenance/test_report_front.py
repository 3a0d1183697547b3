"""The first page: an exemption stands before the decision, people who can decide are named, one cause is one entry."""

from __future__ import annotations

import pytest
import yaml

from expectations.rulebook import load
from provenance.reports.formats import renderers
from provenance.reports.numbers import NOUN, agreeing, running
from provenance.reports.people import shown
from provenance.reports.wording import fill
from tests.provenance.report_sample import built

EXEMPT = """INSERT INTO t_reason VALUES ('A7-3.03', NULL, 'not_applicable', 'carve_out', NULL, NULL, 1, '{}');
  UPDATE t_dataset SET public_service_cn = false"""
PEOPLE = """INSERT INTO t_policy VALUES ('ip', 'Legal <b>desk</b>', NULL, 'ok', []), ('pipia:wiki', 'Privacy desk', NULL, 'ok', []);
  INSERT INTO t_assessment BY NAME SELECT 'crawl' AS source, 'before' AS phase, 'Wang 13800138000' AS assessor"""
GAPS = """INSERT INTO t_reason VALUES
  ('A7-1.03', 'wiki', 'unproven', 'documents_incomplete', NULL, NULL, 1, '{"shards": 2}'),
  ('A7-1.06', 'wiki', 'unproven', 'documents_incomplete', NULL, NULL, 1, '{"shards": 2}'),
  ('A7-4.05', 'wiki', 'unproven', 'documents_incomplete', NULL, NULL, 1, '{"shards": 2}'),
  ('A7-1.06', 'crawl', 'unproven', 'scanner_incomplete', NULL, NULL, 1, '{"scanner": "email"}')"""


def front(page: str) -> str:
    return page.split("使用具有合法来源")[0]


@pytest.mark.parametrize("name", ["html", "markdown"])
def test_an_exemption_stands_before_the_decision_with_who_claims_it(name: str) -> None:
    value = built(EXEMPT)
    assert value["outcome"]["exemption"]["not_applied"] == ["A7-3.03"]
    page = front(renderers()[name](value)).replace("\\", "")
    head = page.index("第二条第三款")
    assert head < page.index("至少一个控制项未通过")
    assert "声明人 Li Lei（2026-11-01）" in page
    assert "1 个控制项未予适用" in page


def test_no_exemption_is_told_where_none_took_a_control_away() -> None:
    assert built("UPDATE t_dataset SET public_service_cn = false")["outcome"]["exemption"] is None


@pytest.mark.parametrize("name", ["html", "markdown"])
def test_the_declared_use_stands_under_what_was_judged(name: str) -> None:
    page = front(renderers()[name](built()))
    for words in ("面向境内公众提供服务", "商业使用", "经接口提供", "Li Lei"):
        assert words in page


@pytest.mark.parametrize("name", ["html", "markdown"])
def test_those_who_can_decide_are_named_as_declared(name: str) -> None:
    value = built(PEOPLE, "UPDATE t_reason SET source = 'crawl' WHERE control = 'A7-1.13'")
    page = front(renderers()[name](value)).replace("\\", "")
    assert "Legal &lt;b&gt;desk&lt;/b&gt;" in page
    assert "Han Meimei" in page  # answers for the waiver
    assert "Privacy desk" not in page  # of another source
    assert "13800138000" not in renderers()[name](value)


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("Li Lei", "Li Lei"),
        ("法务部2号", "法务部2号"),
        ("Li 138 0013 8000", "Li …"),
        ("li@example.org", "l…@example.org"),
        ("11010119900307451X", "…"),
    ],
)
def test_a_name_stays_and_what_reaches_a_person_does_not(name: str, told: str) -> None:
    assert shown(name) == told


def test_one_cause_is_one_entry_with_the_controls_it_touches() -> None:
    outcome = built(GAPS)["outcome"]
    assert [(g["sources"], g["controls"]) for g in outcome["shared_gaps"]] == [
        (["wiki"], ["A7-1.03", "A7-1.06", "A7-4.05"]),
        (["crawl"], ["A7-1.06"]),
    ]
    assert outcome["evidence_open"] == ["A7-1.03", "A7-1.06", "A7-4.01", "A7-4.05"]
    assert outcome["evidence_own"] == ["A7-1.03", "A7-4.01"]


def test_sources_that_lack_the_same_share_an_entry() -> None:
    (gap,) = built(
        *(
            f"INSERT INTO t_reason VALUES ('A7-1.06', '{s}', 'unproven', 'no_shards', NULL, NULL, 1, '{{}}')"
            for s in ("crawl", "wiki")
        )
    )["outcome"]["shared_gaps"]
    assert gap["sources"] == ["crawl", "wiki"]


@pytest.mark.parametrize("name", ["html", "markdown"])
def test_the_cause_stands_once_on_the_first_page(name: str) -> None:
    page = front(renderers()[name](built(GAPS))).replace("\\", "")
    assert page.count("documents_incomplete") == (2 if name == "html" else 1)  # HTML holds both languages


def test_things_of_one_text_are_counted_once_in_it() -> None:
    value = built(
        "INSERT INTO t_reason SELECT 'A7-2.01', 'crawl', 'fail', 'said', shard, 0, 1, '{}' FROM range(1, 3) s(shard)",
        "INSERT INTO t_verdict BY NAME SELECT 'A7-2.01' AS control, 'fail' AS outcome",
    )
    (reason,) = next(
        c["reasons"] for clause in value["clauses"]["rows"] for c in clause["controls"] if c["control"] == "A7-2.01"
    )
    assert [(t["n"], len(t["places"])) for t in reason["texts"]] == [(2, 2)]


@pytest.mark.parametrize(
    ("template", "told"),
    [
        ("{n} records name a source.", "1 record names a source."),
        ("{n} records rest on consent, and there are none.", "1 record rests on consent, and there are none."),
        ("{n} records may hold them.", "1 record may hold them."),
        ("{n} records name none while others do.", "1 record names none while others do."),
        (
            "The consent for {n} records had expired when they were used.",
            "The consent for 1 record had expired when it was used.",
        ),
        ("The ids of {n} records hold some.", "The ids of 1 record hold some."),
        (
            "Only {n} of {n} shards were read; {n} parts were set aside.",
            "Only 1 of 1 shards were read; 1 part was set aside.",
        ),
        ("It has only {n} sources.", "It has only 1 source."),
        (
            "{n} shards have columns that can hold text; they are not mapped.",
            "1 shard has columns that can hold text; they are not mapped.",
        ),
    ],
)
def test_one_thing_is_told_in_the_singular(template: str, told: str) -> None:
    assert agreeing(template, {"n": 1}).format(n=1) == told
    assert agreeing(template, {"n": 2}) == template


def test_values_are_never_changed_by_the_grammar() -> None:
    assert (
        fill({"zh": "", "en": "{n} records name {s}."}, {"n": 1, "s": "records have"})["en"]
        == "1 record names records have."
    )


def test_every_counted_noun_of_the_rulebook_has_a_singular() -> None:
    book = load("cn-interim-measures-2023")
    texts = [t.en for rule in book.rules.values() for t in rule.reasons.values()]
    counted = [t for t in texts if t.startswith("{n} ")]
    assert len(counted) > 30
    assert [t for t in counted if not NOUN.match(t)] == []


def test_names_within_a_sentence_are_small() -> None:
    assert [running(n) for n in ("None named", "IoT number", "E-mail address", "JSON")] == [
        "none named",
        "IoT number",
        "e-mail address",
        "JSON",
    ]


def test_no_wording_stands_twice() -> None:
    from importlib.resources import files

    text = files("provenance.reports").joinpath("wording.yml").read_text("utf-8")
    for group in yaml.compose(text).value:
        if isinstance(group[1], yaml.MappingNode):
            keys = [key.value for key, _ in group[1].value]
            assert len(keys) == len(set(keys)), group[0].value
