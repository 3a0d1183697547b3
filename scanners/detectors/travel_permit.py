"""Permits with which people of the mainland, Hong Kong, Macao and Taiwan visit each other: a letter and eight digits, or digits alone.

None has a check character, and passports and orders look the same. So a letter and digits count after a word for permits, digits alone
only right behind one for that of Taiwan residents (台胞证).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from scanners.base import Anchor, Hit
from scanners.naming import BEGIN, END, OTHER, named, nearest

_TAIWANESE = (
    r"[台臺]胞[证證]|[来來往]大[陆陸]通行[证證]|taiwan(?:ese)?[ _-]compatriot[ _-](?:travel[ _-])?(?:permit|pass)"
    r"|for taiwan residents|taibaozheng"
)
_PERMITS = r"通行[证證]|回[乡鄉][证證卡]|(?:return|travel|exit[ -]entry)[ _-]?permit|huixiangzheng|tongxingzheng"
_D = "[ -]?[0-9]"
_SHAPE = rf"(?:[HM](?:{_D}){{10}}|(?:[HMCWLT]|C[ -]?[A-Z])(?:{_D}){{8}}|C[ -]?[A-Z](?:{_D}){{7}})"
_NAMED = named(rf"{_PERMITS}|{_TAIWANESE}", _SHAPE)
_NAMED_DIGITS = named(_TAIWANESE, "[0-9]{10}|[0-9]{8}")
_COMPACT = re.compile(BEGIN + _SHAPE.replace("[ -]?", "") + END)
_WORD = re.compile(rf"{_PERMITS}|{_TAIWANESE}", re.IGNORECASE)
_OTHER_DOCUMENT = re.compile(r"护照|護照|passport|身份[证證]|身分[证證]|驾驶", re.IGNORECASE)
_LABELS = {
    "H": "home_return_permit", "M": "home_return_permit", "C": "hk_macau_travel_permit", "W": "hk_macau_travel_permit",
    "L": "taiwan_travel_permit", "T": "taiwan_travel_permit",
}  # fmt: skip
_NEAR, _HEADING = 48, 160
_ANCHOR = Anchor(
    literals=(
        *(
            "通行证",
            "通行證",
            "回乡证",
            "回鄉證",
            "回乡卡",
            "回鄉卡",
            "台胞证",
            "台胞證",
            "臺胞證",
            "臺胞证",
            "return permit",
            "return_permit",
        ),
        *(
            "returnpermit",
            "travel permit",
            "travel_permit",
            "travelpermit",
            "exit-entry permit",
            "exit entry permit",
            "taiwan compatriot",
        ),
        *(
            "taiwanese compatriot",
            "for taiwan residents",
            "taiwan_compatriot",
            "huixiangzheng",
            "taibaozheng",
            "tongxingzheng",
        ),
    ),
    before=64,
    after=544,
)


@dataclass(frozen=True, slots=True)
class TravelPermit:
    """Finds numbers of travel permits. Score: 0.9 after a word for permits in the 48 characters before; 0.6 under such a heading; digits
    alone 0.9 right behind a word for the permit of Taiwan residents, 0.5 if they may be a day."""

    name: str = "travel_permit"
    version: int = 1
    anchor: Anchor = _ANCHOR
    labels: Mapping[str, str] = field(
        default_factory=lambda: {
            "home_return_permit": "personal",
            "taiwan_compatriot_permit": "personal",
            "hk_macau_travel_permit": "personal",
            "taiwan_travel_permit": "personal",
        }
    )

    def find(self, text: str) -> Iterator[Hit]:
        found = {}
        for match in _COMPACT.finditer(text):
            score = _score(text, match.start())
            if score is not None:
                found[match.start()] = Hit(*match.span(), _LABELS[match.group()[0]], score)
        for match in _NAMED.finditer(text):
            found[match.start("value")] = Hit(*match.span("value"), _LABELS[match["value"][0].upper()], 0.9)
        for match in _NAMED_DIGITS.finditer(text):
            score = 0.5 if _is_day(match["value"]) else 0.9
            found[match.start("value")] = Hit(*match.span("value"), "taiwan_compatriot_permit", score)
        yield from (found[start] for start in sorted(found))


def _score(text: str, start: int) -> float | None:
    distance = nearest(_WORD, text, start, _HEADING)
    between = slice(start - distance, start)
    if distance < 0 or OTHER.search(text[between]) or _OTHER_DOCUMENT.search(text[between]):
        return None
    return 0.9 if distance <= _NEAR else 0.6


def _is_day(digits: str) -> bool:
    if len(digits) != 8 or digits[:2] not in ("19", "20"):
        return False
    try:
        dt.date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        return False
    return True


DETECTOR = TravelPermit()
