"""How much records share: the exact side of near-duplicates.

Bands only propose. What is reported is the Jaccard similarity of the two sets of 64-bit shingle hashes, and the passage that the
shared shingles span in either text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from scanners.kernel.library import call

Int32 = npt.NDArray[np.int32]
Int64 = npt.NDArray[np.int64]

_SLOTS = 1 << 20
"""The most slots of a table, of 32 bytes each; texts with more shingles than half of it are compared in parts."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where the shingles of one text are: items `first` to `stop` (exclusive) of the files `<path>.<kind>`."""

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
    parts = [_hashes(text) for text in block.texts]
    offsets = np.cumsum([0, *map(len, parts)], dtype=np.int64)
    hashes = np.concatenate(parts)
    parts.clear()
    left, right = (np.ascontiguousarray(side) for side in np.array(block.pairs, np.int64).reshape(-1, 2).T)
    distinct, shared, spans = _overlap(hashes, offsets, left, right)
    either = distinct[left] + distinct[right] - shared
    return list(_shared(block, (shared / np.maximum(either, 1)).tolist(), spans))


def _hashes(text: Place) -> npt.NDArray[np.uint64]:
    count = text.stop - text.first
    found = np.fromfile(f"{text.path}.hashes", np.uint64, count, offset=text.first * np.uint64().itemsize)
    if len(found) != count:
        raise EOFError("shingles that were put aside are gone")
    return found


def _overlap(hashes: npt.NDArray[np.uint64], offsets: Int64, left: Int64, right: Int64) -> tuple[Int64, Int64, Int64]:
    """Distinct hashes of each text, shared ones of each pair, and the first and last shared shingle in either text."""
    longest = int(np.diff(offsets).max(initial=1))
    slots = min(_SLOTS, 1 << (2 * longest - 1).bit_length())
    parts = 1 << max(0, (2 * longest - 1).bit_length() - (slots.bit_length() - 1))
    distinct, shared = np.empty(len(offsets) - 1, np.int64), np.empty(len(left), np.int64)
    spans = np.empty((len(left), 4), np.int64)
    table = np.zeros(4 * slots, np.uint64)
    call("overlap", hashes, offsets, left, right, np.array([parts]), table, distinct, shared, spans)
    return distinct, shared, spans


def _shared(block: Block, similarities: list[float], spans: Int64) -> Iterator[Shared]:
    held: dict[str, tuple[Int32, Int32]] = {}

    def bounds(text: Place, first: int, last: int) -> tuple[int, int]:
        if text.path not in held:
            held[text.path] = _mapped(text.path, "begins"), _mapped(text.path, "ends")
        begins, ends = held[text.path]
        return int(begins[text.first + first]), int(ends[text.first + last])

    for (a, b), similarity, (first_a, last_a, first_b, last_b) in zip(
        block.pairs, similarities, spans.tolist(), strict=True
    ):
        if last_a < 0:
            yield Shared(0.0, 0, 0, 0, 0)
        else:
            yield Shared(similarity, *bounds(block.texts[a], first_a, last_a), *bounds(block.texts[b], first_b, last_b))


def _mapped(path: str, kind: str) -> Int32:
    return np.asarray(np.memmap(f"{path}.{kind}", np.int32, "r"))
