"""Anchors are found wherever a slow reading of the definition finds them, and windows give back the text they cover."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scanners import checksums, identifiers
from scanners.anchors import compile_anchors, windows
from scanners.base import Anchor
from scanners.measures import buffers

LITERALS = ("版权所有", "Copyright", "right", "©")
ANCHORS = [
    Anchor(digits=((11,), (18,), (3, 4, 4)), before=0, after=0),
    Anchor(codes=((18,), (4, 4, 4, 4, 2)), before=0, after=0),
    Anchor(literals=LITERALS, before=0, after=0),
    Anchor(infix="@", before=6, after=6),
    Anchor(signed=8, before=0, after=0),
    Anchor(quads=True, before=0, after=0),
    Anchor(pairs=True, before=0, after=0),
    Anchor(token=(26, 42), before=0, after=0),
    Anchor(digits=((9,), (3, 2, 4)), leads="05", before=0, after=0),
    Anchor(codes=((9,),), leads="EG", before=0, after=0),
]
AUTOMATON = compile_anchors(ANCHORS)


def found(*texts: str) -> list[tuple[int, str, int]]:
    """(record, text of the window, mask), and a check that the window's code point is right."""
    data, offsets = buffers(pa.array(texts, pa.string()))
    w = windows(AUTOMATON, data, offsets)
    out = []
    for d, a, z, char, mask in zip(*(x.tolist() for x in (w.record, w.start, w.stop, w.char, w.mask)), strict=True):
        piece = bytes(data[a:z]).decode()
        assert texts[d][char : char + len(piece)] == piece
        out.append((d, piece, mask))
    return out


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("手机13800138000。", [("13800138000", 1)]),
        ("手机１３８００１３８０００。", [("１３８００１３８０００", 1)]),
        ("138-0013-8000", [("138-0013-8000", 1)]),
        ("138\u200b0013\u200b8000", [("138\u200b0013\u200b8000", 1)]),
        ("138  0013——8000", [("138  0013——8000", 1)]),
        ("138 \u00a0 \t8000", []),
        ("(138)\u30000013.8000", [("138)\u30000013.8000", 1)]),
        ("𝟏𝟑𝟖\u20110013-8000", [("𝟏𝟑𝟖\u20110013-8000", 1)]),
        ("138001380001", []),
        ("1.13800138000", [("1.13800138000", 1)]),
        ("12.3456.13800138000", []),
        ("1380013800", []),
        ("0.13800138000", []),
        ("v1 13800138000", [("1 13800138000", 1)]),
        ("1 1 1 1 1 1 1 138 0013 8000", [("1 1 1 1 1 1 1 138 0013 8000", 1)]),
        ("1 2 3 4 5 6 7 8 9 10 11 12", []),
        ("91350100M000100Y43", [("91350100M000100Y43", 2)]),
        ("91350100m000100y43", []),
        ("9135 0100 M000\u30001000 43", [("9135 0100 M000\u30001000 43", 2)]),
        ("USCC91350100M000100Y43", [("USCC91350100M000100Y43", 2)]),
        ("ABCDEF91350100M000100Y43", [("ABCDEF91350100M000100Y43", 2)]),
        ("110105194912310021", [("110105194912310021", 3)]),
        ("ABCDEFGHIJKLMNOPQRSTU", []),
        ("本文版权所有", [("版权所有", 4)]),
        ("COPYRIGHT", [("COPYRIGHT", 4)]),
        ("© x", [("©", 4)]),
        ("a@b.c", [("a@b.c", 8)]),
        ("a@b", []),
        ("a@b.c@d", []),
        ("a@b.c,d@e.f", [("a@b.c,d@e.f", 8)]),
        ("a@b.c汉字d@e.f", [("a@b.c汉字d@e.f", 8)]),
        ("@decorator", []),
        ("x @ y", []),
        ("+44 20 7946 0958", [("44 20 7946 0958", 16)]),
        ("＋(44) 20 79460958", [("44) 20 79460958", 16)]),
        ("1+1234567", []),
        ("44 20 7946 0958", []),
        ("192.168.0.1", [("192.168.0.1", 32)]),
        ("8.8.8.8", [("8.8.8.8", 32)]),
        ("１．２．３．４", [("１．２．３．４", 32)]),
        ("1.2.3", []),
        ("1.2.3 4", []),
        ("1234.1.1.1", []),
        ("fe80::1", [("fe80::1", 64)]),
        ("[2001:db8:0:1:1:1:1:1]", [("2001:db8:0:1:1:1:1:1", 64)]),
        ("00:1A:2b:3c:4d:5e", [("00:1A:2b:3c:4d:5e", 64)]),
        ("std::beef", []),
        ("12:30:45", []),
        ("00:11:22:33:44:55:66:77:88:99:aa:bb", []),
        ("1BoatSLRHtKNngkdXEeobR76b53LETtpyT", [("1BoatSLRHtKNngkdXEeobR76b53LETtpyT", 128)]),
        ("0x52908400098527886E0F7030069857D2E4169EE7", [("0x52908400098527886E0F7030069857D2E4169EE7", 128)]),
        ("x52908400098527886E0F7030069857D2E4169EE7", []),
        ("078-05-1120", [("078-05-1120", 256)]),
        ("178-05-1120", []),
        ("012345678", [("012345678", 256)]),
        ("护照E12345678", [("E12345678", 512)]),
        ("X12345678", []),
        ("112345678", []),
        ("一三八零零一三八零零零", [("一三八零零一三八零零零", 1)]),
        ("电话一三八 零零一三 八零零零。", [("一三八 零零一三 八零零零", 1)]),
        ("第一二三四五六七八九十", []),
        ("一九四九年一月一日", []),
        ("名字@公司", [("名字@公司", 8)]),
        ("", []),
    ],
)
def test_table(text: str, expected: list[tuple[str, int]]) -> None:
    assert [(piece, mask) for _, piece, mask in found(text)] == expected


def test_a_run_does_not_cross_records() -> None:
    assert found("138001", "38000") == []


PIECES = st.sampled_from(
    ["版权", "所有", "Copy", "right", "a@b", "13800138000", " ", "。", "é", "©", "\u200b", "A1", "-", "0", "1"]
)
TEXTS = st.lists(st.lists(PIECES, max_size=12).map("".join), max_size=5)


@settings(deadline=None)
@given(TEXTS)
def test_every_literal_lies_in_a_window(texts: list[str]) -> None:
    hits = found(*texts)
    for d, text in enumerate(texts):
        for literal in LITERALS:
            n = text.lower().count(literal.lower())
            assert n <= sum(p.lower().count(literal.lower()) for r, p, m in hits if r == d and m & 4)


@settings(deadline=None)
@given(TEXTS)
def test_windows_are_ordered_and_disjoint(texts: list[str]) -> None:
    data, offsets = buffers(pa.array(texts, pa.string()))
    w = windows(AUTOMATON, data, offsets)
    for j in range(1, len(w.record)):
        assert w.record[j] > w.record[j - 1] or (w.record[j] == w.record[j - 1] and w.start[j] > w.stop[j - 1])


def test_more_anchors_than_room_are_all_found() -> None:
    assert len(found(*["13800138000"] * 5000)) == 5000


@pytest.mark.parametrize("grouping", [(), (7,), (31,), (11, 0), (1,) * 13])
def test_groupings_that_the_pass_cannot_count_are_refused(grouping: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="groups of 1 to 30"):
        compile_anchors([Anchor(digits=(grouping,))])


def test_a_literal_of_one_byte_is_refused() -> None:
    with pytest.raises(ValueError, match="two or more"):
        compile_anchors([Anchor(literals=("c",))])


@settings(deadline=None)
@given(
    st.lists(st.text("abC版权©é", min_size=2, max_size=5), min_size=1, max_size=6),
    st.text("abcC版权©é \n", max_size=40),
)
def test_literals_are_found_wherever_they_stand(literals: list[str], text: str) -> None:
    compiled = compile_anchors([Anchor(literals=(literal,), before=0, after=0) for literal in literals])
    w = windows(compiled, *buffers(pa.array(["x", text], pa.string())))
    masks = int(np.bitwise_or.reduce(w.mask)) if len(w.mask) else 0
    for k, literal in enumerate(literals):
        wanted, seen = (literal.lower(), text.lower()) if literal.isascii() else (literal, _lower_ascii(text))
        assert bool(masks >> k & 1) == (wanted in seen)


def _lower_ascii(text: str) -> str:
    return "".join(c.lower() if c.isascii() else c for c in text)


def test_too_many_detectors_are_refused() -> None:
    with pytest.raises(ValueError, match="63"):
        compile_anchors([Anchor()] * 64)


CHECKED = compile_anchors(
    [
        Anchor(digits=((16,), (4, 4, 4, 4), (19,)), check="luhn"),
        Anchor(digits=((18,), (17,), (17, 1), (15,)), check="mod_11_2"),
        Anchor(codes=((18,), (8, 10)), check="uscc"),
    ]
)


def asked(text: str) -> int:
    """The mask of the anchors that stand in a text."""
    return sum({int(m) for m in windows(CHECKED, *buffers(pa.array([text], pa.string()))).mask})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("4111111111111111", 1),
        ("4111111111111112", 0),
        ("4111 1111 1111 1111", 1),
        ("4111 1111 1111 1112", 0),
        ("1 4111 1111 1111 1111", 1),
        ("４１１１１１１１１１１１１１１１", 1),
        ("4111111111111112 4111111111111111", 1),
        ("6205500000000000004", 1),
        ("110000190001010012", 2),
        ("110000190001010013", 0),
        ("11010519491231002", 2),
        ("11010519491231002 X", 2),
        ("11010519491231001", 0),
        ("110105491231002", 2),
        ("91440300708461136T", 4),
        ("91440300708461136U", 0),
        ("91440300 708461136T", 4),
        ("CODE91440300708461136T", 4),
        ("1234567890123456789012345678901234567890123456789012345678901234", 0),
    ],
)
def test_only_what_its_check_character_confirms_is_an_anchor(text: str, expected: int) -> None:
    assert asked(text) == expected


@given(st.text("0123456789", min_size=16, max_size=16))
def test_luhn_is_that_of_the_checksums(digits: str) -> None:
    assert bool(asked(digits) & 1) == checksums.luhn(digits)


@given(st.text("0123456789", min_size=17, max_size=17))
def test_mod_11_2_is_that_of_the_checksums(body: str) -> None:
    check = checksums.mod_11_2(body)
    assert bool(asked(body) & 2) == (check == "X")
    assert [last for last in "0123456789" if asked(body + last) & 2] == [check] * (check != "X")


CODES = st.tuples(
    st.text(checksums.USCC_ALPHABET, min_size=2, max_size=2),
    st.text("0123456789", min_size=6, max_size=6),
    st.text("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=8, max_size=8),
).map("".join)


@given(CODES)
def test_uscc_is_that_of_the_checksums(body: str) -> None:
    code = body + checksums.organisation(body[8:])
    for check in checksums.USCC_ALPHABET:
        assert bool(asked(code + check) & 4) == identifiers.is_uscc(code + check)
