"""How characters of identifiers are really written: one ASCII character for each spelling, and the characters that nobody sees.

`fold` brings text to this form before a detector sees it, and the compiled pass reads bytes by the same tables, so that no anchor is
missed which the folded text would show.
"""

from __future__ import annotations

from functools import cache

import numpy as np
import numpy.typing as npt

from scanners import kernel

INVISIBLE = 0xFF
"""In a table: a character that is not seen, so that an identifier may hide behind it."""

HYPHENS = "-\u2012\u2013\u2014\u2015\u2212\ufe58"
"""Dashes that stand for a hyphen between digits; elsewhere a dash is punctuation and is not folded."""

DOTS = ".\u00b7\u2022\u2027\u30fb"
"""Points that keep groups of digits apart."""

SPELLED = {
    character: digit
    for digit, characters in enumerate(
        ("零〇", "一幺壹弌", "二贰貳", "三叁參", "四肆", "五伍", "六陆陸", "七柒", "八捌", "九玖")
    )
    for character in characters
}
"""Numerals that stand for digits where many of them stand in a row (`一三八零零…`); elsewhere they are words."""

ROW = 8
"""So many numerals in a row are read as digits: no year, amount or count is written with that many."""

_LIMIT = 0xE1001
_SPACES = (0x00A0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000)
_HYPHENS = (0x2010, 0x2011, 0xFE63)
_MATHEMATICAL_DIGITS, _SEGMENTED_DIGITS = range(0x1D7CE, 0x1D800), range(0x1FBF0, 0x1FBFA)


@cache
def folded() -> npt.NDArray[np.uint8]:
    """By code point: the ASCII character that it is a spelling of, INVISIBLE, or 0 for every other. The last entry is 0, and stands
    for all code points beyond it.

    Full-width ASCII, spaces of every width, hyphens, and mathematical and segmented digits. Circled and raised digits are not
    folded: they number lists and notes, and would lengthen the number that they touch.
    """
    table = np.zeros(_LIMIT, np.uint8)
    table[0xFF01:0xFF5F] = np.arange(0x21, 0x7F)
    table[list(_SPACES)] = ord(" ")
    table[list(_HYPHENS)] = ord("-")
    for digits in (_MATHEMATICAL_DIGITS, _SEGMENTED_DIGITS):
        table[digits.start : digits.stop] = [ord("0") + k % 10 for k in range(len(digits))]
    for first, last in kernel.INVISIBLE:
        table[first : last + 1] = INVISIBLE
    table[-1] = 0
    return table


@cache
def between_digits() -> npt.NDArray[np.uint8]:
    """As `folded`, and with a hyphen for the dashes and points that keep groups of digits apart: only a point in ASCII may be that of
    a decimal. Numerals are `kernel.NUMERAL` and their digit."""
    table = folded().copy()
    table[[ord(c) for c in HYPHENS + DOTS if not c.isascii()]] = ord("-")
    for character, digit in SPELLED.items():
        table[ord(character)] = kernel.NUMERAL + digit
    return table


@cache
def numerals() -> npt.NDArray[np.uint8]:
    """By code point up to the last Han character: one more than the digit that it stands for as a numeral, or 0."""
    table = np.zeros(0xA000, np.uint8)
    for character, digit in SPELLED.items():
        table[ord(character)] = digit + 1
    return table
