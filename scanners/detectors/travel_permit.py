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
from scanners.naming import AFTER, END, OTHER, Named, nearest

_TAIWANESE = "台胞证|台胞證|臺胞证|臺胞證|来往大陆通行证|往来大陆通行证|來往大陸通行證|往來大陸通行證|for taiwan residents|taibaozheng"
_PERMITS = "通行证|通行證|回乡证|回乡卡|huixiangzheng|tongxingzheng|travel[ _]?permit"
_D = "[ -]?[0-9]"
_NAMED = Named(
    f"{_PERMITS}|{_TAIWANESE}",
    rf"(?:[HM](?:{_D}){{10}}|(?:[HMCWLT]|C[ -]?[A-Z])(?:{_D}){{8}}|C[ -]?[A-Z](?:{_D}){{7}})",
)
_NAMED_DIGITS = Named(_TAIWANESE, "[0-9]{10}|[0-9]{8}")
_COMPACT = re.compile(rf"[HMCWLT](?<![0-9A-Za-z][A-Z])(?:(?<=[HM])[0-9]{{10}}|[0-9]{{8}}|(?<=C)[A-Z][0-9]{{7,8}}){END}")
_WORD = re.compile(rf"{_PERMITS}|{_TAIWANESE}|回鄉[證卡]|(?:return|entry)[ _-]?permit", re.IGNORECASE)
_OTHER_DOCUMENT = re.compile(r"护照|護照|passport|身份[证證]|身分[证證]|驾驶", re.IGNORECASE)
_LABELS = {
    "H": "home_return_permit", "M": "home_return_permit", "C": "hk_macau_travel_permit", "W": "hk_macau_travel_permit",
    "L": "taiwan_travel_permit", "T": "taiwan_travel_permit",
}  # fmt: skip # rows, which read as a table
_NEAR, _HEADING = 48, 160
_ANCHORS = (
    "通行证", "通行證", "回乡证", "回乡卡", "胞证", "胞證", "travel permit", "travel_permit", "travelpermit", "for taiwan residents",
    "huixiangzheng", "taibaozheng", "tongxingzheng",
)  # fmt: skip # rows, which read as a table
"""Of each word a part with characters that are rare in text, which costs the compiled pass least."""
_ANCHOR = Anchor(
    codes=((9,), (11,)),
    leads="HMCWLT",
    literals=_ANCHORS,
    before=544,
    after=AFTER,
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
        for said in _NAMED.said(text):
            found[said.start] = Hit(said.start, said.stop, _LABELS[said.value[0].upper()], 0.9)
        for said in _NAMED_DIGITS.said(text):
            score = 0.5 if _is_day(said.value) else 0.9
            found[said.start] = Hit(said.start, said.stop, "taiwan_compatriot_permit", score)
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
