"""Each window detector against its table of hits and misses, and all of them against hostile text."""

from __future__ import annotations

import re
import sys
from collections import deque
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from scanners import announced, context, digit_runs, identifiers, registry
from scanners.announced import Announced
from scanners.base import Detector, Hit
from scanners.evidence import AIGC_LABEL, LICENCE_DETECTION, TURNS_FOURTEEN
from scanners.fold import fold, original
from tests.scanners.work import counting

NAMES = tuple(d.name for d in registry.detectors())
CASES = {name: yaml.safe_load((Path(__file__).parent / "cases" / f"{name}.yml").read_text("utf-8")) for name in NAMES}
EXTRA = {"licence_detection": LICENCE_DETECTION, "aigc_label": AIGC_LABEL, "turns_fourteen": TURNS_FOURTEEN}


def detector(name: str) -> Detector:
    return next(d for d in registry.detectors() if d.name == name)


def run(name: str, text: str) -> list[tuple[Hit, str]]:
    folded, positions = fold(text)
    hits = list(detector(name).find(folded))
    return [(hit, text[slice(*original(positions, hit.start, hit.stop))]) for hit in hits]


def cases(part: str) -> list[Any]:
    return [
        pytest.param(name, case, id=f"{name}-{case['text'][:24]!r}") for name in NAMES for case in CASES[name][part]
    ]


@pytest.mark.parametrize(("name", "case"), cases("hit"))
def test_hit(name: str, case: dict[str, Any]) -> None:
    hits = run(name, case["text"])
    assert [[hit.label, value, hit.score] for hit, value in hits] == case["find"]
    if "expressions" in case:
        assert [hit.extra[1]["expression"] for hit, _ in hits if hit.extra] == case["expressions"]
    if "facts" in case:
        assert [dict(hit.extra[1]) for hit, _ in hits if hit.extra] == [case["facts"]]


@pytest.mark.parametrize(("name", "case"), cases("miss"))
def test_miss(name: str, case: dict[str, Any]) -> None:
    assert [value for _, value in run(name, case["text"])] == []


@pytest.mark.parametrize("name", NAMES)
def test_every_label_is_shown_by_a_case(name: str) -> None:
    shown = {label for case in CASES[name]["hit"] for label, *_ in case["find"]}
    assert shown == set(detector(name).labels)


@pytest.mark.parametrize("name", NAMES)
def test_hits_keep_the_contract(name: str) -> None:
    found = detector(name)
    for case in CASES[name]["hit"]:
        folded, _ = fold(case["text"])
        for hit in found.find(folded):
            assert 0 <= hit.start < hit.stop <= len(folded)
            assert hit.label in found.labels
            assert 0 < hit.score <= 1
            if hit.extra is not None:
                table, columns = hit.extra
                assert set(EXTRA[table].names) - set(columns) <= {"row", "start", "stop", "score"}


IDENTIFIERS = tuple(name for name in NAMES if name not in ("aigc_label", "licence_notice"))


@pytest.mark.parametrize(("name", "case"), [p for p in cases("hit") if p.values[0] in IDENTIFIERS])
@pytest.mark.parametrize("around", ["汉{}字", "。{}，", "\u3000{}\u3000", "（{}）", "“{}”", "\n{}\n"])
def test_han_and_punctuation_are_boundaries(name: str, case: dict[str, Any], around: str) -> None:
    before = len(around.split("{}")[0])
    plain = [(hit.label, value) for hit, value in run(name, case["text"])]
    wrapped = run(name, around.format(case["text"]))
    assert [(hit.label, value) for hit, value in wrapped] == plain
    assert all(hit.start >= before for hit, _ in wrapped)


@pytest.mark.parametrize(("name", "case"), [p for p in cases("hit") if p.values[0] in IDENTIFIERS])
def test_a_window_is_enough(name: str, case: dict[str, Any]) -> None:
    """What a detector says of a text does not change when more text than its window holds lies around it."""
    anchor = detector(name).anchor
    lead, tail = "\n字，" * anchor.before, "，字\n" * anchor.after
    whole = [(hit.label, hit.score, value) for hit, value in run(name, lead + case["text"] + tail)]
    window = [
        (hit.label, hit.score, value)
        for hit, value in run(name, lead[-anchor.before // 3 :] + case["text"] + tail[: anchor.after // 3])
    ]
    assert whole == window


HOSTILE = {name: CASES[name]["hostile"] for name in NAMES}


SIZE = 10_000
"""Characters of hostile text; twice as many may cost little more than twice as much."""


@pytest.mark.parametrize(("name", "seed"), [(name, seed) for name, seeds in HOSTILE.items() for seed in seeds])
def test_hostile_repetition_costs_linear_work(name: str, seed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    work = counting(monkeypatch)
    find = detector(name).find

    def cost(size: int) -> int:
        text = (seed * (size // len(seed) + 1))[:size]
        return work.during(lambda: deque(find(text), maxlen=0))

    once, twice = cost(SIZE), cost(2 * SIZE)
    assert once > 0
    assert twice < 2.2 * once + 100


def test_work_that_grows_with_the_square_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    work = counting(monkeypatch)
    pattern = digit_runs._URL

    def cost(size: int) -> int:
        text = "a" * size
        return work.during(lambda: [pattern.search(text, 0, k) for k in range(size)])

    assert cost(200) > 3.5 * cost(100)


UNBOUNDED = {
    "_DIGIT_RUN": "takes what it has begun",
    "_CODE_RUN": "takes what it has begun",
    "_GROUP": "takes what it has begun",
    "_URL": "is given 160 characters",
    "_USER_INFORMATION": "is given 160 characters",
    "_IN_PATH": "is given 160 characters",
}
MODULES = [
    announced,
    context,
    digit_runs,
    identifiers,
    *(sys.modules[type(detector(name)).__module__] for name in IDENTIFIERS),
]


@pytest.mark.parametrize("module", MODULES)
def test_patterns_for_identifiers_take_a_bounded_stretch(module: ModuleType) -> None:
    """So that no attempt costs more for a longer text, which the count of characters cannot show."""
    patterns = {name: value for name, value in vars(module).items() if isinstance(value, re.Pattern)}
    patterns |= {name: value.words for name, value in vars(module).items() if isinstance(value, digit_runs.Rules)}
    patterns |= {
        f"{name} {held}": getattr(value, held)
        for name, value in vars(module).items()
        if isinstance(value, Announced)
        for held in Announced.__slots__
    }
    parser: Any = re._parser  # type: ignore[attr-defined]  # nothing public tells how much a pattern can take
    unbounded = {name for name, p in patterns.items() if parser.parse(p.pattern, p.flags).getwidth()[1] > 1000}
    assert unbounded <= set(UNBOUNDED)


PIECES = st.sampled_from(
    [
        *"0123456789XxA@.-+ \n:{}\"'AIGC汉字，",
        "138",
        "6222",
        "110105",
        "AIGC",
        "Label",
        "copyright",
        "gnu gpl",
        "未经许可",
        "\u200b",
        "１",
    ]
)


@given(st.lists(PIECES, max_size=60).map("".join) | st.text(max_size=80))
def test_no_text_breaks_a_detector(text: str) -> None:
    folded, positions = fold(text)
    for found in registry.detectors():
        for hit in found.find(folded):
            start, stop = original(positions, hit.start, hit.stop)
            assert 0 <= start < stop <= len(text)
            assert hit.label in found.labels
