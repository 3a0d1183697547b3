"""What a reader of shards gives: batches of records, and what it could not give as a record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, Protocol

import pyarrow as pa

from scanners.base import Task

QuarantineReason = Literal[
    "missing_file",
    "no_match",
    "unreadable_file",
    "wrong_magic",
    "unknown_format",
    "truncated",
    "corrupt",
    "expansion_limit",
    "record_too_large",
    "bad_json",
    "bad_row",
    "not_an_object",
    "json_array",
    "missing_column",
    "text_not_string",
    "text_null",
    "undecodable",
    "changed_while_read",
    "binary_file",
    "link_outside",
    "worker_died",
    "recognizer_failed",
    "recognizer_timeout",
]


@dataclass(frozen=True, slots=True)
class Batch:
    """Records as a reader hands them on. `rows` and `text` have the same length; `text` is a `pa.StringArray` without nulls whose
    bytes are valid UTF-8 (at most `Limits.batch_bytes` of it, unless one record is longer). `meta` holds the mapped columns that
    the shard has, under the names of `Columns` (never `text`), as the shard stores them. `lossy` lists rows that could only be
    decoded with replacement characters."""

    rows: pa.Int64Array
    text: pa.StringArray
    meta: Mapping[str, pa.Array]
    lossy: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Quarantined:
    """A part of a shard that a reader could not give as a record: never an exception, never silence."""

    row: int | None
    position: str
    reason: QuarantineReason


@dataclass(frozen=True, slots=True)
class Unexamined:
    """The columns of a shard that can hold text and that are neither mapped nor declared. The names are the shard's, so they are no safer
    than its text."""

    columns: tuple[str, ...]


class Reader(Protocol):
    """One shard format; a module of `scanners/readers` has these names at its top level."""

    format: str
    suffixes: tuple[str, ...]
    """File name endings without compression suffix, lower case: `.jsonl`."""
    version: int
    """To be raised when other records, columns or quarantined parts would come of the same shard, also where that is decided in a module
    that readers share: catalogues then read every shard of the format anew."""

    def read(self, task: Task) -> Iterator[Batch | Quarantined | Unexamined]:
        """All records of the shard in order, all that could not be read and, once, the columns that were not looked at, if there are any.
        Raises nothing for bad data."""
        ...

    def fetch(self, task: Task, rows: frozenset[int]) -> Iterator[tuple[int, str]]:
        """The texts of these rows, in order, as `read` would give them; a row that cannot be read is left out."""
        ...

    def fields(self, task: Task) -> Mapping[str, str]:
        """Column names and a word for their type, from the first records; for `provenance init`."""
        ...
