"""What an 18-character number is: a person's or an organisation's.

A resident identity number (GB 11643) and a unified social credit code (GB 32100) have the same length, and a code may consist of
digits alone. So both detectors, and the one for bank cards, ask here.
"""

from __future__ import annotations

import datetime as dt
import re

from scanners import checksums

_PROVINCE_WORDS = (
    "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83"
)
PROVINCES = frozenset(_PROVINCE_WORDS.split())
"""First two digits of a resident identity number or residence permit. County codes change over time and are not checked."""

SPECIMENS = frozenset({"11010519491231002X", "440524188001010014", "81000019980902013X", "83000019810715006X"})
"""Numbers that standards print as examples; nobody's."""

USCC_SPECIMENS = frozenset({"91110000600037341L"})

_USCC_SHAPE = re.compile(rf"[{checksums.USCC_ALPHABET}]{{2}}[0-9]{{6}}[{checksums.USCC_ALPHABET}]{{10}}")
_USCC_CONTEXT = re.compile(r"信用代码|信用编码|税号|纳税人识别号|USCC|credit code", re.IGNORECASE)
_FOREIGN_CONTEXT = re.compile(r"永久居留|外国人|permanent resid|foreign", re.IGNORECASE)
_CONTEXT_REACH = 24


def birth(number: str) -> dt.date | None:
    """The date of birth that an 18-character number carries, from 1800 to 2099; None if there is no such day."""
    try:
        day = dt.date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None
    return day if 1800 <= day.year <= 2099 else None


def is_resident(number: str) -> bool:
    """Whether 17 digits and a digit or `X` are a resident identity number or residence permit: province, date, ISO 7064 MOD 11-2."""
    if number[:2] not in PROVINCES or birth(number) is None:
        return False
    return checksums.mod_11_2(number[:17]) == number[17]


def may_be_foreign_resident(digits: str) -> bool:
    """Whether digits may begin the number of a foreign permanent resident (2023): a 9 and the province of application."""
    return digits[:1] == "9" and digits[1:3] in PROVINCES


def is_foreign_resident(number: str) -> bool:
    """Whether 17 digits and a digit or `X` are the number of a foreign permanent resident: province, date, ISO 7064 MOD 11-2."""
    if not may_be_foreign_resident(number) or birth(number) is None:
        return False
    return checksums.mod_11_2(number[:17]) == number[17]


def is_uscc(code: str) -> bool:
    """Whether `code` is a unified social credit code: alphabet, GB 32100 check character, and the GB 11714 organisation code inside."""
    if _USCC_SHAPE.fullmatch(code) is None or checksums.uscc(code[:17]) != code[17]:
        return False
    return checksums.organisation(code[8:16]) == code[16]


def uscc_is_named(text: str, start: int) -> bool:
    """Whether the words shortly before `start` announce a unified social credit code."""
    return _USCC_CONTEXT.search(text, max(0, start - _CONTEXT_REACH), start) is not None


def foreign_resident_is_named(text: str, start: int) -> bool:
    """Whether the words shortly before `start` announce the card of a foreign permanent resident."""
    return _FOREIGN_CONTEXT.search(text, max(0, start - _CONTEXT_REACH), start) is not None


def is_of_organisation(code: str, text: str, start: int) -> bool:
    """Decides a number that is valid as a credit code and as that of a foreign permanent resident: the resident's only where the text
    before it says so, since most credit codes begin with 9."""
    return is_uscc(code) and not foreign_resident_is_named(text, start)


def belongs_to_organisation(code: str, text: str, start: int) -> bool:
    """Decides an 18-character number that is valid as both: a credit code only where the text before it says so."""
    return is_uscc(code) and uscc_is_named(text, start)
