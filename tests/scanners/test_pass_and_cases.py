"""Whatever a detector finds in a text of its cases it is asked about by the pass, too."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
import pytest

from scanners import registry
from scanners.detect import claims, detect
from scanners.fold import fold, original
from scanners.measures import buffers
from tests.scanners.test_detectors import IDENTIFIERS, cases, detector

ALONE = [p for p in cases("hit") if p.values[0] in IDENTIFIERS and not detector(str(p.values[0])).anchor.beside]


def found_in(text: str) -> list[tuple[str, str]]:
    found = detect(*buffers(pa.array([text], pa.string())))
    return [(f.hit.label, text[f.hit.start : f.hit.stop]) for f in found]


BARE = [p for p in ALONE if p.values[1]["find"][0][1] == p.values[1]["text"]]  # type: ignore[index, call-overload]  # values of cases are objects


@pytest.mark.parametrize(("name", "case"), ALONE)
def test_what_is_found_in_a_text_is_found_by_the_pass(name: str, case: dict[str, Any]) -> None:
    """Under this label, or as part of what another detector is surer of."""
    found = found_in(case["text"])
    for label, value, _ in case["find"]:
        assert (label, value) in found or any(value in other for _, other in found), label


@pytest.mark.parametrize("before", ["1. ", "字 12 34，"])
@pytest.mark.parametrize(("name", "case"), BARE)
def test_numbers_in_front_hide_nothing(name: str, case: dict[str, Any], before: str) -> None:
    text = before + case["text"]
    folded, places = fold(text)
    for hit in detector(name).find(folded):
        start, stop = original(places, hit.start, hit.stop)
        assert any(text[start:stop] in other for _, other in found_in(text)), hit.label


@pytest.mark.parametrize(
    "text",
    [
        "zhangsan@海尔集团.中国",
        "li.lei@" + "网" * 20 + ".公司",
        "1. 1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa",
        "12 34 91000000ma00000a9w",
        "四川省成都市武侯区天府大道中段１６８８号",
    ],
)
def test_these_were_lost(text: str) -> None:
    assert {hit.label for _, hit in claims(fold(text)[0], registry.detectors())} <= {
        label for label, _ in found_in(text)
    }
    assert found_in(text)
