"""Somebody else's recognisers as detectors: where they look, and what becomes of one that fails."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

pytest.importorskip("presidio_analyzer", reason="the extra [presidio] is not installed")

from presidio_analyzer import EntityRecognizer, Pattern, PatternRecognizer, RecognizerResult

from scanners import recognizer_pass, recognizer_patterns, recognizers
from scanners.detect import Found
from scanners.recognizer_pass import MOST_TIMEOUTS, Failed, look
from scanners.recognizer_spec import PatternSpec, RecognizerSet, RecognizerSpec


def spec(*regexes: str, words: Sequence[str] = (), context: Sequence[str] = (), name: str = "Mine") -> RecognizerSpec:
    patterns = tuple(PatternSpec(f"p{k}", regex, 0.5) for k, regex in enumerate(regexes))
    return RecognizerSpec(name, ("en",), "THING", None, patterns, tuple(words), 0.8, tuple(context))


def seen(wanted: RecognizerSet, texts: Sequence[str]) -> tuple[list[Found], list[Failed]]:
    data = [text.encode() for text in texts]
    offsets = np.cumsum([0, *map(len, data)]).astype(np.int32)
    return look(wanted, np.frombuffer(b"".join(data), np.uint8), offsets)


def values(one: RecognizerSpec, *texts: str) -> list[tuple[int, str, float]]:
    found, failed = seen(RecognizerSet((one,)), texts)
    assert not failed
    return [(f.record, texts[f.record][f.hit.start : f.hit.stop], round(f.hit.score, 3)) for f in found]


def reads(one: RecognizerSpec) -> str:
    (built,) = recognizers.build(RecognizerSet((one,)))
    return built.reads


def test_where_a_recogniser_looks() -> None:
    assert reads(spec(r"EMP-\d{6}", r"工号\d{4}")) == "windows"
    assert reads(spec(words=["Albatross", "信天翁"])) == "windows"
    assert reads(spec(r"EMP-\d+")) == "records that hold a word"
    assert reads(spec(r"EMP-\d{6}", r"\d{9}")) == "every record"
    assert reads(spec(words=["ключ"])) == "every record"


@pytest.mark.parametrize("pattern", [r"EMP-\d{6}", r"EMP-\d+", r"(?:EMP|\d)-\d{6}"])
def test_a_pattern_is_found_wherever_it_is_looked_for(pattern: str) -> None:
    long = "字" * 5000
    assert values(spec(pattern), f"{long}EMP-123456{long}", "nothing", "😀EMP-654321") == [
        (0, "EMP-123456", 0.5),
        (2, "EMP-654321", 0.5),
    ]


def test_words_of_a_deny_list_may_touch_han_characters_and_no_letters() -> None:
    one = spec(words=["Albatross", "信天翁"])
    assert [
        value for _, value, _ in values(one, "在信天翁计划Albatross里", "Albatrosses", "albatross", "x_Albatross")
    ] == [
        "信天翁",
        "Albatross",
        "albatross",
    ]


def test_the_longest_word_of_a_deny_list_counts() -> None:
    assert values(spec(words=["Project", "Project X"]), "Project X") == [(0, "Project X", 0.8)]


def test_patterns_see_the_text_as_stored() -> None:
    assert values(spec("工号：[０-９]{3}"), "他的工号：１２３。") == [(0, "工号：１２３", 0.5)]


def test_words_before_a_match_speak_for_it() -> None:
    one = spec(r"EMP-\d{3}", context=["Staff", "员工"])
    far = "，" * recognizer_patterns.CONTEXT_REACH
    assert [s for *_, s in values(one, "STAFF no. EMP-123", "员工EMP-123", f"员工{far}EMP-123")] == [0.85, 0.85, 0.5]


def test_a_lesser_match_inside_another_is_left_out() -> None:
    assert values(spec(r"EMP-\d{6}", r"EMP-\d{3}"), "EMP-123456") == [(0, "EMP-123456", 0.5)]


PIECES = st.sampled_from(["EMP-", "emp-", "12", "3456", "工号", "字", " ", "\n", "x" * 90, "，" * 70, "😀", "-"])


@given(st.lists(st.lists(PIECES, max_size=25).map("".join), min_size=1, max_size=4))
def test_windows_lose_nothing(texts: list[str]) -> None:
    patterns = (r"EMP-\d{2,6}", r"^工号\d{2}$", r"(?<=字)工号(?!x)", r"(?<!\d)emp-12(?!\d)")
    expected = {
        (k, m.start(), m.end())
        for k, text in enumerate(texts)
        for p in patterns
        for m in re.finditer(p, text, re.IGNORECASE | re.MULTILINE | re.DOTALL)
    }
    found: set[tuple[int, int, int]] = set()
    for k, pattern in enumerate(patterns):
        wanted = RecognizerSet((spec(pattern, name=f"P{k}"),))
        assert recognizers.build(wanted)[0].reads == "windows"
        found |= {(f.record, f.hit.start, f.hit.stop) for f in seen(wanted, texts)[0]}
    assert found == expected


class Raising(EntityRecognizer):
    """Fails on some texts, with the text in its message."""

    def load(self) -> None:
        pass

    def analyze(self, text: str, entities: Any, nlp_artifacts: Any = None) -> Any:
        if "bad" in text:
            raise RuntimeError(text)
        outside = len(text) + ("long" in text)
        return [RecognizerResult(self.supported_entities[0], 0, outside, float("nan") if "nan" in text else 0.7)]


class Point:
    """An entry point that is installed."""

    def __init__(self, name: str, value: Any) -> None:
        self.name, self.value, self.dist, self._loaded = name, name, None, value

    def load(self) -> Any:
        return self._loaded


@pytest.fixture
def install(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    def installed(*values: Any) -> RecognizerSet:
        points = [Point(f"point{k}", value) for k, value in enumerate(values)]
        monkeypatch.setattr(recognizers, "entry_points", lambda group: points if group == recognizers.GROUP else [])
        return RecognizerSet(installed=tuple(point.name for point in points))

    for cached in (recognizers.build, recognizer_pass._passes):
        cached.cache_clear()
    yield installed
    for cached in (recognizers.build, recognizer_pass._passes):
        cached.cache_clear()


def test_one_that_fails_costs_the_record_its_examination(install: Any) -> None:
    wanted = install(Raising(["THING"], name="Raising"))
    found, failed = seen(wanted, ["good", "bad", "long", "nan", "fine"])
    assert [f.record for f in found] == [0, 4]
    assert failed == [Failed(k, "presidio_raising", "recognizer_failed") for k in (1, 2, 3)]


def test_installed_recognisers_may_be_one_or_several_or_what_makes_them(install: Any) -> None:
    one, other = (PatternRecognizer("THING", name, deny_list=["Albatross"]) for name in ("One", "TwoWords"))
    third = PatternRecognizer("THING", "Three", deny_list=["Albatross"])
    built = recognizers.build(install(one, lambda: [other], [third]))
    assert [r.name for r in built] == ["presidio_one", "presidio_three", "presidio_two_words"]


def test_what_is_no_recogniser_is_refused(install: Any) -> None:
    with pytest.raises(recognizers.UnusableError, match="gives recognisers"):
        recognizers.build(install(["nothing of the kind"]))


def test_two_of_one_name_are_refused(install: Any) -> None:
    ones = [PatternRecognizer("THING", "One", deny_list=[word]) for word in ("Albatross", "Heron")]
    with pytest.raises(recognizers.UnusableError, match="presidio_one"):
        recognizers.build(install(ones))


def test_a_pattern_that_backtracks_is_stopped_and_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recognizer_patterns, "PATIENCE", 0.02)
    wanted = RecognizerSet((spec(r"KEY(?:a|a|aa)+\d$", name="Slow"),))
    hostile = "KEY" + "a" * 60 + "!"
    found, failed = seen(wanted, [hostile] * (MOST_TIMEOUTS + 3) + ["KEYaa1"])
    assert failed == [Failed(k, "presidio_slow", "recognizer_timeout") for k in range(MOST_TIMEOUTS + 4)]
    assert found == []


def test_a_version_says_what_it_was_made_from() -> None:
    def version(one: RecognizerSpec) -> int:
        return recognizers.build(RecognizerSet((one,)))[0].version

    same, other = version(spec(r"EMP-\d{6}")), version(spec(r"EMP-\d{7}"))
    assert same == version(spec(r"EMP-\d{6}")) != other
    assert len({same, other, version(spec(r"EMP-\d{6}", context=["staff"]))}) == 3
    assert 0 < same < 1 << 31


def test_presidios_own_recognisers_and_no_others_of_it() -> None:
    one = RecognizerSpec("Ssn", ("en",), predefined="UsSsnRecognizer")
    (built,) = recognizers.build(RecognizerSet((one,)))
    assert (built.labels, built.reads) == ({"US_SSN": "unclassified"}, "every record")
    for name in ("AzureAILanguageRecognizer", "GLiNERRecognizer", "EntityRecognizer", "os", "NoSuchRecognizer"):
        with pytest.raises(recognizers.UnusableError, match="no recogniser of this name"):
            recognizers.predefined(name)


def test_a_pattern_recogniser_with_a_check_of_its_own_is_asked_for_it() -> None:
    class Even(PatternRecognizer):
        def validate_result(self, pattern_text: str) -> bool:
            return int(pattern_text[-1]) % 2 == 0

    theirs = Even("THING", "Even", patterns=[Pattern("p", r"EMP-\d", 0.4)])
    spans = recognizer_patterns.Patterns(theirs).spans
    assert list(spans("EMP-1 EMP-2")) == [(6, 11, "THING", 1.0)]
