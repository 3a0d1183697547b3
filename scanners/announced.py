"""Numbers that a word announces: `IMEI：…`, `"qq": "…"`, `QQ号是…`, `<imsi>…`.

For identifiers whose shape says too little: they count only where a word for them stands right before them, with nothing between but what
people and formats put there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_NOUN = r"(?:[ \t_-]{0,2}(?:号码|號碼|编号|编码|账号|帐号|帳號|号|號|码|id|no|num|number|code|value|[1-4]))"
_LINK = (
    rf"{_NOUN}{{0,2}}[.\"'”’)\]*]{{0,3}}[ \t]{{0,3}}"
    r"(?:[:=>|]|是|为|為|is(?=[ \t])|was(?=[ \t]))?[ \t\r\n]{0,3}[\"'“‘(\[<*]{0,3}[ \t]{0,2}"
)
_AGAIN = re.compile(r"[\"'”’)\]]{0,2}[ \t]{0,2}(?:[,/;、|，；]|和|或|及)[ \t]{0,2}[\"'“‘(\[]{0,2}")
_REACH, _GAP = 64, 10
"""How far before a number its word may begin, and how far a number may be from the one before it."""
_MOST = 4
"""Numbers that one word may announce; a longer list is a table, whose heading is no word before the number."""
_WIDE = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}


def spelled(*words: str) -> tuple[str, ...]:
    """Words for an anchor with their full-width forms, small and capital: the compiled pass ignores the case of ASCII and no more."""
    wide = (form.translate(_WIDE) for word in words for form in (word.lower(), word.upper()))
    return tuple(dict.fromkeys((*words, *wide)))


class Said(NamedTuple):
    """A number, its place, and the word that announced it."""

    cue: str
    value: str
    start: int
    stop: int


class Announced:
    """What `cues` announce: numbers of the pattern `value`, up to four in a row. Cues of Latin letters must not be the end of a longer
    word; case is ignored. No digit may go on before a number, nor an ASCII letter, digit or underscore behind it.

    `value` begins with a character class or a literal, so that the search for it is as fast as `re` can be.
    """

    __slots__ = ("_before", "_value")

    def __init__(self, cues: str, value: str, link: str = _LINK) -> None:
        self._value = re.compile(rf"{value}(?![0-9A-Za-z_])")
        self._before = re.compile(rf"(?<![A-Za-z])({cues}){link}\Z", re.IGNORECASE)

    def said(self, text: str) -> Iterator[Said]:
        """All announced numbers, left to right."""
        cue, stop, row = "", -_GAP, 0
        for match in self._value.finditer(text):
            start = match.start()
            if start and "0" <= text[start - 1] <= "9":
                continue
            said = self._before.search(text, max(0, start - _REACH), start)
            if said is not None:
                cue, row = said[1], 1
            elif 0 < row < _MOST and start - stop <= _GAP and _AGAIN.fullmatch(text, stop, start):
                row += 1
            else:
                continue
            stop = match.end()
            yield Said(cue, match.group(), start, stop)
