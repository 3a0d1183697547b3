"""Shingles with their places, and how much two sets of them share."""

from __future__ import annotations

from typing import Any

import numpy as np

from scanners.kernel import KANA, NO_SCRIPT
from scanners.kernel.jit import entry, inline
from scanners.kernel.minhash import hash_of_shingle, siphash_of
from scanners.kernel.text import decode, is_ascii, narrow, script_at

_SLOT = 4
_LAST = np.uint64(0xFFFFFFFF)
_HALF = np.uint64(32)


@entry
def keyed_shingles(units: Any, key: Any, message: Any, out: Any) -> None:
    """SipHash of the hashes of every five units in a row, under a key of two words; `out` has four items fewer than `units`, `message` has
    room for one word."""
    for j in range(out.size):
        message[0] = hash_of_shingle(units, j)
        out[j] = siphash_of(key[0], key[1], message)


@inline
def _ascii_places(own: Any, script_of: Any, begins: Any, ends: Any) -> Any:
    """Writes where the words of an ASCII text begin and end, without a branch, and returns how many they are."""
    begun = ended = 0
    last = begins.size - 1
    before: Any = np.uint8(0)
    for i in range(own.size):
        inside = np.uint8(script_of[own[i]] != NO_SCRIPT)
        begins[min(begun, last)] = ends[min(ended, last)] = i
        begun += inside & ~before & 1
        ended += before & ~inside & 1
        before = inside
    ends[min(ended, last)] = own.size
    return begun


@inline
def _any_places(own: Any, script_of: Any, begins: Any, ends: Any) -> Any:
    """The same for any text."""
    i: Any = 0
    point = n = 0
    in_word = False
    while i < own.size and n < begins.size:
        letter = np.int64(own[i])
        width: Any = 1
        if letter >= 0x80:
            letter, width = decode(own, i, letter)
        script = script_at(narrow(letter), script_of)
        single = script <= KANA
        if in_word and (single or script == NO_SCRIPT):
            ends[n] = point
            n += 1
            in_word = False
        if script != NO_SCRIPT and not in_word and n < begins.size:
            begins[n] = point
            ends[n] = point + 1
            n += single
            in_word = not single
        i += width
        point += 1
    if in_word:
        ends[n] = point
    return n + in_word


@entry
def unit_places(data: Any, offsets: Any, script_of: Any, begins: Any, ends: Any) -> int:
    """The code points at which the units of each record, those of `measure`, begin and end (stop exclusive); returns how many there are.
    Either array has room for one item more than that; what is beyond is not written, and the number tells."""
    n = 0
    for d in range(offsets.size - 1):
        own = data[offsets[d] : offsets[d + 1]]
        if n >= begins.size:
            return n
        if is_ascii(own):
            n += _ascii_places(own, script_of, begins[n:], ends[n:])
        else:
            n += _any_places(own, script_of, begins[n:], ends[n:])
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
