"""Passports: those of the People's Republic of China and its special administrative regions by their shapes, others right behind a word
for them, and the machine-readable zone of any state (ICAO Doc 9303, part 4).

A letter and eight digits are also order numbers and parts, so that a shape without a word or a check digit is never certain.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from scanners import mrz
from scanners.announced import spelled
from scanners.base import Anchor, Hit
from scanners.naming import AFTER, BEGIN, END, IDENTITY, NUMBERED, OTHER, Named, is_beside, nearest

_ABBREVIATED = "ppt(?= ?(?:no|num|#)|[_.:])"
_WORDS = rf"护照|護照|passport|huzhao|(?<![a-z]){_ABBREVIATED}"
_D = "[ -]?[0-9]"
_ISSUED = rf"(?:[EGDSPKH](?:{_D}){{8}}|(?:E[ -]?[A-HJ-NP-Z]|[DSP]E|KJ|MA)(?:{_D}){{7}})"
"""Ordinary (E, E and a letter, G), diplomatic and service (D, S, P and DE, SE, PE), Hong Kong (K, KJ, H), Macao (MA)."""
_FOREIGN = r"(?-i:(?=[A-Z0-9]{7,9}(?![0-9A-Za-z]))(?:[A-Z]{0,4}[0-9]){5}[A-Z0-9]{0,4})"
"""Seven to nine capitals and digits, five digits at least: what states print."""
_NAMED = Named("护照|護照|passport|huzhao", rf"{_ISSUED}|{_FOREIGN}", _ABBREVIATED)
_BEFORE_WORD = re.compile(rf"{BEGIN}(?P<value>{_ISSUED}) ?(?:号|號)?的?(?:护照|護照)")
_COMPACT = re.compile(
    r"[EGDSPKHM](?<![0-9A-Za-z][A-Z])(?:(?<=[EGDSPKH])[0-9]{8}|(?<=E)[A-HJ-NP-Z][0-9]{7}"
    rf"|(?:(?<=[DSP])E|(?<=K)J|(?<=M)A)[0-9]{{7}}){END}"
)
_ORDINARY = re.compile(r"[EG][0-9]{8}|E[A-HJ-NP-Z][0-9]{7}")
_WORD = re.compile(_WORDS, re.IGNORECASE)
_OTHER_DOCUMENT = re.compile(
    r"通行证|通行證|回乡证|回鄉證|台胞证|台胞證|身份证|身份證|身分證|驾驶|permit|licen[cs]e", re.IGNORECASE
)
_DOCUMENT = re.compile(
    r"(?:证件|證件|旅行证|旅行證|travel document)(?:号码|號碼|号|號|编号| no\.?| number)?[\"' :=]{0,4}\Z", re.IGNORECASE
)
_PART = re.compile(r"[-_/\\@&=#%.+]")
"""Beside it a number without any word is part of a name, an address on the web or code."""
_HAN = re.compile("[\u4e00-\u9fff]")
_NEAR, _HEADING, _BEHIND, _BESIDE, _LABEL = 48, 160, 12, 32, 16
_ANCHORS = (
    "护照", "護照", *spelled("passport"), "huzhao", "ppt no", "ppt num", "ppt:", "ppt：", "ppt #", "ppt_no", "pptno", "ppt.", mrz.FILLING,
)  # fmt: skip # rows, which read as a table
_ANCHOR = Anchor(
    codes=((9,),),
    leads="EG",
    literals=_ANCHORS,
    before=544,
    after=AFTER,
)


@dataclass(frozen=True, slots=True)
class Passport:
    """Finds passport numbers. Score: 1.0 in a machine-readable zone whose check digits hold; 0.9 a Chinese shape after a word for
    passports; 0.8 another shape right behind one, or an ordinary Chinese one behind 证件号; 0.6 digits alone right behind one, or an
    ordinary Chinese shape under such a heading; 0.5 one in Chinese text beside words or numbers that tell a person."""

    name: str = "passport"
    version: int = 1
    anchor: Anchor = _ANCHOR
    labels: Mapping[str, str] = field(default_factory=lambda: {"passport": "personal", "passport_specimen": "specimen"})

    def find(self, text: str) -> Iterator[Hit]:
        found = {hit.start: hit for hit in _compact(text)}
        found |= {hit.start: hit for hit in _behind_words(text)}
        found |= {hit.start: hit for hit in _in_zones(text)}
        yield from (found[start] for start in sorted(found))


def _in_zones(text: str) -> Iterator[Hit]:
    for zone in mrz.zones(text) if mrz.FILLING in text else ():
        yield Hit(zone.start, zone.stop, "passport_specimen" if zone.state == mrz.UTOPIA else "passport", 1.0)


def _behind_words(text: str) -> Iterator[Hit]:
    for match in _BEFORE_WORD.finditer(text) if "照" in text else ():
        yield Hit(*match.span("value"), "passport", 0.9)
    for said in _NAMED.said(text):
        value = said.value.upper()
        if _COMPACT.fullmatch(re.sub("[ -]", "", value)):
            yield Hit(said.start, said.stop, "passport", 0.9)
        elif not value.isdigit():
            yield Hit(said.start, said.stop, "passport", 0.8)
        elif NUMBERED.search(said.between) and len(value) >= 8 and not _is_day(value):
            yield Hit(said.start, said.stop, "passport", 0.6)


def _is_day(digits: str) -> bool:
    """Whether eight digits are a day, which stands behind `护照有效期` and the like."""
    try:
        dt.date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        return False
    return len(digits) == 8 and digits[:2] in ("19", "20")


def _compact(text: str) -> Iterator[Hit]:
    for match in _COMPACT.finditer(text):
        score = _score(text, match)
        if score is not None:
            yield Hit(*match.span(), "passport", score)


def _score(text: str, match: re.Match[str]) -> float | None:
    start, stop = match.span()
    distance = nearest(_WORD, text, start, _HEADING)
    headed = distance >= 0 and not _is_told_otherwise(text, start - distance, start)
    if headed and distance <= _NEAR:
        return 0.9
    if _ORDINARY.fullmatch(match.group()) is None or OTHER.search(text, max(0, start - _LABEL), start):
        return None
    if _WORD.search(text, stop, stop + _BEHIND):
        return 0.9
    if _DOCUMENT.search(text, max(0, start - _LABEL), start):
        return 0.8
    if headed:
        return 0.6
    if _PART.match(text, stop) or _PART.match(text, start - 1):
        return None
    near = text[max(0, start - _BESIDE) : stop + _BESIDE]
    return 0.5 if _HAN.search(near) and is_beside(IDENTITY, text, start, stop, _BESIDE) else None


def _is_told_otherwise(text: str, start: int, stop: int) -> bool:
    """Whether between a word for passports and a number another document or another kind of number is named."""
    return bool(OTHER.search(text, start, stop) or _OTHER_DOCUMENT.search(text, start, stop))


DETECTOR = Passport()
