"""Mobile numbers of mainland China: 11 digits by the segment table, virtual operators included, and 13-digit IoT numbers.

Eleven digits that begin with 1 are common in code and tables, so the score says how much the surroundings speak for a telephone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from scanners import telephone
from scanners.base import Anchor, Hit
from scanners.context import Words
from scanners.digit_runs import GAP, Number, Rules, by_first, ends, in_url, numbers, words

_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白"
    "崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
)
"""The hundred commonest family names, by which a name in front of a number is told from another word."""
_USUAL = ((11,), (13,), (15,), (3, 4, 4))
_RARE = ((3, 8), (7, 4), (4, 4, 3), (3, 3, 5), (5, 6))
"""Groupings in which other numbers are written as often."""
_SPACED = (1,) * 11
_TRUNK = ((12,), (4, 4, 4))
"""With the 0 that was dialled before a mobile of another place."""
_SEGMENT = re.compile(r"1(?:3[0-9]|4[5-79]|5[0-35-9]|6[2567]|7[0-8]|8[0-9]|9[0-35-9])[0-9]{8}")
_MOBILE = re.compile(r"1[3-9][0-9]{9}")
_IOT = re.compile(r"14(?:[14]0|41|[68][0-9])[0-9]{9}")
_SHAPED = re.compile(rf"(?:(?:00)?86|0)?{_MOBILE.pattern}|{_IOT.pattern}")
_RULES = Rules(
    by_first((*_USUAL, *_RARE, _SPACED, *_TRUNK)),
    lambda digits: _SHAPED.fullmatch(digits) is not None,
    words(
        "tel|tele|telno|telephone|phone|phoneno|phonenumber|mobile|mobileno|mob|cell|cellphone|call|contact|sms|whatsapp|wechat|weixin|wx|vx"
        "|dianhua|shouji|shoujihao|sj|sjh|dh|lxdh|lxfs|hp|ph"
    ),
    frozenset({"86", "0086"}),
)
_PREFIX = re.compile(
    rf"(?:\((?:\+|00)86\)(?:{GAP})?|(?<![0-9A-Za-z])(?:\+|00)86(?:{GAP})?|(?<![0-9A-Za-z+.])86(?:{GAP}))\Z"
)
_FOREIGN = re.compile(r"\+[0-9 .()-]{0,4}\Z")
_DAY = re.compile(r"(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])")
_CELLS = r"([0-9][0-9.,]{0,11}(?:[ \t]{1,3}[0-9][0-9.,]{0,11}){1,3})"
_LISTED_BEFORE = re.compile(r"(?<![^\s,(\[-])([0-9][0-9.]{0,23})[ ]?,[ ]?\Z")
_LISTED_AFTER = re.compile(r"[ ]?,\s{0,24}-?([0-9][0-9.]{0,23})(?![^\s,)\]])")
_ROW_BEFORE, _ROW_AFTER = re.compile(rf"{_CELLS}\r?\n[ \t]{{0,3}}\Z"), re.compile(rf"[ \t]{{0,3}}\r?\n{_CELLS}")
_RECIPIENT = Words(
    r"(?:收件|收货|寄件|发件|联系|紧急联络|负责|订票|预订|报名|经办|申请|投诉|被访)人|客户|车主|业主|家长",
    r"recipient|attn",
)
_NAME_IN_FRONT = re.compile(rf"[{_SURNAMES}][\u4e00-\u9fff]{{1,2}}[ ]?[(][ ]?\Z")
_SINGLE_BEFORE, _SINGLE_AFTER = re.compile(rf"(?<![0-9])[0-9]{GAP}\Z"), re.compile(rf"{GAP}[0-9](?![0-9])")
_IN_CODE = re.compile(r"[0-9A-Za-z_]\(\Z")
_POWER = "17179869184"
"""Two to the power of 34."""
_AMOUNT = re.compile(r" ?(?:元|美元|亿|万|人次|吨|字节|千瓦|平方|股|bytes|rows|ms|ns|us)")
_ANCHOR = Anchor(digits=(*_USUAL, *_RARE, _SPACED, *_TRUNK), leads="018", before=256, after=176)


@dataclass(frozen=True, slots=True)
class MainlandMobile:
    """Finds mainland mobile numbers. Score: 0.9 prefix, 3-4-4 grouping or a word for telephones; 0.7 bare in Chinese text; 0.5 bare
    elsewhere, or a segment not yet assigned after such a word or behind a person; 0.4 after `=`, `#` or a word for another number,
    or in an address on the web; 0.2 round numbers and amounts."""

    name: str = "mainland_mobile"
    version: int = 5
    anchor: Anchor = _ANCHOR
    labels: Mapping[str, str] = field(default_factory=lambda: {"mainland_mobile": "personal", "iot_number": "device"})

    def find(self, text: str) -> Iterator[Hit]:
        for number in numbers(text, _RULES):
            if ends(text, number.stop):
                hit = _hit(text, number)
                if hit is not None:
                    yield hit


def _hit(text: str, number: Number) -> Hit | None:
    digits, start = number.digits, number.start
    if len(digits) == 13 and _IOT.fullmatch(digits):
        return Hit(start, number.stop, "iot_number", 0.9 if telephone.named(text, start) else 0.4)
    national = digits[-11:]
    prefix = _PREFIX.search(text, max(0, start - 12), start)
    if prefix is None and _is_foreign(text, number):
        return None
    if len(digits) == 13 and text[start - 1 : start] == "+":
        start -= 1
    elif prefix is not None:
        start = prefix.start()
    score = _score(text, number, national, prefixed=prefix is not None or len(digits) > 12)
    return None if score is None else Hit(start, number.stop, "mainland_mobile", score)


def _is_foreign(text: str, number: Number) -> bool:
    """A number of another country, which may need eleven digits as well: `+1 555…`."""
    return len(number.digits) == 11 and _FOREIGN.search(text, max(0, number.start - 6), number.start) is not None


def _score(text: str, number: Number, national: str, *, prefixed: bool) -> float | None:
    named = telephone.named(text, number.start)
    if not (named or prefixed or _stands_for_itself(text, number)) or _goes_on(text, number):
        return None
    if _SEGMENT.fullmatch(national) is None:
        told = named or _belongs_to_somebody(text, number)
        return 0.5 if told and not number.embedded and not _other(text, number) else None
    if _AMOUNT.match(text, number.stop) or national == _POWER or (national.endswith("000000") and not named):
        return 0.2
    if number.embedded:
        return 0.5
    if named or prefixed or (len(number.groups) == 3 and number.regular):
        return 0.9
    if _other(text, number) or _in_table(text, number) or _in_list(text, number):
        return 0.4
    return 0.7 if telephone.in_chinese(text, number.start, number.stop) else 0.5


def _stands_for_itself(text: str, number: Number) -> bool:
    """Whether a number may be a mobile though nothing before it says so: not the decimals of a number, not a part of something longer,
    and if its grouping is a rare one, set apart by brackets or a hyphen and no day of the calendar."""
    if number.lead == "point" or number.embedded:
        return False
    grouping = tuple(map(len, number.groups))
    if grouping in _USUAL:
        return True
    parted = text[number.start] in "([" or "-" in text[number.start : number.stop]
    return grouping == (3, 8) and parted and _DAY.fullmatch(number.groups[1]) is None


def _goes_on(text: str, number: Number) -> bool:
    """Whether digits one at a time are part of a longer row of them."""
    if tuple(map(len, number.groups)) != _SPACED:
        return False
    before = _SINGLE_BEFORE.search(text, max(0, number.start - 5), number.start)
    return before is not None or _SINGLE_AFTER.match(text, number.stop) is not None


def _belongs_to_somebody(text: str, number: Number) -> bool:
    """Whether a word for the one who is to be called, or a Chinese name, stands before a number."""
    name = _NAME_IN_FRONT.search(text, max(0, number.start - 8), number.start)
    return name is not None or _RECIPIENT.precede(text, number.start, telephone.REACH)


def _in_table(text: str, number: Number) -> bool:
    """Whether columns part the groups: wide separators, and beside it a line of numbers that is no mobile."""
    written = text[number.start : number.stop]
    if "\t" not in written and "  " not in written:
        return False
    before = _ROW_BEFORE.search(text, max(0, number.start - telephone.REACH), number.start)
    rows = [row[1] for row in (before, _ROW_AFTER.match(text, number.stop)) if row]
    return any(_MOBILE.fullmatch(re.sub("[^0-9]", "", row)) is None for row in rows)


def _in_list(text: str, number: Number) -> bool:
    """Whether a comma parts it from a number that is no mobile: an array of numbers."""
    before = _LISTED_BEFORE.search(text, max(0, number.start - telephone.REACH), number.start)
    rows = [row[1] for row in (before, _LISTED_AFTER.match(text, number.stop)) if row]
    return any(_MOBILE.fullmatch(row) is None for row in rows)


def _other(text: str, number: Number) -> bool:
    """Surroundings that speak for an order number, a key or an amount."""
    called = _IN_CODE.search(text, max(0, number.start - 2), number.start) or text[number.stop : number.stop + 2] in (
        ".,",
        ".)",
    )
    hyphened = text[number.start - 1 : number.start] == "-" or text[number.stop : number.stop + 1] == "-"
    return bool(called) or hyphened or telephone.other(text, number.start) or in_url(text, number.start)


DETECTOR = MainlandMobile()
