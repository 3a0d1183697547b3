"""The anchor pass hides nothing: what detectors find through windows is what they find in the whole text."""

from __future__ import annotations

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scanners import checksums, registry
from scanners.detect import claims, detect
from scanners.detectors.mainland_mobile import _RULES as MOBILE
from scanners.fold import fold, original
from scanners.measures import buffers

WINDOW_IS_ENOUGH = tuple(
    d.name for d in registry.detectors() if d.name not in ("aigc_label", "licence_notice") and not d.anchor.beside
)
"""Detectors whose matches and context are short. Notices and labels may be longer than any window; what is asked beside another hit
depends on where that one's window ends."""

Finding = tuple[int, str, str, int, int, float]


def through_windows(texts: list[str]) -> list[Finding]:
    found = detect(*buffers(pa.array(texts, pa.string())))
    return sorted(
        (f.record, f.detector.name, f.hit.label, f.hit.start, f.hit.stop, f.hit.score)
        for f in found
        if f.detector.name in WINDOW_IS_ENOUGH
    )


def in_whole_texts(texts: list[str]) -> list[Finding]:
    found: list[Finding] = []
    for record, text in enumerate(texts):
        folded, positions = fold(text)
        for detector, hit in claims(folded, [d for d in registry.detectors() if not d.anchor.beside]):
            if detector.name in WINDOW_IS_ENOUGH:
                start, stop = original(positions, hit.start, hit.stop)
                found.append((record, detector.name, hit.label, start, stop, hit.score))
    return sorted(found)


def wide(text: str) -> str:
    """Full-width forms of what has them."""
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)


PLANTED = (
    "110000190001010012", "11010519491231002X", "110105194912310021", "110105 19491231 0021", "91440300708461136T",
    "91110102MAD55U9H0F", "13800138000", "138-0013-8000", "+86 13800138000", "4111111111111111", "6200 0000 0000 0005",
    "li.lei@firm.com.cn", "someone_with_a_long_name@mail.firm.com",
)  # fmt: skip # rows, which read as a table


@pytest.mark.parametrize(
    "text",
    [
        "3.14 110000190001010012",
        "1.5-13800138000",
        "v2.0 4111111111111111",
        wide("91440300708461136T"),
        "91440300７０８４６１１３６T",
        wide("11010519491231002X"),
        "9144\u200b0300708461136T",
        "\u20619 110000190001010012",
        "邮箱：" + wide("li.lei@firm.com"),
        "li.lei\u200b@\u200bfirm.com",
        "l\u200bi@firm.com",
        "手机" + "字" * 25 + "13800138000",
        "卡号" + "字" * 37 + "4111111111111111",
        "https://firm.com/" + "a" * 120 + "/13800138000",
        "https://firm.com/" + "a" * 120 + "/a.b@firm.com",
        "信用代码" + "是" * 20 + "91440300708461136T",
        "身份证" + "是" * 20 + "110105491231002",
        "1 " * 40 + "13800138000",
        "\u200b".join("手机号是13800138000"),
        "\u200b".join("li.lei@firm.com.cn"),
        "身份证110000·190001010012",
        "身份证11000019000101・0012",
        "手机1380013·8000",
        "卡号411111•1111111111",
        "手机0086.13800138000",
        "信用代码CODE91440300 708461136T",
        "NO91 440300708461136T",
        "号码1234 - -CODE91440300 708461136T",
        "信用代码" + " ".join(("9", "A", "110108", "88FC8000X", "A")),
        "信用代码 CODE9A 110108 88FC8000XA",
        "tel．030 1234567",
        "ＱＱ：12345678",
        "+86 (0)10 1234 5678",
        "传真0086 755 2345-6789",
    ],
)
def test_no_window_hides(text: str) -> None:
    assert in_whole_texts([text])
    assert through_windows([text]) == in_whole_texts([text])


PIECES = st.sampled_from(
    [
        *"0123456789XA@.-+ \n，。：/=",
        *PLANTED,
        *(wide(p) for p in PLANTED),
        *("\u200b\ufeff\u2066\u202e\u200f\u2060"),
        "1.", ".5", "3.14 ", "86", "汉字", "手机号", "卡号：", "身份证", "信用代码", "订单号", "https://firm.com/", "?id=", "０", "Ｘ",
        "。" * 30,
        "汉" * 40, "一三八零零一三八零零零", "一", "八", "零", "a" * 60, "git", "元",
    ]
)  # fmt: skip # rows, which read as a table
RUNS = st.integers(1, 20).flatmap(lambda n: st.text("0123456789", min_size=n, max_size=n))
TEXTS = st.lists(st.lists(PIECES | RUNS, max_size=24).map("".join), max_size=4)


@settings(deadline=None, max_examples=400)
@given(TEXTS)
def test_windows_hide_nothing(texts: list[str]) -> None:
    assert through_windows(texts) == in_whole_texts(texts)


@pytest.mark.parametrize("code", sorted(MOBILE.codes))
@pytest.mark.parametrize("point", [".", "．", "·"])
def test_a_mobile_behind_a_country_code_and_a_point_is_shown(code: str, point: str) -> None:
    text = f"手机{code}{point}13800138000"
    assert in_whole_texts([text])
    assert through_windows([text]) == in_whole_texts([text])


def digits(n: int) -> st.SearchStrategy[str]:
    return st.text("0123456789", min_size=n, max_size=n)


RESIDENTS = st.tuples(
    st.sampled_from(["110105", "440106", "810000"]), st.sampled_from(["19491231", "20120229"]), digits(3)
).map(lambda parts: (body := "".join(parts)) + checksums.mod_11_2(body))
CARDS = st.tuples(st.sampled_from(["622202", "411111", "356600"]), st.sampled_from([9, 12]).flatmap(digits)).map(
    lambda parts: next(card for check in "0123456789" if checksums.luhn(card := "".join(parts) + check))
)
CODES = st.tuples(
    st.sampled_from(["91", "N2", "9A"]), digits(6), st.text("0123456789ABCDEFGHJK", min_size=8, max_size=8)
).map(lambda p: (body := "".join(p) + checksums.organisation(p[2])) + checksums.uscc(body))
MOBILES = st.tuples(st.sampled_from(["138", "170", "199"]), digits(8)).map("".join)

WORDS = st.sampled_from(
    [
        *("", " ", "。", "。1", "电话", "身份证", "卡号：", "信用代码", "CODE", "NO", "tel", "A", "a"),
        *("86", "0086", "+86", "(0086)", "1", "0", "12", "2024"),
    ]
)
GAPS = st.sampled_from(
    [*" .·•・．-–—−\t\u00a0\u3000)（", "  ", "--", " - ", ") ", "] - ", "- -", "\u200b", "\u200b·", "\u00ad"]
)
LENGTHS = st.sampled_from(
    sorted({g for d in registry.detectors() for g in d.anchor.digits + d.anchor.codes if len(g) > 1})
)


@st.composite
def written(draw: st.DrawFn) -> str:
    """An identifier in the groups of some grouping, behind words and numbers that may touch it or keep apart from it."""
    identifier = draw(st.one_of(RESIDENTS, CARDS, CODES, MOBILES))
    usual, pieces = draw(GAPS), []
    for n in draw(LENGTHS | st.just((len(identifier),))):
        pieces.append(identifier[:n])
        identifier = identifier[n:]
    out = "".join(draw(WORDS) + draw(st.just("") | GAPS) for _ in range(draw(st.integers(0, 3))))
    for k, piece in enumerate(filter(None, [*pieces, identifier])):
        out += (draw(st.just(usual) | GAPS) if k else "") + (wide(piece) if draw(st.integers(0, 9)) == 0 else piece)
    return out + draw(st.sampled_from(["", "。", ".", ".5", "X", " X", "1", "a", " 元", "\n1.5"]))


@settings(deadline=None, max_examples=1000)
@given(st.lists(written(), max_size=3))
def test_windows_hide_no_identifier_however_it_is_grouped(texts: list[str]) -> None:
    assert through_windows(texts) == in_whole_texts(texts)
