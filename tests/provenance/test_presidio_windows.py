"""An analyser that is run on windows says what it says of whole texts."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance import text_windows
from provenance.text_windows import CLOSE, IN_A_ROW, WITHIN, Bytes, crowded, encoded

pytest.importorskip("presidio_analyzer", reason="the extra [presidio] is not installed")

from presidio_analyzer import AnalyzerEngine, Pattern, PatternRecognizer, RecognizerRegistry
from presidio_analyzer.nlp_engine import NoOpNlpEngine

from provenance.presidio_windows import analyze, windowed
from scanners.recognizers import predefined

OWN = {
    "STAFF": r"(?<![0-9A-Za-z])EMP-\d{6}(?![0-9])",
    "MOBILE": r"(?<![0-9])1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?![0-9])",
    "LINE": r"^第\d{6}号$",
    "CHAT": r"(?:qq号|微信)[:：]\s{0,2}\w{5,12}",
}
PREDEFINED = (
    "EmailRecognizer",
    "IpRecognizer",
    "CreditCardRecognizer",
    "IbanRecognizer",
    "UsSsnRecognizer",
    "PhoneRecognizer",
)
PIECES = (
    "EMP-123456", "13812345678", "138 1234 5678", "第123456号", "微信：abc_123", "QQ号: 1234567", "jane.doe@corp.cn", "a@b.cn",
    "192.168.1.77", "2001:db8::7", "4111111111111111", "4111 1111 1111 1111", "GB82 WEST 1234 5698 7654 32", "078-05-1120", "212-555-0143",
    "+44 20 7946 0958", "2024-05-12", "1, 2, 3, 4, 5, 6, 7, 8", "www.corp.cn", "字" * 150, "word " * 60, "x" * 400, "\n", " ", "，", "😀",
    "😀" * 90, "\u3000",
)  # fmt: skip # rows, which read as a table


@pytest.fixture(scope="module")
def engine() -> AnalyzerEngine:
    nothing = NoOpNlpEngine([{"lang_code": "en", "model_name": ""}])
    nothing.load()
    registry = RecognizerRegistry(supported_languages=["en"])
    for name, regex in OWN.items():
        registry.add_recognizer(PatternRecognizer(name, name, patterns=[Pattern(name, regex, 0.6)]))
    for name in PREDEFINED:
        registry.add_recognizer(predefined(name)())
    return AnalyzerEngine(registry=registry, nlp_engine=nothing, supported_languages=["en"])


def spans(results: Any) -> set[tuple[str, int, int, float]]:
    return {(r.entity_type, r.start, r.end, r.score) for r in results}


texts = st.lists(st.lists(st.sampled_from(PIECES), max_size=14).map("".join), min_size=1, max_size=4)


@pytest.mark.parametrize(
    "around", ["{}", "字{}字", "text {} text", "，" * 400 + "{}" + "，" * 400, "word " * 99 + "{}\n" + "word " * 99]
)
def test_every_identifier_is_found_at_its_place(engine: AnalyzerEngine, around: str) -> None:
    given_texts = [around.format(piece) for piece in PIECES]
    whole = [engine.analyze(text, language="en", score_threshold=0.4) for text in given_texts]
    found = analyze(given_texts, engine, entities=windowed(engine), score_threshold=0.4)
    assert [spans(f) for f in found] == [spans(w) for w in whole]
    assert sum(map(len, whole)) >= 8


@given(texts)
def test_own_patterns_lose_nothing_and_gain_nothing(engine: AnalyzerEngine, given_texts: list[str]) -> None:
    wanted = [*OWN]
    whole = [spans(engine.analyze(text, language="en", entities=wanted)) for text in given_texts]
    assert [spans(found) for found in analyze(given_texts, engine, entities=wanted)] == whole


def test_results_come_in_the_order_of_the_text(engine: AnalyzerEngine) -> None:
    (found,) = analyze(["13812345678, EMP-123456, a@corp.cn"], engine, entities=windowed(engine), score_threshold=0.5)
    assert [r.start for r in found] == sorted(r.start for r in found)
    assert {r.entity_type for r in found} >= {"MOBILE", "STAFF", "EMAIL_ADDRESS"}


def test_texts_without_anything_and_no_text_at_all(engine: AnalyzerEngine) -> None:
    assert list(analyze(["", "nothing here", "\ud800"], engine, entities=windowed(engine))) == [[], [], []]
    assert list(analyze([], engine, entities=windowed(engine))) == []


def test_texts_are_read_as_they_are_asked_for(engine: AnalyzerEngine) -> None:
    endless = (f"{k} EMP-{k:06d} {'字' * 500_000}" for k in range(1_000_000))
    found = analyze(endless, engine, entities=["STAFF"])
    assert [next(found)[0].entity_type for _ in range(3)] == ["STAFF"] * 3


def test_what_has_no_known_place_is_refused(engine: AnalyzerEngine) -> None:
    engine.registry.add_recognizer(PatternRecognizer("FREE", "Free", patterns=[Pattern("p", r"\w+ly\b", 0.5)]))
    try:
        assert "FREE" not in windowed(engine)
        with pytest.raises(ValueError, match=r"no window can be known for FREE"):
            analyze(["x"], engine)
        with pytest.raises(ValueError, match=r"FREE"):
            analyze(["x"], engine, entities=["FREE", "STAFF"])
    finally:
        engine.registry.remove_recognizer("Free")


def test_a_match_longer_than_its_window_is_found_whole(engine: AnalyzerEngine) -> None:
    long = "a" * 1500 + "@" + ".".join(["corp"] * 3) + ".cn"
    whole = spans(engine.analyze(long, language="en", entities=["EMAIL_ADDRESS"]))
    (found,) = analyze([long], engine, entities=["EMAIL_ADDRESS"])
    assert spans(found) == whole
    assert whole


@given(st.lists(st.text("0123456789 -x字", max_size=50), max_size=5))
def test_crowds_of_digits_are_where_they_are(given_texts: list[str]) -> None:
    data, offsets = encoded(given_texts)
    starts, stops = crowded(np.frombuffer(data, np.uint8), np.array(offsets, np.int32))
    covered = {byte for a, z in zip(starts.tolist(), stops.tolist(), strict=True) for byte in range(a, z)}
    for begin, text in zip(offsets, given_texts, strict=False):
        encoded_text = text.encode()
        rows = [m.span() for m in re.finditer(rb"[0-9]{%d,}" % IN_A_ROW, encoded_text)]
        for k in range(len(encoded_text)):
            part = encoded_text[k : k + WITHIN]
            places = [j for j, byte in enumerate(part) if 48 <= byte <= 57]
            if len(places) >= CLOSE:
                rows.append((k + places[0], k + places[-1] + 1))
        for a, z in rows:
            assert {*range(begin + a, begin + z)} <= covered


@given(st.lists(st.text(st.sampled_from("ab 字\n😀")), max_size=5), st.data())
def test_windows_are_parts_of_their_texts(given_texts: list[str], data: Any) -> None:
    bytes_ = Bytes(given_texts)
    places = []
    for record, (begin, end) in enumerate(zip(bytes_.offsets, bytes_.offsets[1:], strict=False)):
        if end > begin:
            low = data.draw(st.integers(begin, end - 1))
            places.append((record, low, data.draw(st.integers(low + 1, end))))
    for window in bytes_.windows(places):
        text = given_texts[window.record]
        assert text[window.start : window.start + len(window.text)] == window.text
        assert window.cut == (window.start > 0, window.start + len(window.text) < len(text))


def test_sums_in_a_row() -> None:
    values = np.array([1, 0, 1, 1, 0, 0, 1] * 9, np.uint8)
    for width in (1, 2, 3, 5, 7, 8, 20):
        wanted = [int(values[k : k + width].sum()) for k in range(len(values) - width + 1)]
        assert text_windows._sliding(values, width)[: len(wanted)].tolist() == wanted
