"""Macao resident identity cards: 1, 5 or 7, six digits more and a last digit, usually in brackets. There is no published check digit.

Volume and issue of a journal are written the same way, so that a word for identity cards must stand right before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from scanners.base import Anchor, Hit
from scanners.naming import named

_CARD = r"身份[证證]|身分[证證]|identity[ _-]?card|(?<![a-z])id[ _-]?card|(?<![a-z])id[ _-]?(?:no|number)(?![a-z])"
_MACAO = r"(?:澳门|澳門)[\u4e00-\u9fff]{0,12}(?:身份|身分)?[证證]件?|(?:macau|macao)[ _-]?(?:resident )?(?:sar )?(?:id|bir)(?![a-z])"
_NAMED = named(
    rf"{_MACAO}|{_CARD}|(?<![a-z])bir(?![a-z])|bilhete de identidade",
    r"[157][0-9]{6} ?\([0-9]\)|[157]/[0-9]{6}/[0-9]|[157][0-9]{6}[ -]?[0-9](?!\()",
)
_NEAR = re.compile("澳门|澳門|maca[uo]|(?<![a-z])bir(?![a-z])|bilhete", re.IGNORECASE)
_REACH = 40
_ANCHOR = Anchor(
    literals=(
        *(
            "身份证",
            "身份證",
            "身分證",
            "身分证",
            "identity card",
            "identity_card",
            "id card",
            "id_card",
            "bilhete de identidade",
        ),
        *(
            "macau id",
            "macao id",
            "macau_id",
            "macao_id",
            "macau bir",
            "macao bir",
            "bir no",
            "澳门居民",
            "澳門居民",
            "澳门证",
            "澳門證",
        ),
    ),
    before=192,
    after=256,
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
        for match in _NAMED.finditer(text):
            start, stop = match.span("value")
            if _NEAR.search(text, max(0, start - _REACH), start):
                yield Hit(start, stop, "macau_id", 0.9)
            elif match["value"].endswith(")") or "/" in match["value"]:
                yield Hit(start, stop, "macau_id", 0.6)


DETECTOR = MacaoId()
