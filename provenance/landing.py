"""A finished shard on its way into the catalogue: its evidence, its stamps and its state as rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import pyarrow as pa

from scanners.base import ShardReport


@dataclass(frozen=True, slots=True)
class Landing:
    """A report and what it was asked: the digest of the task and the scanner versions that looked."""

    report: ShardReport
    task_digest: str
    versions: Mapping[str, int]


def evidence(report: ShardReport, name: str) -> Iterable[pa.Table]:
    """The rows that a worker wrote for one evidence table, with their shard; nothing if it wrote none."""
    path = Path(report.evidence) / f"{name}.arrow" if report.evidence else None
    if path is None or not path.exists():
        return
    with pa.ipc.open_stream(path) as stream:
        table = stream.read_all()
    yield table.add_column(0, "shard", pa.repeat(pa.scalar(report.shard, pa.int64()), table.num_rows))


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
    rows = [asdict(x.report) | {"task_digest": x.task_digest} for x in landings]
    kinds = {
        "shard": pa.int64(),
        "bytes": pa.int64(),
        "records": pa.int64(),
        "quarantined": pa.int64(),
        "text_bytes": pa.int64(),
    }
    names = (*kinds, "status", "sha256", "signature", "encoding", "schema", "reason", "task_digest")
    return pa.table({n: pa.array([r[n] for r in rows], kinds.get(n, pa.string())) for n in names})
