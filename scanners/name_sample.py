"""How many of the other records hold names: an estimate from a random sample, since to look at all would take too long.

A record is drawn with the same chance as every other in whose text no detector found anything about a person, so that the share of those
with names among the drawn estimates that among all, and the view `name_sample` can give its interval.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from scanners.base import Task
from scanners.detect import Found
from scanners.measures import Measured
from scanners.names_engine import asked

CHARS = 2000
"""Code points at the beginning of a record in which names are counted."""
_BYTES_OF_ONE = 4


def drawn(task: Task, first_row: int, n: int) -> npt.NDArray[np.int64]:
    """Positions of the records drawn among n that begin at `first_row` of the shard: the same for the same catalogue, and nobody who
    has not its key can tell which."""
    if task.names is None:
        return np.empty(0, np.int64)
    random = np.random.default_rng([int.from_bytes(task.secret[:16]), task.shard, first_row])
    return np.flatnonzero(random.random(n) < task.names.share)


def columns(task: Task, rows: pa.Int64Array, measured: Measured, found: Iterable[Found]) -> dict[str, list[Any]]:
    """The columns of `name_sample` for a batch in which this was found."""
    sample: dict[str, list[Any]] = {"row": [], "chars": [], "names": []}
    told = {f.record for f in found if f.detector.labels.get(f.hit.label) == "personal"}
    for at in drawn(task, rows[0].as_py(), len(rows)).tolist() if len(rows) else ():
        if at not in told:
            text = _beginning(measured, at)
            sample["row"].append(rows[at].as_py())
            sample["chars"].append(len(text))
            sample["names"].append(sum(1 for engine in asked(task) for _ in engine.find(text)))
    return sample


def _beginning(measured: Measured, at: int) -> str:
    start, stop = measured.offsets[at : at + 2].tolist()
    return str(measured.data.data[start : min(stop, start + CHARS * _BYTES_OF_ONE)], "utf-8", "ignore")[:CHARS]
