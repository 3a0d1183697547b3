"""What is said of the digits of a pattern's matches holds of each of them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanners.digit_demand import CLOSE, IN_A_ROW, WITHIN, demands

FLAGS = int(re.IGNORECASE | re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize(
    ("pattern", "does"),
    [
        (r"(?<![0-9])1[3-9]\d{9}(?![0-9])", True),
        (r"1[3-9]\d[ -]?\d{4}[ -]?\d{4}", True),
        (r"\d{3}-\d{2}-\d{4}", True),
        (r"\d{6}(?:18|19|20)\d{2}[\dXx]", True),
        (r"[A-Z]{2}\d{5}", True),
        (r"(?:\d{5}|\d{6})", False),
        (r"\d{4}", False),
        (r"\d{0,9}", False),
        (r"\d{3}.{0,9}\d{4}", False),
        (r"[0-9a-f]{8}", False),
        (r"\d+", False),
        (r"(?:\d{5}){e<=1}", False),
        (r"\p{Nd}{9}", False),
        ("(", False),
    ],
)
def test_what_is_read(pattern: str, does: bool) -> None:
    assert demands(pattern, FLAGS) is does


PARTS = st.sampled_from(
    ["1", "[0-9]", "[13579]", "[0-9x]", "-", ".", "(?:12|34)", "(?:5|67)", "(?=9)", "(?<![0-9])", "字"]
)
REPEATS = st.sampled_from(["", "", "?", "{2}", "{1,3}", "{4}", "*", "+?"])
PATTERNS = st.lists(st.tuples(PARTS, REPEATS).map("".join), min_size=1, max_size=6).map("".join)


def crowded(value: str) -> bool:
    data = value.encode()
    rows = re.search(rb"[0-9]{%d}" % IN_A_ROW, data) is not None
    return rows or any(sum(48 <= b <= 57 for b in data[k : k + WITHIN]) >= CLOSE for k in range(len(data)))


@given(PATTERNS, st.text("0123456789-x字 ", max_size=60))
def test_every_match_has_its_digits_so_close_together(pattern: str, text: str) -> None:
    if demands(pattern, FLAGS):
        assert all(crowded(match.group()) for match in re.finditer(pattern, text, FLAGS))


@given(st.integers(0, 60).flatmap(lambda n: st.tuples(PATTERNS, st.just("7" * n))))
def test_in_text_of_digits_alone(case: tuple[str, str]) -> None:
    pattern, text = case
    if demands(pattern, FLAGS):
        assert all(crowded(match.group()) for match in re.finditer(pattern, text, FLAGS))
