"""Registers as lines of cells, whatever file they stand in: Parquet, CSV or JSONL, plain or compressed, in bounded memory.

Lines are counted from 1: the physical line of JSONL, the record of CSV (its header not counted) and Parquet. Text must be UTF-8.
"""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import orjson
import pyarrow as pa
import pyarrow.parquet as pq

from scanners.base import Limits

Cells = list[Any]

LINE_BYTES = 1 << 20
BATCH_ROWS = 8192
CODECS = {".gz": "gzip", ".gzip": "gzip", ".zst": "zstd", ".zstd": "zstd", ".bz2": "bz2"}
FORMATS = {".jsonl": "jsonl", ".ndjson": "jsonl", ".csv": "csv", ".parquet": "parquet"}
SECOND = {"s": 1, "ms": 10**3, "us": 10**6, "ns": 10**9}
EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
OVERLONG = "\udcff"
"""Stands for a line over 1 MB. It cannot be encoded, so that no cell can be read out of it."""


class UnreadableError(Exception):
    """The file cannot be read, or not to its end."""


class Unreadable:
    """A cell that the file holds but nobody can read."""


class Table:
    """One register file. `present` names the wanted columns that it has; complete only when `lines` has come to its end."""

    def __init__(self, path: Path, format: str | None, names: Mapping[str, str]) -> None:  # noqa: A002 - the word of the manifest
        """`names` maps the wanted columns to what the file calls them; `format` is found from the file's name when None."""
        suffixes = [suffix.lower() for suffix in path.suffixes]
        self.codec = CODECS.get(suffixes[-1]) if suffixes else None
        self.format = format or FORMATS.get(
            (suffixes[-2:-1] if self.codec else suffixes[-1:] or [""])[0] if suffixes else "", ""
        )
        self.path = path
        self.names = names
        self.present: set[str] = set()

    def lines(self) -> Iterator[tuple[int, Cells | None]]:
        """`(line, cells)` in the order of `names`, a cell None where it is empty or the column missing, and `(line, None)` for a line that
        is no record. Raises `UnreadableError`."""
        try:
            match self.format:
                case "parquet":
                    yield from self._parquet()
                case "csv":
                    yield from self._csv()
                case "jsonl":
                    yield from self._jsonl()
                case _:
                    raise UnreadableError
        except (OSError, pa.ArrowException, UnicodeDecodeError):
            raise UnreadableError from None

    def _parquet(self) -> Iterator[tuple[int, Cells | None]]:
        with pq.ParquetFile(self.path) as file:
            there = set(file.schema_arrow.names)
            self.present = {ours for ours, theirs in self.names.items() if theirs in there}
            wanted = [theirs for theirs in self.names.values() if theirs in there]
            line = 0
            for batch in file.iter_batches(BATCH_ROWS, columns=wanted) if wanted else ():
                columns = [_values(batch, theirs) for theirs in self.names.values()]
                for cells in zip(*columns, strict=True):
                    line += 1
                    yield line, list(cells)

    def _csv(self) -> Iterator[tuple[int, Cells | None]]:
        records = csv.reader(_text(self._raw()))
        header = next(records, [])
        self.present = {ours for ours, theirs in self.names.items() if theirs in header}
        places = [header.index(theirs) if theirs in header else None for theirs in self.names.values()]
        line = 0
        while True:
            line += 1
            try:
                record = next(records)
            except StopIteration:
                return
            except csv.Error:
                yield line, None
                continue
            if record:
                yield line, _picked(record, places) if len(record) == len(header) else None

    def _jsonl(self) -> Iterator[tuple[int, Cells | None]]:
        theirs = list(self.names.values())
        seen: set[str] = set()
        for line, raw in enumerate(self._raw(), 1):
            if raw is not None and not raw.strip():
                continue
            record = _object(raw, first=line == 1)
            if record is None:
                yield line, None
                continue
            if len(seen) < len(theirs):
                seen.update(name for name in theirs if name in record)
                self.present = {ours for ours, name in self.names.items() if name in seen}
            yield line, [record.get(name) for name in theirs]

    def _raw(self) -> Iterator[bytes | None]:
        """Physical lines without their ends; None for one that is longer than 1 MB."""
        with pa.input_stream(str(self.path), compression=self.codec) as stream:
            yield from _split(_chunks(stream, self.path.stat().st_size))


def _chunks(stream: Any, size: int) -> Iterator[bytes]:
    limits, total = Limits(), 0
    while chunk := stream.read(1 << 18):
        total += len(chunk)
        if total > max(limits.expansion_floor, size * limits.expansion_ratio):
            raise UnreadableError
        yield chunk


def _split(chunks: Iterator[bytes]) -> Iterator[bytes | None]:
    rest, overlong = b"", False
    for chunk in chunks:
        lines = (rest + chunk).split(b"\n")
        rest = lines.pop()
        for line in lines:
            yield None if overlong or len(line) > LINE_BYTES else line
            overlong = False
        if len(rest) > LINE_BYTES:
            rest, overlong = b"", True
    if rest or overlong:
        yield None if overlong else rest


def _text(raw: Iterator[bytes | None]) -> Iterator[str]:
    for number, line in enumerate(raw):
        text = OVERLONG if line is None else line.decode("utf-8", "surrogateescape")
        yield f"{text.removeprefix(chr(0xFEFF)) if number == 0 else text}\n"


def _object(raw: bytes | None, *, first: bool) -> dict[str, Any] | None:
    if raw is None:
        return None
    try:
        record = orjson.loads(raw.removeprefix(b"\xef\xbb\xbf") if first else raw)
    except orjson.JSONDecodeError:
        return None
    return record if isinstance(record, dict) else None


def _picked(record: Sequence[str], places: Sequence[int | None]) -> Cells:
    return [None if place is None else record[place] or None for place in places]


def _values(batch: pa.RecordBatch, name: str) -> list[Any]:
    if name not in batch.schema.names:
        return [None] * batch.num_rows
    array = batch.column(name)
    if not pa.types.is_timestamp(array.type):
        return [_readable(value) for value in array]
    # In Python's integers, for Arrow's would wrap around from beyond the calendar to some day within it.
    second = SECOND[array.type.unit]
    return [_moment(None if n is None else n * 10**6 // second) for n in array.cast(pa.int64()).to_pylist()]


def _readable(value: pa.Scalar) -> Any:
    try:
        return value.as_py()
    except (ValueError, OverflowError):
        return Unreadable()


def _moment(micros: int | None) -> Any:
    try:
        return None if micros is None else EPOCH + dt.timedelta(microseconds=micros)
    except OverflowError:
        return Unreadable()
