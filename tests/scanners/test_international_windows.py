"""What the case files of identifiers of other countries show is found through the windows of the compiled pass as well."""

from __future__ import annotations

from functools import cache
from typing import Any

import pyarrow as pa
import pytest

from scanners.anchors import Compiled, compile_anchors, windows
from scanners.fold import fold, original
from scanners.measures import buffers
from tests.scanners.test_detectors import CASES, detector

NAMES = (
    "access_token", "address_en", "crypto_wallet", "iban", "ip_address", "private_key", "uk_nhs", "uk_nino", "url", "us_passport",
    "us_ssn",
)  # fmt: skip # rows, which read as a table


@cache
def compiled(name: str) -> Compiled:
    """The anchors of this detector alone, so that no other opens a window for it or claims what it finds."""
    return compile_anchors([detector(name).anchor])


def through_windows(name: str, text: str) -> list[list[Any]]:
    data, offsets = buffers(pa.array([text], pa.string()))
    found: list[list[Any]] = []
    opened = windows(compiled(name), data, offsets)
    for start, stop in zip(opened.start.tolist(), opened.stop.tolist(), strict=True):
        stored = str(data.data[start:stop], "utf-8")
        folded, places = fold(stored)
        found += [
            [hit.label, stored[slice(*original(places, hit.start, hit.stop))], hit.score]
            for hit in detector(name).find(folded)
        ]
    return found


@pytest.mark.parametrize(
    ("name", "case"),
    [pytest.param(name, case, id=f"{name}-{case['text'][:24]!r}") for name in NAMES for case in CASES[name]["hit"]],
)
@pytest.mark.parametrize(
    "around", ["{}", "字。" * 400 + "\n{}\n" + "字。" * 400, "word, " * 400 + "\n{}\n" + "word, " * 400]
)
def test_no_case_is_hidden(name: str, case: dict[str, Any], around: str) -> None:
    assert through_windows(name, around.replace("{}", case["text"])) == case["find"]
