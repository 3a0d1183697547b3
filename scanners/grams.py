"""The tables by which the compiled pass leaves its fast loop, four bytes in a row at a time.

Three pairs of bytes, each of which overlaps the next by one, are looked up in one table, and what all admit may stand there. Of each
literal the rarest three bytes and the one before are taken, since every byte that leaves the loop costs as much as fifty that do not; and
it leaves the loop only where these are in the sieve, so that the pass hardly slows down however many literals there are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
import numpy.typing as npt

from scanners.kernel import DIGIT, INFIX, JOINER, NOTHING, PAIR_BITS, SIEVE_BITS, SIEVE_FACTOR, SLOTS, SURE
from scanners.spelling import SPELLED, folded

_CASE = 0x20
_LETTERS = "zqxjkvbpygfwmucldrhsnioate"
"""Latin letters from the rarest to the commonest in English text."""
_PAIR_WORDS = (
    "th he in er an re on at en nd ti es or te of ed is it al ar st to nt ng se ha as ou io le ve co me de hi ri ro ic ne ea ra ce li ch "
    "ll be ma si om ur pr pe ca el ta la ns di fo ho wi no us tr ly ac ss wa un ge il em ap po mi so lo up by bu pu mu im ib pl cl sh"
)
_COMMON_PAIRS = frozenset(_PAIR_WORDS.split())
_COMMON_WORDS = (
    "name file return number token record right license licence single silent only property code company permit private link insurance "
    "common address product admin password secret public attribute resource source org http import class self none true false string "
    "value index type data list dict array object function method module package version error exception test default option config "
    "parameter argument result output input print format write read open close start stop time date year month day with from that this "
    "have will would should could there their which about other some more than when what where while after before because between "
    "under over into your our they them also each such most many must may can not and for the are was were been being has had does did "
    "library security section one two three first second last new old account service user group key card identity identifier id "
    "order text line page size length count total sum max min range point path node model state change update create delete set get "
    "add remove call check copy move run load save send receive message request response server client host port email phone mail "
    "company commercial copyright notice reserved rights terms condition provided software document documentation information "
    "national social health medical vehicle travel street road avenue city state country code postal private passport"
)
_IN_COMMON_WORDS = frozenset(word[k : k + 3] for word in _COMMON_WORDS.split() for k in range(len(word) - 2))
_COMMON_COST = 60
_COMMON_HAN = (
    "的一是不了在人有我他这中大来上国个到说们为子和你地出道也时年得就那要下以生会自着去之过家学对可里后多能用所由业"
    "二五月木成新知重问"
)
_HEXADECIMAL = [ord(c) for c in "0123456789abcdefABCDEF"]
_PAIR_COST = 12
_EMPTY = -1
_COLONS = 1


@dataclass(frozen=True, slots=True)
class Grams:
    """`pairs`: by first and second byte, what the pair admits at its last byte, one byte on and two (`kernel.PAIR_BITS` each).
    `bucket`: the first entry of a slot or -1, `following` the next one.

    `sieve`: a bit for each hash of a literal's four bytes, its three rarest and the one before, or of three where it has no more.

    An entry is a literal: `first` and `size` in `held`, how many bytes it ends `behind` those it is found by, and which detectors want it.
    """

    pairs: npt.NDArray[np.uint32]
    sieve: npt.NDArray[np.uint8]
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
    numbers = _wide_digits() | (_numerals() if numerals else set())
    parts = {w[max(0, at - 1) : stop] for (w, _), (at, stop) in zip(words, chosen, strict=True)} | numbers
    following, first, size, behind, wanted = np.array(entries or [(0,) * 5], np.int64).T
    return Grams(
        _pairs(sorted(parts), kind, colons=colons), _sieve(parts), bucket, following.astype(np.int32), first.astype(np.int32),
        size.astype(np.int32), behind.astype(np.int32), np.frombuffer(held or b"\0", np.uint8), np.ascontiguousarray(wanted),
    )  # fmt: skip # rows, which read as a table


def _slot(two: bytes) -> int:
    return ((two[0] | _CASE) * 31 + (two[1] | _CASE)) % SLOTS


def _rarest(word: bytes) -> tuple[int, int]:
    """Where the three rarest bytes of a literal begin and end, or its two. Of four or more they are not the first, so that one before them
    can be told."""
    if len(word) < 2:
        raise ValueError(f"a literal of {len(word)} bytes; the pass looks for two or more")
    if len(word) == 2:
        return 0, 2
    at = min(range(len(word) > 3, len(word) - 2), key=lambda i: (_commonness(word[i : i + 3]), i))
    return at, at + 3


def _pairs(parts: Sequence[bytes], kind: npt.NDArray[np.uint8], *, colons: bool) -> npt.NDArray[np.uint32]:
    low, middle, high = (np.zeros((256, 256), np.uint32) for _ in range(3))
    middle |= SURE
    high |= SURE
    is_digit, is_infix = kind == DIGIT, kind == INFIX
    low[np.ix_(~is_digit, is_digit)] |= SURE
    low[np.ix_(~np.isin(kind, (NOTHING, INFIX, JOINER)), is_infix)] |= SURE
    if colons:
        low[ord(":"), [*_HEXADECIMAL, ord(":")]] |= _COLONS
        middle[_HEXADECIMAL, ord(":")] |= _COLONS
        high[:, _HEXADECIMAL] |= _COLONS
    shared: Counter[bytes] = Counter()
    for part in parts:
        spelt = [_cases(byte) for byte in part]
        bit = SURE if len(part) == 2 else 1 << (shared[part[-2:-1]] % (PAIR_BITS - 1))
        shared[part[-2:-1]] += 1
        _admit(low, spelt[-2], spelt[-1], bit)
        if len(part) > 2:
            _admit(middle, spelt[-3], spelt[-2], bit)
            _admit(high, spelt[-4] if len(part) > 3 else range(256), spelt[-3], bit)
    step = np.uint32(PAIR_BITS)
    table: npt.NDArray[np.uint32] = low | middle << step | high << step * 2
    return table.reshape(-1)


def _admit(third: npt.NDArray[np.uint32], first: Iterable[int], second: Iterable[int], bit: int) -> None:
    for a, b in product(first, second):
        third[a, b] |= bit


def _sieve(parts: Iterable[bytes]) -> npt.NDArray[np.uint8]:
    bits = np.zeros(1 << SIEVE_BITS, np.uint8)
    for part in parts:
        if len(part) > 2:
            key = int.from_bytes(bytes(byte | _CASE for byte in part), "little")
            bits[(key * SIEVE_FACTOR & 0xFFFFFFFF) >> (32 - SIEVE_BITS)] = 1
    return np.packbits(bits, bitorder="little")


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
    if text in _IN_COMMON_WORDS or len(set(text)) == 1:
        return _COMMON_COST + sum(_LETTERS.find(c) for c in text)
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
