"""Check characters in the compiled pass, so that nine of ten look-alikes open no window; `scanners.checksums` has the algorithms."""

from __future__ import annotations

from typing import Any

import numpy as np

from scanners.checksums import USCC_ALPHABET
from scanners.kernel import CHECKS, RECENT
from scanners.kernel.jit import entry

_LUHN, _MOD_11_2, _USCC = range(len(CHECKS))
_ZERO, _A = 48, 65
_CODE = 18
_NO_CODE = 0xFF
_VALUES = np.full(256, _NO_CODE, np.uint8)
_VALUES[[ord(c) for c in USCC_ALPHABET]] = np.arange(len(USCC_ALPHABET))


@entry
def vain(checked: Any, wanted: Any, size: int, recent: Any, total: int) -> Any:
    """The detectors among `wanted` that ask for a check which does not hold in the last `size` of `total` characters, of which `recent`
    has the last as a ring."""
    mask = np.int64(0)
    if size > RECENT:
        return mask
    start = total - size
    if checked[_LUHN] & wanted and not _luhn(recent, start, total):
        mask |= checked[_LUHN]
    if checked[_MOD_11_2] & wanted and not _mod_11_2(recent, start, total):
        mask |= checked[_MOD_11_2]
    if checked[_USCC] & wanted and not _uscc(recent, start, total):
        mask |= checked[_USCC]
    return mask


@entry
def _at(recent: Any, i: int) -> Any:
    return np.int64(recent[i & (RECENT - 1)])


@entry
def _luhn(recent: Any, start: int, stop: int) -> Any:
    total = 0
    for i in range(start, stop):
        digit = _at(recent, i) - _ZERO
        if (stop - i) & 1 == 0:
            digit = digit * 2 - 9 * (digit > 4)
        total += digit
    return total % 10 == 0


@entry
def _mod_11_2(recent: Any, start: int, stop: int) -> Any:
    size = stop - start
    if size != _CODE and size != _CODE - 1:
        return True
    rest = 0
    for i in range(start, start + _CODE - 1):
        rest = (rest + _at(recent, i) - _ZERO) * 2 % 11
    check = _at(recent, stop - 1) - _ZERO if size == _CODE else 10
    return (rest + check) % 11 == 1


@entry
def _uscc(recent: Any, start: int, stop: int) -> Any:
    if stop - start != _CODE:
        return False
    total: Any = 0
    weight = 1
    for i in range(start, stop - 1):
        value = np.int64(_VALUES[_at(recent, i)])
        if value == _NO_CODE or (2 <= i - start < 8 and value > 9):
            return False
        total += value * weight
        weight = weight * 3 % 31
    return (total + np.int64(_VALUES[_at(recent, stop - 1)])) % 31 == 0 and _organisation(recent, start + 8)


@entry
def _organisation(recent: Any, start: int) -> Any:
    """Whether the check character of the organisation code that begins at `start` holds."""
    total = 0
    for k in range(8):
        c = _at(recent, start + k)
        weight = (3, 7, 9, 10, 5, 8, 4, 2)[k]
        total += weight * (c - _ZERO if c < _A else c - _A + 10)
    check = -total % 11
    return _at(recent, start + 8) == (ord("X") if check == 10 else check + _ZERO)
