"""The bytes of a shard, decompressed within limits, as UTF-8, in pieces.

Every iterator here yields what could be read and then, if something went wrong, one `Quarantined`; it raises nothing for bad
data. A file is opened without blocking and only if it is a regular one.
"""

from __future__ import annotations

import bz2
import errno
import io
import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO, Protocol, cast

import pyarrow as pa
from isal import igzip_lib

from scanners.base import Limits, Task
from scanners.encodings import SAMPLE, Transcoder, is_binary
from scanners.reading import Quarantined, QuarantineReason

CHUNK = 1 << 20
Piece = bytes | Quarantined

_CODECS = {".gz": "gz", ".gzip": "gz", ".zst": "zst", ".zstd": "zst", ".bz2": "bz2"}
_NAMES = {"gz": "gz", "gzip": "gz", "zst": "zst", "zstd": "zst", "bz2": "bz2", "none": None}
_MAGIC = {
    "gz": (b"\x1f\x8b",),
    "bz2": (b"BZh",),
    "zst": (b"\x28\xb5\x2f\xfd", *(bytes([n]) + b"\x2a\x4d\x18" for n in range(0x50, 0x60))),
}


def open_regular(path: str) -> io.FileIO:
    """Opens a regular file for unbuffered reading. Raises OSError for anything else, without waiting for a pipe's other end."""
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    try:
        handle = os.open(path, flags)
    except ValueError:
        raise FileNotFoundError(errno.ENOENT, "not a file name") from None
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise OSError(errno.EINVAL, "not a regular file")
    return os.fdopen(handle, "rb", buffering=0)


def unopened(error: OSError, position: str = "file", row: int | None = None) -> Quarantined:
    """What an OSError on opening or reading a file means."""
    missing = isinstance(error, FileNotFoundError | NotADirectoryError)
    return Quarantined(row, position, "missing_file" if missing else "unreadable_file")


def decompress(task: Task) -> Iterator[Piece]:
    """The decompressed bytes of a shard in pieces of at most `CHUNK`. `Task.compression` (`gz`, `zst`, `bz2`, `none`) says how;
    where it is None, the ending of the file name does."""
    name = task.compression.lower() if task.compression else None
    codec = _NAMES.get(name, "?") if name else _CODECS.get(Path(task.path).suffix.lower())
    if codec == "?":
        yield Quarantined(None, "compression", "unknown_format")
        return
    try:
        with open_regular(task.path) as file:
            yield from _pieces(task, file, codec)
    except OSError as error:
        yield unopened(error)


def _pieces(task: Task, file: BinaryIO, codec: str | None) -> Iterator[Piece]:
    if codec is None:
        yield from iter(lambda: file.read(CHUNK), b"")
        return
    head = file.read(4)
    file.seek(0)
    if not head.startswith(_MAGIC[codec]):
        short = any(magic.startswith(head) for magic in _MAGIC[codec])
        yield Quarantined(None, "byte 0", "truncated" if short else "wrong_magic")
        return
    pieces = _unzstd(file, task.path) if codec == "zst" else _expand(file, _ENGINES[codec])
    yield from _bounded(pieces, file, task.limits)


def _bounded(pieces: Iterator[Piece], file: BinaryIO, limits: Limits) -> Iterator[Piece]:
    """Stops when more came out than `expansion_floor` and `expansion_ratio` allow for what went in."""
    total = 0
    for piece in pieces:
        if isinstance(piece, Quarantined):
            yield Quarantined(None, f"byte {total}", piece.reason)
            return
        total += len(piece)
        if total > limits.expansion_floor and total > limits.expansion_ratio * file.tell():
            yield Quarantined(None, f"byte {total}", "expansion_limit")
            return
        yield piece


class _Engine(Protocol):
    @property
    def eof(self) -> bool: ...
    @property
    def needs_input(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: bytes, max_length: int = -1) -> bytes: ...


_GZIP_ERROR = cast("type[Exception]", igzip_lib.error)
_ENGINES: dict[str, Callable[[], _Engine]] = {
    "gz": lambda: igzip_lib.IgzipDecompressor(flag=igzip_lib.DECOMP_GZIP),
    "bz2": bz2.BZ2Decompressor,
}


def _expand(file: BinaryIO, engine_of: Callable[[], _Engine]) -> Iterator[Piece]:
    """All members of a gzip or bzip2 file; zero bytes after the last are padding, anything else there is corrupt."""
    engine = engine_of()
    data = b""
    while True:
        if not data and engine.needs_input and not (data := file.read(CHUNK // 4)):
            yield Quarantined(None, "", "truncated")
            return
        try:
            out = engine.decompress(data, CHUNK)
        except (OSError, ValueError, EOFError, _GZIP_ERROR):
            yield Quarantined(None, "", "corrupt")
            return
        data = b""
        if out:
            yield out
        if engine.eof:
            data = _next_member(engine.unused_data, file)
            if not data:
                return
            engine = engine_of()


def _next_member(rest: bytes, file: BinaryIO) -> bytes:
    rest = rest.lstrip(b"\0")
    while not rest and (more := file.read(CHUNK // 4)):
        rest = more.lstrip(b"\0")
    return rest


def _unzstd(file: BinaryIO, path: str) -> Iterator[Piece]:
    total = 0
    stream = pa.CompressedInputStream(pa.PythonFile(file, "r"), "zstd")
    while True:
        try:
            piece = stream.read(CHUNK)
        except (OSError, pa.ArrowException, MemoryError) as error:
            reason: QuarantineReason = "truncated" if "runcated" in str(error) else "corrupt"
            break
        if not piece:
            return
        total += len(piece)
        yield piece
    rest = _salvage(path, total)
    if rest:
        yield rest
    yield Quarantined(None, "", reason)


def _salvage(path: str, good: int) -> bytes:
    """What stands between the last whole piece of a damaged file and the damage: a failed read throws away what it had."""
    rest: list[bytes] = []
    try:
        with open_regular(path) as file:
            stream = pa.CompressedInputStream(pa.PythonFile(file, "r"), "zstd")
            for _ in range(good // CHUNK):
                stream.read(CHUNK)
            rest.extend(iter(lambda: stream.read(1), b""))
    except (OSError, pa.ArrowException, MemoryError):
        pass
    return b"".join(rest)


def text(task: Task) -> Iterator[Piece]:
    """The shard as UTF-8 without byte order mark. Sequences invalid in the shard's encoding are invalid UTF-8 here too."""
    try:
        transcoder = Transcoder(task.encoding)
    except LookupError:
        yield Quarantined(None, "encoding", "undecodable")
        return
    for number, piece in enumerate(_headed(decompress(task))):
        if isinstance(piece, Quarantined):
            yield piece
            return
        if number == 0 and task.encoding is None and is_binary(piece[:SAMPLE]):
            yield Quarantined(None, "byte 0", "wrong_magic")
            return
        yield transcoder.feed(piece)
    yield transcoder.feed(b"", final=True)


def encoding(task: Task) -> str | None:
    """The encoding that `text` uses for a shard (`utf-8` for ASCII alone, None for what is no text). Reads until a byte decides."""
    if task.encoding is not None:
        return task.encoding
    transcoder = Transcoder(None)
    for number, piece in enumerate(_headed(decompress(task))):
        if isinstance(piece, Quarantined) or (number == 0 and is_binary(piece[:SAMPLE])):
            return transcoder.encoding if number else None
        transcoder.feed(piece)
        if transcoder.encoding is not None:
            return transcoder.encoding
    return "utf-8"


def _headed(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """Joins the first pieces, so that the first one is long enough to tell what it is."""
    head = b""
    for piece in pieces:
        if isinstance(piece, Quarantined) or len(head) + len(piece) >= SAMPLE:
            break
        head += piece
    else:
        yield head
        return
    if isinstance(piece, Quarantined):
        yield from (head, piece) if head else (piece,)
        return
    yield head + piece
    yield from pieces
