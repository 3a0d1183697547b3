"""Social Security numbers of the United States: three, two and four digits after a word for them.

There is no check digit, and part numbers and telephones of other countries look the same; so a number that nobody calls one is not
reported. The Social Security Administration assigns no area 000, 666 or 900 to 999, no group 00 and no serial number 0000.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from scanners.base import Anchor, Hit
from scanners.context import Words

_NUMBER = re.compile(r"(?<![0-9A-Za-z])(?<![0-9][.-])([0-9]{3})([ -]?)([0-9]{2})\2([0-9]{4})(?![0-9A-Za-z]|[.-][0-9])")
_SPECIMENS = frozenset({"078051120", "219099999", "457555462", "123456789", "721074426"})
"""Printed in advertisements and instructions, and the digits in their order."""
_ADVERTISED = re.compile(r"98765432[0-9]")
"""The Administration keeps these for advertisements."""
_REPEATED = re.compile(r"([0-9])\1{2}([0-9])\2([0-9])\3{3}")
_BEFORE = Words(
    r"social.?security|soc\.? ?sec|社会安全|社安号|社會安全|美国社保|ssn[ _#:=\"'(-]",
    r"ssns?|itin",
)
_AFTER = re.compile(r"[ \t]{0,2}[(\[,;-]?[ \t]{0,2}(?:ssn(?![a-z])|social security|社安号|社会安全)", re.IGNORECASE)
_REACH = 48
_LITERALS = (
    "social security", "social_security", "socialsecurity", "soc sec", "soc. sec", "社会安全", "社安号", "社會安全", "美国社保",
    " ssn", "ssn ", "ssn:", "ssn=", 'ssn"', "ssn'", "ssn#", "ssn,", "ssn)", "ssn(", "ssn-", "ssn_", "ssn是", "ssn为", "(ssn",
    ",ssn", "\tssn",
    "ssn：", "ssns",
)  # fmt: skip # rows, which read as a table
_ANCHOR = Anchor(literals=_LITERALS, before=96, after=160)


@dataclass(frozen=True, slots=True)
class UsSsn:
    """Finds Social Security numbers after, or right before, a word for them. Score: 0.9 in groups; 0.7 nine digits in one piece."""

    name: str = "us_ssn"
    version: int = 1
    anchor: Anchor = _ANCHOR
    labels: Mapping[str, str] = field(default_factory=lambda: {"us_ssn": "personal", "us_ssn_specimen": "specimen"})

    def find(self, text: str) -> Iterator[Hit]:
        for match in _NUMBER.finditer(text):
            hit = _hit(text, match)
            if hit is not None:
                yield hit


def _hit(text: str, match: re.Match[str]) -> Hit | None:
    area, gap, group, serial = match.groups()
    digits = area + group + serial
    advertised = _ADVERTISED.fullmatch(digits) is not None
    if not (_is_possible(area, group, serial) or advertised) or len(set(digits)) == 1:
        return None
    if not _BEFORE.precede(text, match.start(), _REACH) and _AFTER.match(text, match.end()) is None:
        return None
    specimen = advertised or digits in _SPECIMENS or _REPEATED.fullmatch(digits) is not None
    score = 0.9 if gap else 0.7
    return Hit(match.start(), match.end(), "us_ssn_specimen" if specimen else "us_ssn", score)


def _is_possible(area: str, group: str, serial: str) -> bool:
    return area not in ("000", "666") and area < "900" and group != "00" and serial != "0000"


DETECTOR = UsSsn()
