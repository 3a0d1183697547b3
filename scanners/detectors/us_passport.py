"""Passports of the United States: nine digits, or since 2021 a letter and eight digits, after words for such a passport.

The shape says nothing, and there is no check digit outside the machine-readable zone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from scanners.base import Anchor, Hit

_NUMBER = re.compile(r"(?<![0-9A-Za-z])(?<![0-9][.-])(?:[0-9]{9}|[A-Z][0-9]{8})(?![0-9A-Za-z]|[.-][0-9])")
_AMERICAN = re.compile(
    r"(?<![a-z])(?:u\.?s\.?(?:a\.?)?|united states(?: of america)?|american)[ _-]{0,2}passport|passport[^\n]{0,16}?\((?:us|usa)\)"
    r"|us_?passport|美国(?:的)?护照|美國護照",
    re.IGNORECASE,
)
_PASSPORT = re.compile(
    r"(?<![a-z])passport[ _-]?(?:number|no\.?|num|nr|#|id)?[ \"']{0,2}(?:is|was|:|=|#)?[ \"']{0,3}\Z", re.IGNORECASE
)
_REACH, _CLOSE = 64, 32
_ANCHOR = Anchor(literals=("passport", "美国护照", "美国的护照", "美國護照"), before=96, after=224)


@dataclass(frozen=True, slots=True)
class UsPassport:
    """Finds passport numbers of the United States. Score: 0.9 where the words name the country; 0.5 nine digits right after `passport`,
    which passports of other countries have too."""

    name: str = "us_passport"
    version: int = 1
    anchor: Anchor = _ANCHOR
    labels: Mapping[str, str] = field(default_factory=lambda: {"us_passport": "personal"})

    def find(self, text: str) -> Iterator[Hit]:
        for match in _NUMBER.finditer(text):
            score = _score(text, match)
            if score is not None and len(set(match.group())) > 1:
                yield Hit(match.start(), match.end(), "us_passport", score)


def _score(text: str, match: re.Match[str]) -> float | None:
    start = match.start()
    if _AMERICAN.search(text, max(0, start - _REACH), start):
        return 0.9
    if match.group().isdigit() and _PASSPORT.search(text, max(0, start - _CLOSE), start):
        return 0.5
    return None


DETECTOR = UsPassport()
