"""Parquet: row groups in batches bounded in bytes, mapped columns only.

`row` counts over the whole file by the row counts of its footer, so that a corrupt row group leaves the others where they are.
Page checksums are verified where the file has them. A column name that stands twice counts as missing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from scanners.arrays import batches, mapped, missing, placed, texts, word
from scanners.base import Task
from scanners.reading import Batch, Quarantined, Unexamined
from scanners.streams import open_regular, unopened
from scanners.unexamined import of_schema

format = "parquet"  # noqa: A001 - the name is the Reader protocol's
suffixes = (".parquet", ".pq")
version = 1

_MAGIC = b"PAR1"
_FAILURES = (OSError, pa.ArrowException, MemoryError, ValueError, KeyError, IndexError)
_EXPANDED = 256 << 20
"""How much a batch may take in memory if every value in it were as large as the column's whole dictionary."""


def read(task: Task) -> Iterator[Batch | Quarantined | Unexamined]:
    """All records. A corrupt row group is one `corrupt` with its number; the next ones are read."""
    yield from _read(task, None)


def fetch(task: Task, rows: frozenset[int]) -> Iterator[tuple[int, str]]:
    """Reads the row groups that hold wanted rows."""
    for item in _read(task, rows):
        if isinstance(item, Batch):
            yield from ((row, item.text[k].as_py()) for k, row in enumerate(item.rows.to_pylist()) if row in rows)


def fields(task: Task) -> Mapping[str, str]:
    """Column names and types."""
    try:
        with open_regular(task.path) as file:
            return {field.name: word(field.type) for field in _open(file).schema_arrow}
    except _FAILURES:
        return {}


def _open(file: Any, dictionaries: list[str] | None = None) -> pq.ParquetFile:
    return pq.ParquetFile(
        file, page_checksum_verification=True, read_dictionary=dictionaries, pre_buffer=False, buffer_size=1 << 20
    )


def _read(task: Task, rows: frozenset[int] | None) -> Iterator[Batch | Quarantined | Unexamined]:
    try:
        with open_regular(task.path) as file:
            yield from _file(task, file, rows)
    except OSError as error:
        yield unopened(error)


def _file(task: Task, file: Any, rows: frozenset[int] | None) -> Iterator[Batch | Quarantined | Unexamined]:
    if file.read(4) != _MAGIC:
        yield Quarantined(None, "byte 0", "wrong_magic")
        return
    file.seek(max(file.seek(0, 2) - 4, 0))
    whole = file.read(4) == _MAGIC
    try:
        parquet = _open(file)
        schema = parquet.schema_arrow
    except _FAILURES:
        yield Quarantined(None, "footer", "corrupt" if whole else "truncated")
        return
    yield from missing(task.columns, schema, text_only=rows is not None)
    if rows is None:
        yield from of_schema(schema, task.columns)
    if texts(task.columns, schema):
        yield from _groups(task, file, parquet, rows)


def _groups(
    task: Task, file: Any, parquet: pq.ParquetFile, rows: frozenset[int] | None
) -> Iterator[Batch | Quarantined]:
    names = {o: t for o, t in mapped(task.columns).items() if parquet.schema_arrow.get_field_index(t) >= 0}
    parts = texts(task.columns, parquet.schema_arrow)
    columns = sorted({*parts, *(names.values() if rows is None else ())})
    first = 0
    for group in range(parquet.num_row_groups):
        try:
            count = max(parquet.metadata.row_group(group).num_rows, 0)
        except _FAILURES:
            yield Quarantined(first, f"row group {group}", "corrupt")
            return
        if rows is None or not rows.isdisjoint(range(first, first + count)):
            found = _Group(group, first, count, columns, parts, names if rows is None else {}, rows)
            yield from _group(task, file, parquet, found)
        first += count


@dataclass(frozen=True, slots=True)
class _Group:
    """A row group: its number, its first row, how many rows the footer promises, and what is read of it; `rows` None means all."""

    number: int
    first: int
    count: int
    columns: list[str]
    texts: list[str]
    names: Mapping[str, str]
    rows: frozenset[int] | None


def _group(task: Task, file: Any, parquet: pq.ParquetFile, group: _Group) -> Iterator[Batch | Quarantined]:
    row = group.first
    try:
        size, expands = _batch_rows(parquet.metadata.row_group(group.number), set(group.columns), task)
        source = _open(file, group.columns) if expands else parquet
        found = source.iter_batches(size, [group.number], columns=group.columns, use_threads=False)
        for batch in found if expands else _joined(found, task.limits.batch_bytes // 4):
            batch.validate()
            yield from _records(task, group, row, batch)
            row += batch.num_rows
    except _FAILURES:
        yield Quarantined(row, f"row group {group.number}", "corrupt")
        return
    if row != group.first + group.count:
        yield Quarantined(row, f"row group {group.number}", "truncated")


def _records(task: Task, group: _Group, row: int, batch: pa.RecordBatch) -> Iterator[Batch | Quarantined]:
    """The records of a batch whose first row is `row`. Of those that are not wanted no text is looked at."""
    text = [batch.column(name) for name in group.texts]
    if group.rows is None:
        meta = {ours: batch.column(theirs) for ours, theirs in group.names.items()}
        yield from batches(row, text, meta, task.limits)
        return
    wanted = np.array([r for r in range(row, row + batch.num_rows) if r in group.rows], np.int64)
    found = batches(0, [part.take(pa.array(wanted - row)) for part in text], {}, task.limits)
    yield from (placed(item, wanted, set()) for item in found)


def _joined(found: Iterator[pa.RecordBatch], enough: int) -> Iterator[pa.RecordBatch]:
    """Small batches put together, since each costs the scanners something; what came before an error comes out before it."""
    held: list[pa.RecordBatch] = []
    try:
        for batch in found:
            held.append(batch)
            if sum(b.nbytes for b in held) >= enough:
                yield pa.concat_batches(held)
                held = []
    except _FAILURES:
        if held:
            yield pa.concat_batches(held)
        raise
    if held:
        yield pa.concat_batches(held)


def _batch_rows(metadata: Any, columns: set[str], task: Task) -> tuple[int, bool]:
    """How many rows to decode at once, and whether dictionaries must stay dictionaries until they are cut.

    A dictionary page of a megabyte can stand for a megabyte in every row, so its size bounds the number too.
    """
    plain, dictionary = 1, 1
    for k in range(metadata.num_columns):
        chunk = metadata.column(k)
        if chunk.path_in_schema.split(".")[0] in columns:
            plain += max(chunk.total_uncompressed_size, 0)
            dictionary += _dictionary_size(chunk)
    by_bytes = task.limits.batch_bytes * max(metadata.num_rows, 1) // plain
    by_dictionary = _EXPANDED // dictionary
    expands = by_dictionary < min(64, metadata.num_rows)
    return max(1, min(by_bytes, 1 << 16 if expands else by_dictionary, 1 << 16)), expands


def _dictionary_size(chunk: Any) -> int:
    if not chunk.has_dictionary_page or chunk.physical_type not in ("BYTE_ARRAY", "FIXED_LEN_BYTE_ARRAY"):
        return 0
    stored = max(chunk.data_page_offset - (chunk.dictionary_page_offset or 0), 0)
    ratio = max(chunk.total_uncompressed_size, 1) / max(chunk.total_compressed_size, 1)
    return int(min(stored * max(ratio, 1.0), max(chunk.total_uncompressed_size, 0)))
