"""Finding the places at which a detector must look: one pass over the bytes for all anchors of all detectors.

Where a number or a word with an infix may begin, or the rarest bytes of a literal stand (as in Wu and Manber 1994), the pass
leaves a loop that otherwise looks up one table, and reads properly. Linear in the text, whatever the text. All spellings of
`scanners.spelling` count as ASCII here, as they do for the detectors.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from scanners.kernel import (
    CAPITAL,
    DIGIT,
    INFIX,
    NUMERAL,
    PAIR_BITS,
    SHAPES,
    SIEVE_BITS,
    SIEVE_FACTOR,
    SLOTS,
    SMALL,
    SURE,
    TOKEN_LEAST,
    TOKEN_MOST,
    WORD,
)
from scanners.kernel.jit import entry, inline
from scanners.kernel.runs import character, code, number, spelled

_CASE = 0x20
_BYTE = np.uint64(8)
_MIDDLE, _HIGH = np.uint32(PAIR_BITS), np.uint32(2 * PAIR_BITS)
_BLOCK = 8
_ONE, _TWO, _THREE, _STEP = np.uint64(1), np.uint64(2), np.uint64(3), np.uint64(_BLOCK)
_SURE = np.uint32(SURE)
_PAIRS, _TOKEN, _SPELLED = SHAPES.index("pairs"), SHAPES.index("token"), SHAPES.index("spelled")
_COLON, _COLONS, _MOST_COLONS = 0x3A, 3, 10
_AT, _POINT, _HYPHEN = 0x40, 0x2E, 0x2D
_HOST = 256
"""Octets of the longest host (RFC 1035), and some."""
_PAIRS_REACH = 48
"""Bytes of the longest address in hexadecimal, and some."""


@inline
def _pair(pairs: Any, data: Any, i: Any, begin: Any) -> Any:
    """What the two bytes that end at `i` admit; before the beginning of the text stands a zero."""
    before = np.uint64(data[i - _ONE]) if i > begin else np.uint64(0)
    return pairs[before << _BYTE | np.uint64(data[i])]


@inline
def _stands(data: Any, i: Any, begin: Any, admitted: Any, sieve: Any) -> Any:
    """Whether what the pairs admit at `i` is worth a look: it is nothing of a literal, or the sieve has the last four bytes or three."""
    if admitted & _SURE or i < begin + _THREE or data[i - _ONE] == _COLON:
        return True
    last = np.uint32(data[i]) << np.uint32(16) | np.uint32(data[i - _ONE]) << np.uint32(8) | np.uint32(data[i - _TWO])
    three = last | np.uint32(0x202020)
    four = three << np.uint32(8) | np.uint32(data[i - _THREE]) | np.uint32(0x20)
    return _has(sieve, four) or _has(sieve, three)


@inline
def _has(sieve: Any, key: Any) -> Any:
    h = np.uint32(key * np.uint32(SIEVE_FACTOR)) >> np.uint32(32 - SIEVE_BITS)
    return sieve[h >> np.uint32(3)] >> (h & np.uint32(7)) & 1


@inline
def _next(data: Any, i: Any, begin: Any, end: Any, pairs: Any, sieve: Any) -> Any:
    """The first place from `i` on at which something may be, or `end`. All are unsigned: a sign would be tested at every byte."""
    second = _pair(pairs, data, i - _ONE, begin) if i > begin else pairs[0]
    third = _pair(pairs, data, i - _TWO, begin) if i > begin + _ONE else pairs[0]
    if i == begin and i < end:
        entry = _pair(pairs, data, i, begin)
        if entry & second >> _MIDDLE & third >> _HIGH:
            return i
        second, third = entry, second
        i += _ONE
    while i + _STEP <= end:
        admitted: Any = np.uint32(0)
        b, c = second, third
        for j in range(_BLOCK):
            k = i + np.uint64(j)
            entry = pairs[np.uint64(data[k - _ONE]) << _BYTE | np.uint64(data[k])]
            admitted |= entry & b >> _MIDDLE & c >> _HIGH
            b, c = entry, b
        if admitted:
            for j in range(_BLOCK):
                k = i + np.uint64(j)
                entry = pairs[np.uint64(data[k - _ONE]) << _BYTE | np.uint64(data[k])]
                some = entry & second >> _MIDDLE & third >> _HIGH
                if some and _stands(data, k, begin, some, sieve):
                    return k
                second, third = entry, second
        second, third = b, c
        i += _STEP
    while i < end:
        entry = _pair(pairs, data, i, begin)
        some = entry & second >> _MIDDLE & third >> _HIGH
        if some and _stands(data, i, begin, some, sieve):
            return i
        second, third = entry, second
        i += _ONE
    return i


@inline
def _literals(
    data: Any, i: int, begin: int, end: int, bucket: Any, following: Any, first: Any, size: Any, behind: Any, held: Any, wanted: Any,
) -> Any:  # fmt: skip # one argument a line would hide the loop
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
def _may_be_host(data: Any, i: int, end: int) -> Any:
    """Whether what follows the infix at `i` has a point, in any spelling, and does not run into the next sign: in text that is made of
    signs every one of them would open a window."""
    if data[i] != _AT:
        return True
    point = wide = False
    stop = min(end, i + _HOST)
    i += 1
    while i < stop and (data[i] == _POINT or data[i] == _HYPHEN or data[i] >= 0x80 or _is_alphanumeric(data[i])):
        point |= data[i] == _POINT
        wide |= data[i] >= 0x80
        i += 1
    return wide or (point and (i >= end or data[i] != _AT))


@inline
def _is_alphanumeric(b: Any) -> Any:
    return 0x30 <= b <= 0x39 or 0x41 <= b <= 0x5A or 0x61 <= b <= 0x7A


@inline
def _keep(record: Any, start: Any, stop: Any, mask: Any, count: int, d: int, a: int, z: int, m: Any) -> int:
    if m == 0:
        return count
    if count < record.size:
        record[count], start[count], stop[count], mask[count] = d, a, z, m
    return count + 1


@inline
def _is_spelled(data: Any, i: int, begin: int, end: int, form: Any) -> Any:
    """Whether a Chinese numeral ends at `i` and, since numerals stand alone as words everywhere in Chinese text, what is next to it on
    one side may be another one."""
    if not _is_numeral(data, i, begin, end, form):
        return False
    return (
        _is_numeral(data, i - 3, begin, end, form)
        or _is_numeral(data, i + 3, begin, end, form)
        or (i + 1 < end and data[i + 1] < 0xE0)
        or (i - 3 >= begin and data[i - 3] < 0x80)
    )


@inline
def _is_numeral(data: Any, i: int, begin: int, end: int, form: Any) -> Any:
    if i - 2 < begin or i >= end or data[i - 2] < 0xE0:
        return False
    c, _ = character(data, i - 2, end, form)
    return NUMERAL <= c < NUMERAL + 10


@inline
def _is_hexadecimal(b: Any) -> Any:
    return 0x30 <= b <= 0x39 or 0x41 <= b <= 0x46 or 0x61 <= b <= 0x66


@inline
def _paired(data: Any, i: int, begin: int, end: int) -> Any:
    """Start and end of the run of hexadecimal digits and colons around the colon before `i`, and whether it may be an address: three
    colons or more, or two in a row and a decimal digit, and no more than any address and its port have."""
    start = i - 1
    while (
        start > begin and i - start < _PAIRS_REACH and (data[start - 1] == _COLON or _is_hexadecimal(data[start - 1]))
    ):
        start -= 1
    stop = start
    colons = 0
    double = decimal = False
    while stop < end and stop - start < 2 * _PAIRS_REACH and (data[stop] == _COLON or _is_hexadecimal(data[stop])):
        if data[stop] == _COLON:
            colons += 1
            double |= stop > start and data[stop - 1] == _COLON
        decimal |= 0x30 <= data[stop] <= 0x39
        stop += 1
    return start, stop, colons <= _MOST_COLONS and (colons >= _COLONS or (double and decimal))


@inline
def _token(data: Any, start: int, begin: int, end: int, kind: Any, least: int, most: int) -> int:
    """Where the unbroken run of ASCII letters and digits ends that begins with the digit at `start`, or -1 where it is not one of `least`
    to `most` characters."""
    if start > begin and kind[data[start - 1]] in (DIGIT, CAPITAL, SMALL):
        return -1
    i = start
    while i < end and i - start <= most and kind[data[i]] in (DIGIT, CAPITAL, SMALL):
        i += 1
    return i if least <= i - start <= most else -1


@entry
def find(
    data: Any, offsets: Any, pairs: Any, sieve: Any, kind: Any, form: Any, infix: Any, bucket: Any, following: Any, first: Any, size: Any,
    behind: Any, held: Any, wanted: Any, digits: Any, digit_bits: Any, digit_mask: Any, digit_rows: Any,
    codes: Any, code_bits: Any, code_mask: Any, code_rows: Any, checked: Any, leads: Any, shapes: Any, recent: Any,
    record: Any, start: Any, stop: Any, mask: Any,
) -> int:  # fmt: skip # one argument a line would hide the loop
    """Writes every anchor, in order of the byte that showed it, and returns how many there are, which may be more than there is room for.

    `checked`: by check, the detectors that ask for it (`checks`); `leads`, `shapes`: see `anchors`; `recent` is there to work in.
    An infix is an anchor where a word character stands on either side; `pairs` has seen to the left one.
    """
    spelling = (form, kind)
    of_digits = (digits, digit_bits, digit_mask, digit_rows, checked, leads, recent)
    of_codes = (codes, code_bits, code_mask, code_rows, checked, leads, recent)
    count = 0
    for d in range(offsets.size - 1):
        begin: Any = np.int64(offsets[d])
        end: Any = np.int64(offsets[d + 1])
        seen_number = seen_code = seen_pairs = seen_spelled = begin
        i = begin - 1
        while True:
            i = np.int64(_next(data, np.uint64(i + 1), np.uint64(begin), np.uint64(end), pairs, sieve))
            if i >= end:
                break
            p = _digit(data, i, begin, end, form, kind)
            if p >= seen_number:
                seen_number, m, is_long, group = number(data, p, begin, end, spelling, of_digits, shapes)
                count = _keep(record, start, stop, mask, count, d, p, seen_number, m)
                if shapes[_TOKEN]:
                    z = _token(data, group, begin, end, kind, shapes[TOKEN_LEAST], shapes[TOKEN_MOST])
                    count = _keep(
                        record, start, stop, mask, count, d, group, max(z, group), shapes[_TOKEN] if z > group else 0
                    )
                if is_long and p >= seen_code:
                    a, seen_code, m = code(data, p, seen_code, end, spelling, of_codes)
                    count = _keep(record, start, stop, mask, count, d, a, seen_code, m)
            elif kind[data[i]] == INFIX and _is_followed(data, i, begin, end, kind) and _may_be_host(data, i, end):
                count = _keep(record, start, stop, mask, count, d, i, i + 1, infix[data[i]])
            elif i >= seen_spelled and _is_spelled(data, i, begin, end, form):
                a, seen_spelled, m = spelled(data, i - 2, seen_spelled, end, spelling, of_digits)
                count = _keep(record, start, stop, mask, count, d, a, seen_spelled, m)
            if shapes[_PAIRS] and i > begin and i >= seen_pairs and data[i - 1] == _COLON:
                a, seen_pairs, may_be = _paired(data, i, begin, end)
                count = _keep(record, start, stop, mask, count, d, a, seen_pairs, shapes[_PAIRS] if may_be else 0)
            a, z, m = _literals(data, i, begin, end, bucket, following, first, size, behind, held, wanted)
            count = _keep(record, start, stop, mask, count, d, a, z, m)
    return count


@inline
def _breaks(b: Any) -> Any:
    """Whether a byte ends an unbroken word: a blank, a quotation mark, an angle bracket, or the first byte of a character of Han or kana
    or of what stands between them."""
    return b <= 0x20 or b == 0x22 or b == 0x27 or b == 0x3C or b == 0x3E or 0xE3 <= b <= 0xE9


@inline
def _run_start(data: Any, i: int, begin: int, reach: int) -> int:
    least = max(begin, i - reach)
    while i > least and not _breaks(data[i - 1]):
        i -= 1
    return i


@inline
def _run_stop(data: Any, i: int, end: int, reach: int) -> int:
    most = min(end, i + reach)
    while i < most and not _breaks(data[i]):
        i += 1
    return i


@entry
def widen(
    data: Any, offsets: Any, before: Any, after: Any, run: Any, record: Any, start: Any, stop: Any, mask: Any, char: Any
) -> int:
    """Widens anchors to windows of whole characters, merges those that touch, in place; counts the characters before each."""
    n = -1
    for j in range(record.size):
        d = record[j]
        left = right = reach = 0
        for k in range(before.size):
            if mask[j] >> k & 1:
                left = max(left, before[k])
                right = max(right, after[k])
                reach = max(reach, run[k])
        begin: Any = np.int64(offsets[d])
        end: Any = np.int64(offsets[d + 1])
        a = max(_run_start(data, start[j], begin, reach) - left, begin)
        z = min(_run_stop(data, stop[j], end, reach) + right, end)
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
