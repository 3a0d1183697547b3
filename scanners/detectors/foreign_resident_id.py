"""Identity cards of foreign permanent residents: 18 characters that begin with 9 (2023), or three letters and twelve digits (2017).

The new number has the place of application in places 2 and 3, the nationality in 4 to 6, the birth in 7 to 14 and the check character of
resident numbers (ISO 7064 MOD 11-2). The old one has a state's three letters (ISO 3166-1, and those of ICAO Doc 9303), the place of
application, the birth in six digits and a check digit of weights 7, 3 and 1.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from scanners import ages, checksums, eighteen, identifiers
from scanners.base import Anchor, Hit
from scanners.digit_runs import Number, Rules, by_first, numbers
from scanners.naming import BEGIN, END
from scanners.nations import STATES

_OLD = re.compile(rf"{BEGIN}[A-Z]{{3}}[ -]?[0-9]{{4}} ?[0-9]{{6}} ?[0-9]{{2}}{END}")
_RULES = Rules(by_first(eighteen.GROUPINGS), identifiers.may_be_foreign_resident, eighteen.WORDS)
_SPECIMENS = frozenset({"911124198108030024", "932682198501010017", "CAN110081080310"})
"""Printed by the National Immigration Administration: on the sample cards and in its notes on the new number."""
_ANCHOR = Anchor(
    digits=eighteen.GROUPINGS,
    codes=((15,), (3, 12), (7, 6, 2), (3, 4, 6, 2), (7, 8), (13, 2)),
    leads="9ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    check="mod_11_2",
    before=160,
    after=128,
)


@dataclass(frozen=True, slots=True)
class ForeignResidentId:
    """Finds numbers of identity cards of foreign permanent residents. Score: 1.0; 0.5 groups that go on on either side."""

    name: str = "foreign_resident_id"
    version: int = 2
    anchor: Anchor = _ANCHOR
    labels: Mapping[str, str] = field(
        default_factory=lambda: {"foreign_resident_id": "personal", "foreign_resident_id_specimen": "specimen"}
    )

    def find(self, text: str) -> Iterator[Hit]:
        for number in numbers(text, _RULES):
            hit = _new(text, number)
            if hit is not None:
                yield hit
        for match in _OLD.finditer(text):
            written = re.sub("[ -]", "", match.group())
            if _is_old(written):
                yield _hit(written, *match.span(), 1.0)


def _new(text: str, number: Number) -> Hit | None:
    written = eighteen.written(text, number)
    if written is None:
        return None
    digits, stop = written
    if not identifiers.is_foreign_resident(digits) or identifiers.is_of_organisation(digits, text, number.start):
        return None
    return _hit(digits, number.start, stop, 0.5 if number.embedded else 1.0)


def _hit(number: str, start: int, stop: int, score: float) -> Hit:
    if number in _SPECIMENS:
        return Hit(start, stop, "foreign_resident_id_specimen", score)
    return Hit(start, stop, "foreign_resident_id", score, ages.turns_fourteen(_birth(number)))


def _birth(number: str) -> dt.date | None:
    """When its holder was born. The old number has no century: whoever can have been born in this one counts as that."""
    if len(number) == 18:
        return identifiers.birth(number)
    born = dt.date(2000 + int(number[7:9]), int(number[9:11]), int(number[11:13]))
    return born if born.year + 14 <= ages.LAST else None


def _is_old(number: str) -> bool:
    """Whether state, place, birth and check digit of fifteen characters hold."""
    if number[:3] not in STATES or number[3:5] not in identifiers.PROVINCES:
        return False
    try:
        dt.date(2000 + int(number[7:9]), int(number[9:11]), int(number[11:13]))
    except ValueError:
        return False
    return checksums.seven_three_one(number[:14]) == number[14]


DETECTOR = ForeignResidentId()
