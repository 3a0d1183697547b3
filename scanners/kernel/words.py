"""Cutting a window into hashes of its words, without making a Python string of it.

A word is a run of ASCII letters and digits in small letters; two Han characters in a row are one too. As for the detectors, all
spellings of `scanners.spelling` count as ASCII and invisible characters do not count.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from scanners.kernel import INVISIBLE
from scanners.kernel.jit import entry
from scanners.kernel.prints import BASIS, PRIME, STEP

_FIRST = np.array([first for first, _ in INVISIBLE], np.int32)
_LAST = np.array([last for _, last in INVISIBLE], np.int32)
_KELVIN = 0x212A
"""Its small letter is an ASCII letter, where no letter beside it has two."""
_SIGN = np.uint64(1)
_COPY = np.uint64(0x0BF903911984EEE4)
_C = np.uint64(0xAF63DE4C8601EFF2)
_SMALL = np.array([c if chr(c) in "0123456789abcdefghijklmnopqrstuvwxyz" else 0 for c in range(256)], np.uint8)
_SMALL[65:91] = _SMALL[97:123]
"""Letters and digits of ASCII as small letters, 0 for all else."""
_PREFIX = 5
_STEM = 9
_REPRODUCE = np.uint64(0xA41088A70DB4983C)
_TAB, _SPACE, _OPEN, _CLOSE, _SLASH, _SEMICOLON, _LESS, _MORE = 9, 32, 40, 41, 47, 59, 60, 62
PLAIN, TAGGED, UNCLEAR = range(3)
"""No markup; tags that end; such tags beside characters that only a detector's text spells as ASCII or leaves out."""


@entry
def _narrow(c: int) -> int:
    """The ASCII character that `c` is a spelling of (`scanners.spelling`), else `c`. Hyphens are no part of words and stay."""
    if 0xFF01 <= c <= 0xFF5E:
        return c - 0xFEE0
    if 0x1D7CE <= c <= 0x1D7FF:
        return 48 + (c - 0x1D7CE) % 10
    if 0x1FBF0 <= c <= 0x1FBF9:
        return 48 + c - 0x1FBF0
    is_space = c in (0xA0, 0x1680, 0x202F, 0x205F, 0x3000) or 0x2000 <= c <= 0x200A
    return _SPACE if is_space else c


@entry
def _character(data: Any, i: int) -> Any:
    """The code point that begins at `i`, or -1 where nobody sees it, and its bytes."""
    b = np.int64(data[i])
    if b < 0xE0:
        c = ((b & 0x1F) << 6) | (np.int64(data[i + 1]) & 0x3F)
        n = 2
    elif b < 0xF0:
        c = ((b & 0x0F) << 12) | ((np.int64(data[i + 1]) & 0x3F) << 6) | (np.int64(data[i + 2]) & 0x3F)
        n = 3
    else:
        c = ((b & 0x07) << 18) | ((np.int64(data[i + 1]) & 0x3F) << 12) | ((np.int64(data[i + 2]) & 0x3F) << 6)
        c |= np.int64(data[i + 3]) & 0x3F
        n = 4
        if _narrow(c) == c and c < 0xE0000 and not 0x1D173 <= c <= 0x1D17A:
            return np.int64(0xFFFF), n
    if c < 0x3000 or c >= 0xFE00:
        for k in range(_FIRST.size):
            if _FIRST[k] <= c <= _LAST[k]:
                return np.int64(-1), n
    return c, n


@entry
def _wide(data: Any, i: int) -> Any:
    """The character that begins at `i`, narrow, or -1 where nobody sees it; its bytes; whether markup may mean another with it."""
    stored, width = _character(data, i)
    c = _narrow(stored)
    return c, width, c < 0 or (c != stored and (c in (_SPACE, _LESS, _MORE, _SLASH) or _SMALL[c] != 0))


@entry
def _is_letter(c: int) -> bool:
    return 97 <= c | 32 <= 122


@entry
def _is_digit(c: int) -> bool:
    return 48 <= c <= 57


@entry
def _after_tag(data: Any, i: int, end: int) -> int:
    """Where the simple tag of markup ends that begins at `i`, as `licence_words.bare` knows them; `i` + 1 where there is none."""
    k = i + 1
    if k < end and data[k] == _SLASH:
        k += 1
    first = k
    while k < end and k < first + 10 and (_is_letter(data[k]) or (k > first and _is_digit(data[k]))):
        k += 1
    licence = k - first >= 5
    for j, letter in enumerate((108, 105, 99, 101, 110)):
        licence = licence and data[first + j] | 32 == letter
    if k == first or licence:
        return i + 1
    if k + 1 < end and data[k] in (_SPACE, _TAB) and data[k + 1] == _SLASH:
        k += 1
    if k < end and data[k] == _SLASH:
        k += 1
    return k + 1 if k < end and data[k] == _MORE else i + 1


@entry
def _sign(c: int, last: int, before: int, word: Any) -> Any:
    """What a character that is no letter stands for together with those before it, or 0."""
    if (
        c == 0xA9
        or c == _KELVIN
        or (c == _CLOSE and word == _C and before == _OPEN)
        or (c == _SEMICOLON and word == _COPY)
    ):
        return _SIGN
    if 0x4E00 <= c <= 0x9FFF and 0x4E00 <= last <= 0x9FFF:
        return ((np.uint64(last) << np.uint64(16)) | np.uint64(c)) * STEP
    return np.uint64(0)


@entry
def _put(words: Any, n: int, h: Any, head: Any, stem: Any, ordinal: Any) -> int:
    words[0, n], words[1, n], words[2, n] = h, head, ordinal
    if stem != _REPRODUCE:
        return n + 1
    words[0, n + 1], words[1, n + 1], words[2, n + 1] = stem, stem, 0
    return n + 2


@entry
def cut(data: Any, i: int, end: int, bare: bool, words: Any) -> Any:
    """Fills `words` with hash, hash of the first letters, and ordinal of each word between `i` and `end`, where a word that begins with
    a digit counts with the one before and what is no ASCII word has 0; returns how many, and whether tags of markup stand there."""
    n = length = 0
    ordinal = np.uint64(1)
    h = head = stem = BASIS
    last = before = np.int64(_SPACE)
    markup = PLAIN
    unclear = False
    while i < end:
        c = np.int64(data[i])
        width = 1
        if c >= 0x80:
            c, width, strange = _wide(data, i)
            unclear |= strange
            if c < 0:
                i += width
                continue
        if c < 0x80 and _SMALL[c]:
            if length == 0:
                h = BASIS
                before = last
                ordinal += np.uint64(c > 57)
            i += width - 1
            last = c
            while c:
                h = (h ^ np.uint64(_SMALL[c])) * PRIME
                length += 1
                head = h if length <= _PREFIX else head
                stem = h if length <= _STEM else stem
                i += 1
                c = np.int64(_SMALL[data[i]] if i < end else 0)
            continue
        if length:
            n = _put(words, n, h, head, stem, ordinal)
        if c != _SPACE:
            sign = _sign(c, last, before, h if length else BASIS)
            if sign:
                n = _put(words, n, sign, sign, sign, np.uint64(0))
            if (last == _LESS and c == _SLASH) or (last == _SLASH and c == _MORE):
                markup = TAGGED
            if bare and c == _LESS:
                width = _after_tag(data, i, end) - i
        length = 0
        last = c
        i += width
    if length:
        n = _put(words, n, h, head, stem, ordinal)
    return n, UNCLEAR if unclear and markup else markup
