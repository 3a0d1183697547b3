"""Resident identity numbers (GB 11643), residence permits of Hong Kong, Macao and Taiwan residents, and the old 15-digit form.

An 18-character number counts when its province exists, its date is a day of the calendar and its ISO 7064 MOD 11-2 check character
holds; an unknown county is no reason to reject it. It may be written in groups. Where it is a doubly valid unified social credit
code too, it is a credit code only if the words before it say so (`scanners/identifiers.py`).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from scanners import ages, eighteen, identifiers
from scanners.base import Anchor, Hit
from scanners.digit_runs import Number, Rules, by_first, ends, numbers

_PERMITS = ("810000", "820000", "830000")
_LAST_BIRTH = dt.date(2030, 12, 31)
_OLD = ((15,), (6, 6, 3))
_GROUPINGS = _OLD + eighteen.GROUPINGS
_RULES = Rules(by_first(_GROUPINGS), lambda digits: digits[:2] in identifiers.PROVINCES, eighteen.WORDS)
_CONTEXT = re.compile(
    r"身份证|身分证|身份號|证件号|证件號|居民证|(?<![A-Za-z])ID[ _-]?(?:card|number|no)|identity|id_?card",
    re.IGNORECASE,
)
_CONTEXT_REACH = 24
_ANCHOR = Anchor(digits=_GROUPINGS, check="mod_11_2", before=160, after=128)


@dataclass(frozen=True, slots=True)
class ResidentId:
    """Finds resident identity numbers, with the year of the fourteenth birthday where it can matter (`ages`). Score: 1.0 check
    character holds; 0.6 fifteen digits after a word for them; 0.5 groups that go on on either side; 0.3 a birth after 2030, which no living
    person can have."""

    name: str = "resident_id"
    version: int = 5
    anchor: Anchor = _ANCHOR
    labels: Mapping[str, str] = field(
        default_factory=lambda: {
            "resident_id": "personal",
            "residence_permit": "personal",
            "resident_id_15": "personal",
            "resident_id_specimen": "specimen",
        }
    )

    def find(self, text: str) -> Iterator[Hit]:
        for number in numbers(text, _RULES):
            hit = _short(text, number) if len(number.digits) == 15 else _long(text, number)
            if hit is not None:
                yield hit


def _long(text: str, number: Number) -> Hit | None:
    written = eighteen.written(text, number)
    if written is None:
        return None
    digits, stop = written
    if not identifiers.is_resident(digits) or identifiers.belongs_to_organisation(digits, text, number.start):
        return None
    if digits in identifiers.SPECIMENS:
        return Hit(number.start, stop, "resident_id_specimen", 0.5 if number.embedded else 1.0)
    born = identifiers.birth(digits)
    score = 1.0 if born is not None and born <= _LAST_BIRTH else 0.3
    label = "residence_permit" if digits.startswith(_PERMITS) else "resident_id"
    return Hit(number.start, stop, label, min(score, 0.5) if number.embedded else score, ages.turns_fourteen(born))


def _short(text: str, number: Number) -> Hit | None:
    digits = number.digits
    if digits[:2] not in identifiers.PROVINCES or identifiers.birth(digits[:6] + "19" + digits[6:]) is None:
        return None
    if (
        not ends(text, number.stop)
        or _CONTEXT.search(text, max(0, number.start - _CONTEXT_REACH), number.start) is None
    ):
        return None
    return Hit(number.start, number.stop, "resident_id_15", 0.6)


DETECTOR = ResidentId()
