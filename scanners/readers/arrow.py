"""Arrow IPC, file and stream format: mapped columns of one record batch after another.

`row` counts records. Every batch is validated in full before it is touched: the format trusts its offsets, a shard deserves no
trust. A file without its footer is read as the stream that it contains.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pyarrow as pa

from scanners.arrays import batches, fetched, mapped, missing, texts, word
from scanners.base import Task
from scanners.reading import Batch, Quarantined, Unexamined
from scanners.streams import open_regular, unopened
from scanners.unexamined import of_schema

format = "arrow"  # noqa: A001 - the name is the Reader protocol's
suffixes = (".arrow", ".arrows", ".feather", ".ipc")
version = 1

_MAGIC = b"ARROW1"
_CONTINUATION = b"\xff\xff\xff\xff"
_FAILURES = (OSError, pa.ArrowException, MemoryError, ValueError, KeyError, IndexError)


def read(task: Task) -> Iterator[Batch | Quarantined | Unexamined]:
    """All records. A corrupt record batch of a file is skipped (`record batch N`); a stream ends at one."""
    try:
        with open_regular(task.path) as file:
            yield from _file(task, file)
    except OSError as error:
        yield unopened(error)


def fetch(task: Task, rows: frozenset[int]) -> Iterator[tuple[int, str]]:
    """The texts of the rows, found by reading the shard."""
    yield from fetched(read(task), rows)


def fields(task: Task) -> Mapping[str, str]:
    """Column names and types."""
    try:
        with open_regular(task.path) as file:
            return {field.name: word(field.type) for field in _schema(file, file.read(8))}
    except _FAILURES:
        return {}


def _schema(file: Any, head: bytes) -> pa.Schema:
    """The schema of either format: a file is a stream with eight bytes before it."""
    file.seek(8 if head.startswith(_MAGIC) else 0)
    return pa.ipc.open_stream(pa.PythonFile(file, "r")).schema


def _file(task: Task, file: Any) -> Iterator[Batch | Quarantined | Unexamined]:
    head = file.read(8)
    if not head.startswith((_MAGIC, _CONTINUATION)):
        yield Quarantined(None, "byte 0", "truncated" if _begins(head) else "wrong_magic")
        return
    try:
        schema = _schema(file, head)
    except _FAILURES:
        yield Quarantined(None, "schema", "corrupt")
        return
    yield from missing(task.columns, schema)
    yield from of_schema(schema, task.columns)
    parts = texts(task.columns, schema)
    if not parts:
        return
    wanted = {i for t in (*parts, *mapped(task.columns).values()) if (i := schema.get_field_index(t)) >= 0}
    options = pa.ipc.IpcReadOptions(included_fields=sorted(wanted), use_threads=False)
    yield from _records(task, parts, _batches(file, head, options))


def _begins(head: bytes) -> bool:
    return len(head) < 6 and (_MAGIC.startswith(head) or _CONTINUATION.startswith(head))


def _batches(file: Any, head: bytes, options: pa.ipc.IpcReadOptions) -> Iterator[pa.RecordBatch | Quarantined]:
    if not head.startswith(_MAGIC):
        file.seek(0)
        yield from _stream(file, options)
        return
    try:
        file.seek(0)
        reader = pa.ipc.open_file(pa.PythonFile(file, "r"), options=options)
    except _FAILURES:
        file.seek(8)
        yield from _stream(file, options)
        yield Quarantined(None, "footer", "truncated")
        return
    for number in range(reader.num_record_batches):
        try:
            yield reader.get_batch(number)
        except _FAILURES:
            yield Quarantined(None, f"record batch {number}", "corrupt")


def _stream(file: Any, options: pa.ipc.IpcReadOptions) -> Iterator[pa.RecordBatch | Quarantined]:
    number = 0
    try:
        for batch in pa.ipc.open_stream(pa.PythonFile(file, "r"), options=options):
            yield batch
            number += 1
    except _FAILURES:
        ended = not file.read(1)
        yield Quarantined(None, f"record batch {number}", "truncated" if ended else "corrupt")


def _records(
    task: Task, parts: list[str], found: Iterator[pa.RecordBatch | Quarantined]
) -> Iterator[Batch | Quarantined]:
    row = 0
    for number, batch in enumerate(found):
        if isinstance(batch, Quarantined):
            yield Quarantined(row, batch.position, batch.reason)
            continue
        try:
            batch.validate(full=True)
            usable = batch
        except pa.ArrowInvalid:
            usable = _repairable(batch)
        if usable is None:
            yield Quarantined(row, f"record batch {number}", "corrupt")
        else:
            names = {o: t for o, t in mapped(task.columns).items() if t in usable.schema.names}
            meta = {ours: usable.column(theirs) for ours, theirs in names.items()}
            text = [usable.column(name) for name in parts]
            yield from batches(row, text, meta, task.limits)
        row += batch.num_rows


def _repairable(batch: pa.RecordBatch) -> pa.RecordBatch | None:
    """The batch with its strings as bytes, if nothing is wrong with it but their encoding."""
    columns: list[pa.Array] = []
    for column in batch.columns:
        kind = {pa.string(): pa.binary(), pa.large_string(): pa.large_binary()}.get(column.type)
        columns.append(column if kind is None else column.view(kind))
    try:
        raw = pa.RecordBatch.from_arrays(columns, names=batch.schema.names)
        raw.validate(full=True)
    except _FAILURES:
        return None
    return raw
