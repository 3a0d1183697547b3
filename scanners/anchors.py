"""The anchors of all detectors compiled for one pass over the bytes (`kernel/places.py`), and the windows that the pass finds."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from scanners.base import Anchor
from scanners.kernel import CAPITAL, DIGIT, DOT, INFIX, JOINER, NOTHING, SMALL, WORD
from scanners.kernel.library import call

_FULL_WIDTH_LEAD = 0xEF


@dataclass(frozen=True, slots=True)
class Automaton:
    """All anchors of up to 63 detectors, compiled. Bit k of a mask is the k-th detector."""

    next_state: npt.NDArray[np.uint32]
    byte_class: npt.NDArray[np.uint8]
    kind: npt.NDArray[np.uint8]
    look: npt.NDArray[np.uint8]
    first_hit: npt.NDArray[np.uint32]
    found: npt.NDArray[np.int64]
    depth: npt.NDArray[np.int32]
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
    look = ((kind == DIGIT) | (kind == INFIX)).astype(np.uint8)
    look[_FULL_WIDTH_LEAD] = 1
    never = 1 << 30
    states, first_hit, hits = _hits_last(table, found)
    return Automaton(
        states, classes, kind, look, first_hit,
        np.array(found, np.int64)[hits],
        np.array(depth, np.int32)[hits],
        infix,
        np.array([a.digits or never for a in anchors], np.int32),
        np.array([a.alnum or never for a in anchors], np.int32),
        np.array([a.before for a in anchors], np.int32),
        np.array([a.after for a in anchors], np.int32),
    )  # fmt: skip


def _hits_last(table: npt.NDArray[np.int32], found: list[int]) -> Any:
    """The table with states as row offsets and those that end a literal behind all others, where they begin and how wide a row is, and
    which states they are: one comparison then tells whether a state says anything."""
    silent = [state for state, mask in enumerate(found) if not mask]
    hits = [state for state, mask in enumerate(found) if mask]
    order = np.array([*silent, *hits])
    row = np.empty(len(order), np.uint32)
    row[order] = np.arange(len(order), dtype=np.uint32) * table.shape[1]
    first = np.array([len(silent) * table.shape[1], table.shape[1]], np.uint32)
    return np.ascontiguousarray(row[table[order]]).reshape(-1), first, np.array(hits, np.int64)


def windows(automaton: Automaton, data: npt.NDArray[np.uint8], offsets: npt.NDArray[np.int32]) -> Windows:
    """All windows of a batch's UTF-8 `data`, whose n records lie between its n + 1 `offsets`."""
    t = automaton
    room = 1024
    while True:
        record, start, stop, mask = (np.empty(room, np.int64) for _ in range(4))
        n = call(
            "find", data, offsets, t.next_state, t.byte_class, t.kind, t.look, t.first_hit, t.found, t.depth, t.infix,
            t.digits, t.alnum, record, start, stop, mask,
        )  # fmt: skip
        if n <= room:
            break
        room = n
    char = np.empty(n, np.int64)
    m = call("widen", data, offsets, t.before, t.after, record[:n], start[:n], stop[:n], mask[:n], char)
    return Windows(record[:m], start[:m], stop[:m], char[:m], mask[:m])
