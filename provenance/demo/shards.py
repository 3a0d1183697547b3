"""Writes records as shards of any format, with the same bytes for the same records: no clock goes into a file."""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Literal

import orjson
import pyarrow as pa
import pyarrow.parquet as pq

Form = Literal["parquet", "jsonl.zst", "jsonl.gz", "jsonl", "csv", "arrow"]
Row = Mapping[str, str | bool | None]

ROTATION: tuple[Form, ...] = ("parquet", "jsonl.zst", "jsonl.gz", "csv", "arrow")


def write(path: Path, rows: Sequence[Row], form: Form, encoding: str = "utf-8") -> Path:
    """Writes `rows`, which all have the columns of the first, to `path` with the ending of `form`; gives the file's path."""
    target = path.with_name(f"{path.name}.{form}")
    target.parent.mkdir(parents=True, exist_ok=True)
    match form:
        case "parquet":
            pq.write_table(_table(rows), target, compression="zstd")
        case "arrow":
            with pa.OSFile(str(target), "wb") as sink, pa.ipc.new_file(sink, _table(rows).schema) as out:
                out.write_table(_table(rows))
        case "csv":
            target.write_bytes(_csv(rows).encode(encoding))
        case "jsonl":
            target.write_bytes(_lines(rows))
        case "jsonl.gz":
            target.write_bytes(gzip.compress(_lines(rows), compresslevel=4, mtime=0))
        case "jsonl.zst":
            target.write_bytes(pa.Codec("zstd", 3).compress(_lines(rows), asbytes=True))
    return target


def _table(rows: Sequence[Row]) -> pa.Table:
    return pa.Table.from_pylist([dict(row) for row in rows])


def _lines(rows: Sequence[Row]) -> bytes:
    return b"".join(orjson.dumps(dict(row)) + b"\n" for row in rows)


def _csv(rows: Sequence[Row]) -> str:
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, fieldnames=list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()
