"""The shingles of chosen records, read again and put aside for comparison.

They lie in files because those of a block of pairs come from many shards. They are hashes of five units each, under a key that is drawn
for one comparison and written nowhere, so that nobody can read a text in them, even one who holds the catalogue's secret.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import BinaryIO

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from scanners import kernel, measures, registry, tables
from scanners.base import Task
from scanners.digest import of_contents
from scanners.kernel.library import call

KINDS = {"hashes": np.dtype(np.uint64), "begins": np.dtype(np.int32), "ends": np.dtype(np.int32)}
"""The files of a shard, with an item for each unit: the keyed hash of the shingle that it begins, and the code points at which the unit
begins and ends (stop exclusive). The hashes at the last four units of a record mean nothing."""

OVERHANG = kernel.SHINGLE - 1
"""How many units a shingle has beside the one that it begins with."""

_AT_ONCE = 4 << 20
_PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class Wanted:
    """Some rows of one shard, the folder for their shingles, and the key for these (16 bytes), the same for all that are compared."""

    task: Task
    rows: tuple[int, ...]
    folder: str
    key: bytes


@dataclass(frozen=True, slots=True)
class Extracted:
    """The n records of a shard that could be read again: `rows`, ascending, the `normal_digest` of each as it was read now, and from which
    item to which (exclusive) its shingles are in the file `<path>.hashes`."""

    shard: int
    path: str
    rows: tuple[int, ...]
    digests: tuple[bytes, ...]
    spans: tuple[tuple[int, int], ...]


def extract(wanted: Wanted) -> Extracted:
    """Reads the rows again and writes their shingles; a row that cannot be read any more is left out."""
    task = wanted.task
    texts = registry.readers()[task.format].fetch(task, frozenset(wanted.rows))
    return put_aside(task.shard, texts, task.secret, wanted.key, Path(wanted.folder))


def put_aside(shard: int, texts: Iterable[tuple[int, str]], secret: bytes, key: bytes, folder: Path) -> Extracted:
    """Writes the shingles of texts, given with their rows. Should the two passes over a text ever cut it in different ways, the shard gives
    no rows, and what was to be compared counts as not compared."""
    path = folder / f"{shard:x}"
    rows: list[int] = []
    digests: list[bytes] = []
    spans: list[tuple[int, int]] = []
    written = 0
    with ExitStack() as files:
        out = {kind: files.enter_context(path.with_suffix(f".{kind}").open("wb")) for kind in KINDS}
        for some, array in _gathered(texts):
            measured = measures.measure(array, {})
            rows += some
            digests += of_contents(secret, measured.normal())
            bounds = (written + measured.unit_offsets).tolist()
            spans += [(first, max(first, stop - OVERHANG)) for first, stop in pairwise(bounds)]
            written = bounds[-1]
            units = int(measured.unit_offsets[-1])
            _write_hashes(measured.units[:units], key, out["hashes"])
            del measured  # of a very long record it takes as much as what comes now
            if _write_places(array, units, out["begins"], out["ends"]) != units:
                return Extracted(shard, str(path), (), (), ())
    return Extracted(shard, str(path), tuple(rows), tuple(digests), tuple(spans))


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


def _write_hashes(units: npt.NDArray[np.uint64], key: bytes, file: BinaryIO) -> None:
    words, n = np.frombuffer(key, "<u8", 2), len(units)
    for start in range(0, n - OVERHANG, _PIECE):
        some = units[start : min(start + _PIECE + OVERHANG, n)]
        hashes = np.empty(len(some) - OVERHANG, np.uint64)
        call("keyed_shingles", some, words, np.empty(1, np.uint64), hashes)
        hashes.tofile(file)
    np.zeros(min(OVERHANG, n), np.uint64).tofile(file)


def _write_places(texts: pa.StringArray, units: int, begins: BinaryIO, ends: BinaryIO) -> int:
    data, offsets = measures.buffers(texts)
    first, last = np.empty(units + 1, np.int32), np.empty(units + 1, np.int32)
    found = call("unit_places", data, offsets, tables.scripts(), first, last)
    first[:units].tofile(begins)
    last[:units].tofile(ends)
    return found
