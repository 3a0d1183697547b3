"""The compiled pass over Arrow string buffers: measures, units, MinHash, NFKC folding and anchors.

Everything here works on a batch's own bytes (`data`, UTF-8) and offsets and makes no Python string. All functions release the
interpreter lock and keep their machine code on disk between runs.

Units: a maximal run of letters, digits and `_` (ASCII lower-cased) is one unit; a Han character or kana is one unit by itself.
Shingles: five units in a row, as 64-bit hashes. Signatures: datasketch's scheme `affine32` over the shingle hashes folded to 32
bits, so that `datasketch.MinHash(num_perm=128, scheme="affine32")` fed with the same 32-bit values gives the same numbers.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit

PERMUTATIONS = 128
BANDS = 32
BAND_ROWS = PERMUTATIONS // BANDS
SHINGLE = 5

SCRIPTS = ("han", "kana", "hangul", "latin", "cyrillic", "greek", "arabic", "hebrew", "devanagari", "thai", "other")
HAN, KANA, HANGUL, LATIN, CYRILLIC, GREEK, ARABIC, HEBREW, DEVANAGARI, THAI, OTHER = range(len(SCRIPTS))
NO_SCRIPT = 255

STABLE, COMPLEX = 0, 1

_TOKEN_SEED = np.uint64(0xCBF29CE484222325)
_TOKEN_PRIME = np.uint64(0x100000001B3)
_MIX_1 = np.uint64(0xFF51AFD7ED558CCD)
_MIX_2 = np.uint64(0xC4CEB9FE1A85EC53)
_STEP = np.uint64(0x9E3779B97F4A7C15)

_jit: Any = njit(cache=True, nogil=True, boundscheck=False, error_model="numpy")
_inline: Any = njit(cache=True, nogil=True, inline="always", error_model="numpy")


@_inline
def _mix(h: Any) -> Any:
    h ^= h >> np.uint64(33)
    h *= _MIX_1
    h ^= h >> np.uint64(33)
    h *= _MIX_2
    return h ^ (h >> np.uint64(33))


@_inline
def _decode(data: Any, i: int, c: int) -> Any:
    """Code point and length at `i` of valid UTF-8, whose lead byte `c` is not ASCII."""
    if c < 0xE0:
        return ((c & 0x1F) << 6) | (data[i + 1] & 0x3F), 2
    if c < 0xF0:
        return ((c & 0x0F) << 12) | ((data[i + 1] & 0x3F) << 6) | (data[i + 2] & 0x3F), 3
    return ((c & 0x07) << 18) | ((data[i + 1] & 0x3F) << 12) | ((data[i + 2] & 0x3F) << 6) | (data[i + 3] & 0x3F), 4


@_inline
def _stop_word(h: Any, table: Any, languages: Any, stops: Any, d: int) -> None:
    k = np.int64(h & np.uint64(table.size - 1))
    while table[k] != 0:
        if table[k] == h:
            stops[d, languages[k]] += 1
            return
        k = (k + 1) & (table.size - 1)


@_jit
def measure(
    data: Any,
    offsets: Any,
    script_of: Any,
    normal_of: Any,
    pool: Any,
    stop_table: Any,
    stop_languages: Any,
    chars: Any,
    scripts: Any,
    stops: Any,
    words: Any,
    unit_offsets: Any,
    units: Any,
    normal: Any,
    normal_offsets: Any,
    complex_: Any,
) -> None:
    """One pass over every record of a batch.

    Fills per record: `chars` (code points), `scripts[d, script]` (letters by script), `stops[d, language]` (stop words), `words`
    (units that are not single characters), the units' 64-bit hashes in `units[unit_offsets[d]:unit_offsets[d + 1]]`, and its NFKC
    form in `normal[normal_offsets[d]:…]` unless `complex_[d]`, where the form needs the full algorithm (reordering or composition).
    `units` and `normal` must have room for as many items as `data` has bytes.
    """
    nu = 0
    no = 0
    for d in range(offsets.size - 1):
        unit_offsets[d] = nu
        normal_offsets[d] = no
        i = offsets[d]
        end = offsets[d + 1]
        cps = 0
        latin = 0
        nwords = 0
        length = 0
        h = _TOKEN_SEED
        while i < end:
            c = data[i]
            cps += 1
            if c < 0x80:
                i += 1
                normal[no] = c
                no += 1
                s = script_of[c]
                if s != NO_SCRIPT:
                    low = c | 0x20 if np.uint8(c - 65) < 26 else c
                    h = (h ^ np.uint64(low)) * _TOKEN_PRIME
                    length += 1
                    latin += s == LATIN
                elif length:
                    units[nu] = h
                    nu += 1
                    nwords += 1
                    if length < 10:
                        _stop_word(h, stop_table, stop_languages, stops, d)
                    h = _TOKEN_SEED
                    length = 0
                continue
            cp, n = _decode(data, i, c)
            if cp < 0x10000:
                form = normal_of[cp]
                script = script_of[cp]
            else:
                form = (
                    STABLE if 0x20000 <= cp < 0x2F800 or 0x30000 <= cp < 0x40000 or 0x1F300 <= cp < 0x1FB00 else COMPLEX
                )
                script = HAN if 0x20000 <= cp < 0x40000 else (NO_SCRIPT if 0x1F000 <= cp < 0x1FB00 else OTHER)
            if form == STABLE:
                for k in range(n):
                    normal[no + k] = data[i + k]
                no += n
            elif form == COMPLEX:
                complex_[d] = True
            else:
                m = pool[form]
                for k in range(m):
                    normal[no + k] = pool[form + 1 + k]
                no += m
            i += n
            if script <= KANA or script == NO_SCRIPT:
                if length:
                    units[nu] = h
                    nu += 1
                    nwords += 1
                    if length < 10:
                        _stop_word(h, stop_table, stop_languages, stops, d)
                    h = _TOKEN_SEED
                    length = 0
                if script != NO_SCRIPT:
                    scripts[d, script] += 1
                    units[nu] = _mix(np.uint64(cp) * _STEP)
                    nu += 1
            else:
                scripts[d, script] += 1
                h = (h ^ np.uint64(cp)) * _TOKEN_PRIME
                length += 1
        if length:
            units[nu] = h
            nu += 1
            nwords += 1
            if length < 10:
                _stop_word(h, stop_table, stop_languages, stops, d)
        scripts[d, LATIN] += latin
        chars[d] = cps
        words[d] = nwords
    unit_offsets[offsets.size - 1] = nu
    normal_offsets[offsets.size - 1] = no


@_jit
def shingle(units: Any, out: Any) -> None:
    """64-bit hashes of every five units in a row; `out` has four items fewer than `units`."""
    for j in range(out.size):
        h = units[j]
        for k in range(1, SHINGLE):
            h = h * _STEP + units[j + k]
        out[j] = _mix(h)


@_inline
def _fmix32(h: Any) -> Any:
    h = np.uint32(h ^ (h >> np.uint32(16)))
    h = np.uint32(h * np.uint32(0x85EBCA6B))
    h = np.uint32(h ^ (h >> np.uint32(13)))
    h = np.uint32(h * np.uint32(0xC2B2AE35))
    return np.uint32(h ^ (h >> np.uint32(16)))


@_jit
def minhash(hashes: Any, a: Any, b: Any, signature: Any) -> None:
    """Lowers `signature` (uint32[128]) by 32-bit `hashes`: fmix32, then a·h + b mod 2³² for each permutation (affine32)."""
    n = hashes.size
    j = 0
    while j + 4 <= n:
        h0 = _fmix32(hashes[j])
        h1 = _fmix32(hashes[j + 1])
        h2 = _fmix32(hashes[j + 2])
        h3 = _fmix32(hashes[j + 3])
        for p in range(PERMUTATIONS):
            x = a[p]
            y = b[p]
            v = min(
                min(np.uint32(x * h0 + y), np.uint32(x * h1 + y)),
                min(np.uint32(x * h2 + y), np.uint32(x * h3 + y)),
            )
            signature[p] = min(signature[p], v)
        j += 4
    while j < n:
        h = _fmix32(hashes[j])
        for p in range(PERMUTATIONS):
            signature[p] = min(signature[p], np.uint32(a[p] * h + b[p]))
        j += 1


@_inline
def _rotate(x: Any, n: int) -> Any:
    return (x << np.uint64(n)) | (x >> np.uint64(64 - n))


@_inline
def _sip_round(v0: Any, v1: Any, v2: Any, v3: Any) -> Any:
    v0 += v1
    v1 = _rotate(v1, 13) ^ v0
    v0 = _rotate(v0, 32)
    v2 += v3
    v3 = _rotate(v3, 16) ^ v2
    v0 += v3
    v3 = _rotate(v3, 21) ^ v0
    v2 += v1
    v1 = _rotate(v1, 17) ^ v2
    return v0, v1, _rotate(v2, 32), v3


@_jit
def siphash(k0: Any, k1: Any, words: Any) -> Any:
    """SipHash-2-4 (Aumasson and Bernstein 2012) of whole 64-bit words under the key (`k0`, `k1`)."""
    v0 = k0 ^ np.uint64(0x736F6D6570736575)
    v1 = k1 ^ np.uint64(0x646F72616E646F6D)
    v2 = k0 ^ np.uint64(0x6C7967656E657261)
    v3 = k1 ^ np.uint64(0x7465646279746573)
    for j in range(words.size + 1):
        m = words[j] if j < words.size else np.uint64(words.size * 8) << np.uint64(56)
        v3 ^= m
        v0, v1, v2, v3 = _sip_round(v0, v1, v2, v3)
        v0, v1, v2, v3 = _sip_round(v0, v1, v2, v3)
        v0 ^= m
    v2 ^= np.uint64(0xFF)
    for _ in range(4):
        v0, v1, v2, v3 = _sip_round(v0, v1, v2, v3)
    return v0 ^ v1 ^ v2 ^ v3


@_jit
def sketch(units: Any, unit_offsets: Any, a: Any, b: Any, k0: Any, k1: Any, bands: Any) -> None:
    """Keyed band hashes (`bands[d]`, uint64[32]) of every record with at least five units; others keep what `bands` held.

    A band hash is SipHash of the band's number and its four minima, so that it tells nothing without the catalogue's secret.
    """
    longest = 0
    for d in range(unit_offsets.size - 1):
        longest = max(longest, unit_offsets[d + 1] - unit_offsets[d])
    wide = np.empty(max(longest, SHINGLE), np.uint64)
    narrow = np.empty(max(longest, SHINGLE), np.uint32)
    signature = np.empty(PERMUTATIONS, np.uint32)
    message = np.empty(3, np.uint64)
    for d in range(unit_offsets.size - 1):
        n = unit_offsets[d + 1] - unit_offsets[d] - (SHINGLE - 1)
        if n < 1:
            continue
        shingle(units[unit_offsets[d] : unit_offsets[d + 1]], wide[:n])
        for j in range(n):
            narrow[j] = np.uint32(wide[j] >> np.uint64(32))
        signature[:] = np.uint32(0xFFFFFFFF)
        minhash(narrow[:n], a, b, signature)
        for k in range(BANDS):
            message[0] = np.uint64(k)
            message[1] = (np.uint64(signature[4 * k]) << np.uint64(32)) | np.uint64(signature[4 * k + 1])
            message[2] = (np.uint64(signature[4 * k + 2]) << np.uint64(32)) | np.uint64(signature[4 * k + 3])
            bands[d, k] = siphash(k0, k1, message)
