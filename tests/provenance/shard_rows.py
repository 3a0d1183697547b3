"""The rows of a shard, read by other means than the product's own."""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson
import pyarrow as pa
import pyarrow.parquet as pq


def rows(path: Path, encoding: str) -> Iterator[dict[str, Any]]:
    """The rows of a Parquet, Arrow, CSV or (compressed) JSONL file."""
    data = path.read_bytes()
    if path.suffix == ".parquet":
        yield from pq.read_table(path).to_pylist()
    elif path.suffix == ".arrow":
        yield from pa.ipc.open_file(path).read_all().to_pylist()
    elif path.suffix == ".csv":
        yield from csv.DictReader(io.StringIO(data.decode(encoding), newline=""))
    else:
        if path.suffix == ".gz":
            data = gzip.decompress(data)
        elif path.suffix == ".zst":
            data = pa.input_stream(str(path), compression="zstd").read()
        yield from map(orjson.loads, data.splitlines())
