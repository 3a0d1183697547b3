"""Keccak-256 as Ethereum uses it: the sponge as it was submitted to NIST, whose padding is not that of SHA-3 (FIPS 202)."""

from __future__ import annotations

from typing import Any

import numpy as np

from scanners.kernel.jit import entry, inline

_ROUNDS, _LANES, _RATE, _DIGEST = 24, 25, 136, 32
_ONE, _BITS, _BYTE = np.uint64(1), np.uint64(64), np.uint64(8)


@inline
def _turn(lane: Any, by: Any) -> Any:
    """The lane rotated to the left; `by` is no multiple of 64, for which the shift would be undefined."""
    return lane << by | lane >> (_BITS - by)


@inline
def _permute(state: Any, sums: Any, constants: Any, turns: Any, places: Any) -> None:
    """Keccak-f[1600]: theta, rho and pi, chi, iota."""
    for r in range(_ROUNDS):
        for x in range(5):
            sums[x] = state[x] ^ state[x + 5] ^ state[x + 10] ^ state[x + 15] ^ state[x + 20]
        for x in range(5):
            change = sums[(x + 4) % 5] ^ _turn(sums[(x + 1) % 5], _ONE)
            for y in range(0, _LANES, 5):
                state[y + x] ^= change
        carried = state[1]
        for k in range(_ROUNDS):
            held = state[places[k]]
            state[places[k]] = _turn(carried, turns[k])
            carried = held
        for y in range(0, _LANES, 5):
            for x in range(5):
                sums[x] = state[y + x]
            for x in range(5):
                state[y + x] = sums[x] ^ (~sums[(x + 1) % 5] & sums[(x + 2) % 5])
        state[0] ^= constants[r]


@entry
def keccak(messages: Any, constants: Any, turns: Any, places: Any, state: Any, sums: Any, digests: Any) -> None:
    """Writes the digest of each row of `messages`, which holds less than 136 bytes. `state` and `sums` are there to work in."""
    size = messages.shape[1]
    for row in range(messages.shape[0]):
        state[:] = 0
        for k in range(size):
            state[k >> 3] ^= np.uint64(messages[row, k]) << (np.uint64(k & 7) * _BYTE)
        state[size >> 3] ^= _ONE << (np.uint64(size & 7) * _BYTE)
        state[(_RATE - 1) >> 3] ^= np.uint64(0x80) << (np.uint64((_RATE - 1) & 7) * _BYTE)
        _permute(state, sums, constants, turns, places)
        for k in range(_DIGEST):
            digests[row, k] = np.uint8(state[k >> 3] >> (np.uint64(k & 7) * _BYTE) & np.uint64(0xFF))
