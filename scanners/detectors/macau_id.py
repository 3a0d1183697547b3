"""Macao resident identity cards: 1, 5 or 7, six digits more and a last digit, usually in brackets. There is no published check digit.

Volume and issue of a journal are written the same way, so that a word for identity cards must stand right before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from scanners.base import Anchor, Hit
from scanners.naming import AFTER, BEFORE, Named

_NAMED = Named(
    "澳门(?:居民)?(?:身份)?证件?|澳門(?:居民)?(?:身份)?證件?|身份证|身份證|macau[ _](?:resident )?(?:identity card|id card|id)(?![a-z])"
    "|macao[ _](?:resident )?(?:identity card|id card|id)(?![a-z])",
    r"[157][0-9]{6} ?\([0-9]\)|[157]/[0-9]{6}/[0-9]|[157][0-9]{6}[ -]?[0-9](?!\()",
    "bir(?= no)",
)
_NEAR = re.compile("澳门|澳門|maca[uo]|(?<![a-z])bir(?![a-z])", re.IGNORECASE)
_REACH = 40
_ANCHORS = (
    "份证", "份證", "macao", "macau_i", "macau i", "macau r", "bir no", "澳门居民", "澳門居民", "澳门证", "澳門證",
)  # fmt: skip # rows, which read as a table
"""Of each word a part with characters that are rare in text, which costs the compiled pass least."""
_ANCHOR = Anchor(
    literals=_ANCHORS,
    before=BEFORE,
    after=AFTER,
)


@dataclass(frozen=True, slots=True)
class MacaoId:
    """Finds numbers of Macao identity cards right behind a word for identity cards. Score: 0.9 where Macao is named in the 40 characters
    before; 0.6 in brackets or slashes where it is not."""

    name: str = "macau_id"
    version: int = 1
    anchor: Anchor = _ANCHOR
    labels: Mapping[str, str] = field(default_factory=lambda: {"macau_id": "personal"})

    def find(self, text: str) -> Iterator[Hit]:
        for said in _NAMED.said(text):
            if _NEAR.search(said.word) or _NEAR.search(text, max(0, said.start - _REACH), said.start):
                yield Hit(said.start, said.stop, "macau_id", 0.9)
            elif said.value.endswith(")") or "/" in said.value:
                yield Hit(said.start, said.stop, "macau_id", 0.6)


DETECTOR = MacaoId()
