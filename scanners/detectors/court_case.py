"""Numbers of court cases: year in brackets, court, kind of proceeding, number (Supreme People's Court, rules on case numbers, 2015, and the
form with 字第 before them).

A case number leads to a published judgment and so to the names and deeds in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from scanners.base import Anchor, Hit

_HAN = "[\u4e00-\u9fff]"
_CASE = re.compile(
    rf"[(（〔\[](?:19|20)[0-9]{{2}}[)）〕\]][ ]?{_HAN}{{1,5}}[0-9]{{0,4}}{_HAN}{{0,3}}[民刑行执破赔知财司认]{_HAN}{{0,4}}"
    r"[ ]?第?[ ]?[0-9]{1,6}[ ]?号(?:之[一二三四五六七八九十0-9]{1,3})?"
)
_KINDS = (
    "民初", "民终", "民申", "民再", "民辖", "民特", "民撤", "民监", "民督", "刑初", "刑终", "刑更", "刑申", "刑再", "刑核", "刑医", "刑辖",
    "行初", "行终", "行审", "行申", "行再", "行赔", "执字", "执恢", "执异", "执复", "执保", "执监", "财保", "破申", "破终", "司惩", "司救",
    "知民", "知行", "委赔", "法赔", "刑执", "民破", "行辖", "认港", "认台", "认澳",
)  # fmt: skip # rows, which read as a table
_ANCHOR = Anchor(
    literals=_KINDS + tuple(f"{kind}{digit}" for kind in "执破赔" for digit in range(10)), before=96, after=64
)


@dataclass(frozen=True, slots=True)
class CourtCase:
    """Finds numbers of court cases. Score: 0.9 all parts are there."""

    name: str = "court_case"
    version: int = 1
    anchor: Anchor = _ANCHOR
    labels: Mapping[str, str] = field(default_factory=lambda: {"court_case": "personal"})

    def find(self, text: str) -> Iterator[Hit]:
        for match in _CASE.finditer(text):
            if any(kind in match.group() for kind in self.anchor.literals):
                yield Hit(*match.span(), "court_case", 0.9)


DETECTOR = CourtCase()
