"""What a worker does with one shard: hash it, read it, measure it, look at its windows, write the evidence.

Text lives in this process and nowhere else. A worker never raises for bad data; what it could not examine is in `quarantine`.
"""

from __future__ import annotations

import hashlib
import os
import time
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from scanners import ages, annotation, language, linkage, masking, metadata, name_sample, names_engine, registry
from scanners.base import ShardReport, Task
from scanners.detect import Found, detect
from scanners.digest import of_contents
from scanners.evidence import EVIDENCE
from scanners.measures import Measured, Scratch, bands, measure
from scanners.reading import Batch, Quarantined, Unexamined
from scanners.spool import Spool
from scanners.streams import open_regular
from scanners.unexamined import MORE, MOST

_SCRATCH = Scratch()
"""A worker has one batch at a time."""


def scan(task: Task) -> ShardReport:
    """Scans one shard and writes its evidence as `<spool>/<shard>/<table>.arrow` (one file for each table that has rows)."""
    started = time.monotonic()
    signature = stamp(task.path)
    sha256 = digest(task.path)
    if sha256 is None or task.format not in registry.readers():
        reason = "unknown_format" if sha256 else "missing_file" if signature == "absent" else "unreadable_file"
        return _report(task, started, status="failed", sha256=sha256, signature=signature, reason=reason)
    if sha256 == task.known_sha256:
        return _report(task, started, status="unchanged", sha256=sha256, signature=signature)
    spool = Spool(Path(task.spool) / f"{task.shard:x}")
    for item in registry.readers()[task.format].read(task):
        if isinstance(item, Quarantined):
            spool.quarantine(item)
        elif isinstance(item, Unexamined):
            spool.unexamined += [name for name in item.columns if name not in spool.unexamined]
        else:
            _batch(task, item, spool)
    if stamp(task.path) != signature:
        spool.quarantine(Quarantined(None, "shard", "changed_while_read"))
        sha256 = None  # what was read has no digest that anybody knows, so the next run reads again
    spool.close()
    return _report(task, started, status="scanned", sha256=sha256, signature=signature, spool=spool)


def stamp(path: str) -> str:
    """Size, times and inode of a file, or of all files directly in a folder: equal stamps mean that nobody wrote in between."""
    try:
        if not os.path.isdir(path):  # noqa: PTH112 - a Path costs more than the call on 10,000 shards
            return _stat(os.stat(path))  # noqa: PTH116 - the same
        with os.scandir(path) as entries:
            files = sorted((e.name, _stat(e.stat())) for e in entries if e.is_file())
        return "dir:" + hashlib.sha256(repr(files).encode("utf-8", "surrogateescape")).hexdigest()
    except OSError:
        return "absent"


def _stat(s: os.stat_result) -> str:
    return f"{s.st_size}:{s.st_mtime_ns}:{s.st_ctime_ns}:{s.st_ino}"


def digest(path: str) -> str | None:
    """SHA-256 of a file, or of the names and digests of the files directly in a folder; None where it cannot be read."""
    try:
        if not Path(path).is_dir():
            return _sha256(Path(path))
        files = sorted(f for f in Path(path).iterdir() if f.is_file())
        lines = (os.fsencode(f.name) + b"\0" + _sha256(f).encode() for f in files)
        return hashlib.sha256(b"\n".join(lines)).hexdigest()
    except OSError:
        return None


def _sha256(path: Path) -> str:
    with open_regular(str(path)) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _batch(task: Task, batch: Batch, spool: Spool) -> None:
    measured = measure(batch.text, language.STOP_WORDS, _SCRATCH)
    sizes = np.diff(measured.offsets)
    given = batch.meta.get("content_sha256")
    spool.records += len(batch.rows)
    spool.text_bytes += int(sizes.sum())
    spool.add(
        "document",
        {
            "row": batch.rows,
            "bytes": sizes.astype(np.int64),
            "chars": measured.chars.astype(np.int64),
            "units": np.diff(measured.unit_offsets),
            "language": language.languages(measured),
            "normal_digest": list(of_contents(task.secret, measured.normal())),
            **({"content_digest": list(of_contents(task.secret, measured.stored()))} if task.content_digests else {}),
            **({} if given is None else {"content_matches": _matches(measured, given)}),
            **metadata.columns(
                batch.meta,
                task.secret,
                len(batch.rows),
                address_scopes=task.address_scopes,
                paths=task.format == "files",
            ),
        },
    )
    if stated := annotation.columns(batch.meta, task.secret, batch.rows):
        spool.add("annotation", stated)
    _sketches(task, batch, measured, spool)
    _findings(task, batch, measured, spool, _others(task, batch, measured, spool))


def _others(task: Task, batch: Batch, measured: Measured, spool: Spool) -> list[Found]:
    """What somebody else's recognisers find; a record that one of them could not examine is quarantined."""
    if not task.recognizers:
        return []
    from scanners.recognizer_pass import look  # few audits have any

    found, failed = look(task.recognizers, measured.data, measured.offsets)
    rows = batch.rows.take(pa.array([f.record for f in failed], pa.int64())).to_pylist()
    for row, (_, scanner, reason) in zip(rows, failed, strict=True):
        spool.quarantine(Quarantined(row, f"scanner {scanner}", reason))
    return found


def _matches(measured: Measured, given: pa.Array) -> list[bool | None]:
    """Whether each digest, in hexadecimal, is that of the text beside it; None where there is none."""
    found = (hashlib.sha256(text).hexdigest() for text in measured.stored())
    values = masking.strings(given).to_pylist()
    return [v.strip().lower() == digest if v and v.strip() else None for v, digest in zip(values, found, strict=True)]


def _sketches(task: Task, batch: Batch, measured: Measured, spool: Spool) -> None:
    hashes = bands(measured, task.secret)
    sketched = np.flatnonzero(hashes.any(axis=1))
    flat = pa.array(hashes[sketched].reshape(-1))
    spool.add(
        "sketch",
        {"row": batch.rows.take(pa.array(sketched)), "bands": pa.FixedSizeListArray.from_arrays(flat, hashes.shape[1])},
    )


def _findings(task: Task, batch: Batch, measured: Measured, spool: Spool, others: Sequence[Found]) -> None:
    found = [*detect(measured.data, measured.offsets, names_engine.asked(task)), *others]
    rows = batch.rows.take(pa.array([f.record for f in found], pa.int64())).to_pylist()
    beside = list(metadata.beside(batch.meta))
    places = batch.rows.take(pa.array([b.record for b in beside], pa.int64())).to_pylist()
    whole = len(beside) + len(batch.lossy)
    spool.add(
        "finding",
        {
            "row": [*rows, *places, *batch.lossy],
            "scanner": [f.detector.name for f in found] + [b.scanner for b in beside] + ["encoding"] * len(batch.lossy),
            "label": [f.hit.label for f in found] + [b.label for b in beside] + ["lossy_decode"] * len(batch.lossy),
            "start": [f.hit.start for f in found] + [None] * whole,
            "stop": [f.hit.stop for f in found] + [None] * whole,
            "score": [f.hit.score for f in found] + [b.score for b in beside] + [1.0] * len(batch.lossy),
        },
    )
    if task.linkage is not None:
        spool.add("identity", linkage.columns(task.linkage, batch, found, beside))
    if task.names is not None:
        spool.add("name_sample", name_sample.columns(task, batch.rows, measured, found))
    facts: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row, (_, _, hit) in zip(rows, found, strict=True):
        if hit.extra:
            name, extra = hit.extra
            facts[name].append({"row": row, "start": hit.start, "stop": hit.stop, "score": hit.score, **extra})
    for row, b in zip(places, beside, strict=True):
        if b.in_year is not None:
            facts[ages.TABLE].append({"row": row, "score": b.score, "in_year": b.in_year})
    for name, of_table in facts.items():
        spool.add(name, {column: [fact.get(column) for fact in of_table] for column in EVIDENCE[name].names})


def _called(task: Task, columns: Sequence[str]) -> tuple[str, ...]:
    """The names of columns as they may be shown, so many of them, in their order."""
    if not columns:
        return ()
    shown, _ = masking.names(pa.array(list(columns[:MOST]), pa.string()), task.secret, masking.COLUMN)
    return (*sorted(set(shown.to_pylist())), *([MORE] if len(columns) > MOST else []))


def _report(
    task: Task,
    started: float,
    *,
    status: Any,
    sha256: str | None,
    signature: str,
    reason: str | None = None,
    spool: Spool | None = None,
) -> ShardReport:
    return ShardReport(
        task.shard,
        status,
        sha256,
        int(signature.split(":")[0]) if signature[0].isdigit() else 0,
        signature,
        records=spool.records if spool else 0,
        quarantined=spool.quarantined if spool else 0,
        text_bytes=spool.text_bytes if spool else 0,
        encoding=task.encoding,
        unexamined_columns=_called(task, spool.unexamined) if spool else None,
        not_examined=_called(task, task.columns.not_examined),
        evidence=spool.path if spool else None,
        reason=reason,
        seconds=time.monotonic() - started,
    )
