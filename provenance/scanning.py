"""Which shards have to be scanned, and getting it done: tasks out, evidence in, a transaction for each handful of shards."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, Literal

import pyarrow as pa

from provenance.canonical import digest_of
from provenance.catalogue import Catalogue, Landing
from provenance.held import Held
from provenance.landing import Landings
from provenance.listing import ListedShard
from provenance.runners import local
from provenance.secret import fingerprint
from scanners import identity, worker
from scanners.base import Columns, NameSearch, ShardReport, Task
from scanners.versions import of_shard

WORTH_A_WORKER = 5_000_000
"""Bytes on disk that one process has scanned by the time another has started."""

AS_MUCH_AS_A_SHARD = 50_000
"""Bytes that are scanned in the time that a shard takes whatever its size."""


@dataclass(frozen=True, slots=True)
class Step:
    """How far an audit is, in counts alone. While `phase` is `scan`: shards and their bytes on disk, done and in all, and what was read
    so far (`text_bytes` of UTF-8); in the other phases all counts are 0. `remarks`: sentences about what this audit will cost."""

    phase: Literal["declare", "scan", "compare", "judge"]
    shards: int = 0
    shards_total: int = 0
    bytes: int = 0
    bytes_total: int = 0
    records: int = 0
    quarantined: int = 0
    text_bytes: int = 0
    remarks: tuple[str, ...] = ()

    def after(self, report: ShardReport, size: int) -> Step:
        """This step and one more shard, of that size on disk."""
        return replace(
            self,
            shards=self.shards + 1,
            bytes=self.bytes + size,
            records=self.records + report.records,
            quarantined=self.quarantined + report.quarantined,
            text_bytes=self.text_bytes + report.text_bytes,
        )


Progress = Callable[[Step], None]
"""Told at the start of each phase and after each shard."""


@dataclass(frozen=True, slots=True)
class Job:
    """A shard's task and the digest of everything that could change the evidence, beside the shard and the scanners."""

    task: Task
    digest: str

    @property
    def linkage(self) -> str | None:
        """The check value of the key under which identifiers are hashed; None where there is no key."""
        return _check(self.task.linkage)


def listed_table(shards: Iterable[ListedShard]) -> pa.Table:
    """What `Catalogue.list_shards` wants to know of the listed shards."""
    names = (
        "shard",
        "source",
        "path",
        "format",
        "declared_sha256",
        "declared_rows",
        "passed_over",
        "present",
        "reason",
    )
    kinds = dict.fromkeys(("shard", "declared_rows", "passed_over"), pa.int64()) | {"present": pa.bool_()}
    rows = list(shards)
    return pa.table({n: pa.array([getattr(s, n) for s in rows], kinds.get(n, pa.string())) for n in names})


def jobs_of(
    shards: Iterable[ListedShard],
    secret: bytes,
    spool: Path,
    logged: frozenset[str],
    refusable: frozenset[str] = frozenset(),
    linkage: bytes | None = None,
    names: NameSearch | None = None,
) -> dict[int, Job]:
    """A job for each shard that is there. `logged`: sources with a collection log, whose records need a content digest; `refusable`:
    sources with a register of opt-outs, whose records need the digests of what lies above their address; `linkage`: the key of digests of
    identifiers; `names`: that names are looked for by the engine of the extra."""
    jobs = {
        s.shard: _job(s, secret, spool, s.source in logged, s.source in refusable, names) for s in shards if s.present
    }
    if linkage is None:
        return jobs
    return {shard: replace(job, task=replace(job.task, linkage=linkage)) for shard, job in jobs.items()}


def _job(
    shard: ListedShard,
    secret: bytes,
    spool: Path,
    content_digests: bool,
    address_scopes: bool,
    names: NameSearch | None,
) -> Job:
    settings: tuple[Any, ...] = (
        shard.columns,
        shard.compression,
        shard.encoding,
        content_digests,
        address_scopes,
        names,
    )
    task = _task(shard.shard, str(shard.absolute), shard.format, secret, str(spool), *settings)
    return Job(task, _digest(secret, tuple(of_shard(shard.format).items()), shard.format, *settings))


def _task(
    shard: int,
    path: str,
    format: str,  # noqa: A002 - the word of the manifest
    secret: bytes,
    spool: str,
    columns: Columns,
    compression: str | None,
    encoding: str | None,
    content_digests: bool,
    address_scopes: bool,
    names: NameSearch | None,
) -> Task:
    return Task(
        shard,
        path,
        format,
        columns,
        secret,
        spool,
        compression=compression,
        encoding=encoding,
        content_digests=content_digests,
        address_scopes=address_scopes,
        names=names,
    )


@cache
def _check(linkage: bytes | None) -> str | None:
    return None if linkage is None else identity.check(linkage)


@cache
def _digest(secret: bytes, readers: tuple[tuple[str, int], ...], format: str, *settings: Any) -> str:  # noqa: A002 - the same
    """The digest of what shards have in common, computed once for all that have it."""
    task = asdict(_task(0, "", format, b"", "", *settings))
    del task["linkage"]  # what a shard was linked with is held beside this, since a run without a key undoes none of it
    return digest_of(task | {"secret": None, "key": fingerprint(secret), "readers": dict(readers)})


def pending(jobs: Mapping[int, Job], held: Mapping[int, Held], versions: Mapping[str, int]) -> Iterator[Job]:
    """The jobs whose evidence is missing or stale; one whose file may only have been touched knows the digest it had. Identifiers that were
    hashed under another linkage key, or under none, are stale where a key is given."""
    for shard, job in jobs.items():
        has = held.get(shard)
        current = (
            has is not None and has.task_digest == job.digest and has.status == "scanned" and has.versions == versions
        )
        linked = job.linkage is None or (has is not None and has.linkage == job.linkage)
        if not current or not linked or has is None:
            yield job
        elif has.signature != worker.stamp(job.task.path):
            yield replace(job, task=replace(job.task, known_sha256=has.sha256))


def scan(
    catalogue: Catalogue, work: Iterable[Job], pool: local.Pool, progress: Progress, versions: Mapping[str, int]
) -> dict[str, int]:
    """Scans and lands; returns how many shards came out `scanned`, `unchanged` and `failed`."""
    jobs = {job.task.shard: job for job in work}
    sizes = {shard: size_on_disk(job.task.path) for shard, job in jobs.items()}
    counts = {"scanned": 0, "unchanged": 0, "failed": 0}
    progress(step := Step("scan", shards_total=len(jobs), bytes_total=sum(sizes.values())))
    with Landings(lambda ready: _land(catalogue, ready)) as landings:
        for task, result in pool.run(worker.scan, (job.task for job in jobs.values())):
            report = _died(task) if isinstance(result, local.Died) else result
            counts[report.status] += 1
            job = jobs[task.shard]
            landings.add(Landing(report, job.digest, versions, job.linkage))
            progress(step := step.after(report, sizes[task.shard]))
    return counts


def worth_starting(paths: Iterable[str], most: int) -> int:
    """How many workers, up to `most`, the shards at these paths keep busy for longer than it takes to start them."""
    work = 0
    for path in paths:
        work += AS_MUCH_AS_A_SHARD + size_on_disk(path)
        if work >= (most - 1) * WORTH_A_WORKER:
            return most
    return 1 + work // WORTH_A_WORKER


def size_on_disk(path: str) -> int:
    """Bytes of a file, or of the files directly in a folder; 0 for what cannot be looked at."""
    try:
        if not os.path.isdir(path):  # noqa: PTH112 - a Path costs more than the call on 10,000 shards
            return os.stat(path).st_size  # noqa: PTH116 - the same
        with os.scandir(path) as entries:
            return sum(entry.stat().st_size for entry in entries if entry.is_file())
    except OSError:
        return 0


def _died(task: Task) -> ShardReport:
    signature = worker.stamp(task.path)
    return ShardReport(task.shard, "failed", None, 0, signature, 0, 0, 0, None, None, (), None, "worker_died", 0.0)


def _land(catalogue: Catalogue, ready: list[Landing]) -> None:
    catalogue.land(ready)
    for landing in ready:
        if landing.report.evidence:
            _remove(landing.report.evidence)


def _remove(folder: str) -> None:
    """A folder of files, in a quarter of the time that `shutil.rmtree` takes over what could be a tree."""
    for name in os.listdir(folder):  # noqa: PTH208 - ten thousand folders
        os.unlink(f"{folder}/{name}")  # noqa: PTH108 - the same
    os.rmdir(folder)  # noqa: PTH106 - the same
