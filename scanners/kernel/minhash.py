"""Shingles, MinHash signatures and keyed band hashes."""

from __future__ import annotations

from typing import Any

import numpy as np

from scanners.kernel import BANDS, PERMUTATIONS, SHINGLE
from scanners.kernel.jit import entry, inline
from scanners.kernel.text import STEP, mix


@inline
def hash_of_shingle(units: Any, j: Any) -> Any:
    h = units[j]
    for k in range(1, SHINGLE):
        h = h * STEP + units[j + k]
    return mix(h)


@entry
def shingle(units: Any, out: Any) -> None:
    """64-bit hashes of every five units in a row; `out` has four items fewer than `units`."""
    for j in range(out.size):
        out[j] = hash_of_shingle(units, j)


@inline
def _fmix32(h: Any) -> Any:
    h = np.uint32(h ^ (h >> np.uint32(16)))
    h = np.uint32(h * np.uint32(0x85EBCA6B))
    h = np.uint32(h ^ (h >> np.uint32(13)))
    h = np.uint32(h * np.uint32(0xC2B2AE35))
    return np.uint32(h ^ (h >> np.uint32(16)))


@inline
def _lower(hashes: Any, n: int, a: Any, b: Any, signature: Any) -> None:
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


@entry
def minhash(hashes: Any, a: Any, b: Any, signature: Any) -> None:
    """Lowers `signature` (uint32[128]) by 32-bit `hashes`: fmix32, then a·h + b mod 2³² for each permutation (affine32)."""
    _lower(hashes, hashes.size, a, b, signature)


@inline
def _rotate(x: Any, n: int) -> Any:
    return (x << np.uint64(n)) | (x >> np.uint64(64 - n))


@inline
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


@inline
def siphash_of(k0: Any, k1: Any, words: Any) -> Any:
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


@entry
def siphash(key: Any, words: Any) -> Any:
    """SipHash-2-4 (Aumasson and Bernstein 2012) of whole 64-bit words under a key of two."""
    return siphash_of(key[0], key[1], words)


@entry
def sketch(
    units: Any, unit_offsets: Any, a: Any, b: Any, key: Any, hashes: Any, signature: Any, message: Any, bands: Any
) -> None:
    """Keyed band hashes (`bands[d]`, uint64[32]) of every record with at least five units; others keep what `bands` held.

    A band hash is SipHash of the band's number and its four minima, so that it tells nothing without the catalogue's secret.
    `hashes` must have room for the units of the longest record, `signature` for one signature, `message` for three words.
    """
    k0, k1 = key[0], key[1]
    for d in range(unit_offsets.size - 1):
        first = unit_offsets[d]
        n = unit_offsets[d + 1] - first - (SHINGLE - 1)
        if n < 1:
            continue
        own = units[first : first + n + SHINGLE - 1]  # a slice, whose indices the compiler knows not to be negative
        for j in range(n):
            hashes[j] = np.uint32(hash_of_shingle(own, j) >> np.uint64(32))
        signature[:] = np.uint32(0xFFFFFFFF)
        _lower(hashes, n, a, b, signature)
        for k in range(BANDS):
            message[0] = np.uint64(k)
            message[1] = (np.uint64(signature[4 * k]) << np.uint64(32)) | np.uint64(signature[4 * k + 1])
            message[2] = (np.uint64(signature[4 * k + 2]) << np.uint64(32)) | np.uint64(signature[4 * k + 3])
            bands[d, k] = siphash_of(k0, k1, message)
