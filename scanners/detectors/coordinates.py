"""Precise coordinates: a latitude and a longitude in degrees with four decimals or more (about ten metres), after a word for them.

Precise location is sensitive under GB/T 45574-2025, and a row of places is a track. A pair of decimals without such a word may be
anything and is not found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from scanners.base import Anchor, Hit

_DECIMAL = r"[0-9][0-9]{0,2}\.[0-9]{4,15}"
_KEY = r"[\"']?(?:latitude|longitude|lat|lng|lon|long|纬度|经度|北纬|东经|[xy])[\"']?[ ]{0,2}[:=为]?[ ]{0,2}[\"']?"
_BETWEEN = rf"[°度]?[ ]?[NSEWnsew]?[\"']?[ \t]{{0,3}}[,，、;/|&]?[ \t\r\n]{{0,24}}(?:{_KEY})?"
_PAIR = re.compile(rf"({_DECIMAL})({_BETWEEN})(-?{_DECIMAL})(?![0-9_]|\.[0-9])")
_TOUCHING = re.compile("[0-9A-Za-z._+-]")
_PLACE = re.compile(
    r"坐标|座標|经纬|經緯|纬度|經度|经度|緯度|北纬|东经|定位"
    r"|(?<![a-z])(?:latitude|longitude|lat|lng|latlng|latlon|lonlat|geo(?:point|location)?|gps)(?![a-z])",
    re.IGNORECASE,
)
_POINT = re.compile(r"(?<![a-z])(?:coordinates?|coords?|point)(?![a-z])", re.IGNORECASE)
"""Words of geometry, which stand before points of any plane."""
_REACH, _SERIES, _LONGEST = 32, 8, 12
"""How far a word reaches, how far the next pair of a track may be, and how many pairs of it are told."""
_CERTAIN, _POSSIBLE = 0.9, 0.7
_CHINA = (3.8, 53.6, 73.6, 135.1)
_ANCHOR = Anchor(
    literals=(
        "坐标", "座標", "经纬", "經緯", "纬度", "经度", "緯度", "經度", "北纬", "东经", "定位",
        "latitude", "coordinate", "gps", "longitude", "coords",
        "geolocation", "\"lat\"", "'lat'", "lat=", "lat:", "lng=",
        "lng:", "latlng", "latlon", "lonlat", "point(", "point (",
    ),
    before=64,
    after=960,
)  # fmt: skip # rows, which read as a table


@dataclass(frozen=True, slots=True)
class Coordinates:
    """Finds pairs of coordinates. Score: 0.9 in the area of China; 0.7 elsewhere on earth, unless the word
    is one of geometry."""

    name: str = "coordinates"
    version: int = 1
    anchor: Anchor = _ANCHOR
    labels: Mapping[str, str] = field(default_factory=lambda: {"coordinates": "personal"})

    def find(self, text: str) -> Iterator[Hit]:
        reached, row, needed = -_SERIES, 0, _CERTAIN
        for match in _PAIR.finditer(text):
            start = match.start()
            signed = start > 0 and text[start - 1] == "-"
            start -= signed
            if start and _TOUCHING.match(text, start - 1):
                continue
            told = _told(text, start, match[2])
            if told is not None:
                row, needed = 1, told
            else:
                row = row + 1 if 0 < row < _LONGEST and start - reached <= _SERIES else 0
            first = float(match[1]) * (-1 if signed else 1)
            score = _score(first, float(match[3]))
            if row and score >= needed:
                reached = match.end()
                yield Hit(start, reached, "coordinates", score)


def _told(text: str, start: int, between: str) -> float | None:
    """The score that a pair must have after the words before it and between its numbers; None where they say nothing."""
    reach = max(0, start - _REACH)
    if _PLACE.search(text, reach, start) or _PLACE.search(between):
        return _POSSIBLE
    return _CERTAIN if _POINT.search(text, reach, start) else None


def _score(first: float, second: float) -> float:
    """What two numbers are worth as a latitude and a longitude, in either order."""
    south, north, west, east = _CHINA
    for latitude, longitude in ((first, second), (second, first)):
        if south <= latitude <= north and west <= longitude <= east:
            return _CERTAIN
    possible = min(abs(first), abs(second)) <= 90 and max(abs(first), abs(second)) <= 180
    return _POSSIBLE if possible else 0.0


DETECTOR = Coordinates()
