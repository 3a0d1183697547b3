"""What can be read off one shard, for a first manifest: its format, columns, records and digest."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from provenance.column_names import columns_of
from provenance.listing import format_of
from provenance.reports.wording import phrase
from scanners.base import Columns, Task
from scanners.reading import Batch, Unexamined
from scanners.registry import readers
from scanners.worker import digest


@dataclass(frozen=True, slots=True)
class Found:
    """One shard as it was found: path relative to the folder (with `/` at the end for a folder of files), and what was read off it.
    `unexamined` are the columns that can hold text and stand for nothing in `columns`."""

    path: str
    format: str
    columns: Columns | None
    rows: int | None
    sha256: str | None
    unexamined: tuple[str, ...] = ()
    problem: str | None = None
    """Why not all of it could be read."""


def look(folder: Path, path: str) -> Found:
    """Reads the whole shard at a path in the folder."""
    format_, compression = format_of(path)
    task = Task(
        shard=0,
        path=str((folder / path).resolve()),
        format=format_,
        columns=Columns(),
        secret=bytes(32),
        spool="",
        compression=compression,
    )
    columns = None if format_ == "files" else columns_of(task)
    rows, unexamined, problem = _read(replace(task, columns=columns or Columns()))
    return Found(path, format_, columns, rows, digest(task.path), unexamined if columns else (), problem)


def _read(task: Task) -> tuple[int | None, tuple[str, ...], str | None]:
    """The number of records, and the unexamined columns; no number, and why, when a part of the shard cannot be read, because then nobody
    knows."""
    rows, problem = 0, None
    unexamined: tuple[str, ...] = ()
    for item in readers()[task.format].read(task):
        if isinstance(item, Batch):
            rows += len(item.rows)
        elif isinstance(item, Unexamined):
            unexamined = item.columns
        else:
            problem = problem or phrase("quarantine", item.reason)["en"]
    return None if problem else rows, unexamined, problem
