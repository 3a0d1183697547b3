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


@dataclass(frozen=True, slots=True)
class Wanted:
    """Some rows of one shard."""

    task: Task
    rows: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Shingled:
    """The n shingles of one record in text order, and for each the code points it begins and ends at (stop exclusive). `digest` is the
    `normal_digest` of the text as it was read now, which tells whether it is the text that was scanned."""

    shard: int
    row: int
    digest: bytes
    hashes: npt.NDArray[np.uint64]
    starts: npt.NDArray[np.int64]
    stops: npt.NDArray[np.int64]


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
    hashes = measures.shingles(measured, 0)
    starts, stops = unit_spans(text)
    last = kernel.SHINGLE - 1
    digest = keyed(secret, "content", hashlib.sha256(measured.normal(0)).digest())
    return Shingled(shard, row, digest, hashes, starts[: len(hashes)], stops[last:])


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
    set_a, set_b = np.unique(a.hashes), np.unique(b.hashes)
    both = np.intersect1d(set_a, set_b, assume_unique=True)
    if not len(both):
        return Shared(0.0, 0, 0, 0, 0)
    similarity = len(both) / (len(set_a) + len(set_b) - len(both))
    return Shared(similarity, *_span(a, both), *_span(b, both))


def _span(record: Shingled, shared: npt.NDArray[np.uint64]) -> tuple[int, int]:
    places = np.flatnonzero(np.isin(record.hashes, shared))
    return int(record.starts[places[0]]), int(record.stops[places[-1]])
