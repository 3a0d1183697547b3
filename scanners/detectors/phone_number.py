"""Telephone numbers of every region, by the numbering plans of phonenumbers: in international form; in the unmistakable form of North
America; and in any national form where a word for telephones stands right before or behind it.

Mobiles and landlines of mainland China have scanners of their own. Numbers that plans reserve for films and books are told apart: 555-0100
to 555-0199 in North America, and those that Ofcom keeps for drama.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from scanners import numbering, phone_context, telephone
from scanners.base import Anchor, Hit
from scanners.digit_runs import HYPHEN, begins

_EXTENDED = r"[ ,;]{0,2}(?:x|X|ext\.?|Ext\.?|EXT\.?|extension)[ .:]{0,2}[0-9]{1,6}"
_EXTENSION = rf"(?:{_EXTENDED})?"
_END = rf"(?![0-9A-Za-z]|(?:[.,]|{HYPHEN})[0-9])"
_SEPARATOR = rf"(?:[ .()]|{HYPHEN}){{0,3}}"
_SIGNED = re.compile(rf"\+\(?[1-9](?:{_SEPARATOR}[0-9]){{6,16}}")
_ABROAD = re.compile(rf"00[1-9](?:{_SEPARATOR}[0-9]){{8,14}}{_EXTENSION}{_END}")
_AMERICAN = re.compile(
    rf"[(0-9][0-9]{{2}}(?:(?<=\([0-9]{{2}})[0-9]\)[ -]?|(?<=[0-9]{{3}})[-. ])[0-9]{{3}}[-. ][0-9]{{4}}{_EXTENSION}{_END}"
)
_AS_AMERICAN = re.compile(r"001[-. ]?\(?[0-9]{3}[-. )]{1,2}[0-9]{3}[-. ][0-9]{4}(?![0-9])")
_ONE = re.compile(r"(?<![0-9A-Za-z.])1[-. ]\Z")
_NATIONAL = re.compile(rf"[(0-9][0-9](?:(?:[ ./()]|{HYPHEN}){{0,2}}[0-9]){{4,12}}{_EXTENSION}{_END}")
_TAIL, _LAST = re.compile(f"{_EXTENSION}{_END}"), re.compile(rf"{_EXTENDED}\Z")
_GROUP = re.compile("[0-9]+")
_KEY = re.compile(r"[=#_/&%$@-]")
_OTHER_KIND = re.compile(
    rf"(?:19|20)[0-9]{{2}}(?:[./ ]|{HYPHEN})?(?:0?[1-9]|1[0-2])(?:[./ ]|{HYPHEN})?(?:0?[1-9]|[12][0-9]|3[01])"
    rf"|(?:[0-3]?[0-9](?:[./]|{HYPHEN})){{2}}(?:19|20)[0-9]{{2}}|(?:19|20)[0-9]{{2}}(?:[ /]|{HYPHEN})(?:19|20)[0-9]{{2}}"
    r"|[0-9]{1,3}(?:\.[0-9]{1,3}){3}|[0-9]{1,15}\.[0-9]{1,15}|[0-9]{1,3}(?:[ .][0-9]{3}){0,4}[ .]000"
)
"""A day, a span of years, four numbers between points, a decimal, a round number in thousands."""
_MOBILE = re.compile(r"(?:86)?1[3-9][0-9]{9}")
_RISING = "01234567890123456789"
_SPECIMEN = re.compile(
    r"1?[0-9]{3}55501[0-9]{2}|55501[0-9]{2}"
    r"|(?:44)?0?(?:11[3-8]4960[0-9]{3}|1[2-6]14960[0-9]{3}|1914980[0-9]{3}|2079460[0-9]{3}|2896496[0-9]{3}|2920180[0-9]{3}"
    r"|1632960[0-9]{3}|7700900[0-9]{3}|8081570[0-9]{3}|9098790[0-9]{3}|3069990[0-9]{3})"
)
_ANCHOR = Anchor(digits=((3, 3, 4),), signed=7, literals=phone_context.LITERALS, before=128, after=96)


@dataclass(frozen=True, slots=True)
class PhoneNumber:
    """Finds telephone numbers outside mainland China. Score: 0.9 valid behind a plus sign, or a valid number of North America after a
    word; 0.7 the latter in brackets, or valid in a common region after a word; 0.6 a valid one in hyphens; 0.5 possible, after a word
    or with an extension."""

    name: str = "phone_number"
    version: int = 1
    anchor: Anchor = _ANCHOR
    labels: Mapping[str, str] = field(
        default_factory=lambda: {"phone_number": "personal", "phone_number_specimen": "specimen"}
    )

    def find(self, text: str) -> Iterator[Hit]:
        reached = 0
        hits = [*_signed(text), *_abroad(text), *_american(text), *_national(text)]
        for hit in sorted(hits, key=lambda hit: (hit.start, -hit.stop, -hit.score)):
            if hit.start >= reached:
                reached = hit.stop
                yield hit


def _hit(start: int, stop: int, digits: str, score: float) -> Hit:
    specimen = _SPECIMEN.fullmatch(digits) is not None
    return Hit(start, stop, "phone_number_specimen" if specimen else "phone_number", score)


def _digits(text: str, start: int, stop: int) -> tuple[str, bool]:
    """The digits of a number without its extension, and whether it has one."""
    extended = _LAST.search(text, start, stop)
    number = text[start : extended.start() if extended else stop]
    return "".join(_GROUP.findall(number)), extended is not None


def _signed(text: str) -> Iterator[Hit]:
    """Numbers behind a plus sign. What follows on the same line may be another number: of the groups, as many as make a valid one."""
    for match in _SIGNED.finditer(text):
        start = match.start()
        if not begins(text, start) or text[start - 1 : start] == "+":
            continue
        for group in reversed(list(_GROUP.finditer(text, *match.span()))):
            hit = _international(text, start, group.end())
            if hit is not None:
                yield hit
                break


def _international(text: str, start: int, end: int) -> Hit | None:
    digits = "".join(_GROUP.findall(text, start, end))
    standing = numbering.international(digits) if len(digits) >= 7 and digits[:2] != "86" else None
    stop = _stop(text, end)
    if standing is None or stop is None or _is_row(digits):
        return None
    if standing == "valid":
        return _hit(start, stop, digits, 0.9)
    return _hit(start, stop, digits, 0.5) if stop > end or _named(text, start, stop) else None


def _stop(text: str, end: int) -> int | None:
    """Where a number ends whose last digit ends at `end`, its extension included; None where something touches it."""
    tail = _TAIL.match(text, end)
    return tail.end() if tail else None


def _abroad(text: str) -> Iterator[Hit]:
    """Numbers behind 00: right after or before a word for telephones, or as in North America with an extension."""
    for match in _ABROAD.finditer(text):
        start, stop = match.span()
        digits, extended = _digits(text, start, stop)
        told = (extended and _AS_AMERICAN.match(text, start)) or phone_context.told(text, start, stop)
        if told and begins(text, start):
            standing = numbering.international(digits[2:]) if digits[2:4] != "86" else None
            if standing is not None and not _is_row(digits[2:]):
                yield _hit(start, stop, digits[2:], 0.9 if standing == "valid" else 0.5)


def _american(text: str) -> Iterator[Hit]:
    for match in _AMERICAN.finditer(text):
        start, stop = match.span()
        one = _ONE.search(text, max(0, start - 3), start)
        start = one.start() if one else start
        digits, extended = _digits(text, *match.span())
        named = _named(text, start, stop)
        if not begins(text, start) or _is_row(digits) or (_is_touched(text, start) and not named):
            continue
        score = _american_score(text[match.start() : stop], digits, named=named, extended=extended)
        if score is not None:
            yield _hit(start, stop, digits, score)


def _american_score(written: str, digits: str, *, named: bool, extended: bool) -> float | None:
    valid = numbering.international("1" + digits) == "valid" or _SPECIMEN.fullmatch(digits) is not None
    if named:
        return 0.9 if valid else 0.5
    if extended:
        return 0.5
    if not valid:
        return None
    if written[0] == "(":
        return 0.7
    return 0.6 if written[3] == written[7] == "-" else None


def _national(text: str) -> Iterator[Hit]:
    """Any other form, right after or before a word for telephones."""
    for match in _NATIONAL.finditer(text):
        start, stop = match.span()
        start += text[start] == "(" and ")" not in match.group()
        if not begins(text, start) or text[start - 1 : start] == "+" or not phone_context.told(text, start, stop):
            continue
        digits, _ = _digits(text, start, stop)
        if _may_be_national(text[start:stop], digits):
            yield _hit(start, stop, digits, 0.7 if numbering.national(digits) else 0.5)


def _may_be_national(written: str, digits: str) -> bool:
    """Whether a number looks like no day, decimal, row of digits or mobile of mainland China, and its groups like those of a telephone."""
    if _OTHER_KIND.fullmatch(written) or _is_row(digits) or _MOBILE.fullmatch(digits):
        return False
    groups = [len(group) for group in _GROUP.findall(written)]
    if len(digits) == 6:
        return groups == [2, 2, 2]
    return 1 not in groups[1:]


def _is_row(digits: str) -> bool:
    """Digits that authors write for want of a number: hardly two different ones, or counted up or down."""
    plain = digits.removeprefix("1") if len(digits) == 11 else digits
    return len(set(plain)) <= 2 or plain in _RISING or plain[::-1] in _RISING


def _is_touched(text: str, start: int) -> bool:
    return start > 0 and _KEY.match(text, start - 1) is not None


def _named(text: str, start: int, stop: int) -> bool:
    return telephone.named(text, start) or phone_context.told(text, start, stop)


DETECTOR = PhoneNumber()
