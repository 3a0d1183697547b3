"""National Insurance numbers of the United Kingdom: two letters, six digits, a letter from A to D, after a word for them.

Which letters come first is set by HM Revenue & Customs (NIM39110): neither D, F, I, Q, U nor V, no O in the second place, and none of
the pairs BG, GB, KN, NK, NT, TN and ZZ. There is no check character.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from scanners.base import Anchor, Hit
from scanners.context import Words

_LETTERS = "(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]|QQ"
_NUMBER = re.compile(
    rf"(?<![0-9A-Za-z])({_LETTERS})[ -]?([0-9]{{2}})[ -]?([0-9]{{2}})[ -]?([0-9]{{2}})[ -]?([A-D])(?![0-9A-Za-z])",
    re.IGNORECASE,
)
_SPECIMENS = frozenset({"AB123456A", "AB123456B", "AB123456C", "AB123456D"})
_CONTEXT = Words(r"national.?insurance|英国国民保险|国民保险号", r"nino?|ni[ _-](?:number|no|num)")
_REACH = 48
_ANCHOR = Anchor(
    literals=("national insurance", "national_insurance", "nationalinsurance", "国民保险", "nino", "ni number", "ni_number", "ni no"),
    before=96,
    after=160,
)  # fmt: skip # rows, which read as a table


@dataclass(frozen=True, slots=True)
class UkNino:
    """Finds National Insurance numbers after a word for them. Score: 0.9. `QQ` is no prefix and marks an example."""

    name: str = "uk_nino"
    version: int = 1
    anchor: Anchor = _ANCHOR
    labels: Mapping[str, str] = field(default_factory=lambda: {"uk_nino": "personal", "uk_nino_specimen": "specimen"})

    def find(self, text: str) -> Iterator[Hit]:
        for match in _NUMBER.finditer(text):
            if _CONTEXT.precede(text, match.start(), _REACH):
                code = "".join(match.groups()).upper()
                specimen = code in _SPECIMENS or code.startswith("QQ")
                yield Hit(match.start(), match.end(), "uk_nino_specimen" if specimen else "uk_nino", 0.9)


DETECTOR = UkNino()
