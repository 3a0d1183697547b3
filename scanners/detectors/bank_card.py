"""Payment card numbers: 13 to 19 digits whose issuer range and Luhn check digit (ISO/IEC 7812-1) hold.

Account numbers of organisations carry no check digit and are not found. One random number in ten passes Luhn, so the score says how
much the writing and the words around it speak for a card.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from scanners import checksums, identifiers
from scanners.base import Anchor, Hit
from scanners.context import Words
from scanners.digit_runs import Number, Rules, by_first, ends, in_url, numbers, words

_GROUPINGS = (
    *((length,) for length in range(13, 20)),
    (4, 4, 4, 4, 3), (4, 4, 4, 4, 2), (4, 4, 4, 4, 1), (4, 4, 4, 4), (4, 6, 5), (4, 6, 4), (4, 4, 4, 7), (4, 12), (4, 15), (6, 13), (6, 10),
    (6, 6, 7), (6, 4, 4, 5), (8, 8), (8, 11),
)  # fmt: skip # rows, which read as a table
_RULES = Rules(
    by_first(_GROUPINGS),
    checksums.luhn,
    words(
        "card|cards|cardno|cardnumber|cardnum|bank|bankcard|visa|mastercard|amex|unionpay|no|num|number|account|acct|acctno|acc|pan|cc"
        "|debit|credit|kahao|yhk|yhkh|zh|kh"
    ),
)
_ISSUER = re.compile(
    r"62[0-9]{14,17}|4[0-9]{15}|4[0-9]{12}|4[0-9]{18}|5[1-5][0-9]{14}|35[0-9]{14}|3[47][0-9]{13}"
    r"|2(?:22[1-9]|2[3-9][0-9]|[3-6][0-9]{2}|7[01][0-9]|720)[0-9]{12}|9[0-9]{15}|9[0-9]{18}"
)
_TEST_NUMBERS = (
    "4111111111111111 4242424242424242 4012888888881881 4000056655665556 4000000000000002 4222222222222 4007000000027 "
    "4012000033330026 4444333322221111 4917610000000000 5555555555554444 5105105105105100 5200828282828210 5424000000000015 "
    "2223003122003222 2223000048400011 2223000048410010 378282246310005 371449635398431 378734493671000 370000000000002 "
    "3530111333300000 3566002020360505 6200000000000005 6200000000000047 6205500000000000004"
)
_TEST = frozenset(_TEST_NUMBERS.split())
_CONTEXT = Words(
    r"卡号|卡號|银行|銀行|信用卡|借记卡|储蓄|账号|帐号|帳號|账户|帐户|开户|工资卡|收款|付款|转账|打款|刷卡|尾号|绑定|card_?n",
    r"card|cards|visa|mastercard|amex|unionpay|credit|debit|pan|cc|account",
)
_KEY = re.compile(
    r"(?:(?<![a-z])(?:id|uid|gid|key|seq|size|time|timestamp|count|hash|num|offset|order|serial|imei|iccid)"
    r"[\"']?[ ]?[:=：#]{0,2}[ ]?[\"']?|[=#_/&+-]|(?:订单|单|流水|编|运单|快递|序列)号\w{0,2}[：: 是为]{0,3})\Z",
    re.IGNORECASE,
)
_RARE = frozenset({(4, 12), (4, 15), (8, 8), (8, 11)})
"""Groupings in which other numbers are written as often."""
_HEX_BEFORE = re.compile(r"(?<![0-9A-Za-z])(?=[0-9]{0,4}[A-Fa-f])[0-9A-Fa-f]{4,5}\s\Z")
_HEX_AFTER = re.compile(r"\s(?=[0-9]{0,4}[A-Fa-f])[0-9A-Fa-f]{4,5}(?![0-9A-Za-z])")
_HAN = re.compile("[\u4e00-\u9fff]")
_REACH = 40
_ANCHOR = Anchor(digits=_GROUPINGS, check="luhn", before=256, after=128)


@dataclass(frozen=True, slots=True)
class BankCard:
    """Finds payment card numbers. Score: 0.9 card-like grouping or a word for cards; 0.6 bare 16 or 19 digits in an issuer's range;
    0.5 no known issuer but such a word; 0.3 otherwise."""

    name: str = "bank_card"
    version: int = 7
    anchor: Anchor = _ANCHOR
    labels: Mapping[str, str] = field(default_factory=lambda: {"bank_card": "personal", "bank_card_test": "specimen"})

    def find(self, text: str) -> Iterator[Hit]:
        reached = 0
        for number in numbers(text, _RULES):
            if number.start >= reached and ends(text, number.stop):
                hit = _hit(text, number)
                if hit is not None:
                    reached = hit.stop
                    yield hit


def _hit(text: str, number: Number) -> Hit | None:
    digits = number.digits
    issued = _ISSUER.fullmatch(digits) is not None
    if len(number.groups) > 1 and not issued:
        return None
    if len(set(digits)) == 1 or (len(digits) == 18 and _is_other_kind(text, number)):
        return None
    if digits in _TEST:
        return Hit(number.start, number.stop, "bank_card_test", 0.9)
    score = _score(text, number, issued=issued)
    return None if score is None else Hit(number.start, number.stop, "bank_card", score)


def _is_other_kind(text: str, number: Number) -> bool:
    digits = number.digits
    person = identifiers.is_resident(digits) or identifiers.is_foreign_resident(digits)
    return person or identifiers.belongs_to_organisation(digits, text, number.start)


def _score(text: str, number: Number, *, issued: bool) -> float | None:
    named = _CONTEXT.precede(text, number.start, _REACH)
    if not issued:
        return 0.5 if named and number.lead != "point" and 16 <= len(number.digits) <= 19 else None
    if number.embedded or number.lead == "point" or _in_dump(text, number):
        return 0.5 if named else None
    if named:
        return 0.9
    if len(number.groups) > 1:
        return 0.9 if number.regular and tuple(map(len, number.groups)) not in _RARE else 0.6
    before = text[max(0, number.start - 16) : number.start]
    may_be_decimals = number.lead == "item" and _HAN.search(text, max(0, number.start - _REACH), number.start) is None
    if len(number.digits) not in (16, 19) or may_be_decimals or _KEY.search(before) or in_url(text, number.start):
        return 0.3
    return 0.6


def _in_dump(text: str, number: Number) -> bool:
    """Whether groups of hexadecimal digits go on beside groups of four, or a point before them: a table of code points or weights."""
    if len(number.groups) < 2:
        return False
    if text[number.start - 1 : number.start] == "." and text[number.start + len(number.groups[0])] == ".":
        return True
    before = _HEX_BEFORE.search(text, max(0, number.start - 8), number.start)
    return before is not None or _HEX_AFTER.match(text, number.stop) is not None


DETECTOR = BankCard()
