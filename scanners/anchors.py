"""Finding the places at which a detector must look: one pass over the bytes for all anchors of all detectors.

Literals run through an Aho-Corasick automaton (Aho and Corasick 1975) over ASCII-lower-cased bytes; runs of digits, runs of capital
letters and digits, and characters between word characters are found in the same pass. Linear in the text, whatever the text.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from numba import njit

from scanners.base import Anchor

NOTHING, DIGIT, CAPITAL, SMALL, JOINER, INFIX, WORD, DOT = range(8)

_jit: Any = njit(cache=True, nogil=True, boundscheck=False, error_model="numpy")


@dataclass(frozen=True, slots=True)
class Automaton:
    """All anchors of up to 63 detectors, compiled. Bit k of a mask is the k-th detector."""

    next_state: npt.NDArray[np.int32]
    byte_class: npt.NDArray[np.uint8]
    found: npt.NDArray[np.int64]
    depth: npt.NDArray[np.int32]
    kind: npt.NDArray[np.uint8]
    infix: npt.NDArray[np.int64]
    digits: npt.NDArray[np.int32]
    alnum: npt.NDArray[np.int32]
    before: npt.NDArray[np.int32]
    after: npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Windows:
    """n merged windows in order: the record, byte positions in the batch's data (whole characters), the code point at which the
    window starts in its record, and which detectors asked for it."""

    record: npt.NDArray[np.int64]
    start: npt.NDArray[np.int64]
    stop: npt.NDArray[np.int64]
    char: npt.NDArray[np.int64]
    mask: npt.NDArray[np.int64]


def _trie(words: Sequence[tuple[bytes, int]]) -> tuple[list[dict[int, int]], list[int], list[int]]:
    edges: list[dict[int, int]] = [{}]
    found, depth = [0], [0]
    for word, mask in words:
        state = 0
        for byte in word:
            if byte not in edges[state]:
                edges[state][byte] = len(edges)
                edges.append({})
                found.append(0)
                depth.append(0)
            state = edges[state][byte]
        found[state] |= mask
        depth[state] = len(word)
    return edges, found, depth


def _link(
    edges: list[dict[int, int]], found: list[int], depth: list[int], classes: npt.NDArray[np.uint8]
) -> npt.NDArray[np.int32]:
    width = int(classes.max()) + 1
    table = np.zeros((len(edges), width), np.int32)
    fail = [0] * len(edges)
    queue = deque([0])
    while queue:
        state = queue.popleft()
        table[state] = table[fail[state]] if state else 0
        for byte, target in edges[state].items():
            fail[target] = int(table[fail[state], classes[byte]]) if state else 0
            table[state, classes[byte]] = target
            found[target] |= found[fail[target]]
            depth[target] = max(depth[target], depth[fail[target]])
            queue.append(target)
    return table


def _kinds(anchors: Sequence[Anchor]) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.int64]]:
    kind, infix = np.full(256, NOTHING, np.uint8), np.zeros(256, np.int64)
    kind[ord("0") : ord("9") + 1] = DIGIT
    kind[ord("A") : ord("Z") + 1] = CAPITAL
    kind[ord("a") : ord("z") + 1] = SMALL
    kind[[ord(" "), ord("-")]] = JOINER
    kind[[ord("_"), ord("+"), ord("%")]] = WORD
    kind[ord(".")] = DOT
    kind[0x80:] = WORD
    for k, anchor in enumerate(anchors):
        if anchor.infix:
            kind[ord(anchor.infix)] = INFIX
            infix[ord(anchor.infix)] |= 1 << k
    return kind, infix


def compile_anchors(anchors: Sequence[Anchor]) -> Automaton:
    """The automaton for these anchors, in their order; more than 63 raise ValueError."""
    if len(anchors) > 63:
        raise ValueError(f"{len(anchors)} detectors; one pass knows at most 63")
    words = [
        (w.lower().encode() if w.isascii() else w.encode(), 1 << k) for k, a in enumerate(anchors) for w in a.literals
    ]
    edges, found, depth = _trie(words)
    classes = np.zeros(256, np.uint8)
    for k, byte in enumerate(sorted({b for word, _ in words for b in word}), start=1):
        classes[byte] = k
    table = _link(edges, found, depth, classes)
    classes[ord("A") : ord("Z") + 1] = classes[ord("a") : ord("z") + 1]
    kind, infix = _kinds(anchors)
    never = 1 << 30
    return Automaton(
        table, classes, np.array(found, np.int64), np.array(depth, np.int32), kind, infix,
        np.array([a.digits or never for a in anchors], np.int32),
        np.array([a.alnum or never for a in anchors], np.int32),
        np.array([a.before for a in anchors], np.int32),
        np.array([a.after for a in anchors], np.int32),
    )  # fmt: skip


@_jit
def _long_enough(length: int, wanted: Any) -> int:
    mask = 0
    for k in range(wanted.size):
        if length >= wanted[k]:
            mask |= 1 << k
    return mask


@_jit
def _invisible(data: Any, i: int, end: int) -> int:
    """Length of the zero-width or bidi control at `i`, or 0."""
    if i + 3 > end:
        return 0
    b, c, d = data[i], data[i + 1], data[i + 2]
    if b == 0xEF and c == 0xBB and d == 0xBF:
        return 3
    if b != 0xE2:
        return 0
    if c == 0x80 and (0x8B <= d <= 0x8F or 0xAA <= d <= 0xAE):
        return 3
    return 3 if c == 0x81 and (d == 0xA0 or 0xA6 <= d <= 0xA9) else 0


@_jit
def _number(data: Any, i: int, end: int, kind: Any) -> Any:
    """Where the run of digits that starts at `i` ends, and the most digits that five groups in a row have.

    Between digits one space or hyphen and any number of invisible characters may stand; digits may be full width. No identifier is
    written in more than five groups, so a table of small numbers does not count as one long number, nor does it hide one.
    """
    groups = np.zeros(5, np.int64)
    n = 0
    most = 0
    stop = i
    gap = False
    while i < end:
        b = data[i]
        wide = b == 0xEF and i + 2 < end and data[i + 1] == 0xBC and 0x90 <= data[i + 2] <= 0x99
        if kind[b] == DIGIT or wide:
            if gap:
                n += 1
                groups[n % 5] = 0
            groups[n % 5] += 1
            most = max(most, groups[0] + groups[1] + groups[2] + groups[3] + groups[4])
            i += 3 if wide else 1
            stop = i
            gap = False
            continue
        skip = _invisible(data, i, end)
        if skip:
            i += skip
        elif kind[b] == JOINER and not gap:
            gap = True
            i += 1
        else:
            break
    return stop, most


@_jit
def _capitals(data: Any, i: int, end: int, kind: Any) -> Any:
    """Where the run of capital letters and digits that starts at `i` ends, its length if six digits stand in a row in it (else 0)."""
    start = i
    row = 0
    enough = False
    while i < end and (kind[data[i]] == DIGIT or kind[data[i]] == CAPITAL):
        row = row + 1 if kind[data[i]] == DIGIT else 0
        enough |= row >= 6
        i += 1
    return i, (i - start) if enough else 0


@_jit
def _find(
    data: Any, offsets: Any, table: Any, classes: Any, found: Any, depth: Any, kind: Any, infix: Any, digits: Any, alnum: Any,
    record: Any, start: Any, stop: Any, mask: Any,
) -> int:  # fmt: skip
    """Writes every anchor in order of its end and returns how many there are, which may be more than there is room for."""
    n = 0
    room = record.size
    for d in range(offsets.size - 1):
        begin = offsets[d]
        end = offsets[d + 1]
        state = 0
        seen_number = begin
        seen_capitals = begin
        i = begin
        while i < end:
            b = data[i]
            state = table[state, classes[b]]
            m = found[state]
            a = i + 1 - depth[state]
            z = i + 1
            k = kind[b]
            if k in (DIGIT, CAPITAL) or b == 0xEF:
                if i >= seen_number and (k == DIGIT or b == 0xEF):
                    q, count = _number(data, i, end, kind)
                    fraction = i - begin >= 2 and kind[data[i - 1]] == DOT and kind[data[i - 2]] == DIGIT
                    seen_number = max(q, i + 1)
                    hit = 0 if fraction else _long_enough(count, digits)
                    if hit:
                        m |= hit
                        a = min(a, i)
                        z = max(z, q)
                if i >= seen_capitals and b != 0xEF:
                    q, count = _capitals(data, i, end, kind)
                    seen_capitals = max(q, i + 1)
                    hit = _long_enough(count, alnum)
                    if hit:
                        m |= hit
                        a = min(a, i)
                        z = max(z, q)
            elif (
                k == INFIX and i > begin and i + 1 < end and kind[data[i - 1]] != NOTHING and kind[data[i - 1]] != INFIX
            ):
                after = kind[data[i + 1]]
                if kind[data[i - 1]] != JOINER and (
                    after == DIGIT or after == CAPITAL or after == SMALL or after == WORD
                ):
                    m |= infix[b]
                    a = min(a, i)
            if m:
                if n < room:
                    record[n], start[n], stop[n], mask[n] = d, max(a, begin), z, m
                n += 1
            i += 1
    return n


@_jit
def _widen(
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


def windows(automaton: Automaton, data: npt.NDArray[np.uint8], offsets: npt.NDArray[np.int32]) -> Windows:
    """All windows of a batch's UTF-8 `data`, whose n records lie between its n + 1 `offsets`."""
    t = automaton
    room = 1024
    while True:
        record, start, stop, mask = (np.empty(room, np.int64) for _ in range(4))
        n = _find(
            data, offsets, t.next_state, t.byte_class, t.found, t.depth, t.kind, t.infix, t.digits, t.alnum,
            record, start, stop, mask,
        )  # fmt: skip
        if n <= room:
            break
        room = n
    char = np.empty(n, np.int64)
    m = _widen(data, offsets, t.before, t.after, record[:n], start[:n], stop[:n], mask[:n], char)
    return Windows(record[:m], start[:m], stop[:m], char[:m], mask[:m])
