"""Taiwan identity cards (統一編號): a letter, 1 or 2 for a citizen or 8 or 9 for a foreign resident, seven digits and a check digit.

One such string in ten has the right check digit, so that only a word for identity cards makes it certain.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from scanners import checksums
from scanners.base import Anchor, Hit
from scanners.naming import BEGIN, END, IDENTITY, OTHER, is_beside

_NUMBER = re.compile(rf"{BEGIN}[A-Z] ?[1289][0-9]{{8}}{END}")
_WORD = re.compile(
    r"身[分份][证證]|[统統]一[编編][号號]|[证證]件|[证證][号號]|居留[证證]"
    r"|(?<![a-z])(?:identity|national id|id[ _-]?(?:card|no|number))(?![a-z])|idcard|twid|taiwan[ _-]?id",
    re.IGNORECASE,
)
_SPECIMENS = frozenset({"A123456789"})
_REACH, _BESIDE = 40, 32
_PART = re.compile(r"[-_/\\@&=#%.+]")
_ANCHOR = Anchor(codes=((10,), (1, 9)), leads="ABCDEFGHIJKLMNOPQRSTUVWXYZ", before=288, after=224)


@dataclass(frozen=True, slots=True)
class TaiwanId:
    """Finds numbers of Taiwan identity cards whose check digit holds. Score: 0.95 after a word for identity cards in the 40 characters
    before; 0.6 beside other words or numbers that tell a person; 0.4 elsewhere."""

    name: str = "taiwan_id"
    version: int = 1
    anchor: Anchor = _ANCHOR
    labels: Mapping[str, str] = field(
        default_factory=lambda: {"taiwan_id": "personal", "taiwan_id_specimen": "specimen"}
    )

    def find(self, text: str) -> Iterator[Hit]:
        for match in _NUMBER.finditer(text):
            number = match.group().replace(" ", "")
            if checksums.taiwan(number[0], number[1:9]) == number[9]:
                score = _score(text, match)
                if score is not None:
                    yield Hit(*match.span(), "taiwan_id_specimen" if number in _SPECIMENS else "taiwan_id", score)


def _score(text: str, match: re.Match[str]) -> float | None:
    start, stop = match.span()
    if OTHER.search(text, max(0, start - 16), start):
        return None
    if _WORD.search(text, max(0, start - _REACH), start):
        return 0.95
    if " " in match.group():
        return None
    if _PART.match(text, stop) or _PART.match(text, start - 1):
        return 0.3
    return 0.6 if is_beside(IDENTITY, text, start, stop, _BESIDE) else 0.4


DETECTOR = TaiwanId()
