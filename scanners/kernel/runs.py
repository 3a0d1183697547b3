"""Runs of digits, and of capital letters and digits, as people write them: in groups, in any of the spellings of `scanners.spelling`."""

from __future__ import annotations

from typing import Any

import numpy as np

from scanners.kernel import CAPITAL, DIGIT, DOT, JOINER, NUMERAL, RECENT, SHAPES, SIGNED_FEWEST
from scanners.kernel.checks import vain
from scanners.kernel.jit import entry, inline

_INVISIBLE = 0xFF
_GAP = 4
"""Characters that may stand between two groups: `) - `."""
_FEWEST = 4
"""Digits that every code has in a row, groups aside."""
_LEAST = 8
"""Digits or letters of the shortest identifier (`anchors` refuses groupings with fewer)."""
_QUADS, _SIGNED = SHAPES.index("quads"), SHAPES.index("signed")
_POINTS = 3
"""Points that part four groups."""
_FOUR_GROUPS = np.uint64((1 << 20) - 1)
_SPELLED_BACK = 40
"""Numerals before the one that was seen, at most; no identifier has more."""
_LENGTH_BITS = np.uint64(5)
_LONGEST = 31
_ONE, _TWO = np.uint64(0x1F), np.uint64(0x3FF)
_AHEAD = 2
"""Groups of a code that may stand before the group of its first six digits (`N 1 440106 …`)."""
_ABROAD = (48, 48, 56, 54)
"""`0086`, which a mobile number may follow behind a point."""


@inline
def character(data: Any, i: int, end: int, form: Any) -> Any:
    """The ASCII character that stands at `i` in whatever spelling, `_INVISIBLE`, or 0 for another; and the bytes it takes."""
    b = np.int64(data[i])
    if b < 0x80:
        return b, 1
    cp = np.int64(0)
    n = 1
    if 0xC2 <= b < 0xE0 and i + 1 < end:
        cp = ((b & 0x1F) << 6) | (np.int64(data[i + 1]) & 0x3F)
        n = 2
    elif 0xE0 <= b < 0xF0 and i + 2 < end:
        cp = ((b & 0x0F) << 12) | ((np.int64(data[i + 1]) & 0x3F) << 6) | (np.int64(data[i + 2]) & 0x3F)
        n = 3
    elif b >= 0xF0 and i + 3 < end:
        cp = ((b & 0x07) << 18) | ((np.int64(data[i + 1]) & 0x3F) << 12) | ((np.int64(data[i + 2]) & 0x3F) << 6)
        cp |= np.int64(data[i + 3]) & 0x3F
        n = 4
    return np.int64(form[min(cp, form.size - 1)]), n


@inline
def _before(data: Any, i: int, first: int) -> int:
    """Where the character begins that ends before `i`; not before `first`."""
    i -= 1
    while i > first and data[i] & 0xC0 == 0x80:
        i -= 1
    return i


@entry
def _written(groups: Any, bare: Any, known: Any, total: int, dotted: bool, listed: bool) -> Any:
    """The detectors that know a grouping with which `groups`, the lengths of the last groups, ends, which may begin with the character
    it begins with (`leads`), and whose check characters hold in the last of `total` characters (`checks.vain`). `rows[n]` is the first
    grouping whose last group has n characters.

    `bare` are the lengths without the letters in front, which may be a word before the first group of a grouping.
    `known`: groupings, bits, wanted and rows of `anchors.Groupings`, then `checked`, `leads` and `recent` (`places.find`).
    What a single point parts in two is a decimal, unless the number of a list or a country code stands before it (`number`).
    """
    grouping, bits, wanted, rows, checked, leads, recent = known
    mask = np.int64(0)
    length = groups & _ONE
    for k in range(rows[length], rows[length + np.uint64(1)]):
        behind = bits[k] >> _LENGTH_BITS
        if groups & bits[k] == grouping[k] or (groups & behind) | (bare & (bits[k] ^ behind)) == grouping[k]:
            decimal = dotted and (bits[k] == _TWO or (bits[k] == _ONE and not listed))
            if not decimal and wanted[k] & ~mask:
                size = _size(grouping[k])
                some = wanted[k]
                if size <= RECENT:
                    some &= leads[recent[(total - size) & (RECENT - 1)]]
                if some & ~mask:
                    mask |= some & ~vain(checked, some, size, recent, total)
    return mask


@entry
def _size(grouping: Any) -> Any:
    """The characters of all groups together."""
    n = np.int64(0)
    while grouping:
        n += np.int64(grouping & _ONE)
        grouping >>= _LENGTH_BITS
    return n


@inline
def _may_lead(recent: Any, total: int, length: int, first: int) -> bool:
    """Whether a number may follow behind a point: the group before it, the last `length` of `total` characters, numbers an item of a
    list, and so has at most two digits and begins with none 0, or is a country code."""
    if length != len(_ABROAD):
        return length <= 2 and first != ord("0")
    same = True
    for k in range(len(_ABROAD)):
        same &= recent[(total - len(_ABROAD) + k) & (RECENT - 1)] == _ABROAD[k]
    return same


@inline
def _ended(
    groups: Any, length: int, total: int, points: int, known: Any, shapes: Any, dotted: bool, listed: bool
) -> Any:
    """The detectors that know the groups up to one that ends here, the last of which has `length` digits."""
    mask = np.int64(0)
    if total >= _LEAST or points >= _POINTS:
        whole = groups | np.uint64(min(length, _LONGEST))
        mask = _quads(whole, points, shapes)
        if total >= _LEAST:
            mask |= _written(whole, whole, known, total, dotted, listed)
    return mask


@inline
def number(data: Any, i: int, begin: int, end: int, spelling: Any, known: Any, shapes: Any) -> Any:
    """Where the run of digits that starts at `i` ends, the detectors that know groups in it, whether it may belong to a code, and where its
    last group starts: no other can begin a word of letters and digits. `spelling`: `form` and `kind` of `anchors.Compiled`."""
    form, kind = spelling
    recent = known[-1]
    groups = np.uint64(0)
    length = total = gap = points = 0
    dotted = listed = False
    mask = np.int64(0)
    start = stop = group = i
    last = first = np.int64(0)
    while i < end:
        c, n = character(data, i, end, form)
        k = kind[c]
        if k == DIGIT:
            if gap:
                group = i
                dotted = gap == 1 and last == ord(".")
                listed = dotted and _may_lead(recent, total, length, first)
                points = points + 1 if dotted else 0
                groups = (groups | np.uint64(min(length, _LONGEST))) << _LENGTH_BITS
                length = gap = 0
            if length == 0:
                first = c
            recent[total & (RECENT - 1)] = c
            length += 1
            total += 1
            stop = i + n
        elif (k == JOINER or k == DOT) and gap < _GAP:
            if gap == 0:
                mask |= _ended(groups, length, total, points, known, shapes, dotted, listed)
            gap += 1
            last = c
        elif c != _INVISIBLE:
            break
        i += n
    if gap == 0:
        mask |= _ended(groups, length, total, points, known, shapes, dotted, listed)
    if shapes[_SIGNED] and total >= shapes[SIGNED_FEWEST] and _is_signed(data, start, begin, end, form):
        mask |= shapes[_SIGNED]
    return stop, mask, total >= _FEWEST, group


@inline
def _quads(groups: Any, points: int, shapes: Any) -> Any:
    """The detectors of four groups of one to three digits, if the last of `groups` are such and single points part them."""
    wanted = shapes[_QUADS] if points >= _POINTS else np.int64(0)
    last = groups & _FOUR_GROUPS
    for k in range(4):
        length = (last >> (np.uint64(k) * _LENGTH_BITS)) & _ONE
        if length < 1 or length > 3:
            wanted = np.int64(0)
    return wanted


@inline
def _is_signed(data: Any, i: int, begin: int, end: int, form: Any) -> bool:
    """Whether a plus sign stands before `i`, behind at most a space or bracket or two that the number begins with."""
    for _ in range(3):
        if i <= begin:
            return False
        before = _before(data, i, begin)
        c, n = character(data, before, end, form)
        if before + n != i:
            return False
        if c == ord("+"):
            return True
        if c != ord("(") and c != ord(" ") and c != _INVISIBLE:
            return False
        i = before
    return False


@entry
def spelled(data: Any, i: int, first: int, end: int, spelling: Any, known: Any) -> Any:
    """Start and end of the row of Chinese numerals around the one at `i`, which cannot start before `first`, and the detectors that know
    such a number of digits. One space or hyphen may stand between two of them and counts for nothing."""
    form, kind = spelling
    recent = known[-1]
    start = i
    for _ in range(_SPELLED_BACK):
        before = _before(data, start, first) if start > first else start
        if before < start:
            c, n = character(data, before, end, form)
            if kind[c & 0x7F] == JOINER and c < 0x80 and before > first:
                before = _before(data, before, first)
                c, n = character(data, before, end, form)
            if NUMERAL <= c < NUMERAL + 10:
                start = before
            else:
                break
    total = gap = 0
    mask = np.int64(0)
    i = stop = start
    while i < end:
        c, n = character(data, i, end, form)
        if NUMERAL <= c < NUMERAL + 10:
            recent[total & (RECENT - 1)] = ord("0") + c - NUMERAL
            total += 1
            gap = 0
            stop = i + n
        elif c != _INVISIBLE:
            if c >= 0x80 or kind[c] != JOINER or gap == 1:
                break
            gap += 1
        i += n
    if total >= _LEAST:
        whole = np.uint64(min(total, _LONGEST))
        mask = _written(whole, whole, known, total, False, False)
    return start, stop, mask


@entry
def _code_start(data: Any, i: int, first: int, end: int, form: Any, kind: Any) -> int:
    """Where the group of capital letters and digits begins that reaches up to `i`, or one of the `_AHEAD` before it; not before
    `first`."""
    start = i
    groups = gap = 0
    while i > first:
        before = _before(data, i, first)
        c, n = character(data, before, end, form)
        if before + n != i:
            break
        i = before
        if c == _INVISIBLE:
            continue
        if kind[c] == DIGIT or kind[c] == CAPITAL:
            groups += gap > 0
            if groups > _AHEAD:
                break
            gap = 0
            start = i
        elif (kind[c] == JOINER or kind[c] == DOT) and gap < _GAP:
            gap += 1
        else:
            break
    return start


@entry
def code(data: Any, i: int, first: int, end: int, spelling: Any, known: Any) -> Any:
    """Start and end of the run of capital letters and digits around the digit at `i`, which cannot start before `first`, and the
    detectors that know groups in it. Letters before the first digit of a group count both as part of it and as a word in front."""
    form, kind = spelling
    recent = known[-1]
    start = _code_start(data, i, first, end, form, kind)
    groups = bares = np.uint64(0)
    length = total = gap = letters = row = 0
    enough = False
    mask = np.int64(0)
    i = stop = start
    while i <= end:
        c, n = character(data, i, end, form) if i < end else (np.int64(0), 1)
        if c == _INVISIBLE:
            i += n
            continue
        k = kind[c]
        if k == DIGIT or k == CAPITAL:
            if gap:
                groups = (groups | np.uint64(min(length, _LONGEST))) << _LENGTH_BITS
                bares = (bares | np.uint64(min(length - letters, _LONGEST))) << _LENGTH_BITS
                length = gap = letters = 0
            recent[total & (RECENT - 1)] = c
            letters += k == CAPITAL and letters == length
            length += 1
            total += 1
            row = row + 1 if k == DIGIT else 0
            enough |= row >= _FEWEST
            stop = i + n
        else:
            if gap == 0 and enough and total >= _LEAST:
                whole = groups | np.uint64(min(length, _LONGEST))
                bare = np.uint64(min(length - letters, _LONGEST))
                mask |= _written(whole, bares | bare, known, total, False, False)
                if letters:
                    mask |= _written(bare, bare, known, total, False, False)
            if (k != JOINER and k != DOT) or gap == _GAP:
                break
            gap += 1
        i += n
    return start, stop, mask
