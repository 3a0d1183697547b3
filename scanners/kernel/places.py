"""Finding the places at which a detector must look: one pass over the bytes for all anchors of all detectors.

Literals run through an Aho-Corasick automaton (Aho and Corasick 1975) over ASCII-lower-cased bytes; numbers, codes of capital letters
and digits, and characters between word characters are looked at where a byte says that one may begin. Linear in the text, whatever
the text. Full-width ASCII counts as ASCII here, as it does for the detectors.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from scanners.kernel import CAPITAL, DIGIT, DOT, INFIX, INVISIBLE, JOINER, NOTHING, SMALL, WORD
from scanners.kernel.jit import entry, inline

_FIRST = np.array([first for first, _ in INVISIBLE], np.int32)
_LAST = np.array([last for _, last in INVISIBLE], np.int32)
_IN_A_ROW = 6
"""Digits that a code of letters and digits has in a row: less would make every constant in source code an anchor."""


@inline
def _narrow(data: Any, i: int, end: int) -> Any:
    """The ASCII byte that stands at `i`, itself or in full width (U+FF01 to U+FF5E), and the bytes it takes; (0, 1) for another."""
    b = data[i]
    if b < 0x80:
        return np.int64(b), 1
    if b == 0xEF and i + 2 < end:
        if data[i + 1] == 0xBC and data[i + 2] >= 0x81:
            return np.int64(data[i + 2]) - 0x60, 3
        if data[i + 1] == 0xBD and data[i + 2] <= 0x9E:
            return np.int64(data[i + 2]) - 0x20, 3
    return np.int64(0), 1


@inline
def _invisible(data: Any, i: int, end: int) -> int:
    """The bytes of the invisible character at `i`, or 0."""
    b = data[i]
    cp = 0
    n = 0
    if 0xC2 <= b < 0xE0 and i + 1 < end:
        cp = ((b & 0x1F) << 6) | (data[i + 1] & 0x3F)
        n = 2
    elif 0xE0 <= b < 0xF0 and i + 2 < end:
        cp = ((b & 0x0F) << 12) | ((data[i + 1] & 0x3F) << 6) | (data[i + 2] & 0x3F)
        n = 3
    for k in range(_FIRST.size):
        if _FIRST[k] <= cp <= _LAST[k]:
            return n
    return 0


@entry
def _number(data: Any, i: int, end: int, kind: Any) -> Any:
    """Where the run of digits that starts at `i` ends, and the most digits that five groups in a row have.

    Between digits one space or hyphen and any number of invisible characters may stand. No identifier is written in more than five
    groups, so a table of small numbers does not count as one long number, nor does it hide one.
    """
    g0 = g1 = g2 = g3 = g4 = 0
    most = 0
    stop = i
    gap = False
    while i < end:
        c, n = _narrow(data, i, end)
        k = kind[c]
        if k == DIGIT:
            if gap:
                g0, g1, g2, g3, g4 = 0, g0, g1, g2, g3
                gap = False
            g0 += 1
            most = max(most, g0 + g1 + g2 + g3 + g4)
            i += n
            stop = i
        elif k == JOINER and c != 0 and not gap:
            gap = True
            i += n
        else:
            skip = _invisible(data, i, end)
            if skip == 0:
                break
            i += skip
    return stop, most


@entry
def _code(data: Any, i: int, first: int, end: int, kind: Any) -> Any:
    """Start, end and length of the run of capital letters and digits around the digit at `i`, which cannot start before `first`;
    the length is 0 if no six digits stand in a row in it. Invisible characters may stand between them."""
    start = i
    while start > first:
        width = 1
        while start - width > first and data[start - width] & 0xC0 == 0x80:
            width += 1
        c, n = _narrow(data, start - width, end)
        if (n != width or (kind[c] != DIGIT and kind[c] != CAPITAL)) and _invisible(data, start - width, end) != width:
            break
        start -= width
    row = length = 0
    enough = False
    i = start
    while i < end:
        c, n = _narrow(data, i, end)
        if kind[c] != DIGIT and kind[c] != CAPITAL:
            skip = _invisible(data, i, end)
            if skip == 0:
                break
            i += skip
            continue
        row = row + 1 if kind[c] == DIGIT else 0
        enough |= row >= _IN_A_ROW
        length += 1
        i += n
    return start, i, length if enough else 0


@inline
def _long_enough(length: int, wanted: Any) -> int:
    mask = 0
    for k in range(wanted.size):
        if length >= wanted[k]:
            mask |= 1 << k
    return mask


@inline
def _between(data: Any, i: int, n: int, begin: int, end: int, kind: Any) -> bool:
    """Whether a word character stands on either side of the `n` bytes at `i`."""
    if i <= begin or i + n >= end:
        return False
    before = kind[data[i - 1]]
    after = kind[data[i + n]]
    return before not in (NOTHING, INFIX, JOINER) and after in (DIGIT, CAPITAL, SMALL, WORD)


@inline
def _decimals(data: Any, i: int, begin: int, end: int, kind: Any) -> int:
    """Where the decimals end whose first digit is at `i`; 0 where a number begins there. Decimals are no identifier, but what follows
    them after a space may be one."""
    if i - begin < 2 or kind[data[i - 1]] != DOT or kind[data[i - 2]] != DIGIT:
        return 0
    while i < end and kind[data[i]] == DIGIT:
        i += 1
    return i


@entry
def find(
    data: Any, offsets: Any, next_state: Any, byte_class: Any, kind: Any, look: Any, first_hit: Any, found: Any, depth: Any,
    infix: Any, digits: Any, alnum: Any, record: Any, start: Any, stop: Any, mask: Any,
) -> int:  # fmt: skip
    """Writes every anchor in order of its end and returns how many there are, which may be more than there is room for.

    States are row offsets into `next_state`; those at or after `first_hit[0]` end a literal. `look[b]` says that a number, a code or
    an infix may stand at a byte.
    """
    count = 0
    room = record.size
    width = np.uint32(first_hit[1])
    for d in range(offsets.size - 1):
        begin: Any = np.int64(offsets[d])
        end: Any = np.int64(offsets[d + 1])
        state = np.uint32(0)
        seen_number = seen_code = begin
        for i in range(begin, end):
            b = data[i]
            state = next_state[state + byte_class[b]]
            if state < first_hit[0] and look[b] == 0:
                continue
            m = np.int64(0)
            a = i
            z = i + 1
            if state >= first_hit[0]:
                hit = (state - first_hit[0]) // width
                m = found[hit]
                a = i + 1 - depth[hit]
            if look[b]:
                c, n = _narrow(data, i, end)
                if kind[c] == DIGIT:
                    if i >= seen_number:
                        q, most = _number(data, i, end, kind)
                        fraction = _decimals(data, i, begin, end, kind)
                        seen_number = max(fraction if fraction else q, i + 1)
                        hits = 0 if fraction else _long_enough(most, digits)
                        m |= hits
                        z = max(z, q) if hits else z
                    if i >= seen_code:
                        p, q, length = _code(data, i, seen_code, end, kind)
                        seen_code = max(q, i + 1)
                        hits = _long_enough(length, alnum)
                        m |= hits
                        a = min(a, p) if hits else a
                        z = max(z, q) if hits else z
                elif kind[c] == INFIX and _between(data, i, n, begin, end, kind):
                    m |= infix[c]
                    z = max(z, i + n)
            if m:
                if count < room:
                    record[count], start[count], stop[count], mask[count] = d, max(a, begin), z, m
                count += 1
    return count


@entry
def widen(
    data: Any, offsets: Any, before: Any, after: Any, record: Any, start: Any, stop: Any, mask: Any, char: Any
) -> int:
    """Widens anchors to windows of whole characters, merges those that touch, in place; counts the characters before each."""
    n = -1
    for j in range(record.size):
        d = record[j]
        left = right = 0
        for k in range(before.size):
            if mask[j] >> k & 1:
                left = max(left, before[k])
                right = max(right, after[k])
        a = max(start[j] - left, offsets[d])
        z = min(stop[j] + right, offsets[d + 1])
        while a > offsets[d] and data[a] & 0xC0 == 0x80:
            a -= 1
        while z < offsets[d + 1] and data[z] & 0xC0 == 0x80:
            z += 1
        while n >= 0 and record[n] == d and a <= stop[n]:
            a = min(a, start[n])
            z = max(z, stop[n])
            mask[j] |= mask[n]
            n -= 1
        n += 1
        record[n], start[n], stop[n], mask[n] = d, a, z, mask[j]
    position = 0
    count = 0
    for j in range(n + 1):
        if j == 0 or record[j] != record[j - 1]:
            position = offsets[record[j]]
            count = 0
        while position < start[j]:
            count += data[position] & 0xC0 != 0x80
            position += 1
        char[j] = count
    return n + 1
