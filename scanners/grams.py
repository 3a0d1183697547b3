"""The tables by which the compiled pass leaves its fast loop, three bytes in a row at a time.

Two pairs of bytes that overlap by one are looked up in one table, and what both admit may stand there. Of each literal the rarest three
bytes are taken, since every byte that leaves the loop costs as much as fifty that do not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
import numpy.typing as npt

from scanners.kernel import DIGIT, INFIX, JOINER, NOTHING, PAIR_BITS, SLOTS
from scanners.spelling import SPELLED, folded

_CASE = 0x20
_LETTERS = "zqxjkvbpygfwmucldrhsnioate"
"""Latin letters from the rarest to the commonest in English text."""
_PAIR_WORDS = (
    "th he in er an re on at en nd ti es or te of ed is it al ar st to nt ng se ha as ou io le ve co me de hi ri ro ic ne ea ra ce li ch "
    "ll be ma si om ur pr pe ca el ta la ns di fo ho wi no us tr ly ac ss wa un ge il em ap po mi so lo up by bu pu mu im ib pl cl sh"
)
_COMMON_PAIRS = frozenset(_PAIR_WORDS.split())
_COMMON_HAN = (
    "的一是不了在人有我他这中大来上国个到说们为子和你地出道也时年得就那要下以生会自着去之过家学对可里后多能用所由业"
    "二五月木成新知重问"
)
_HEXADECIMAL = [ord(c) for c in "0123456789abcdefABCDEF"]
_PAIR_COST = 12
_EMPTY = -1
_ANY = PAIR_BITS - 1
"""The bit that every pair before admits: what its last two bytes show alone."""


@dataclass(frozen=True, slots=True)
class Grams:
    """`pairs`: by first and second byte, what the pair admits before its last byte (low bits) and the one after it (high bits).
    `bucket`: the first entry of a slot or -1, `following` the next one.

    An entry is a literal: `first` and `size` in `held`, how many bytes it ends `behind` those it is found by, and which detectors want it.
    """

    pairs: npt.NDArray[np.uint16]
    bucket: npt.NDArray[np.int32]
    following: npt.NDArray[np.int32]
    first: npt.NDArray[np.int32]
    size: npt.NDArray[np.int32]
    behind: npt.NDArray[np.int32]
    held: npt.NDArray[np.uint8]
    wanted: npt.NDArray[np.int64]


def compile_grams(
    words: Sequence[tuple[bytes, int]], kind: npt.NDArray[np.uint8], *, colons: bool, numerals: bool
) -> Grams:
    """The tables for literals in ASCII lower case, each with a mask of detectors, and for the digits and infixes among the kinds of
    bytes; if wanted, for hexadecimal digits on either side of a colon, and for numerals. ValueError for a literal of less than two
    bytes."""
    chosen = [_rarest(word) for word, _ in words]
    bucket = np.full(SLOTS, _EMPTY, np.int32)
    entries = []
    held = b""
    for (word, mask), (_, stop) in zip(words, chosen, strict=True):
        slot = _slot(word[stop - 2 : stop])
        entries.append((bucket[slot], len(held), len(word), len(word) - stop, mask))
        bucket[slot] = len(entries) - 1
        held += word
    following, first, size, behind, wanted = np.array(entries or [(0,) * 5], np.int64).T
    parts = [word[at:stop] for (word, _), (at, stop) in zip(words, chosen, strict=True)]
    pairs = _pairs(parts, kind, colons=colons, numerals=numerals)
    return Grams(
        pairs, bucket, following.astype(np.int32), first.astype(np.int32), size.astype(np.int32), behind.astype(np.int32),
        np.frombuffer(held or b"\0", np.uint8), np.ascontiguousarray(wanted),
    )  # fmt: skip


def _slot(two: bytes) -> int:
    return ((two[0] | _CASE) * 31 + (two[1] | _CASE)) % SLOTS


def _rarest(word: bytes) -> tuple[int, int]:
    """Where the three rarest bytes of a literal begin and end, or its two."""
    if len(word) < 2:
        raise ValueError(f"a literal of {len(word)} bytes; the pass looks for two or more")
    if len(word) == 2:
        return 0, 2
    at = min(range(len(word) - 2), key=lambda i: (_commonness(word[i : i + 3]), i))
    return at, at + 3


def _pairs(
    parts: Sequence[bytes], kind: npt.NDArray[np.uint8], *, colons: bool, numerals: bool
) -> npt.NDArray[np.uint16]:
    low, high = np.zeros((256, 256), np.uint16), np.zeros((256, 256), np.uint16)
    high |= 1 << _ANY
    is_digit, is_infix = kind == DIGIT, kind == INFIX
    low[np.ix_(~is_digit, is_digit)] |= 1 << _ANY
    low[np.ix_(~np.isin(kind, (NOTHING, INFIX, JOINER)), is_infix)] |= 1 << _ANY
    if colons:
        low[ord(":"), [*_HEXADECIMAL, ord(":")]] |= 1
        high[_HEXADECIMAL, ord(":")] |= 1
    shared: Counter[int] = Counter()
    for part in sorted({*parts, *_wide_digits(), *(_numerals() if numerals else ())}):
        *before, middle, last = (_cases(byte) for byte in part)
        bit = 1 << (shared[part[1]] % _ANY if before else _ANY)
        shared[part[1]] += 1
        for a, b in product(middle, last):
            low[a, b] |= bit
        for a, b in product(*before, middle) if before else ():
            high[a, b] |= bit
    table: npt.NDArray[np.uint16] = low | np.left_shift(high, PAIR_BITS, dtype=np.uint16)
    return table.reshape(-1)


def _cases(byte: int) -> tuple[int, ...]:
    return (byte, byte ^ _CASE) if ord("a") <= byte <= ord("z") else (byte,)


def _commonness(part: bytes) -> float:
    """A rough order of how often three bytes stand in text, from letters and common pairs of them. Latin and other letters next to each
    other are rare, so is a whole character of Chinese, unless it is one of the commonest; bytes of two characters tell less."""
    if part[0] >= 0xE0 and part[1] >= 0x80 and part[2] >= 0x80:
        return 40.0 if part.decode("utf-8", "replace") in _COMMON_HAN else 20.0
    if max(part) >= 0x80:
        return 10.0 if min(part) < 0x80 else 30.0
    text = part.decode()
    pairs = sum(text[k : k + 2].strip() in _COMMON_PAIRS for k in range(2))
    return sum(_LETTERS.find(c) if c in _LETTERS else 40 if c == " " else 8 for c in text) + _PAIR_COST * pairs


def _numerals() -> set[bytes]:
    """Those numerals of which an identifier has one at least: without 一 and 二, which stand everywhere in text."""
    return {character.encode() for character, digit in SPELLED.items() if digit not in (1, 2)}


def _wide_digits() -> set[bytes]:
    """The first three bytes of every digit that is not ASCII."""
    table = folded()
    digits = np.flatnonzero((table >= ord("0")) & (table <= ord("9")))
    return {chr(cp).encode()[:3] for cp in digits.tolist()}
