"""Constant tables for the compiled pass: scripts, NFKC forms, stop words, permutations.

Built from Python's own Unicode database, so that `normal_forms` and `unicodedata.normalize` agree.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from scanners import kernel

UInt8 = npt.NDArray[np.uint8]
UInt32 = npt.NDArray[np.uint32]
UInt64 = npt.NDArray[np.uint64]

_BMP = 0x10000
_SIEVE = 1 << 12

_RANGES: tuple[tuple[int, int, int], ...] = (
    (0x00C0, 0x0250, kernel.LATIN),
    (0x1E00, 0x1F00, kernel.LATIN),
    (0x0370, 0x0400, kernel.GREEK),
    (0x1F00, 0x2000, kernel.GREEK),
    (0x0400, 0x0530, kernel.CYRILLIC),
    (0x0590, 0x0600, kernel.HEBREW),
    (0x0600, 0x0780, kernel.ARABIC),
    (0x0900, 0x0980, kernel.DEVANAGARI),
    (0x0E00, 0x0E80, kernel.THAI),
    (0x1100, 0x1200, kernel.HANGUL),
    (0xAC00, 0xD7B0, kernel.HANGUL),
    (0x3041, 0x3100, kernel.KANA),
    (0x31F0, 0x3200, kernel.KANA),
    (0xFF66, 0xFFA0, kernel.KANA),
    (0x3400, 0x4DC0, kernel.HAN),
    (0x4E00, 0xA000, kernel.HAN),
    (0xF900, 0xFB00, kernel.HAN),
)


@cache
def scripts() -> UInt8:
    """Script of each code point of the Basic Multilingual Plane; `NO_SCRIPT` for what is neither letter, mark nor digit."""
    table = np.full(_BMP, kernel.NO_SCRIPT, np.uint8)
    for cp in range(_BMP):
        if unicodedata.category(chr(cp))[0] in "LMN" or cp == ord("_"):
            table[cp] = kernel.OTHER
    for start, stop, script in _RANGES:
        part = table[start:stop]
        part[part == kernel.OTHER] = script
    for cp in (*range(ord("A"), ord("Z") + 1), *range(ord("a"), ord("z") + 1)):
        table[cp] = kernel.LATIN
    return table


_MASK = (1 << 64) - 1


def _mix(h: int) -> int:
    """The kernel's finaliser."""
    h = ((h ^ h >> 33) * 0xFF51AFD7ED558CCD) & _MASK
    h = ((h ^ h >> 33) * 0xC4CEB9FE1A85EC53) & _MASK
    return h ^ h >> 33


def _weight(char: str) -> int:
    """What a letter, its case ignored if it is ASCII, adds to the hash of a word: a random odd number."""
    return _mix(ord(char.lower() if char.isascii() else char) * 0x9E3779B97F4A7C15 & _MASK) | 1


@cache
def weights() -> UInt64:
    """What each character of ASCII adds to the hash of a word; 0, for no other weight is even, where it belongs to none."""
    script = scripts()
    return np.array([_weight(chr(c)) if script[c] != kernel.NO_SCRIPT else 0 for c in range(128)], np.uint64)


def _second_parts() -> set[int]:
    """Code points that can compose with the one before them (NFC_Quick_Check=Maybe)."""
    parts = (unicodedata.decomposition(chr(cp)).split() for cp in range(_BMP))
    canonical = {int(p[1], 16) for p in parts if len(p) == 2 and not p[0].startswith("<")}
    return canonical | set(range(0x1161, 0x1176)) | set(range(0x11A8, 0x11C3))


@cache
def normal_forms() -> tuple[npt.NDArray[np.int32], UInt8]:
    """How each code point of the Basic Multilingual Plane looks in NFKC when its neighbours do not matter.

    The first array holds `STABLE`, `COMPLEX` (only the full algorithm can tell) or an index into the second, where the length of the
    form and its UTF-8 bytes stand. No form in the pool is longer than the character that it replaces.
    """
    table = np.full(_BMP, kernel.STABLE, np.int32)
    pool = [0, 0]
    unsafe = _second_parts()
    for cp in range(0x80, _BMP):
        char = chr(cp)
        if 0xD800 <= cp < 0xE000 or unicodedata.combining(char) or cp in unsafe:
            table[cp] = kernel.COMPLEX
            continue
        form = unicodedata.normalize("NFKC", char)
        if form == char:
            continue
        encoded = form.encode()
        simple = len(encoded) <= len(char.encode()) and not any(
            unicodedata.combining(c) or ord(c) in unsafe for c in form
        )
        table[cp] = len(pool) if simple else kernel.COMPLEX
        if simple:
            pool += [len(encoded), *encoded]
    return table, np.array(pool, np.uint8)


@cache
def runs() -> UInt8:
    """What each code point of the Basic Multilingual Plane is to a run of characters of three bytes."""
    script, (form, _) = scripts(), normal_forms()
    table = np.full(_BMP, kernel.RUN_ENDS, np.uint8)
    kinds = {kernel.HAN: kernel.RUN_HAN, kernel.KANA: kernel.RUN_KANA, kernel.NO_SCRIPT: kernel.RUN_NONE}
    for of_script, run in kinds.items():
        table[(script == of_script) & (form == kernel.STABLE)] = run
    for cp in range(0xFF01, 0xFF5F):
        if script[cp - 0xFEE0] == kernel.NO_SCRIPT and form[cp] != kernel.COMPLEX:
            table[cp] = kernel.RUN_WIDE
    table[:0x800] = kernel.RUN_ENDS
    return table


def token_hash(word: str) -> int:
    """The kernel's hash of a unit that is a word."""
    h = 0
    for char in word:
        h = (h * 9 + _weight(char)) & _MASK
    return h


def stop_word_table(words: Mapping[str, Iterable[str]]) -> tuple[UInt8, UInt64, UInt8]:
    """A sieve that holds 1 at the lowest bits of the hash of each of `words`; the hashes, each at its own lowest bits, and the positions of
    their languages, zero where there is no word."""
    return _stop_words(tuple(tuple(line) for line in words.values()))


@cache
def _stop_words(words: tuple[tuple[str, ...], ...]) -> tuple[UInt8, UInt64, UInt8]:
    entries = {token_hash(word): k for k, line in reversed(list(enumerate(words))) for word in line}
    size = 1 << 4
    while len({h % size for h in entries}) < len(entries):
        size *= 2
    sieve, hashes, languages = np.zeros(_SIEVE, np.uint8), np.zeros(size, np.uint64), np.zeros(size, np.uint8)
    for h, k in entries.items():
        sieve[h % _SIEVE], hashes[h % size], languages[h % size] = 1, h, k
    return sieve, hashes, languages


@dataclass(frozen=True, slots=True)
class Permutations:
    """The parameters a and b of datasketch's `affine32` scheme for 128 permutations and seed 1."""

    a: UInt32
    b: UInt32


@cache
def permutations() -> Permutations:
    """As `datasketch.MinHash(num_perm=128, seed=1, scheme="affine32")` draws them."""
    generator: Any = np.random.RandomState(1)
    a = generator.randint(0, 1 << 31, kernel.PERMUTATIONS, dtype=np.uint32) * np.uint32(2) + np.uint32(1)
    b = generator.randint(0, 1 << 32, kernel.PERMUTATIONS, dtype=np.uint32)
    return Permutations(a, b)
