"""Writes small real shards, and reads them back as plain values."""

from __future__ import annotations

import bz2
import csv as stdlib_csv
import gzip
import io
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import orjson
import pyarrow as pa
import pyarrow.parquet as pq

from scanners.base import Columns, Limits, Task
from scanners.readers import arrow, csv, files, jsonl, parquet
from scanners.reading import Batch, Quarantined, Unexamined

READERS: dict[str, Any] = {"jsonl": jsonl, "csv": csv, "tsv": csv, "parquet": parquet, "arrow": arrow, "files": files}
COMPRESSORS: dict[str, Callable[[bytes], bytes]] = {
    "": bytes,
    ".gz": gzip.compress,
    ".zst": lambda data: pa.compress(data, codec="zstd", asbytes=True),
    ".bz2": bz2.compress,
}
SAMPLE = ["一篇文章，" * 40, "", 'quoted "text", with\nline ends\r\n', "nul \0 byte", "emoji 😀", "plain"] * 3


def write(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def task(path: Path, kind: str = "jsonl", *, limits: Limits | None = None, **extra: Any) -> Task:
    columns = extra.pop("columns", Columns())
    return Task(0, str(path), kind, columns, b"k" * 32, "", limits=limits or Limits(), **extra)


def as_jsonl(texts: Sequence[str]) -> bytes:
    return b"".join(orjson.dumps({"id": k, "text": t}) + b"\n" for k, t in enumerate(texts))


def as_csv(texts: Sequence[str], delimiter: str = ",") -> bytes:
    out = io.StringIO(newline="")
    writer = stdlib_csv.writer(out, delimiter=delimiter)
    writer.writerow(["id", "text"])
    writer.writerows([k, t] for k, t in enumerate(texts))
    return out.getvalue().encode()


def table(texts: Sequence[str | None]) -> pa.Table:
    return pa.table({"id": pa.array(range(len(texts)), pa.int64()), "text": pa.array(texts, pa.string())})


def as_parquet(texts: Sequence[str | None], group: int = 3, **options: Any) -> bytes:
    out = io.BytesIO()
    pq.write_table(table(texts), out, row_group_size=group, write_page_checksum=True, **options)
    return out.getvalue()


def as_arrow(texts: Sequence[str | None], stream: bool = False, size: int = 3) -> bytes:
    out = io.BytesIO()
    content = table(texts)
    with (pa.ipc.new_stream if stream else pa.ipc.new_file)(out, content.schema) as writer:
        writer.write_table(content, max_chunksize=size)
    return out.getvalue()


WRITERS: dict[str, tuple[str, Callable[[Sequence[str]], bytes]]] = {
    "jsonl": ("jsonl", as_jsonl),
    "csv": ("csv", as_csv),
    "tsv": ("tsv", lambda texts: as_csv(texts, "\t")),
    "parquet": ("parquet", as_parquet),
    "arrow file": ("arrow", as_arrow),
    "arrow stream": ("arrow", lambda texts: as_arrow(texts, stream=True)),
}


def read(wanted: Task) -> tuple[dict[int, str], list[tuple[int | None, str, str]]]:
    """Row -> text, and what was quarantined; fails where a batch breaks its promises."""
    texts: dict[int, str] = {}
    bad: list[tuple[int | None, str, str]] = []
    for item in READERS[wanted.format].read(wanted):
        if isinstance(item, Quarantined):
            bad.append((item.row, item.position, item.reason))
            continue
        if isinstance(item, Unexamined):
            continue
        check(item, wanted.limits)
        assert not texts.keys() & set(item.rows.to_pylist())
        texts |= dict(zip(item.rows.to_pylist(), item.text.to_pylist(), strict=True))
    return texts, bad


def unexamined(wanted: Task) -> set[str]:
    """The columns that were not looked at."""
    parts = [item for item in READERS[wanted.format].read(wanted) if isinstance(item, Unexamined)]
    assert len(parts) <= 1
    return {name for part in parts for name in part.columns}


def check(batch: Batch, limits: Limits) -> None:
    assert batch.text.type == pa.string()
    assert batch.rows.type == pa.int64()
    assert batch.text.null_count == 0
    assert set(batch.lossy) <= set(batch.rows.to_pylist())
    for column in (batch.text, *batch.meta.values()):
        assert isinstance(column, pa.Array)
        assert len(column) == len(batch.rows) > 0
        column.validate(full=True)
    assert batch.text.offset == 0
    assert sum(b.size for b in batch.text.buffers()[2:] if b) <= batch.text.nbytes + 64
    size = sum(len(t.encode()) for t in batch.text.to_pylist())
    assert len(batch.text) == 1 or size <= limits.batch_bytes


def fetch(wanted: Task, rows: Sequence[int]) -> dict[int, str]:
    found = list(READERS[wanted.format].fetch(wanted, frozenset(rows)))
    assert [row for row, _ in found] == sorted(row for row, _ in found)
    return dict(found)
