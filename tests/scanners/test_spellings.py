"""Identifiers in the spellings that people use, through windows as a worker sees them, and what only looks like an identifier."""

from __future__ import annotations

import unicodedata

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scanners.detect import detect
from scanners.measures import buffers

LEAST = 0.5
"""The score from which the rulebook counts a finding."""

GROUPS = {
    "resident_id": ("110000", "19000101", "0012"),
    "uscc": ("9100", "0000", "MA00", "000A", "9W"),
    "mainland_mobile": ("138", "1234", "5678"),
    "bank_card": ("6222", "0000", "0000", "0009"),
}
IDENTIFIERS = {name: "".join(groups) for name, groups in GROUPS.items()} | {"email": "li.lei@firm.com"}

SEPARATORS = {
    "space": " ", "two spaces": "  ", "three spaces": "   ", "tab": "\t", "no-break space": "\u00a0", "ideographic space": "\u3000",
    "thin space": "\u2009", "figure space": "\u2007", "narrow no-break space": "\u202f", "en space": "\u2002",
    "hyphen": "-", "full-width hyphen": "－", "true hyphen": "\u2010", "no-break hyphen": "\u2011", "figure dash": "\u2012",
    "en dash": "–", "em dash": "—", "two em dashes": "——", "minus": "\u2212", "hyphen and spaces": " - ", "small hyphen": "﹣",
    "point": ".", "full-width point": "．", "middle dot": "·", "bullet": "•", "katakana dot": "・",
    "zero-width space": "\u200b", "zero-width joiner": "\u200d", "word joiner": "\u2060", "byte order mark": "\ufeff",
    "right-to-left override": "\u202e", "isolate": "\u2066", "soft hyphen": "\u00ad", "tag": "\U000e0041",
    "no-break space in isolates": "\u2066\u00a0\u2069",
}  # fmt: skip # rows, which read as a table

DIGITS = {
    "full-width": "０１２３４５６７８９", "bold": "𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗", "double-struck": "𝟘𝟙𝟚𝟛𝟜𝟝𝟞𝟟𝟠𝟡",
    "sans-serif": "𝟢𝟣𝟤𝟥𝟦𝟧𝟨𝟩𝟪𝟫", "monospace": "𝟶𝟷𝟸𝟹𝟺𝟻𝟼𝟽𝟾𝟿",
    "segmented": "🯰🯱🯲🯳🯴🯵🯶🯷🯸🯹",
}  # fmt: skip # rows, which read as a table

BEFORE = {
    "resident_id": ("id", "ID", "idcard", "sfz", "zhang", "身份证id"),
    "uscc": ("USCC", "uscc", "code", "NO", "信用代码code"),
    "mainland_mobile": ("tel", "TEL", "phone", "mobile", "手机号tel", "手机号tel:", "wx", "sj"),
    "bank_card": ("card", "cardno", "no", "bank", "卡号no"),
    "email": ("邮箱", "email:", "邮箱："),
}
AROUND = (
    "1、{}",
    "1){}",
    "（1）{}",
    "1. {}",
    "①{}",
    "名单\n1.{}\n",
    "一.{}",
    "1 2 3 4 5 6 {}",
    "7\t8\t{}",
    "序号 12 {} 3 4",
)


def found(text: str, name: str) -> list[str]:
    """The passages of at least that score, cut from the text by their places."""
    hits = [f.hit for f in detect(*buffers(pa.array([text], pa.string()))) if f.detector.name == name]
    return [text[hit.start : hit.stop] for hit in hits if hit.score >= LEAST]


@pytest.mark.parametrize("name", GROUPS)
@pytest.mark.parametrize("separator", SEPARATORS.values(), ids=SEPARATORS)
@pytest.mark.parametrize("around", ["{}", "于{}在", "see {} there", "共\n{}\n"])
def test_groups_are_found_behind_any_separator(name: str, separator: str, around: str) -> None:
    written = separator.join(GROUPS[name])
    assert found(around.format(written), name) == [written]


@pytest.mark.parametrize("name", IDENTIFIERS)
@pytest.mark.parametrize("invisible", ["\u200b", "\u200f", "\u202d", "\u2060", "\ufeff", "\U000e0030"])
def test_characters_that_nobody_sees_hide_nothing(name: str, invisible: str) -> None:
    written = invisible.join(IDENTIFIERS[name])
    assert found(f"于{written}在", name) == [written]


@pytest.mark.parametrize("name", GROUPS)
@pytest.mark.parametrize("digits", DIGITS.values(), ids=DIGITS)
def test_digits_are_found_in_every_shape(name: str, digits: str) -> None:
    written = IDENTIFIERS[name].translate(str.maketrans("0123456789", digits))
    assert found(f"于{written}在", name) == [written]


@pytest.mark.parametrize(("name", "before"), [(name, word) for name, words in BEFORE.items() for word in words])
def test_a_word_in_front_is_no_part_of_it(name: str, before: str) -> None:
    assert found(before + IDENTIFIERS[name], name) == [IDENTIFIERS[name]]


@pytest.mark.parametrize("name", IDENTIFIERS)
@pytest.mark.parametrize("around", AROUND)
def test_lists_and_small_numbers_hide_nothing(name: str, around: str) -> None:
    if not (name == "email" and "1.{}" in around):
        assert found(around.format(IDENTIFIERS[name]), name) == [IDENTIFIERS[name]]
    if name in GROUPS and ".{}" not in around:
        written = " ".join(GROUPS[name])
        assert found(around.format(written), name) == [written]


@pytest.mark.parametrize(
    ("name", "text", "written"),
    [
        ("mainland_mobile", "1.13812345678", ["13812345678"]),
        ("mainland_mobile", "电话 1.13812345678 2.13912345678", ["13812345678", "13912345678"]),
        ("mainland_mobile", "138 1234 5678 139 1234 5678", ["138 1234 5678", "139 1234 5678"]),
        ("mainland_mobile", "(138)12345678", ["(138)12345678"]),
        ("mainland_mobile", "（138）1234-5678", ["（138）1234-5678"]),
        ("mainland_mobile", "[138] 1234 5678", ["[138] 1234 5678"]),
        ("mainland_mobile", "138-12345678", ["138-12345678"]),
        ("mainland_mobile", "手机1381234 5678", ["1381234 5678"]),
        ("mainland_mobile", "手机1381 2345 678", ["1381 2345 678"]),
        ("mainland_mobile", "+86.138.1234.5678", ["+86.138.1234.5678"]),
        ("mainland_mobile", "+86(138)1234-5678", ["+86(138)1234-5678"]),
        ("mainland_mobile", "+86\u00a0138\u00a01234\u00a05678", ["+86\u00a0138\u00a01234\u00a05678"]),
        ("mainland_mobile", "0086–13812345678", ["0086–13812345678"]),
        (
            "resident_id",
            "名单：1.110000190001010012 2.110000190001010020",
            ["110000190001010012", "110000190001010020"],
        ),
        ("resident_id", "11 00 00 1900 01 01 008 x", ["11 00 00 1900 01 01 008 x"]),
        ("resident_id", "11000019000101008–Ｘ", ["11000019000101008–Ｘ"]),
        ("resident_id", "2024 110000 19000101 0012 3311", ["110000 19000101 0012"]),
        ("uscc", "信用代码 91 000000 MA00000A9 W", ["91 000000 MA00000A9 W"]),
        ("bank_card", "名单\n1.6222000000000000004", ["6222000000000000004"]),
        ("email", "li\u2011lei@firm.com", ["li\u2011lei@firm.com"]),
        ("email", "ｌｉ@ｆｉｒｍ．ｃｏｍ", ["ｌｉ@ｆｉｒｍ．ｃｏｍ"]),
    ],
)
def test_spelling(name: str, text: str, written: list[str]) -> None:
    assert found(text, name) == written


@pytest.mark.parametrize("name", GROUPS)
@pytest.mark.parametrize(
    "text",
    [
        "0.13812345678", "x = 1.13812345678", "[1.13812345678, 2.5]", "1.13812345678\n0.27182818284\n", "-1.13812345678e-05",
        "116.13812345678", "138.12345678", "1381234.5678", "62220.00000000009", "1.6222000000000009", "0.110000190001010012",
        "138 1234.5678", "10.138.1234.5678.9", "192.168.138.123", "2024-01-15 13:45:12", "2024.01.15", "2023-01-01/2023-12-31",
        "138 20230101", "20230101 20230131", "v13812345678", "a13812345678", "13812345678f", "deadbeef13812345678cafe",
        "550e8400-e29b-41d4-a716-138123456789", "12345678-1234-1234-1234-123456789012", "3f110000190001010012",
        "da39a3ee5e6b4b0d3255bfef95601890",
        "a138123456781234567", "3813812345678000", "138123456789", "2024 138 1234 5678 9999", "138 1234 5678 1234 2345",
        "6222 138 1234 5678",
        "138\t1234\t5678\n201\t3311\t9120\n", "4\t138  1234  5678\n9\t2,018  4,417  5,501\n", "1234 6222 0000 0000 0009 1234",
        "1,138,123,456.78", "¥13,812,345,678", "5 -138 -1234 -5678", "1381 2345 678", "138 123 45678", "0x13812345678", "+1 (381) 234-5678",
        "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18", "0 1 1 0 1 1 9 0 0 0 3 0 7 1 2 3 4 5", "978-7-111-12345-6", "ISBN 9787111123453",
        "X91000000MA00000A9W", "91000000 ma00000a9w", "9100-0000-MA00-000B-9W", "AB12 CD34 EF56 1234 56",
    ],
)  # fmt: skip # rows, which read as a table
def test_look_alike(name: str, text: str) -> None:
    assert found(text, name) == []


INVISIBLE = st.sampled_from(["", "", "\u200b", "\u2060", "\u202a", "\u200e\ufeff"])
VISIBLE = [
    s
    for s in SEPARATORS.values()
    if s not in ".．" and not s.isascii() and all(unicodedata.category(c) != "Cf" for c in s)
]
GAPS = st.sampled_from([*VISIBLE, " ", "  ", "\t", "-", " - "])


@settings(deadline=None, max_examples=300)
@given(st.data(), st.sampled_from(sorted(GROUPS)), st.text("汉，。\n\u3000", max_size=4))
def test_any_separators_between_any_groups_keep_the_places(data: st.DataObject, name: str, before: str) -> None:
    groups = GROUPS[name]
    seen = [data.draw(GAPS) + data.draw(INVISIBLE) for _ in groups[1:]]
    written = groups[0] + "".join(gap + group for gap, group in zip(seen, groups[1:], strict=True))
    spelled = "".join(
        data.draw(st.sampled_from(sorted(DIGITS.values())))[int(c)]
        if c.isascii() and c.isdigit() and data.draw(st.booleans())
        else c
        for c in written
    )
    assert found(f"{before}于{spelled}在", name) == [spelled]
