"""Landlines of mainland China by the list of area codes, and the 400 and 800 numbers of organisations.

Areas have codes of two digits (with eight behind them) or three (with seven or eight). There is no check digit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product

from scanners import telephone
from scanners.announced import Announced
from scanners.base import Anchor, Hit
from scanners.digit_runs import HYPHEN, begins, words

_AREA_WORDS = (
    "31[0-9] 33[5] 34[9] 35[0-9] 37[0-79] 39[1-68] 41[0-9] 42[179] 43[1-9] 45[1-9] 46[4789] 47[0-9] 48[23] 51[0-9] 52[37] "
    "53[0-9] 54[36] 55[0-9] 56[1-6] 57[0-9] 58[0] 59[1-9] 63[1-5] 66[0238] 69[12] 70[1] 71[0-9] 72[248] 73[0-9] 74[3-6] "
    "75[0-9] 76[02368] 77[0-9] 79[0-9] 81[23678] 82[5-7] 83[0-9] 85[14-9] 87[0-9] 88[3678] 89[1-8] 90[1-36-9] 91[1-79] 93[0-9] "
    "94[13] 95[1-5] 97[0-79] 99[0-9]"
)
_GAP = rf"(?:[ ]|{HYPHEN}){{0,3}}"
_ONE = rf"(?:[ ]|{HYPHEN})?"
_SUBSCRIBER = (
    rf"(?:(?:10|2[0-57-9])[)]?{_GAP}[1-9][0-9]{{3}}{_ONE}[0-9]{{4}}"
    rf"|(?:{'|'.join(_AREA_WORDS.split())})[)]?{_GAP}[1-9][0-9]{{2,3}}{_ONE}[0-9]{{4}})"
)
_EXTENSION = r"(?:[ ]{0,2}(?:转|轉|分机|ext\.?|EXT\.?|x)[ ]{0,2}[0-9]{1,6}|-[0-9]{1,5})?"
_END = r"(?![0-9A-Za-z]|\.[0-9]|-[0-9])"
_NATIONAL = re.compile(rf"0{_SUBSCRIBER}{_EXTENSION}{_END}")
_ABROAD = re.compile(rf"86\)?{_GAP}(?:\(0\)[ ]?|\(?0)?{_SUBSCRIBER}{_EXTENSION}{_END}")
_BRACKET, _SIGN = re.compile(r"\((?:\+|00)?\Z"), re.compile(r"(?<![0-9A-Za-z])(?:\+|00)\Z")
_LOCAL = Announced(
    r"座机|固话|固定电话|宅电|电话号码|电话(?=:)", rf"[2-8][0-9]{{2,3}}{_ONE}[0-9]{{4}}(?!-|\.[0-9]|[ ]?[元万亿])"
)
_DAY = re.compile(r"20[0-9]{2}[ -]?(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])")
_CORPORATE = re.compile(
    rf"[48]00(?:{_ONE}[0-9]{{3}}{_ONE}[0-9]{{4}}|{_ONE}[0-9]{{4}}{_ONE}[0-9]{{3}}|[0-9]{HYPHEN}[0-9]{{3}}{HYPHEN}[0-9]{{3}})"
    rf"(?:[ ]{{0,2}}[转轉][ ]{{0,2}}[0-9]{{1,6}})?(?![0-9A-Za-z]|\.[0-9]|{HYPHEN}[0-9])"
)
_APART = re.compile(rf"0[0-9]{{2,3}}(?:\)|{HYPHEN})")
_TOUCHING = words("tel|tele|telephone|phone|fax|call|dh|lxdh|dianhua")
_KEY = re.compile(rf"[=#_/+&%$]|{HYPHEN}")
_CORPORATE_GROUPINGS = ((10,), (3, 7), (6, 4), (7, 3), (3, 3, 4), (3, 4, 3), (4, 3, 3))


def _groupings() -> Iterator[tuple[int, ...]]:
    """The groups of every writing that `_NATIONAL` and `_ABROAD` take: country, trunk 0 and area, subscriber, each joined or apart."""
    for area, subscriber in ((2, (4, 4)), (3, (3, 4)), (3, (4, 4))):
        for local in (subscriber, (sum(subscriber),)):
            national = ((1 + area, *local), (1 + area + local[0], *local[1:]))
            plain = ((area, *local), (area + local[0], *local[1:]))
            yield from national
            for country, (first, *rest) in product((2, 4), national + plain):
                yield from ((country, first, *rest), (country + first, *rest))
            yield from ((country, 1, *groups) for country, groups in product((2, 4), plain))


_ANCHOR = Anchor(
    digits=tuple(dict.fromkeys((*_groupings(), *_CORPORATE_GROUPINGS))),
    leads="048",
    literals=("座机", "固话", "固定电话", "宅电", "电话号码", "电话:", "电话："),
    before=128,
    after=96,
)


@dataclass(frozen=True, slots=True)
class Landline:
    """Finds landlines. Score: 0.9 the country's prefix or a word for telephones; 0.7 area code kept apart, in Chinese text; 0.7 without
    area code right after a word; 0.4 otherwise. 400 and 800 numbers: 0.9 after a word, 0.7 in groups in Chinese text."""

    name: str = "landline"
    version: int = 1
    anchor: Anchor = _ANCHOR
    labels: Mapping[str, str] = field(
        default_factory=lambda: {"landline": "personal", "corporate_phone": "organisation"}
    )

    def find(self, text: str) -> Iterator[Hit]:
        reached = 0
        for start, stop, score in sorted([*_abroad(text), *_national(text)]):
            if start >= reached:
                reached = stop
                yield Hit(start, stop, "landline", score)
        for match in _CORPORATE.finditer(text):
            certain = _corporate(text, *match.span())
            if certain is not None:
                yield Hit(*match.span(), "corporate_phone", certain)
        for said in _LOCAL.said(text):
            if not _DAY.fullmatch(said.value):
                yield Hit(said.start, said.stop, "landline", 0.7)


def _abroad(text: str) -> Iterator[tuple[int, int, float]]:
    """Numbers with the country's prefix: `+86`, `0086`, or `86` kept apart."""
    for match in _ABROAD.finditer(text):
        before = _BRACKET if text[match.start() + 2] == ")" else _SIGN
        sign = before.search(text, max(0, match.start() - 3), match.start())
        start = sign.start() if sign else match.start()
        told = sign is not None or not text[match.start() + 2].isdigit()
        if told and not _is_touched(text, start, named=telephone.named(text, start)):
            yield start, match.end(), 0.9


def _national(text: str) -> Iterator[tuple[int, int, float]]:
    for match in _NATIONAL.finditer(text):
        start, stop = match.span()
        apart = _APART.match(text, start)
        if apart and apart.group()[-1] == ")":
            start -= text[start - 1 : start] == "("
        named = telephone.named(text, start)
        if not (named or apart) or _is_touched(text, start, named=named):
            continue
        told = telephone.in_chinese(text, start, stop) and not telephone.other(text, start)
        yield start, stop, 0.9 if named else 0.7 if told else 0.4


def _corporate(text: str, start: int, stop: int) -> float | None:
    named, chinese = telephone.named(text, start), telephone.in_chinese(text, start, stop)
    if _is_touched(text, start, named=named):
        return None
    if named:
        return 0.9 if chinese else 0.5 if text[start] == "4" else None
    grouped = not text[start:stop].isdigit()
    return 0.7 if grouped and chinese and not telephone.other(text, start) else None


def _is_touched(text: str, start: int, *, named: bool) -> bool:
    """Whether something before a number makes it a part of something longer: any letter, digit or decimal point but those of a word for
    telephones; without such a word, a sign too."""
    if not begins(text, start):
        return _TOUCHING.search(text, max(0, start - 16), start) is None
    return start > 0 and not named and _KEY.match(text, start - 1) is not None


DETECTOR = Landline()
