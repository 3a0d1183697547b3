"""Blocks of CSV: where records end, and the two ways of parsing them.

A block whose quotes stand only where RFC 4180 has them goes through pyarrow; any other through the standard library's strict
parser, record by record. Neither repairs anything: a record that is not well formed is quarantined.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.csv as pc

Row = tuple[int, Sequence[str] | None]
"""Physical line (0-based) at which a record starts, and its cells; None where it is malformed."""


@dataclass(frozen=True, slots=True)
class Parsed:
    """Records of the beginning of a block, and how many bytes and lines they took."""

    rows: list[Row]
    used: int
    lines: int


def cut(data: bytes) -> int:
    """The end of the last line of a block that is not inside quotes; 0 if there is none."""
    end = data.rfind(b"\n") + 1
    odd = data.count(b'"', 0, end) % 2
    while end and odd:
        before = data.rfind(b"\n", 0, data.rfind(b'"', 0, end)) + 1
        odd = (odd + data.count(b'"', before, end)) % 2
        end = before
    return end


def skip(data: bytes, odd: int) -> tuple[int, int]:
    """The end of the first line that is not inside quotes, given how many quotes stood before (modulo 2), and how many stand
    before that end; -1 and the number for all the data if there is none."""
    raw = np.frombuffer(data, np.uint8)
    quotes, ends = np.flatnonzero(raw == ord('"')), np.flatnonzero(raw == 10)
    outside = ends[(np.searchsorted(quotes, ends) + odd) % 2 == 0]
    return (int(outside[0]) + 1, 0) if len(outside) else (-1, (len(quotes) + odd) % 2)


def is_regular(data: bytes, delimiter: str) -> bool:
    """Whether quotes only enclose whole fields or are doubled inside of them, and every carriage return ends a line."""
    if data.count(b"\r") != data.count(b"\r\n"):
        return False
    if b'"' not in data:
        return True
    raw = np.frombuffer(b"\n" + data + b"\n", np.uint8)
    quotes = np.flatnonzero(raw == ord('"'))
    if len(quotes) % 2:
        return False
    opening, closing = quotes[0::2], quotes[1::2]
    ends = (ord(delimiter), 10, 13)
    opened = np.isin(raw[opening - 1], ends[:2])
    closed = np.isin(raw[closing + 1], ends)
    doubled = opening[1:] == closing[:-1] + 1
    return bool(
        np.all(opened[1:] | doubled) and np.all(closed[:-1] | doubled) and opened[:1].all() and closed[-1:].all()
    )


def fast(data: bytes, delimiter: str, header: Sequence[str], columns: Sequence[str]) -> pa.Table | None:
    """The columns of a block of whole records as strings; None where only the slow way tells what is wrong."""
    if not is_regular(data, delimiter):
        return None
    try:
        return pc.read_csv(
            pa.BufferReader(data),
            read_options=pc.ReadOptions(use_threads=False, block_size=len(data) + 1, column_names=list(header)),
            parse_options=pc.ParseOptions(delimiter=delimiter, newlines_in_values=True),
            convert_options=pc.ConvertOptions(
                include_columns=list(columns),
                column_types=dict.fromkeys(columns, pa.string()),
                strings_can_be_null=False,
            ),
        )
    except (pa.ArrowException, MemoryError):
        return None


def slow(data: bytes, delimiter: str, width: int | None, line: int, final: bool) -> Parsed:
    """The records of a block one by one; `width` is how many cells they must have. Those that would need what follows the block
    are left, unless it is the last. A malformed record costs its first line only: the next is tried as the start of a record."""
    lines = [part + b"\n" for part in data.split(b"\n")]
    rest = lines.pop()[:-1]
    if final and rest:
        lines.append(rest)
    rows: list[Row] = []
    start = 0
    before = csv.field_size_limit(len(data) + 1)
    try:
        for stop, cells in _records(lines, delimiter, final):
            if cells is None or cells:
                good = cells is not None and width in (None, len(cells))
                rows.append((line + start, cells if good else None))
            start = stop
            if width is None and rows:
                break
    finally:
        csv.field_size_limit(before)
    return Parsed(rows, sum(map(len, lines[:start])), start)


def _records(lines: list[bytes], delimiter: str, final: bool) -> Iterator[tuple[int, list[str] | None]]:
    """For each record the number of the line after it, and its cells or None."""
    start = 0
    while start < len(lines):
        reader = csv.reader(_decoded(lines, start), delimiter=delimiter, strict=True)
        stop = start
        try:
            for cells in reader:
                stop = start + reader.line_num
                yield stop, cells
        except csv.Error:
            if start + reader.line_num >= len(lines) and not final:
                return
            stop += 1
            yield stop, None
        start = stop


def _decoded(lines: list[bytes], start: int) -> Iterator[str]:
    for k in range(start, len(lines)):
        yield lines[k].decode("utf-8", "surrogateescape")
