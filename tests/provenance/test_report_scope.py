"""What a report says was sought and what was not."""

from __future__ import annotations

import pytest

from expectations.rulebook import load
from provenance.reports.facts import facts
from provenance.reports.formats import renderers
from provenance.reports.scope import known_controls
from provenance.reports.wording import wording
from tests.provenance.report_sample import built, empty_catalogue, fill_sample, sample_rulebook


def test_every_control_of_the_catalogue_is_tested_or_named_as_untested() -> None:
    scope = built()["scope"]
    assert [*scope["tested"], *(c["control"] for c in scope["not_tested"])] != []
    assert {*scope["tested"], *(c["control"] for c in scope["not_tested"])} == set(known_controls())
    assert set(scope["tested"]) | set(scope["beyond"]) == set(sample_rulebook().rules)
    assert len(known_controls()) == scope["known"] == 75


@pytest.mark.parametrize("name", ["html", "markdown"])
def test_the_scope_stands_right_after_the_decision(name: str) -> None:
    value = built()
    text = renderers()[name](value).replace("\\", "")
    for lang in ("zh", "en"):
        places = [text.index(sentence[lang]) for sentence in value["scope"]["sentences"]]
        assert text.index(wording()["decision_text"]["refused"][lang]) < min(places)
        assert max(places) < text.rindex(wording()["ui"]["broke"][lang])
    assert all(c["title"]["zh"] in text and c["title"]["en"] in text for c in value["scope"]["not_tested"])


def test_kinds_sought_are_those_of_the_scanners() -> None:
    said = built()["scope"]["sentences"][0]
    assert "of 2 kinds only is sought: E-mail address; Resident identity number." in said["en"]
    assert "2 类：电子邮箱、居民身份号码。" in said["zh"]
    nothing = built("DELETE FROM t_scanner")["scope"]["sentences"][0]
    assert nothing == wording()["scope"]["nothing_personal"]


@pytest.mark.parametrize(
    ("lang", "words"),
    [("zh", ("住址", "地址", "护照", "电话", "车牌")), ("en", ("address", "passport", "landline", "phone", "plate"))],
)
def test_nothing_that_is_sought_is_said_not_to_be(lang: str, words: tuple[str, ...]) -> None:
    denied = wording()["scope"]["personal"][lang].rpartition("{kinds}")[2]
    assert [word for word in words if word in denied] == []


def test_figures_name_the_documents_they_stand_in() -> None:
    with empty_catalogue() as con:
        fill_sample(con)
        book = load("cn-interim-measures-2023")
        figures = facts(con, book)["scope"]["figures"]
    assert {"GBT45654-D", "project"} <= {d["document"] for d in figures}
    assert sum(d["parameters"] for d in figures) == sum(len(rule.parameters) for rule in book.rules.values())


def test_a_pass_never_says_that_nothing_was_found() -> None:
    said = wording()["decision"]["passed"] | wording()["decision_text"]["passed"]
    assert said["en"].startswith("All controls that were tested passed")
    assert said["zh"].startswith("测试过的控制项全部通过")
