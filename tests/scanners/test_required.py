"""What is said of a pattern holds of each of its matches."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanners.required import MOST_CHARACTERS, UNKNOWN, required, usable

FLAGS = int(re.IGNORECASE | re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize(
    ("pattern", "words", "reach"),
    [
        (r"EMP-\d{6}", {"EMP-"}, 10),
        (r"(?:工号|员工编号)[:：]?\s{0,3}\d{6}", {"工号", "员工编号"}, 14),
        (r"(?<![0-9])EMP(?=-)", {"EMP"}, 5),
        (r"(foo|bars)+", {"foo", "bars"}, None),
        (r"(?i:secret).*", {"secret"}, None),
        (r"(?x) a b c # a remark", {"abc"}, 3),
        (r"é{2}abcd", {"abcd"}, 6),
        (r"(?>abcd)e?+", {"abcd"}, 5),
        (r"(?:abc)?\d{3}", set(), 6),
        (r"abc|\d{9}", set(), 9),
        (r"\d{6}", set(), 6),
        (r"ab\d", set(), 3),
        (r"(abc)\1", {"abc"}, None),
    ],
)
def test_what_is_read(pattern: str, words: set[str], reach: int | None) -> None:
    found = required(pattern, FLAGS)
    assert (found.words, found.reach) == (words, reach)


@pytest.mark.parametrize(
    "pattern",
    [
        r"(?:foobar){e<=1}",
        r"(?:foobar){i}",
        r"\p{Han}foobar",
        r"[[:alpha:]]foobar",
        r"(?V1)foobar",
        r"(?|foobar)",
        r"\mfoobar",
        r"foobar(?R)?",
        "foobar(",
        "(" * 5000 + ")" * 5000,
    ],
)
def test_what_only_the_other_module_reads_is_not_guessed(pattern: str) -> None:
    assert required(pattern, FLAGS) == UNKNOWN


def test_flags_that_only_the_other_module_has_are_not_guessed() -> None:
    assert required("foobar", FLAGS | 0x100) == UNKNOWN


def test_words_have_no_letters_whose_other_case_would_be_missed() -> None:
    assert [w for w in ("ключ", "straße", "K\u212a", "ﬁne", "ab", "", "\ud800xy") if usable(w)] == []
    assert [w for w in ("key", "密钥", "密", "a-b", "№12") if usable(w)] == ["key", "密钥", "密", "a-b", "№12"]


PARTS = st.sampled_from(
    ["abc", "密码", "x", r"\d", r"[a-c]", ".", "(?:de|fgh)", "(?=z)", "(?<!q)", "^", "$", "(?:一二三|45678)"]
)
REPEATS = st.sampled_from(["", "", "?", "{2}", "{1,3}", "*?", "+"])
PATTERNS = st.lists(st.tuples(PARTS, REPEATS).map("".join), min_size=1, max_size=5).map("".join)


@given(PATTERNS, st.text("abcdefghxz密码一二三45678Q\n", max_size=60))
def test_every_match_holds_a_word_and_ends_within_reach(pattern: str, text: str) -> None:
    try:
        compiled = re.compile(pattern, FLAGS)
    except re.error:
        return
    found = required(pattern, FLAGS)
    assert found.reach is None or found.reach <= MOST_CHARACTERS
    for match in compiled.finditer(text):
        value = match.group().lower()
        assert not found.words or any(word.lower() in value for word in found.words)
        assert found.reach is None or len(value) <= found.reach
