"""Records as shards of a source: JSONL (plain or zst) and Parquet, with the columns that crawled text usually has."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import orjson
import pyarrow as pa
import pyarrow.parquet as pq
import zstandard

from tests.bench.planted import Record

Form = Literal["jsonl", "jsonl.zst", "parquet"]

COLUMNS = ("id", "text", "url", "licence", "language")
ROW_GROUP = 2048
LICENCES = ("CC-BY-4.0", "CC0-1.0", "MIT", "Apache-2.0")


@dataclass(frozen=True, slots=True)
class Written:
    """A shard as it was written; `path` relative to the corpus."""

    path: str
    sha256: str
    rows: int


def write(folder: Path, records: Sequence[Record], form: Form, parts: int) -> list[Written]:
    """Writes the records as `parts` shards, dealt out in turn."""
    folder.mkdir(parents=True)
    width = len(str(parts - 1))
    return [
        _write(folder / f"part-{k:0{width}d}.{form}", records[k::parts], form) for k in range(min(parts, len(records)))
    ]


def _write(path: Path, records: Sequence[Record], form: Form) -> Written:
    rows = [_row(record) for record in records]
    if form == "parquet":
        pq.write_table(pa.Table.from_pylist(rows), path, compression="zstd", row_group_size=ROW_GROUP)
    else:
        lines = b"".join(orjson.dumps(row) + b"\n" for row in rows)
        path.write_bytes(zstandard.ZstdCompressor(level=3).compress(lines) if form == "jsonl.zst" else lines)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return Written(f"{path.parent.name}/{path.name}", digest, len(rows))


def _row(record: Record) -> dict[str, str]:
    number = sum(record.id.encode())
    return {
        "id": record.id,
        "text": record.text.decode(),
        "url": f"https://{record.language}{number % 97}.example/{record.id}",
        "licence": LICENCES[number % len(LICENCES)],
        "language": record.language,
    }
