"""The exact side of near-duplicates: the shingles of chosen records, and how much two records share.

Bands only propose. What is reported is the Jaccard similarity of the two sets of 64-bit shingle hashes, and the passage that the
shared shingles span in either text.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from scanners import kernel, measures, registry, tables
from scanners.base import Task
from scanners.digest import keyed

UInt64 = npt.NDArray[np.uint64]
Places = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Some rows of one shard."""

    task: Task
    rows: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Shingled:
    """The n distinct shingles of one record, ascending, with the code point at which each begins for the first time and that at which it
    ends for the last time (stop exclusive). `digest` is the `normal_digest` of the text as it was read now, which tells whether it is the
    text that was scanned."""

    shard: int
    row: int
    digest: bytes
    hashes: npt.NDArray[np.uint64]
    starts: npt.NDArray[np.int32]
    stops: npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Shared:
    """What two records share: Jaccard similarity in [0, 1], and the span of the shared shingles in each (0, 0 when there are none)."""

    similarity: float
    start_a: int
    stop_a: int
    start_b: int
    stop_b: int


def shingle(wanted: Wanted) -> list[Shingled]:
    """Re-reads the rows; one that cannot be read any more is left out."""
    reader = registry.readers()[wanted.task.format]
    texts = reader.fetch(wanted.task, frozenset(wanted.rows))
    return [shingled(wanted.task.shard, row, text, wanted.task.secret) for row, text in texts]


def shingled(shard: int, row: int, text: str, secret: bytes) -> Shingled:
    """The shingles of one text."""
    measured = measures.measure(pa.array([text], pa.string()), {})
    hashes, first, last = _distinct(measures.shingles(measured, 0))
    starts, stops = unit_spans(text)
    digest = keyed(secret, "content", hashlib.sha256(measured.normal(0)).digest())
    begin, end = starts[first].astype(np.int32), stops[last + kernel.SHINGLE - 1].astype(np.int32)
    return Shingled(shard, row, digest, hashes, begin, end)


def _distinct(hashes: UInt64) -> tuple[UInt64, Places, Places]:
    """The distinct hashes, ascending, and the places at which each stands first and last."""
    order = np.argsort(hashes, kind="stable")
    ascending = hashes[order]
    is_first, is_last = np.ones((2, len(order)), np.bool_)
    is_first[1:] = is_last[:-1] = ascending[1:] != ascending[:-1]
    return ascending[is_first], order[is_first], order[is_last]


def unit_spans(text: str) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Where the units of a text begin and end, in code points: the same units that the compiled pass hashes."""
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.int64)
    script = np.full(len(points), kernel.OTHER, np.uint8)
    basic = points < 0x10000
    script[basic] = tables.scripts()[points[basic]]
    script[(points >= 0x1F000) & (points < 0x1FB00)] = kernel.NO_SCRIPT
    script[(points >= 0x20000) & (points < 0x40000)] = kernel.HAN
    single = script <= kernel.KANA
    word = ~single & (script != kernel.NO_SCRIPT)
    edge = np.zeros(1, np.bool_)
    begins = single | (word & ~np.concatenate([edge, word[:-1]]))
    ends = single | (word & ~np.concatenate([word[1:], edge]))
    return np.flatnonzero(begins), np.flatnonzero(ends) + 1


def compare(a: Shingled, b: Shingled) -> Shared:
    """How much two records share. Two records without shingles share nothing."""
    if len(a.hashes) > len(b.hashes):
        return _swapped(compare(b, a))
    at = np.searchsorted(b.hashes, a.hashes)
    found = at < len(b.hashes)
    found[found] = b.hashes[at[found]] == a.hashes[found]
    shared = int(found.sum())
    if not shared:
        return Shared(0.0, 0, 0, 0, 0)
    similarity = shared / (len(a.hashes) + len(b.hashes) - shared)
    return Shared(similarity, *_span(a, found), *_span(b, at[found]))


def _span(record: Shingled, shared: npt.NDArray[np.bool_] | Places) -> tuple[int, int]:
    return int(record.starts[shared].min()), int(record.stops[shared].max())


def _swapped(s: Shared) -> Shared:
    return Shared(s.similarity, s.start_b, s.stop_b, s.start_a, s.stop_a)
