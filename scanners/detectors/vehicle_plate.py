"""Number plates of mainland China (GA 36): province, letter, five characters, or six for new-energy vehicles; plates of trailers, learners,
police, consulates, embassies, of cars of Hong Kong and Macao, and of the armed forces.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from string import ascii_lowercase

from scanners.base import Anchor, Hit
from scanners.context import Words

_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
_LETTER, _CHARACTER = "[A-HJ-NP-Z]", "[A-HJ-NP-Z0-9]"
_NEW_ENERGY = "[A-HJK]"
_GAP = "[ ·•・.-]?"
_BEFORE, _AFTER = r"(?<![0-9A-Za-z])", r"(?![0-9A-Za-z])"
_CIVIL = re.compile(
    rf"[{_PROVINCES}]{_LETTER}{_GAP}(?:{_CHARACTER}{{4}}[挂学警港澳使领]|{_NEW_ENERGY}{_CHARACTER}[0-9]{{4}}|[0-9]{{5}}{_NEW_ENERGY}"
    rf"|{_CHARACTER}{{5}}){_AFTER}"
    rf"|(?<![0-9A-Za-z])WJ[{_PROVINCES}]?{_GAP}[0-9]{{4}}[0-9A-Z]{_AFTER}"
)
_ANNOUNCED = re.compile(
    rf"[{_PROVINCES}][ ]?[A-Z]{_GAP}[A-Z0-9]{{4}}(?:[挂学警港澳使领]|[A-Z0-9]{{1,2}}){_AFTER}"
    rf"|[{_PROVINCES}]{_GAP}X[0-9]{{4}}应急|[{_PROVINCES}][0-9]{{3}}{_GAP}[0-9]{{2}}领|使[0-9]{{3}}{_GAP}[0-9]{{3}}{_AFTER}"
    rf"|{_BEFORE}(?:WJ[{_PROVINCES}]?{_GAP}[0-9]{{4}}[0-9A-Z]|WJ[0-9]{{2}}{_GAP}[0-9]{{5}}"
    rf"|[VKHBSLJNGCEZ][A-Z]{_GAP}[0-9]{{5}}|[{_PROVINCES}]V{_GAP}[0-9]{{5}}){_AFTER}"
)
_CONTEXT = Words(
    r"车牌|車牌|牌照|号牌|車號|车号|车辆|车主|军车|军牌|武警|驾驶|违章|停车|licen[cs]e[ _]?plate|plate|挂车",
    r"plates?|car|vehicle",
)
_REACH = 16
_ANCHOR = Anchor(
    literals=(
        *(province + letter for province in _PROVINCES for letter in ascii_lowercase),
        *(f"wj{p}" for p in _PROVINCES), "车牌", "車牌",
        "牌照", "号牌", "车辆", "军车", "军牌",
    ),
    before=96,
    after=64,
)  # fmt: skip # rows, which read as a table


@dataclass(frozen=True, slots=True)
class VehiclePlate:
    """Finds number plates. Score: 0.95 a word for them and a plate of the standard; 0.8 bare; 0.6 after such a word, letters
    that the standard leaves out, or a plate of the armed forces or of an embassy."""

    name: str = "vehicle_plate"
    version: int = 1
    anchor: Anchor = _ANCHOR
    labels: Mapping[str, str] = field(default_factory=lambda: {"vehicle_plate": "personal"})

    def find(self, text: str) -> Iterator[Hit]:
        bare = {match.start(): match.end() for match in _CIVIL.finditer(text)}
        announced = {match.start(): match.end() for match in _ANNOUNCED.finditer(text)}
        for start, stop in sorted((announced | bare).items()):
            named = _CONTEXT.precede(text, start, _REACH)
            if start not in bare:
                if named:
                    yield Hit(start, stop, "vehicle_plate", 0.6)
            elif named or sum(map(str.isdigit, text[start:stop])) >= 2:
                yield Hit(start, stop, "vehicle_plate", 0.95 if named else 0.8)


DETECTOR = VehiclePlate()
