"""Finished shards on their way into the catalogue: their evidence, their stamps and their states as rows."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from scanners.base import ShardReport

LANDED_TOGETHER = 256
"""Shards that may share a transaction. As many again may be under way; that, and what the workers hold, is what a kill can cost."""

LANDED_AFTER = 1.0
"""Seconds after which shards are landed though they are fewer, so that a kill costs little time where shards are large."""

A_VECTOR = 2048
"""Rows that DuckDB takes at once."""


@dataclass(frozen=True, slots=True)
class Landing:
    """A report and what it was asked: the digest of the task, the scanner versions that looked, and the check value of the linkage key."""

    report: ShardReport
    task_digest: str
    versions: Mapping[str, int]
    linkage: str | None = None


class Landings:
    """Finished shards on their way to the catalogue beside the scan, so that no worker waits for a transaction. `land` is called in a
    thread of its own, one call at a time; nothing else may use the catalogue meanwhile. An error of it is raised by a later `add`, or
    at the end. Where the scan ends with an error, what was not yet on its way is left to the next run.
    """

    def __init__(self, land: Callable[[list[Landing]], None]) -> None:
        self._land = land
        self._thread = ThreadPoolExecutor(1)
        self._ready: list[Landing] = []
        self._under_way: Future[None] | None = None
        self._last = time.monotonic()

    def __enter__(self) -> Landings:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        try:
            if kind is None:
                self._send()
                self._send()
        finally:
            self._thread.shutdown()

    def add(self, landing: Landing) -> None:
        """Hands over a shard; waits only where a whole transaction is ready and the one before it is not done."""
        self._ready.append(landing)
        if len(self._ready) >= LANDED_TOGETHER or time.monotonic() - self._last >= LANDED_AFTER:
            self._send()

    def _send(self) -> None:
        if self._under_way:
            self._under_way.result()
        self._under_way = self._thread.submit(self._land, self._ready) if self._ready else None
        self._ready, self._last = [], time.monotonic()


def evidence(reports: Iterable[ShardReport]) -> dict[str, pa.Table]:
    """The rows that workers wrote for these shards, by evidence table, with their shards; no table where there are no rows."""
    parts: dict[str, list[pa.Table]] = {}
    shards: dict[str, list[int]] = {}
    for report in reports:
        for file in os.listdir(report.evidence) if report.evidence else ():  # noqa: PTH208 - ten thousand folders
            with pa.memory_map(f"{report.evidence}/{file}") as source, pa.ipc.open_stream(source) as stream:
                rows = stream.read_all()
            name = file.removesuffix(".arrow")
            parts.setdefault(name, []).append(rows)
            shards.setdefault(name, []).append(report.shard)
    return {name: _joined(shards[name], tables) for name, tables in sorted(parts.items())}


def _joined(shards: Sequence[int], tables: Sequence[pa.Table]) -> pa.Table:
    """One table, in one piece where its pieces are so small that DuckDB would take longer over their number than over their rows."""
    shard = np.repeat(np.array(shards, np.int64), [table.num_rows for table in tables])
    joined = pa.concat_tables(tables).add_column(0, "shard", pa.array(shard))
    return joined.combine_chunks() if joined.num_rows < A_VECTOR * len(tables) else joined


def stamps(landings: Sequence[Landing]) -> pa.Table:
    """Rows of `t_stamp`: which scanner, at which version, looked at which shard."""
    rows = [
        (x.report.shard, s, v) for x in landings if x.report.status == "scanned" for s, v in sorted(x.versions.items())
    ]
    columns = zip(*rows, strict=True) if rows else ((), (), ())
    kinds = (pa.int64(), pa.string(), pa.int32())
    return pa.table(dict(zip(("shard", "scanner", "version"), map(pa.array, map(list, columns), kinds), strict=True)))


def states(landings: Sequence[Landing]) -> pa.Table:
    """What became of each shard, for `queries/land_shards.sql`."""
    kinds: dict[str, pa.DataType] = {
        "shard": pa.int64(),
        "bytes": pa.int64(),
        "records": pa.int64(),
        "quarantined": pa.int64(),
        "text_bytes": pa.int64(),
    }
    kinds |= {"unexamined_columns": pa.list_(pa.string()), "not_examined": pa.list_(pa.string())}
    names = (*kinds, "status", "sha256", "signature", "encoding", "reason")
    columns = {n: pa.array([getattr(x.report, n) for x in landings], kinds.get(n, pa.string())) for n in names}
    asked = {n: pa.array([getattr(x, n) for x in landings], pa.string()) for n in ("task_digest", "linkage")}
    return pa.table(columns | asked)
