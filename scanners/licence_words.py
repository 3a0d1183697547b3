"""The normal form in which licence wording is compared: lower-case words, whatever line breaks, comment signs and punctuation part them.

A word is a run of letters and digits, with a dot only inside a version and a plus sign only at the end (`2.0`, `gplv2+`), or a run of
Han characters. Words are apart by one space.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from itertools import islice

_WORD = re.compile(r"[0-9a-z]+(?:\.[0-9][0-9a-z]*)*\+?|[\u4e00-\u9fff]+")
_LOWER = {code: code + 32 for code in range(0x41, 0x5B)}
_SPACED = bytes(c if chr(c) in "0123456789abcdefghijklmnopqrstuvwxyz.+" else 0x20 for c in range(256))
_LOOSE_DOT = re.compile(r"\.(?:(?![0-9])|(?<![0-9a-z]\.))")
_LOOSE_PLUS = re.compile(r"\+(?<![0-9a-z]\+)")
_MARKUP = re.compile(r"</?(?!licen)[a-z][a-z0-9]{0,9}(?:[ \t]?/)?>")


def lower(text: str) -> str:
    """Capitals as small letters, where that keeps every place; else only those of ASCII."""
    small = text.lower()
    return small if len(small) == len(text) else text.translate(_LOWER)


def bare(small: str) -> str:
    """The same text with simple tags of markup blanked out, every place kept."""
    return _MARKUP.sub(lambda match: " " * len(match.group()), small) if "</" in small or "/>" in small else small


def words(small: str) -> list[str]:
    """The words of the normal form of a text in small letters."""
    if not small.isascii():
        return _WORD.findall(small)
    spaced = small.encode().translate(_SPACED).decode()
    if "." in spaced:
        spaced = _LOOSE_DOT.sub(" ", spaced)
    if "+" in spaced:
        spaced = _LOOSE_PLUS.sub(" ", spaced).replace("+", "+ ")
    return spaced.split()


def places(small: str, start: int, normal: str, wanted: Collection[int]) -> dict[int, int]:
    """Where the characters at the `wanted` places of `normal` stand in `small`, of which it is the normal form from `start` on. Linear
    in the text, however many they are."""
    found = _WORD.finditer(small, start)
    stands: dict[int, int] = {}
    begin = head = reached = 0
    for at in sorted(wanted):
        passed = normal.count(" ", reached, at) + (not stands)
        if passed:
            begin = next(islice(found, passed - 1, None)).start()
            head = normal.rfind(" ", reached, at) + 1 or head
        stands[at] = begin + at - head
        reached = at
    return stands
