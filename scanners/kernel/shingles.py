"""Shingles with their places, and how much two sets of them share."""

from __future__ import annotations

from typing import Any

import numpy as np

from scanners.kernel import KANA, NO_SCRIPT, SHINGLE
from scanners.kernel.jit import entry, inline
from scanners.kernel.minhash import hash_of_shingle
from scanners.kernel.text import decode, mix, script_at

_RECORD, _BYTE, _POINT, _UNIT, _WORD, _BEGINS = range(6)
_SLOT = 4
_LAST = np.uint64(0xFFFFFFFF)
_HALF = np.uint64(32)


@inline
def _put(
    units: Any, key: Any, unit: Any, start: Any, stop: Any, state: Any, hashes: Any, begins: Any, ends: Any, n: Any
) -> Any:
    """Takes note of where a unit stands, writes the shingle that it ends, and returns how many are written."""
    state[_BEGINS + unit % SHINGLE] = start
    if unit < SHINGLE - 1:
        return n
    hashes[n] = mix(hash_of_shingle(units, unit - (SHINGLE - 1)) ^ key)
    begins[n] = state[_BEGINS + (unit + 1) % SHINGLE]
    ends[n] = stop
    return n + 1


@entry
def shingled(
    data: Any, offsets: Any, script_of: Any, units: Any, unit_offsets: Any, key: Any, state: Any, hashes: Any, begins: Any,
    ends: Any,
) -> Any:  # fmt: skip
    """Writes keyed 64-bit hashes of the shingles of one record after another, with the code points at which each begins and ends (stop
    exclusive), until `hashes` is full; returns how many it wrote, and goes on from there when it is called again.

    `units` and `unit_offsets` are those of `measure`. `state` (int64[10]) belongs to this function; its fifth item begins as -1, the
    others as 0. `hashes`, `begins` and `ends` have the same size, at least two.
    """
    d, i, point, unit, word = state[_RECORD], state[_BYTE], state[_POINT], state[_UNIT], state[_WORD]
    n = 0
    while d < offsets.size - 1 and n + 2 <= hashes.size:
        own = data[offsets[d] : offsets[d + 1]]
        mine = units[unit_offsets[d] : unit_offsets[d + 1]]
        while i <= own.size and n + 2 <= hashes.size:
            script = np.int64(NO_SCRIPT)
            width = np.int64(1)
            if i < own.size:
                letter = np.int64(own[i])
                if letter >= 0x80:
                    letter, width = decode(own, i, letter)
                script = np.int64(script_at(letter, script_of))
            if script <= KANA or script == NO_SCRIPT:
                if word >= 0:
                    n = _put(mine, key[0], unit, word, point, state, hashes, begins, ends, n)
                    unit += 1
                    word = -1
                if script <= KANA:
                    n = _put(mine, key[0], unit, point, point + 1, state, hashes, begins, ends, n)
                    unit += 1
            elif word < 0:
                word = point
            i += width
            point += 1
        if i > own.size:
            d, i, point, unit, word = d + 1, 0, 0, 0, -1
    state[_RECORD], state[_BYTE], state[_POINT], state[_UNIT], state[_WORD] = d, i, point, unit, word
    return n


@inline
def _slot(h: Any, generation: Any, table: Any) -> Any:
    """Where a hash stands, or the free place that it would take."""
    last = np.uint64(table.size - _SLOT)
    at = (h * np.uint64(_SLOT)) & last
    while table[at + np.uint64(1)] == generation and table[at] != h:
        at = (at + np.uint64(_SLOT)) & last
    return at


@inline
def _fill(own: Any, generation: Any, table: Any) -> Any:
    """Makes `table` hold the hashes of a text with the places where each stands first and last, and returns how many."""
    made = 0
    for j in range(own.size):
        h = own[j]
        slot = _slot(h, generation, table)
        if table[slot + np.uint64(1)] != generation:
            table[slot] = h
            table[slot + np.uint64(1)] = generation
            table[slot + np.uint64(2)] = 0
            table[slot + np.uint64(3)] = np.uint64(j) << _HALF
            made += 1
        table[slot + np.uint64(3)] = (table[slot + np.uint64(3)] & ~_LAST) | np.uint64(j)
    return made


@inline
def _probe(own: Any, generation: Any, seen: Any, table: Any, span: Any) -> Any:
    """How many distinct hashes of a text are in `table`; widens `span` to where they stand first and last in either."""
    shared = 0
    for j in range(own.size):
        h = own[j]
        slot = _slot(h, generation, table)
        if table[slot + np.uint64(1)] != generation:
            continue
        span[2] = min(span[2], np.int64(j))
        span[3] = max(span[3], np.int64(j))
        if table[slot + np.uint64(2)] != seen:
            table[slot + np.uint64(2)] = seen
            places = table[slot + np.uint64(3)]
            span[0] = min(span[0], np.int64(places >> _HALF))
            span[1] = max(span[1], np.int64(places & _LAST))
            shared += 1
    return shared


@entry
def overlap(
    hashes: Any, offsets: Any, left: Any, right: Any, table: Any, distinct: Any, shared: Any, spans: Any
) -> None:
    """How many distinct hashes each text has (`distinct[t]`), how many each pair of texts shares (`shared[p]`), and the numbers of the
    first and last shared shingle in the left text and in the right one (`spans[p]`, four of them).

    Text t is `hashes[offsets[t]:offsets[t + 1]]`; `left` and `right` are numbers of texts. `table` is zeros, four words for each of a
    power of two of slots, twice as many at least as the longest text has hashes. The hashes must be keyed, or whoever wrote the texts
    could make all of them meet in one slot.
    """
    generation = np.uint64(0)
    for t in range(distinct.size):
        generation += np.uint64(1)
        distinct[t] = _fill(hashes[offsets[t] : offsets[t + 1]], generation, table)
    held = -1
    for p in range(left.size):
        a, b = left[p], right[p]
        if a != held:
            generation += np.uint64(1)
            held = a
            _fill(hashes[offsets[a] : offsets[a + 1]], generation, table)
        spans[p, 0] = spans[p, 2] = hashes.size
        spans[p, 1] = spans[p, 3] = -1
        shared[p] = _probe(hashes[offsets[b] : offsets[b + 1]], generation, np.uint64(p + 1), table, spans[p])


@entry
def merge(left: Any, right: Any, counts: Any) -> None:
    """How many distinct hashes two ascending arrays have, and how many they share: `counts`, three of them."""
    i = j = a = b = shared = 0
    while i < left.size or j < right.size:
        from_left = j == right.size or (i < left.size and left[i] <= right[j])
        from_right = i == left.size or (j < right.size and right[j] <= left[i])
        h = left[i] if from_left else right[j]
        a += from_left
        b += from_right
        shared += from_left and from_right
        while i < left.size and left[i] == h:
            i += 1
        while j < right.size and right[j] == h:
            j += 1
    counts[0], counts[1], counts[2] = a, b, shared
