"""How much records share: the exact side of near-duplicates.

Bands only propose. What is reported is the Jaccard similarity of the two sets of 64-bit shingle hashes, and the passage that the
shared shingles span in either text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from io import RawIOBase
from itertools import groupby
from pathlib import Path

import numpy as np
import numpy.typing as npt

from scanners.kernel.library import call
from scanners.shingles import OVERHANG

Int32 = npt.NDArray[np.int32]
Int64 = npt.NDArray[np.int64]

_PIECE = 1 << 16
_LONG = 1 << 20
"""Shingles beyond which a text has no table (of 64 bytes for each), but is sorted."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where the shingles of one text are: items `first` to `stop` (exclusive) of the file `<path>.hashes` (`shingles.KINDS`)."""

    path: str
    first: int
    stop: int


@dataclass(frozen=True, slots=True)
class Block:
    """Texts, and the pairs of them to be compared, by their numbers; pairs with the same left text are best together."""

    texts: tuple[Place, ...]
    pairs: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Shared:
    """What two texts share: Jaccard similarity in [0, 1], and the span of the shared shingles in each, in code points (0, 0 when there
    are none)."""

    similarity: float
    start_a: int
    stop_a: int
    start_b: int
    stop_b: int


def compare(block: Block) -> list[Shared]:
    """What each pair shares. Two texts without shingles share nothing. Raises EOFError where a file is shorter than it was."""
    if any(_count(text) > _LONG for text in block.texts):
        return [_long(block.texts[a], block.texts[b]) for a, b in block.pairs]
    left, right = (np.ascontiguousarray(side) for side in np.array(block.pairs, np.int64).reshape(-1, 2).T)
    distinct, shared, spans = _overlap(block.texts, left, right)
    either = distinct[left] + distinct[right] - shared
    return list(_shared(block, (shared / np.maximum(either, 1)).tolist(), spans))


def _count(text: Place) -> int:
    return text.stop - text.first


def _read(text: Place, into: npt.NDArray[np.uint64], skipped: int = 0) -> None:
    """The hashes of a text, or those behind so many, as many as there is room for."""
    with Path(f"{text.path}.hashes").open("rb", buffering=0) as file:
        _read_from(file, text.first + skipped, into)


def _read_from(file: RawIOBase, first: int, into: npt.NDArray[np.uint64]) -> None:
    file.seek(first * into.itemsize)
    left = into.view(np.uint8).data
    while left:
        done = file.readinto(left)
        if not done:
            raise EOFError("shingles that were put aside are gone")
        left = left[done:]


def _by_file(texts: tuple[Place, ...], offsets: Int64) -> Iterator[tuple[str, list[tuple[Place, int, int]]]]:
    """The texts of each file with their ranges among all hashes; a file is opened once, however many of its texts are compared."""
    ranges = zip(texts, offsets[:-1].tolist(), offsets[1:].tolist(), strict=True)
    for path, some in groupby(sorted(ranges, key=lambda r: (r[0].path, r[0].first)), key=lambda r: r[0].path):
        yield path, list(some)


def _overlap(texts: tuple[Place, ...], left: Int64, right: Int64) -> tuple[Int64, Int64, Int64]:
    """Distinct hashes of each text, shared ones of each pair, and the first and last shared shingle in either text."""
    offsets = np.cumsum([0, *map(_count, texts)], dtype=np.int64)
    hashes = np.empty(offsets[-1], np.uint64)
    for path, ranges in _by_file(texts, offsets):
        with Path(f"{path}.hashes").open("rb", buffering=0) as file:
            for text, first, stop in ranges:
                _read_from(file, text.first, hashes[first:stop])
    slots = 1 << (2 * max(1, *map(_count, texts)) - 1).bit_length()
    distinct, shared = np.empty(len(texts), np.int64), np.empty(len(left), np.int64)
    spans = np.empty((len(left), 4), np.int64)
    call("overlap", hashes, offsets, left, right, np.zeros(4 * slots, np.uint64), distinct, shared, spans)
    return distinct, shared, spans


def _long(a: Place, b: Place) -> Shared:
    """What two texts share of which one is too long for a table: a hash looked up there would be fetched from memory each time."""
    left, right = (np.empty(_count(text), np.uint64) for text in (a, b))
    for text, hashes in ((a, left), (b, right)):
        _read(text, hashes)
        hashes.sort()
    counts = np.empty(3, np.int64)
    call("merge", left, right, counts)
    of_a, of_b, shared = counts.tolist()
    if not shared:
        return Shared(0.0, 0, 0, 0, 0)
    return Shared(shared / (of_a + of_b - shared), *_span(a, right), *_span(b, left))


def _span(text: Place, others: npt.NDArray[np.uint64]) -> tuple[int, int]:
    """From the beginning of the first shingle of a text that is among `others`, which ascend, to the end of the last."""
    pieces = range(0, _count(text), _PIECE)
    first = next(k for start in pieces for k in _among(text, start, others)[:1])
    last = next(k for start in reversed(pieces) for k in _among(text, start, others)[-1:])
    return int(_mapped(text.path, "begins")[text.first + first]), int(
        _mapped(text.path, "ends")[text.first + last + OVERHANG]
    )


def _among(text: Place, start: int, others: npt.NDArray[np.uint64]) -> list[int]:
    """The numbers of the shingles of one piece of a text that are among `others`."""
    piece = np.empty(min(_PIECE, _count(text) - start), np.uint64)
    _read(text, piece, start)
    at = np.minimum(np.searchsorted(others, piece), len(others) - 1)
    return (start + np.flatnonzero(others[at] == piece)).tolist()


def _shared(block: Block, similarities: list[float], spans: Int64) -> Iterator[Shared]:
    held: dict[str, tuple[Int32, Int32]] = {}

    def bounds(text: Place, first: int, last: int) -> tuple[int, int]:
        if text.path not in held:
            held[text.path] = _mapped(text.path, "begins"), _mapped(text.path, "ends")
        begins, ends = held[text.path]
        return int(begins[text.first + first]), int(ends[text.first + last + OVERHANG])

    for (a, b), similarity, (first_a, last_a, first_b, last_b) in zip(
        block.pairs, similarities, spans.tolist(), strict=True
    ):
        if last_a < 0:
            yield Shared(0.0, 0, 0, 0, 0)
        else:
            yield Shared(similarity, *bounds(block.texts[a], first_a, last_a), *bounds(block.texts[b], first_b, last_b))


def _mapped(path: str, kind: str) -> Int32:
    return np.asarray(np.memmap(f"{path}.{kind}", np.int32, "r"))
