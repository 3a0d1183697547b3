"""CSV and TSV with a header line (RFC 4180; tabs in place of commas in `tsv`).

`row` counts records after the header, malformed ones too, blank lines not. All cells are strings; an empty text is a record with
an empty text, since CSV has no null. A header that has a text column's name twice has it not at all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa

from scanners.arrays import batches, fetched, mapped, placed, whole
from scanners.base import Task
from scanners.csv_blocks import Row, cut, fast, skip, slow
from scanners.json_lines import scrub
from scanners.reading import Batch, Quarantined, Unexamined
from scanners.streams import text
from scanners.unexamined import of_schema

format = "csv"  # noqa: A001 - the name is the Reader protocol's
formats = ("csv", "tsv")
suffixes = (".csv", ".tsv", ".tab")
version = 1

Item = Batch | Quarantined
Part = Item | Unexamined


def read(task: Task) -> Iterator[Part]:
    """All records. One that is malformed, or has not as many cells as the header, is `bad_row` with the line it starts at."""
    state = _State(task, "\t" if task.format == "tsv" else ",")
    for piece in text(task):
        if isinstance(piece, Quarantined):
            # What follows the last line end may be half a record that looks like a whole one.
            yield from state.advance(final=False)
            place = f"line {state.line + 1}" if state.header else piece.position
            yield Quarantined(state.row if state.header else None, place, piece.reason)
            return
        yield from state.push(piece)
    yield from state.advance(final=True)
    if not state.header:
        yield Quarantined(None, "column text", "missing_column")


def fetch(task: Task, rows: frozenset[int]) -> Iterator[tuple[int, str]]:
    """The texts of the rows, found by reading the shard."""
    yield from fetched(read(task), rows)


def fields(task: Task) -> Mapping[str, str]:
    """The names in the header."""
    state = _State(task, "\t" if task.format == "tsv" else ",")
    for piece in text(task):
        if isinstance(piece, Quarantined):
            break
        next(state.push(piece), None)
        if state.header:
            break
    if not state.header:
        next(state.advance(final=True), None)
    return dict.fromkeys(filter(None, state.header), "string")


@dataclass(slots=True)
class _State:
    """What has been read and not yet parsed, and where in the shard that is."""

    task: Task
    delimiter: str
    held: list[bytes] = field(default_factory=list)
    size: int = 0
    wanted: int = 0
    header: tuple[str, ...] = ()
    line: int = 0
    row: int = 0
    skipping: int | None = None
    """While an oversized record is skipped: how many quotes of it stood before, modulo 2."""

    def push(self, piece: bytes) -> Iterator[Part]:
        """The records that a further piece completes."""
        self.held.append(piece)
        self.size += len(piece)
        if self.size >= max(self.wanted, self.task.limits.batch_bytes):
            yield from self.advance(final=False)

    def advance(self, *, final: bool) -> Iterator[Part]:
        """The records that are whole; with `final`, all that is left."""
        data = b"".join(self.held)
        self.held = []
        if not self.header:
            data = self._begin(data, final)
            yield from self._missing()
            if self.header:
                yield from of_schema(pa.schema([(name, pa.string()) for name in self.header]), self.task.columns)
        while data and self.header:
            size = len(data)
            data, items = self._step(data, final)
            yield from items
            if len(data) == size:
                break
        self.held, self.size = [data], len(data)
        self.wanted = min(self.size * 2, self.task.limits.record_bytes + 1)

    def _begin(self, data: bytes, final: bool) -> bytes:
        found = slow(data, self.delimiter, None, 0, final)
        if found.rows or len(data) > self.task.limits.record_bytes:
            cells = found.rows[0][1] if found.rows else None
            self.header = tuple(scrub(name) for name in cells or ("",))
            self.line = found.lines
        return data[found.used :]

    def _missing(self) -> Iterator[Quarantined]:
        named = [("text", name) for name in self.task.columns.texts]
        for ours, theirs in (*named, *mapped(self.task.columns).items()):
            if self.header and self.header.count(theirs) != 1:
                yield Quarantined(None, f"column {ours}", "missing_column")

    def _meta(self) -> dict[str, str]:
        return {o: t for o, t in mapped(self.task.columns).items() if self.header.count(t) == 1}

    def _texts(self) -> list[str]:
        return [name for name in self.task.columns.texts if self.header.count(name) == 1]

    def _step(self, data: bytes, final: bool) -> tuple[bytes, Iterator[Item]]:
        """Parses or skips the beginning of the data; what is left, unchanged where more is needed."""
        if not (texts := self._texts()):
            return b"", iter(())
        if self.skipping is not None:
            return self._skip(data), iter(())
        end = len(data) if final else cut(data)
        columns = sorted({*texts, *self._meta().values()})
        table = fast(data[:end], self.delimiter, self._unique(), columns) if end else None
        if table is not None:
            first, self.row = self.row, self.row + table.num_rows
            self.line += data.count(b"\n", 0, end)
            return data[end:], self._batches(first, {n: whole(table.column(n)) for n in columns})
        return self._slow(data, final) if end or len(data) > self.task.limits.record_bytes else (data, iter(()))

    def _slow(self, data: bytes, final: bool) -> tuple[bytes, Iterator[Item]]:
        found = slow(data, self.delimiter, len(self.header), self.line, final)
        first, self.row, self.line = self.row, self.row + len(found.rows), self.line + found.lines
        if found.used or len(data) <= self.task.limits.record_bytes:
            return data[found.used :], self._rows(first, found.rows)
        item = Quarantined(self.row, f"line {self.line + 1}", "record_too_large")
        self.row += 1
        self.skipping = 0
        return self._skip(data), iter((item,))

    def _skip(self, data: bytes) -> bytes:
        end, odd = skip(data, self.skipping or 0)
        self.skipping = odd if end < 0 else None
        end = len(data) if end < 0 else end
        self.line += data.count(b"\n", 0, end)
        return data[end:]

    def _unique(self) -> list[str]:
        return [name if self.header.count(name) == 1 else f"{k}:{name}" for k, name in enumerate(self.header)]

    def _rows(self, first: int, rows: list[Row]) -> Iterator[Item]:
        good = [(first + k, cells) for k, (_, cells) in enumerate(rows) if cells is not None]
        for k, (line, cells) in enumerate(rows):
            if cells is None:
                yield Quarantined(first + k, f"line {line + 1}", "bad_row")
        if good:
            places = [row for row, _ in good]
            names = {*self._texts(), *self._meta().values()}
            raw = {name: [cells[self.header.index(name)] for _, cells in good] for name in names}
            tidy = {name: [scrub(value) for value in values] for name, values in raw.items()}
            lossy = {row for n in names for row, a, b in zip(places, raw[n], tidy[n], strict=True) if a is not b}
            arrays = {name: pa.array(values, pa.string()) for name, values in tidy.items()}
            yield from (placed(item, np.array(places), lossy) for item in self._batches(0, arrays))

    def _batches(self, first: int, arrays: Mapping[str, pa.Array]) -> Iterator[Item]:
        meta = {ours: arrays[theirs] for ours, theirs in self._meta().items()}
        return batches(first, [arrays[name] for name in self._texts()], meta, self.task.limits)
