"""The shingles of chosen records, read again and put aside for comparison.

They lie in files because those of a block of pairs come from many shards. Nobody can read a text in them: they are keyed hashes of
five units each.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from scanners import kernel, measures, registry, tables
from scanners.base import Task
from scanners.digest import keyed
from scanners.kernel.library import call

KINDS = {"hashes": np.dtype(np.uint64), "begins": np.dtype(np.int32), "ends": np.dtype(np.int32)}
"""The files of a shard and their items: the keyed hash of a shingle, and the code points at which it begins and ends (stop exclusive)."""

_AT_ONCE = 4 << 20
_STATE = np.array([0, 0, 0, 0, -1, 0, 0, 0, 0, 0], np.int64)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Some rows of one shard, and the folder for their shingles."""

    task: Task
    rows: tuple[int, ...]
    folder: str


@dataclass(frozen=True, slots=True)
class Extracted:
    """The n records of a shard that could be read again: `rows`, ascending, the `normal_digest` of each as it was read now, and where the
    shingles of each begin in the files `<path>.<kind>` (n + 1 numbers of items)."""

    shard: int
    path: str
    rows: tuple[int, ...]
    digests: tuple[bytes, ...]
    offsets: tuple[int, ...]


def extract(wanted: Wanted) -> Extracted:
    """Reads the rows again and writes their shingles; a row that cannot be read any more is left out."""
    task = wanted.task
    texts = registry.readers()[task.format].fetch(task, frozenset(wanted.rows))
    return put_aside(task.shard, texts, task.secret, Path(wanted.folder))


def put_aside(shard: int, texts: Iterable[tuple[int, str]], secret: bytes, folder: Path) -> Extracted:
    """Writes the shingles of texts, given with their rows."""
    path = folder / f"{shard:x}"
    rows: list[int] = []
    digests: list[bytes] = []
    offsets = [0]
    with ExitStack() as files:
        out = {kind: files.enter_context(path.with_suffix(f".{kind}").open("wb")) for kind in KINDS}
        for some, array in _gathered(texts):
            measured = measures.measure(array, {})
            rows += some
            digests += [keyed(secret, "content", hashlib.sha256(measured.normal(k)).digest()) for k in range(len(some))]
            counts = np.maximum(np.diff(measured.unit_offsets) - (kernel.SHINGLE - 1), 0)
            offsets += (offsets[-1] + np.cumsum(counts)).tolist()
            for written in _shingles(measured, secret):
                for kind, items in zip(KINDS, written, strict=True):
                    items.tofile(out[kind])
    return Extracted(shard, str(path), tuple(rows), tuple(digests), tuple(offsets))


def _gathered(texts: Iterable[tuple[int, str]]) -> Iterator[tuple[list[int], pa.StringArray]]:
    rows: list[int] = []
    held: list[str] = []
    size = 0
    for row, text in texts:
        rows.append(row)
        held.append(text)
        size += len(text)
        del text
        if size >= _AT_ONCE:
            yield rows, _strings(held)
            rows, size = [], 0
    if held:
        yield rows, _strings(held)


def _strings(held: list[str]) -> pa.StringArray:
    """The strings as an array, and the list empty: one of them may be the largest thing in memory."""
    array = pa.array(held, pa.string())
    held.clear()
    return array


def _shingles(measured: measures.Measured, secret: bytes) -> Iterator[list[npt.NDArray[Any]]]:
    """Hashes, begins and ends of all shingles in the order of the text, in pieces, which the next piece overwrites."""
    key = np.frombuffer(secret, "<u8", 1)
    state = _STATE.copy()
    room = min(_AT_ONCE, len(measured.units) + 1)
    arrays = [np.empty(room, kind) for kind in KINDS.values()]
    records = len(measured.chars)
    while state[0] < records:
        written = call(
            "shingled", measured.data, measured.offsets, tables.scripts(), measured.units, measured.unit_offsets, key, state, *arrays
        )  # fmt: skip
        yield [array[:written] for array in arrays]
