"""What the case files of identifiers of other countries show is found through the windows of the compiled pass as well."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
import pytest

from scanners.detect import detect
from scanners.measures import buffers
from tests.scanners.test_detectors import CASES, detector

NAMES = (
    "access_token", "crypto_wallet", "iban", "ip_address", "private_key", "uk_nhs", "uk_nino", "url", "us_passport",
    "us_ssn",
)  # fmt: skip


def through_windows(name: str, text: str) -> list[list[Any]]:
    found = [f.hit for f in detect(*buffers(pa.array([text], pa.string()))) if f.detector.name == name]
    return [[hit.label, text[hit.start : hit.stop], hit.score] for hit in found]


@pytest.mark.parametrize(
    ("name", "case"),
    [pytest.param(name, case, id=f"{name}-{case['text'][:24]!r}") for name in NAMES for case in CASES[name]["hit"]],
)
@pytest.mark.parametrize(
    "around", ["{}", "字。" * 400 + "\n{}\n" + "字。" * 400, "word, " * 400 + "\n{}\n" + "word, " * 400]
)
def test_no_case_is_hidden(name: str, case: dict[str, Any], around: str) -> None:
    assert detector(name)
    assert through_windows(name, around.replace("{}", case["text"])) == case["find"]
