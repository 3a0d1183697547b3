"""Mobile numbers of mainland China: 11 digits by the segment table, virtual operators included, and 13-digit IoT numbers.

Eleven digits that begin with 1 are common in code and tables, so the score says how much the surroundings speak for a telephone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from scanners.base import Anchor, Hit
from scanners.context import Words
from scanners.digit_runs import Number, ends, in_url, numbers

_SHAPES = {11: ((11,),), 13: ((13,),), 15: ((15,),), 3: ((3, 4, 4),)}
_SEGMENT = re.compile(r"1(?:3[0-9]|4[5-79]|5[0-35-9]|6[2567]|7[0-8]|8[0-9]|9[0-35-9])[0-9]{8}")
_MOBILE = re.compile(r"1[3-9][0-9]{9}")
_IOT = re.compile(r"14(?:[14]0|41|[68][0-9])[0-9]{9}")
_PREFIX = re.compile(r"(?:\((?:\+|00)86\)[ -]?|(?<![0-9A-Za-z])(?:\+|00)86[ -]?|(?<![0-9A-Za-z+.])86[ -])\Z")
_FOREIGN = re.compile(r"\+[0-9 -]{0,4}\Z")
_CODES = frozenset({"86", "0086"})
_CONTEXT = Words(
    r"手机|手機|电话|電話|联系|聯繫|聯絡|致电|拨打|热线|短信|微信|预留号码|号码[是为：:]|机主|本机|电联|phone|mobile",
    r"tel|cell|call|sms|contact|whatsapp|wechat|msisdn",
)
_OTHER = re.compile(
    r"(?:订单|单|编|流水|序列|批次|学|工|帐|账|车架|文件|合同|运单|快递|档案|货|批|案)号\w{0,2}[：:是为 ]{0,3}\Z"
    r"|(?:编码|QQ|ISBN|条码|代码|(?<![a-z])(?:id|uid|gid|pid|no|key|seq|size|time|timestamp|count|hash|num|offset|order|serial))"
    r"[\"']?[ ]?[:=：#]{0,2}[ ]?[\"']?\Z|[=#_/&]\Z",
    re.IGNORECASE,
)
_AMOUNT = re.compile(r" ?(?:元|美元|亿|万|人次|吨|字节|千瓦|平方|股|bytes|rows|ms|ns|us)")
_HAN = re.compile("[\u4e00-\u9fff]")
_REACH = 28
_ANCHOR = Anchor(digits=11, before=256, after=176)


@dataclass(frozen=True, slots=True)
class MainlandMobile:
    """Finds mainland mobile numbers. Score: 0.9 prefix, 3-4-4 grouping or a word for telephones; 0.7 bare in Chinese text; 0.5 bare
    elsewhere, or a segment not yet assigned after such a word; 0.4 after `=`, `#` or a word for another number, or in an address on
    the web; 0.2 round numbers and amounts."""

    name: str = "mainland_mobile"
    version: int = 2
    anchor: Anchor = _ANCHOR
    labels: Mapping[str, str] = field(default_factory=lambda: {"mainland_mobile": "personal", "iot_number": "device"})

    def find(self, text: str) -> Iterator[Hit]:
        for number in numbers(text, _SHAPES, 11, _CODES):
            if ends(text, number.stop):
                hit = _hit(text, number)
                if hit is not None:
                    yield hit


def _hit(text: str, number: Number) -> Hit | None:
    digits, start = number.digits, number.start
    if len(digits) == 13 and _IOT.fullmatch(digits):
        return Hit(start, number.stop, "iot_number", 0.9 if _named(text, start) else 0.4)
    national = digits.removeprefix("00").removeprefix("86") if len(digits) > 11 else digits
    if _MOBILE.fullmatch(national) is None:
        return None
    prefix = _PREFIX.search(text[max(0, start - 9) : start])
    if number.joined_right or (prefix is None and _is_foreign(text, number)):
        return None
    if len(digits) == 13 and text[start - 1 : start] == "+":
        start -= 1
    elif prefix is not None:
        start -= len(prefix.group())
    score = _score(text, number, national, formatted=prefix is not None or len(digits) > 11 or number.groups > 1)
    return None if score is None else Hit(start, number.stop, "mainland_mobile", score)


def _is_foreign(text: str, number: Number) -> bool:
    """A number of another country, which may need eleven digits as well: `+1 555…`."""
    return len(number.digits) == 11 and _FOREIGN.search(text[max(0, number.start - 6) : number.start]) is not None


def _score(text: str, number: Number, national: str, *, formatted: bool) -> float | None:
    named = _named(text, number.start)
    if _SEGMENT.fullmatch(national) is None:
        return 0.5 if named and not _other(text, number) else None
    if _AMOUNT.match(text, number.stop) or (national.endswith("000000") and not named):
        return 0.2
    if named or formatted:
        return 0.9
    if _other(text, number):
        return 0.4
    near = text[max(0, number.start - _REACH) : number.stop + _REACH]
    return 0.7 if _HAN.search(near) else 0.5


def _named(text: str, start: int) -> bool:
    return _CONTEXT.precede(text, start, _REACH)


def _other(text: str, number: Number) -> bool:
    """Surroundings that speak for an order number, a key or an amount."""
    hyphened = text[number.start - 1 : number.start] == "-" or text[number.stop : number.stop + 1] == "-"
    before = text[max(0, number.start - 16) : number.start]
    return hyphened or _OTHER.search(before) is not None or in_url(text, number.start)


DETECTOR = MainlandMobile()
