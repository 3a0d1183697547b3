"""Finding the places at which a detector must look: one pass over the bytes for all anchors of all detectors.

Where a number or a word with an infix may begin, or the rarest three bytes of a literal stand (as in Wu and Manber 1994), the pass
leaves a loop that otherwise looks up one table, and reads properly. Linear in the text, whatever the text. All spellings of
`scanners.spelling` count as ASCII here, as they do for the detectors.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from scanners.kernel import CAPITAL, DIGIT, INFIX, PAIR_BITS, SLOTS, SMALL, WORD
from scanners.kernel.jit import entry, inline
from scanners.kernel.runs import character, code, number

_CASE = 0x20
_BYTE = np.uint64(8)
_HALF = np.uint8(PAIR_BITS)
_BLOCK = 8
_ONE, _STEP = np.uint64(1), np.uint64(_BLOCK)


@inline
def _pair(pairs: Any, data: Any, i: Any, begin: Any) -> Any:
    """What the two bytes that end at `i` admit; before the beginning of the text stands a zero."""
    before = np.uint64(data[i - _ONE]) if i > begin else np.uint64(0)
    return pairs[before << _BYTE | np.uint64(data[i])]


@inline
def _first(data: Any, i: Any, last: Any, pairs: Any) -> Any:
    """How far behind `i` the first place is, in a block that has one. Without a branch, which would be guessed wrong as often as not."""
    admitted: Any = np.uint8(0)
    passed: Any = np.uint64(0)
    for j in range(_BLOCK):
        k = i + np.uint64(j)
        entry = pairs[np.uint64(data[k - _ONE]) << _BYTE | np.uint64(data[k])]
        admitted |= entry & last >> _HALF
        passed += np.uint64(admitted == 0)
        last = entry
    return passed


@inline
def _next(data: Any, i: Any, begin: Any, end: Any, pairs: Any) -> Any:
    """The first place from `i` on at which something may be, or `end`. All are unsigned: a sign would be tested at every byte."""
    last = pairs[0] if i == begin else _pair(pairs, data, i - _ONE, begin)
    if i == begin and i < end:
        entry = _pair(pairs, data, i, begin)
        if entry & last >> _HALF:
            return i
        last = entry
        i += _ONE
    while i + _STEP <= end:
        admitted: Any = np.uint8(0)
        before = last
        for j in range(_BLOCK):
            k = i + np.uint64(j)
            entry = pairs[np.uint64(data[k - _ONE]) << _BYTE | np.uint64(data[k])]
            admitted |= entry & before >> _HALF
            before = entry
        if admitted:
            return i + _first(data, i, last, pairs)
        last = before
        i += _STEP
    while i < end:
        entry = _pair(pairs, data, i, begin)
        if entry & last >> _HALF:
            break
        last = entry
        i += _ONE
    return i


@inline
def _literals(
    data: Any, i: int, begin: int, end: int, bucket: Any, following: Any, first: Any, size: Any, behind: Any, held: Any, wanted: Any,
) -> Any:  # fmt: skip
    """The literals whose rarest bytes end at `i`: the first byte and the end of all of them, and which detectors want them."""
    mask = np.int64(0)
    a = z = i + 1
    k = bucket[((np.int64(data[i - 1]) | _CASE) * 31 + (np.int64(data[i]) | _CASE)) % SLOTS] if i > begin else -1
    while k >= 0:
        stop = i + 1 + behind[k]
        start = stop - size[k]
        if start >= begin and stop <= end and _same(data, start, held, first[k], size[k]):
            mask |= wanted[k]
            a = min(a, start)
            z = max(z, stop)
        k = following[k]
    return a, z, mask


@inline
def _same(data: Any, start: int, held: Any, first: int, size: int) -> bool:
    """Whether the `size` bytes at `start` are those at `first`, which are in lower case."""
    for j in range(size):
        b = data[start + j]
        if 0x41 <= b <= 0x5A:
            b |= _CASE
        if b != held[first + j]:
            return False
    return True


@inline
def _digit(data: Any, i: int, begin: int, end: int, form: Any, kind: Any) -> int:
    """Where the digit begins that ends at `i`, or whose first three bytes do; -1 where there is none."""
    if kind[data[i]] == DIGIT:
        return i
    if i - begin < 2 or data[i - 2] < 0xE0:
        return -1
    c, _ = character(data, i - 2, end, form)
    return i - 2 if kind[c] == DIGIT else -1


@inline
def _is_followed(data: Any, i: int, begin: int, end: int, kind: Any) -> bool:
    """Whether a word character stands behind the byte at `i`, and anything before it."""
    return i > begin and i + 1 < end and kind[data[i + 1]] in (DIGIT, CAPITAL, SMALL, WORD)


@inline
def _keep(record: Any, start: Any, stop: Any, mask: Any, count: int, d: int, a: int, z: int, m: Any) -> int:
    if m == 0:
        return count
    if count < record.size:
        record[count], start[count], stop[count], mask[count] = d, a, z, m
    return count + 1


@entry
def find(
    data: Any, offsets: Any, pairs: Any, kind: Any, form: Any, infix: Any, bucket: Any, following: Any, first: Any, size: Any,
    behind: Any, held: Any, wanted: Any, digits: Any, digit_bits: Any, digit_mask: Any, digit_rows: Any,
    codes: Any, code_bits: Any, code_mask: Any, code_rows: Any, checked: Any, recent: Any,
    record: Any, start: Any, stop: Any, mask: Any,
) -> int:  # fmt: skip
    """Writes every anchor, in order of the byte that showed it, and returns how many there are, which may be more than there is room for.

    `checked`: by check, the detectors that ask for it (`checks`); `recent` is there to work in.
    An infix is an anchor where a word character stands on either side; `pairs` has seen to the left one.
    """
    count = 0
    for d in range(offsets.size - 1):
        begin: Any = np.int64(offsets[d])
        end: Any = np.int64(offsets[d + 1])
        seen_number = seen_code = begin
        i = begin - 1
        while True:
            i = np.int64(_next(data, np.uint64(i + 1), np.uint64(begin), np.uint64(end), pairs))
            if i >= end:
                break
            p = _digit(data, i, begin, end, form, kind)
            if p >= seen_number:
                seen_number, m, is_long = number(
                    data, p, end, form, kind, digits, digit_bits, digit_mask, digit_rows, checked, recent
                )
                count = _keep(record, start, stop, mask, count, d, p, seen_number, m)
                if is_long and p >= seen_code:
                    a, seen_code, m = code(
                        data, p, seen_code, end, form, kind, codes, code_bits, code_mask, code_rows, checked, recent
                    )
                    count = _keep(record, start, stop, mask, count, d, a, seen_code, m)
            elif kind[data[i]] == INFIX and _is_followed(data, i, begin, end, kind):
                count = _keep(record, start, stop, mask, count, d, i, i + 1, infix[data[i]])
            a, z, m = _literals(data, i, begin, end, bucket, following, first, size, behind, held, wanted)
            count = _keep(record, start, stop, mask, count, d, a, z, m)
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
        for k in range(np.uint64(position), np.uint64(start[j])):
            count += data[k] & 0xC0 != 0x80
        position = start[j]
        char[j] = count
    return n + 1
