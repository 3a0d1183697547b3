"""Arrow arrays as stored, brought to the arrays of a `Batch`: valid UTF-8, no nulls in the text, bounded in bytes.

Arrays that come from a file are not trusted: sizes are computed before anything is expanded, because a dictionary or a view can
stand for far more bytes than it holds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from scanners.base import Columns, Limits
from scanners.reading import Batch, Quarantined, Unexamined

Sizes = npt.NDArray[np.int64]

JOINED_BY = "\n"
"""What stands between the columns of a record's text."""
ROWS = 1 << 16
"""The most records in a batch, so that empty ones are bounded too."""
SINGLE_NULLS = 1000
"""Up to so many null texts in a batch are named one by one; beyond that, one by one run of rows (`rows 5-900`)."""


def mapped(columns: Columns) -> dict[str, str]:
    """The metadata columns that are mapped: our name -> the shard's."""
    names = ((name, getattr(columns, name)) for name in Columns.__slots__ if name not in ("text", "not_examined"))
    return {name: theirs for name, theirs in names if theirs is not None}


def missing(columns: Columns, schema: pa.Schema, *, text_only: bool = False) -> Iterator[Quarantined]:
    """What the columns of a shard name and its schema has not, or not as text."""
    for text in columns.texts:
        if (index := schema.get_field_index(text)) < 0:
            yield Quarantined(None, "column text", "missing_column")
        elif not is_text(schema.field(index).type):
            yield Quarantined(None, "column text", "text_not_string")
    for ours, theirs in () if text_only else mapped(columns).items():
        if schema.get_field_index(theirs) < 0:
            yield Quarantined(None, f"column {ours}", "missing_column")


def texts(columns: Columns, schema: pa.Schema) -> list[str]:
    """The columns of text that a shard with this schema has, as text."""
    found = ((name, schema.get_field_index(name)) for name in columns.texts)
    return [name for name, index in found if index >= 0 and is_text(schema.field(index).type)]


def is_text(kind: pa.DataType) -> bool:
    """Whether values of this type are text or bytes that may be text."""
    if pa.types.is_dictionary(kind):
        return is_text(kind.value_type)
    checks = (
        *(pa.types.is_string, pa.types.is_large_string, pa.types.is_string_view),
        *(pa.types.is_binary, pa.types.is_large_binary, pa.types.is_binary_view, pa.types.is_fixed_size_binary),
    )
    return any(check(kind) for check in checks)


def word(kind: pa.DataType) -> str:
    """A type in one word: string, integer, number, boolean, timestamp, list, object, null or other."""
    if is_text(kind):
        return "string"
    words: tuple[tuple[str, Callable[[pa.DataType], bool]], ...] = (
        ("boolean", pa.types.is_boolean),
        ("integer", pa.types.is_integer),
        ("number", pa.types.is_floating),
        ("number", pa.types.is_decimal),
        ("timestamp", pa.types.is_temporal),
        ("list", pa.types.is_nested),
        ("null", pa.types.is_null),
    )
    found = next((name for name, check in words if check(kind)), "other")
    return "object" if pa.types.is_struct(kind) or pa.types.is_map(kind) else found


def sizes(array: pa.Array) -> Sizes:
    """How many bytes each value of a text array takes when it is written out; 0 for null and for other types."""
    if not is_text(array.type):
        return np.zeros(len(array), np.int64)
    if pa.types.is_dictionary(array.type):
        lengths = pc.take(pa.array(sizes(array.dictionary)), array.indices)
    elif pa.types.is_string_view(array.type) or pa.types.is_binary_view(array.type):
        views = np.frombuffer(array.buffers()[1] or b"", np.int32).reshape(-1, 4)
        lengths = pa.array(views[array.offset : array.offset + len(array), 0], mask=_null_mask(array))
    else:
        lengths = pc.binary_length(array)
    return np.asarray(pc.fill_null(lengths, 0)).astype(np.int64)


def _null_mask(array: pa.Array) -> npt.NDArray[np.bool_]:
    return np.asarray(array.is_null())


def strings(array: pa.Array, valid: bool = False) -> tuple[pa.StringArray, list[int]]:
    """A text array as valid UTF-8, and the positions of values that needed replacement characters."""
    if valid and pa.types.is_string(array.type):
        return array, []
    if pa.types.is_dictionary(array.type):
        array = array.dictionary_decode()
    if pa.types.is_fixed_size_binary(array.type):
        array = array.cast(pa.binary())
    try:
        text = array.cast(pa.string())
        text.validate(full=True)
    except pa.ArrowException:
        return _replaced(array)
    return text, []


def _replaced(array: pa.Array) -> tuple[pa.StringArray, list[int]]:
    raw = [None if v is None else v.as_buffer().to_pybytes() for v in array]
    values = [None if v is None else v.decode("utf-8", "replace") for v in raw]
    lossy = [k for k, v in enumerate(raw) if v is not None and not _valid(v)]
    return pa.array(values, pa.string()), lossy


def _valid(value: bytes) -> bool:
    try:
        value.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def whole(column: pa.ChunkedArray) -> pa.Array:
    """A column as one array, without a copy where it is one already."""
    return column.chunk(0) if column.num_chunks == 1 else column.combine_chunks()


def batches(
    first: int, text: Sequence[pa.Array], meta: Mapping[str, pa.Array], limits: Limits, *, valid: bool = False
) -> Iterator[Batch | Quarantined]:
    """Batches of the records whose first row is `first`, in slices that obey the limits; null and oversized texts quarantined.
    `text` are the columns of it, at least one, which must satisfy `is_text`; `valid` says that strings are known to be valid UTF-8."""
    lengths = sum((sizes(part) for part in text[1:]), sizes(text[0])) + (len(text) - 1)
    weights = lengths + sum((sizes(column) for column in meta.values()), np.zeros(len(lengths), np.int64))
    weights[lengths > limits.record_bytes] = max(limits.record_bytes, limits.batch_bytes) + 1
    for start, stop in cuts(weights, limits.batch_bytes):
        if lengths[start] > limits.record_bytes:
            yield Quarantined(first + start, f"row {first + start}", "record_too_large")
            continue
        part = {name: column.slice(start, stop - start) for name, column in meta.items()}
        yield from _slice(first + start, [column.slice(start, stop - start) for column in text], part, valid)


def cuts(weights: Sizes, limit: int) -> Iterator[tuple[int, int]]:
    """Runs of rows whose weights sum up to no more than the limit; a heavier row stands alone."""
    ends = np.cumsum(weights)
    start = 0
    while start < len(weights):
        before = int(ends[start - 1]) if start else 0
        stop = int(np.searchsorted(ends, before + limit, "right"))
        stop = min(max(stop, start + 1), start + ROWS)
        yield start, stop
        start = stop


def _slice(
    first: int, parts: Sequence[pa.Array], meta: Mapping[str, pa.Array], valid: bool
) -> Iterator[Batch | Quarantined]:
    text, lossy = _joined(parts, valid)
    if text.get_total_buffer_size() > text.nbytes + len(text):
        # A slice keeps the buffers of the whole alive, and who works on buffers would see all of them.
        text = pa.concat_arrays([text])
    rows = np.arange(first, first + len(text))
    columns: dict[str, pa.Array] = {}
    for name, column in meta.items():
        columns[name], more = strings(column, valid) if is_text(column.type) else (column, [])
        lossy = lossy + more
    present = np.asarray(text.is_valid())
    yield from nulls(rows[~present])
    if not present.any():
        return
    marked = tuple(sorted({first + k for k in lossy if present[k]}))
    if present.all():
        yield Batch(pa.array(rows), text, columns, marked)
        return
    mask = pa.array(present)
    kept = {name: column.filter(mask) for name, column in columns.items()}
    yield Batch(pa.array(rows[present]), text.filter(mask), kept, marked)


def _joined(parts: Sequence[pa.Array], valid: bool) -> tuple[pa.StringArray, list[int]]:
    """The texts that columns of text make, null where all of them are."""
    if len(parts) == 1:
        return strings(parts[0], valid)
    columns, lossy = zip(*(strings(part, valid) for part in parts), strict=True)
    joined = pc.binary_join_element_wise(*columns, JOINED_BY, null_handling="replace", null_replacement="")
    present = pc.is_valid(pc.coalesce(*columns))
    return pc.if_else(present, joined, pa.scalar(None, pa.string())), sorted({k for found in lossy for k in found})


def nulls(rows: npt.NDArray[Any]) -> Iterator[Quarantined]:
    """What to say of rows without a text."""
    if len(rows) <= SINGLE_NULLS:
        for row in rows.tolist():
            yield Quarantined(row, f"row {row}", "text_null")
        return
    for _, run in groupby(enumerate(rows.tolist()), lambda pair: pair[1] - pair[0]):
        members = [row for _, row in run]
        yield Quarantined(members[0], f"rows {members[0]}-{members[-1]}", "text_null")


def fetched(items: Iterator[Batch | Quarantined | Unexamined], rows: frozenset[int]) -> Iterator[tuple[int, str]]:
    """The texts of the wanted rows among what a reader yields."""
    for item in items:
        if isinstance(item, Batch):
            for k, row in enumerate(item.rows.to_pylist()):
                if row in rows:
                    yield row, item.text[k].as_py()


def placed(item: Batch | Quarantined, rows: Sizes, lossy: set[int], place: str = "row {}") -> Batch | Quarantined:
    """The same with rows of the shard in place of positions among gathered records; `place` names a row, lines from 1."""
    if isinstance(item, Quarantined):
        row = int(rows[item.row or 0])
        return Quarantined(row, place.format(row + place.startswith("line")), item.reason)
    moved = pa.array(rows[np.asarray(item.rows)])
    return Batch(moved, item.text, item.meta, tuple(sorted(lossy.intersection(moved.to_pylist()))))
