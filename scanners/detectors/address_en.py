"""Postal addresses as they are written in English text: a house number and a street, a unit, a place, a state, a country, a postcode.

The street may be of any country that writes Latin, Greek or Cyrillic letters: it is known by a word for streets before, behind or at the
end of its name, by the unit that follows, or by words that announce an address. What follows belongs to it as far as names go on; on lines
below only where a postcode, a state or a country ends them (`scanners/postal_address.py`).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from scanners import postal_address
from scanners import postal_words as words
from scanners.base import Anchor, Hit
from scanners.licence_words import lower as lowered
from scanners.postal_tokens import LETTER

_HOUSE = re.compile(r"[0-9]{1,5}[A-Za-z]?(?:[-/][0-9]{1,4})?,? (?=[0-9A-Za-z\u00c0-\u1fff])")
_TOUCHING = frozenset(".,:/$€£#%+=-_")
_BEYOND = "\u0530"
"""The first letter that is neither Latin nor Greek nor Cyrillic: a Han character is a boundary."""
_IN_FRONT = re.compile(r"(?<![a-z])(?:apartment|apt\.?|suite|unit|flat|level|floor|room) (?:[0-9]{1,5}[a-z]?,? )?\Z")
_ENDING = "stra(?:ss|ß)e|stasse|gasse|straat|allee|vägen|gatan|steenweg|stræti|weg|platz|laan"
_BARE = re.compile(
    rf"(?<![{LETTER}0-9_])(?:(?:rue|via|calle|rua|largo|avenida|piazza|plaza|ul\.) (?=[{LETTER}])"
    rf"|[{LETTER}][{LETTER}-]{{1,24}} ?(?:{_ENDING}| u\.| utca) (?=[0-9]{{1,4}}(?![{LETTER}0-9_])))"
)
"""The name of a street with its kind, which may stand before the number."""
_BARE_CUES = (
    *("rue ", "via ", "calle ", "rua ", "largo ", "avenida ", "piazza ", "plaza ", "ul. "),
    *(
        "strasse ",
        "straße ",
        "stasse ",
        "gasse ",
        "straat ",
        "allee ",
        "vägen ",
        "gatan ",
        "steenweg ",
        "stræti ",
        "weg ",
        "platz ",
        "laan ",
    ),
    *(" u. ", " utca "),
)
_SIGNS = sorted(words.STREET | words.DOUBTFUL | words.BEFORE | words.AFTER | words.UNIT, key=len, reverse=True)
_SIGN = re.compile(rf"[ \n>*#|?](?:{'|'.join(map(re.escape, _SIGNS))})(?![a-z])")
_ENDS = tuple(f"{ending} " for ending in words.ENDINGS)
_NAME_ENDS = re.compile(rf"(?:{'|'.join(words.ENDINGS)}) ")
_BOX = re.compile(
    rf"(?<![{LETTER}0-9_])(?:[0-9]{{1,5}} )?(?:p\.? ?o\.? ?box [0-9]{{1,6}}|(?:psc|cmr|unit) [0-9]{{1,5}},? box [0-9]{{1,5}})"
    rf"(?![{LETTER}0-9_])"
)
_MILITARY = re.compile(
    rf"(?<![{LETTER}0-9_])(?:(?:uss|usns|usnv|uscgc) [{LETTER}]{{2,24}}\n)?(?:apo|fpo|dpo),? (?:aa|ae|ap) [0-9]{{5}}(?![{LETTER}0-9_])"
)
_CORNER = re.compile(
    rf"the corner of [^\n,;]{{3,48}}? and (?:[{LETTER}][^\s,;.]{{0,24}} ){{1,4}}?(?:street|road|avenue|rd\.?|[0-9]{{1,5}})"
    rf"(?![{LETTER}0-9_])"
)
_ANNOUNCED = re.compile(
    r"(?:address(?:es)?(?: of [^\n:]{1,40}?)?(?: is| to| with|[^\n:]{0,24}:)|here they are:|(?:lives?|is|letter arrived) at"
    r"|(?:taxi|return|sent|ship|deliver|mailed|moved|new one) to|meet(?: me)?(?: [^\n]{0,48}?)? at[^\n]{0,40})[\s,]{1,6}\Z"
)
_LAST_WORDS = (" is", " to", " with", " at", ":")
_CROSSING = re.compile(rf"(?:the corner of )?(?<![{LETTER}])[{LETTER}][{LETTER}'’-]{{1,24}} and \Z")
_ZIP = re.compile(
    r"(?<![a-z])(?:zip(?:[ _]?code)?|post[ ]?code)[\"']? ?(?:is|:|=) ?[\"']?([0-9]{5}(?:-[0-9]{4})?)(?![0-9A-Za-z_-]|\.[0-9])"
)
_PUBLISHED = re.compile(
    r"(?:59 temple place|51 franklin st|675 mass(?:achusetts)? ave|31 milk st|559 nathan abbott|171 second st|444 castro st|543 howard st"
    r"|160 saratoga ave|1895 preston white|1 infinite loop|1600 (?:amphitheatre|pennsylvania)|1060 w(?:est)? addison|10 downing|221b baker"
    r"|4150 network circle|500 oracle|2701 san tomas|one microsoft way)"
)
"""Of foundations and companies whose licences are copied everywhere, and of whom everybody knows where they live."""
_REACH = 96
_SHORT = 1200
_BACK, _FORTH = 160, 300
"""How far around a word for which the detector is asked an address is looked for."""
_SCORES: Mapping[str, tuple[float, float]] = {
    "street": (0.9, 0.7),
    "doubtful": (0.8, 0.0),
    "foreign": (0.9, 0.6),
    "unit": (0.8, 0.8),
    "announced": (0.6, 0.5),
}
"""By what makes it an address: the score with a unit, a state, a country or a postcode, and without."""
_LITERALS = (
    " street", " avenue", " road", " lane", " boulevard", " terrace", " crescent", " parkway", " court,", " place,", " square,",
    " blvd", " drive,", " drive\n", " st,", " st\n", " st.", " str.", " ave ",
    " ave,", " ave.", " rd ", " rd,", " rd.", "suite ", "apt. ", " apt ", "p.o. box", "po box", "apo a", "fpo a", "dpo a", "corner of",
    "address is",
    "address:", "address of", "address to", "address with", "addresses,", "lives at", "office is at", "arrived at", "taxi to", "zip code",
    "zip:", "postcode", " rue ", " calle ", " rua ", "strasse ", "straße ", "gasse ", "straat ", "meet me at", "ll meet",
    "please return to",
    "be sent to", "new one to", "moved to",
)  # fmt: skip # rows, which read as a table
_ANCHOR = Anchor(literals=_LITERALS, before=224, after=320)


@dataclass(frozen=True, slots=True)
class AddressEn:
    """Finds postal addresses outside China. Score: 0.9 a street or post box with a unit, a state, a country or a postcode; 0.8 a number and
    a unit, whatever the street is called; 0.7 a number and an English street; 0.6 a number and a street of another language; 0.5 what words
    announce as an address, and postcodes that words announce."""

    name: str = "address_en"
    version: int = 1
    anchor: Anchor = _ANCHOR
    labels: Mapping[str, str] = field(
        default_factory=lambda: {"address_en": "personal", "address_en_specimen": "specimen"}
    )

    def find(self, text: str) -> Iterator[Hit]:
        lower = lowered(text)
        for begin, end in _regions(lower):
            yield from _hits(text[begin:end], lower[begin:end], begin)


def _regions(lower: str) -> Iterator[tuple[int, int]]:
    """The surroundings of the words for which the detector was asked, merged: the window may be much longer, since others ask for it
    too. A short one is whole."""
    if len(lower) <= _SHORT:
        yield 0, len(lower)
        return
    reached = begin = -1
    for place in sorted(place for word in _LITERALS for place in _places(lower, word)):
        if reached < 0 or place - _BACK > reached:
            if reached >= 0:
                yield begin, reached
            begin = max(0, place - _BACK)
        reached = place + _FORTH
    if reached >= 0:
        yield begin, reached


def _places(lower: str, word: str) -> Iterator[int]:
    place = lower.find(word)
    while place >= 0:
        yield place
        place = lower.find(word, place + 1)


def _hits(text: str, lower: str, offset: int) -> Iterator[Hit]:
    reached = 0
    found = sorted((*_streets(text, lower), *_others(text, lower)), key=lambda found: (found[0], -found[1]))
    for start, stop, score in found:
        if start >= reached:
            reached = stop
            label = "address_en_specimen" if _PUBLISHED.match(lower, start) else "address_en"
            yield Hit(offset + start, offset + stop, label, score)


def _streets(text: str, lower: str) -> Iterator[tuple[int, int, float]]:
    reached = 0
    starts = sorted(_starts(text, lower))
    signs = _signs(lower) if starts else []  # most texts about streets have no number, and to look for one costs least
    for start in starts:
        if start < reached:
            continue
        crossing = _CROSSING.search(text, max(0, start - 40), start) if text.endswith(" and ", 0, start) else None
        begin = crossing.start() if crossing and _is_announced(lower, crossing.start()) else start
        announced = _is_announced(lower, begin)
        sign = bisect_left(signs, start - 1)
        if announced or (sign < len(signs) and signs[sign] < start + _REACH):
            address = postal_address.read(text, start, announced=announced)
            score = _score(address, announced=announced)
            if address and score:
                reached = address.stop
                yield begin, reached, score


def _signs(lower: str) -> list[int]:
    """Where words stand that may be of an address."""
    signs = [match.start() for match in _SIGN.finditer(lower)]
    if any(ending in lower for ending in _ENDS):
        signs += [match.start() for match in _NAME_ENDS.finditer(lower)]
    return sorted(signs)


def _starts(text: str, lower: str) -> Iterator[int]:
    """Where an address may begin: a house number, a unit before one, or the name of a street."""
    for match in _HOUSE.finditer(text):
        start = match.start()
        before = text[start - 1] if start else " "
        if before not in _TOUCHING and not (before.isalnum() and before < _BEYOND):
            unit = _IN_FRONT.search(lower, max(0, start - 24), start) if before == " " else None
            yield unit.start() if unit else start
    if any(cue in lower for cue in _BARE_CUES):
        yield from (match.start() for match in _BARE.finditer(lower))


def _others(text: str, lower: str) -> Iterator[tuple[int, int, float]]:
    """Post boxes, military mail, crossings, and postcodes by themselves."""
    if "box" in lower:
        for match in _BOX.finditer(lower):
            small = text[match.start() : match.end()].islower()
            yield match.start(), postal_address.end(text, match.end(), small=small), 0.9
    if "po a" in lower:
        yield from ((*match.span(), 0.9) for match in _MILITARY.finditer(lower))
    if "corner of" in lower:
        for match in _CORNER.finditer(lower):
            yield match.start(), postal_address.end(text, match.end(), small=False), 0.6
    if "zip" in lower or "post" in lower:
        yield from ((*match.span(1), 0.5) for match in _ZIP.finditer(lower))


def _is_announced(lower: str, start: int) -> bool:
    """Whether words before `start` announce an address; most numbers are told by the last of them."""
    before = lower[max(0, start - 16) : start].rstrip(" ,\n")
    if not before.endswith(_LAST_WORDS) and "meet" not in lower[max(0, start - _REACH) : start]:
        return False
    return _ANNOUNCED.search(lower, max(0, start - _REACH), start) is not None


def _score(address: postal_address.Address | None, *, announced: bool) -> float:
    if address is None:
        return 0.0
    return _SCORES[address.kind][0 if address.telling else 1] or (0.5 if announced else 0.0)


DETECTOR = AddressEn()
