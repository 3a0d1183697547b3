"""Licence texts by fingerprints: hashing five words in a row, looking the hashes up, and choosing the licence that explains most."""

from __future__ import annotations

from typing import Any

import numpy as np

from scanners.kernel.jit import entry, inline

BASIS = np.uint64(0xCBF29CE484222325)
PRIME = np.uint64(0x100000001B3)
STEP = np.uint64(0x9E3779B97F4A7C15)
_SPACE = np.uint8(32)


@inline
def _join(a: Any, b: Any) -> Any:
    g = (a + b) * STEP
    return g ^ (g >> np.uint64(29))


@entry
def five_words(data: Any, places: Any) -> int:
    """Fills `places` with hash (32 bits), start and stop of every five words in a row of `data`; returns how many there are.

    A word is a run of ASCII letters and digits, in small letters. `places` needs half as many columns as `data` has bytes, and one.
    """
    h0 = h1 = h2 = h3 = BASIS
    s0 = s1 = s2 = s3 = np.int64(0)
    n = words = length = start = 0
    h = BASIS
    for i in range(data.size + 1):
        c = data[i] if i < data.size else _SPACE
        low = c | _SPACE if 65 <= c <= 90 else c
        if 97 <= low <= 122 or 48 <= low <= 57:
            if length == 0:
                h = BASIS
                start = i
            h = (h ^ np.uint64(low)) * PRIME
            length += 1
        elif length:
            length = 0
            words += 1
            if words >= 5:
                g = _join(_join(_join(_join(_join(np.uint64(0), h0), h1), h2), h3), h)
                places[0, n] = np.int64(g >> np.uint64(32))
                places[1, n] = s0
                places[2, n] = i
                n += 1
            h0, h1, h2, h3 = h1, h2, h3, h
            s0, s1, s2, s3 = s1, s2, s3, np.int64(start)
    return n


@entry
def known_prints(words: Any, n: int, keys: Any, values: Any, most: int) -> int:
    """How many different hashes of five in a row of n words (`words.cut`) the table knows; it stops counting at `most`, up to 4."""
    h0 = h1 = h2 = h3 = np.uint64(0)
    s0 = s1 = s2 = np.int64(-1)
    row = found = 0
    for j in range(n):
        if words[2, j] == 0:
            continue
        h = words[0, j]
        row += 1
        if row >= 5:
            g = _join(_join(_join(_join(_join(np.uint64(0), h0), h1), h2), h3), h)
            number = _number(np.uint32(g >> np.uint64(32)), keys, values)
            if number >= 0 and number not in (s0, s1, s2):
                s0, s1, s2 = s1, s2, number
                found += 1
                if found == most:
                    return found
        h0, h1, h2, h3 = h1, h2, h3, h
    return found


@entry
def _number(key: Any, keys: Any, values: Any) -> int:
    """The number of a hash in the table, or -1."""
    k = np.int64(key) & (keys.size - 1)
    while values[k] >= 0 and keys[k] != key:
        k = (k + 1) & (keys.size - 1)
    number: int = values[k]
    return number


@entry
def _known(places: Any, n: int, keys: Any, values: Any, seen: Any) -> int:
    """Keeps of n places, in order, the first of each hash that the table knows, and puts the hash's number in its stead. `seen` has a
    zero for each number."""
    kept = 0
    for j in range(n):
        number = _number(np.uint32(places[0, j]), keys, values)
        if number >= 0 and seen[number] == 0:
            seen[number] = 1
            places[0, kept] = number
            places[1, kept] = places[1, j]
            places[2, kept] = places[2, j]
            kept += 1
    return kept


@entry
def _best(places: Any, n: int, first: Any, owners: Any, licences: Any, room: Any, least: Any) -> int:
    """The licence that explains most of n places, or -1. Rows of `licences`: prints, their weight, bytes of the text, favour; of `room`:
    prints found, their weight, where they begin and end."""
    count, weight, low, high = room[0], room[1], room[2], room[3]
    room[:] = 0.0
    for j in range(n):
        p = places[0, j]
        begin = first[p]
        end = first[p + 1]
        share = 1.0 / np.sqrt(np.float64(end - begin))
        for k in range(begin, end):
            owner = owners[k]
            count[owner] += 1.0
            weight[owner] += share
            if count[owner] == 1.0:
                low[owner] = places[1, j]
            high[owner] = places[2, j]
    best = -1
    most = 0.0
    for i in range(count.size):
        share = count[i] / licences[0, i]
        weighted = weight[i] / licences[1, i]
        whole = count[i] >= least[1] or share == 1.0
        together = high[i] - low[i] <= least[2] * licences[2, i] + least[3]
        if share >= least[0] and weighted >= least[0] and whole and together:
            score = licences[2, i] * share * share * weighted * weighted * licences[3, i]
            if score > most:
                most = score
                best = i
    return best


@entry
def licence_texts(
    data: Any, places: Any, keys: Any, values: Any, first: Any, owners: Any, licences: Any, least: Any, seen: Any,
    room: Any, found: Any, shares: Any,
) -> int:  # fmt: skip # one argument a line would hide the loop
    """Finds licence texts in `data`, the most telling first; returns how many, at most as many as `found` has columns.

    Fills `found` with licence, start and stop, `shares` with the weighted share of the licence's prints. `places`, `seen` and
    `room` are there to work in; `least`: the share and the number of prints that are enough, and how much longer than the licence, as
    a factor and in bytes, the text may be.
    """
    seen[:] = 0
    n = _known(places, five_words(data, places), keys, values, seen)
    texts = 0
    while n >= least[1] and texts < shares.size:
        best = _best(places, n, first, owners, licences, room, least)
        if best < 0:
            break
        start = np.int64(room[2, best])
        stop = np.int64(room[3, best])
        found[0, texts], found[1, texts], found[2, texts] = best, start, stop
        shares[texts] = room[1, best] / licences[1, best]
        texts += 1
        kept = 0
        for j in range(n):
            if places[1, j] < start or places[2, j] > stop:
                for k in range(3):
                    places[k, kept] = places[k, j]
                kept += 1
        n = kept
    return texts
