"""Hong Kong identity cards: one or two letters, six digits and a check character modulo 11, usually in brackets.

One such string in eleven has the right check character, and a part number looks the same. So without brackets it must stand behind a
word for identity cards.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from scanners import checksums
from scanners.announced import spelled
from scanners.base import Anchor, Hit
from scanners.naming import AFTER, BEFORE, END, OTHER, Named, is_beside

_PLAIN = r"[A-Z]{1,2}[ -]?[0-9]{6}[ -]?[0-9A](?![0-9(])"
_BRACKETED = re.compile(rf"[A-Z](?<![0-9A-Za-z][A-Z])[A-Z]?[ -]?[0-9]{{6}} ?\([0-9A]\){END}")
_NAMED, _NAMED_BRACKETED = (
    Named(
        "身份证|身份證|idcard|shenfenzheng|hong kong id(?:entity)?(?: card)?", value, "hkid|hkic|id[ _]?number(?![a-z])"
    )
    for value in (_PLAIN, r"[A-Z]{1,2}[ -]?[0-9]{6} ?\([0-9A]\)")
)
_WORD = re.compile(
    r"身[份分][证證]|香港|hong ?kong|证件|證件|idcard|shenfenzheng"
    r"|(?<![a-z])(?:hkid|hkic|(?:identity|id)[ _-]?(?:card|no|number)(?![a-z]))",
    re.IGNORECASE,
)
_HAN = re.compile("[\u4e00-\u9fff]")
_SPECIMENS = frozenset({"A1234563"})
_REACH = 40
_ANCHORS = (
    "份证", "份證", *spelled("hkid"), "hkic", "kong id", "idcard", "id number", "id_number", "idnumber", "shenfenzheng",
)  # fmt: skip # rows, which read as a table
"""Of each word a part with characters that are rare in text, which costs the compiled pass least."""
_ANCHOR = Anchor(
    codes=((7, 1), (8, 1)),
    leads="ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    literals=_ANCHORS,
    before=BEFORE,
    after=AFTER,
)


@dataclass(frozen=True, slots=True)
class HongKongId:
    """Finds numbers of Hong Kong identity cards whose check character holds. Score: 0.95 in brackets near a word for identity cards or
    Hong Kong; 0.9 without brackets right behind such a word; 0.5 in brackets in Chinese text; 0.4 in brackets elsewhere."""

    name: str = "hk_id"
    version: int = 1
    anchor: Anchor = _ANCHOR
    labels: Mapping[str, str] = field(default_factory=lambda: {"hk_id": "personal", "hk_id_specimen": "specimen"})

    def find(self, text: str) -> Iterator[Hit]:
        found = {}
        for match in _BRACKETED.finditer(text):
            if OTHER.search(text, max(0, match.start() - 16), match.start()) is None:
                found[match.start()] = _hit(match.group(), *match.span(), _score(text, *match.span()))
        for pattern, score in ((_NAMED, 0.9), (_NAMED_BRACKETED, 0.95)):
            for said in pattern.said(text):
                found[said.start] = _hit(said.value, said.start, said.stop, score)
        yield from (hit for _, hit in sorted(found.items(), key=lambda item: item[0]) if hit is not None)


def _hit(written: str, start: int, stop: int, score: float) -> Hit | None:
    number = re.sub("[^0-9A-Z]", "", written.upper())
    if checksums.hong_kong(number[:-7], number[-7:-1]) != number[-1]:
        return None
    return Hit(start, stop, "hk_id_specimen" if number in _SPECIMENS else "hk_id", score)


def _score(text: str, start: int, stop: int) -> float:
    if is_beside(_WORD, text, start, stop, _REACH):
        return 0.95
    return 0.5 if _HAN.search(text, max(0, start - _REACH), stop + _REACH) else 0.4


DETECTOR = HongKongId()
