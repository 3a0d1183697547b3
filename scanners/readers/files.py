"""A folder of text or source files: one record a file, for the files directly in one directory.

`row` is the position among the directory's entries that are no directories, hidden ones included, in the byte order of their
names. `id` is the file's name. Pipes, sockets and devices are never opened, links are followed to files inside the
directory's tree only, and positions give no names (`file 17`).
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path

import pyarrow as pa

from scanners.base import Limits, Task
from scanners.encodings import SAMPLE, Transcoder, is_binary
from scanners.json_lines import scrub
from scanners.reading import Batch, Quarantined, QuarantineReason
from scanners.streams import CHUNK, open_regular, unopened

format = "files"  # noqa: A001 - the name is the Reader protocol's
suffixes: tuple[str, ...] = ()
version = 2


def read(task: Task) -> Iterator[Batch | Quarantined]:
    """All files; an empty one is a record with an empty text, one that is no text is `binary_file`."""
    held: list[tuple[int, str, str, bool]] = []
    size = 0
    for item in _items(task, None):
        if isinstance(item, Quarantined):
            yield item
            continue
        length = len(item[2].encode())
        if held and size + length > task.limits.batch_bytes:
            yield _batch(held)
            held, size = [], 0
        held.append(item)
        size += length
    if held:
        yield _batch(held)


def fetch(task: Task, rows: frozenset[int]) -> Iterator[tuple[int, str]]:
    """Opens the wanted files only."""
    for item in _items(task, rows):
        if not isinstance(item, Quarantined):
            yield item[0], item[2]


def fields(task: Task) -> Mapping[str, str]:  # noqa: ARG001 - the Reader protocol
    """What every folder has."""
    return {"text": "string", "id": "string"}


def _batch(held: list[tuple[int, str, str, bool]]) -> Batch:
    rows, names, texts, lossy = zip(*held, strict=True)
    marked = tuple(row for row, bad in zip(rows, lossy, strict=True) if bad)
    return Batch(pa.array(rows, pa.int64()), pa.array(texts, pa.string()), {"id": pa.array(names, pa.string())}, marked)


def _items(task: Task, rows: frozenset[int] | None) -> Iterator[tuple[int, str, str, bool] | Quarantined]:
    try:
        entries = listed(task.path)
        root = Path(task.path).resolve(strict=True)
    except (OSError, ValueError, RuntimeError) as error:
        yield unopened(error if isinstance(error, OSError) else OSError())
        return
    for row, name in enumerate(entries):
        if rows is None or row in rows:
            yield _item(task, root, row, name)


def listed(path: str) -> list[str]:
    """The names of the files of a folder, each at the place that is its row. Raises OSError where there is no such folder."""
    return sorted(_files(path), key=os.fsencode)


def _files(path: str) -> Iterator[str]:
    with os.scandir(path) as entries:
        for entry in entries:
            if not entry.is_dir(follow_symlinks=False) and not _leads_in(entry):
                yield entry.name


def _leads_in(entry: os.DirEntry[str]) -> bool:
    """Whether a link leads to a directory, which is another shard or none."""
    try:
        return entry.is_symlink() and entry.is_dir()
    except OSError:
        return False


def _item(task: Task, root: Path, row: int, name: str) -> tuple[int, str, str, bool] | Quarantined:
    place = f"file {row}"
    try:
        path = _target(root, name)
        if path is None:
            return Quarantined(row, place, "link_outside")
        found = _content(path, task.encoding, task.limits)
    except OSError as error:
        return unopened(error, place, row)
    except (RuntimeError, LookupError):
        return Quarantined(row, place, "undecodable")
    if isinstance(found, bytes):
        text = found.decode("utf-8", "replace")
        lossy = "\ufffd" in text and text.encode() != found
        return row, scrub(name), text, lossy
    return Quarantined(row, place, found)


def _target(root: Path, name: str) -> Path | None:
    """The regular file that an entry is or leads to; None where it leads outside. Raises OSError where it is no file."""
    path = root / name
    if path.is_symlink():
        path = path.resolve(strict=True)
        if not path.is_relative_to(root):
            return None
    if not stat.S_ISREG(path.lstat().st_mode):
        raise OSError("not a regular file")
    return path


def _content(path: Path, encoding: str | None, limits: Limits) -> bytes | QuarantineReason:
    with open_regular(str(path)) as file:
        if os.fstat(file.fileno()).st_size > limits.record_bytes:
            return "record_too_large"
        data = b"".join(iter(lambda: file.read(CHUNK), b""))
    if len(data) > limits.record_bytes:
        return "record_too_large"
    if encoding is None and is_binary(data[:SAMPLE]):
        return "binary_file"
    return Transcoder(encoding).feed(data, final=True)
