"""A stretch of text as the words, numbers and breaks of which a postal address is made."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from scanners.postal_words import ABBREVIATION, PARTICLE

Gap = Literal["", "space", "comma", "line"]

LETTER = "A-Za-z\u00aa-\u024f\u0370-\u052f\u1e00-\u1fff"
"""Latin, Greek and Cyrillic letters, within a class of characters."""
_TOKEN = re.compile(
    rf"(?P<gap>[ \t]{{0,4}}(?:,[ \t]{{0,3}})?(?:\r?\n[ \t]{{0,8}}(?:[>*#|]|\?{{1,3}})?[ \t]{{0,8}}){{0,2}}(?:,[ \t]{{0,3}})?)"
    rf"(?:(?P<number>\#?[0-9]{{1,6}}(?:[A-Za-z]|[-/][0-9]{{1,4}})?)(?P<stop>\.)?(?![0-9{LETTER}@:%])"
    rf"|(?P<word>[{LETTER}]['’.{LETTER}-]{{0,30}}|\([{LETTER}]{{1,30}}\)|[0-9]{{1,3}}(?:st|nd|rd|th)|[Cc]/)(?![0-9@_{LETTER}]))"
)
_REACH, _MOST = 240, 32


@dataclass(frozen=True, slots=True)
class Token:
    """A word or number; `gap` is what stands before it. `ends`: a point behind it ends the sentence, as far as one can tell."""

    text: str
    start: int
    stop: int
    gap: Gap
    number: bool
    ends: bool

    @property
    def lower(self) -> str:
        """In small letters, without the point of an abbreviation."""
        return self.text.lower().rstrip(".")

    @property
    def capital(self) -> bool:
        """Whether it is written like a name, or is one of the small words within names."""
        return not self.text[0].islower() or self.lower in PARTICLE or self.text[:2].lower() in ("d'", "l'")


def tokens(text: str, start: int, most: int = _MOST) -> list[Token]:
    """The tokens from `start` on, `most` of them, up to the first character that is no part of an address, or the end of the sentence."""
    found: list[Token] = []
    place, end = start, min(len(text), start + _REACH)
    while place < end and len(found) < most:
        match = _TOKEN.match(text, place, end)
        if match is None or (found and not match["gap"]):
            break
        token = _token(text, match)
        found.append(token)
        place = token.stop + token.ends
        if token.ends:
            break
    return found


def _token(text: str, match: re.Match[str]) -> Token:
    kind = "number" if match["number"] else "word"
    start, stop = match.span(kind)
    written = match[kind]
    ends = False
    if kind == "word" and "." in written:
        bare = written.partition(".")[0]
        ends = len(bare) > 1 and bare.lower() not in ABBREVIATION and not bare.lower().endswith("str")
        written = bare if ends else bare + "."
        stop = start + len(written)
    elif match["stop"]:
        ends = text[match.end() : match.end() + 1] not in (",", "\n")
        stop += not ends
    return Token(written, start, stop, _gap(match["gap"]), kind == "number", ends)


def _gap(written: str) -> Gap:
    if "\n" in written:
        return "line"
    return "comma" if "," in written else "space" if written else ""
