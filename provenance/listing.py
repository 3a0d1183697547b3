"""The shards of a manifest as they lie on disk.

Whatever the manifest names becomes an entry, present or not, so that nothing that was declared can be passed over in silence.

A shard set whose path is a folder, or that says `format: files`, gives one shard for each folder that directly holds files; the
shard's records are these files, hidden ones too. Folders of version control (`.git`, `CVS`, `RCS` and others) are passed over, both here
and in globs; in a folder shard their files are counted. As in a shell, `*` and `**` stand for no name that begins with a dot, and `.*`
for those that do. A glob without `format: files` means files; folders count only where nothing else matches.
A folder reached by a link is followed if it stays in reach and does not lead back to a folder it lies in.

A shard that one entry names by its very path and another only reaches by a glob or through a folder belongs to the first. A declared
digest or row count is one shard's: of an entry that still gives several, nobody knows whose it is, so it counts for none of them.
"""

from __future__ import annotations

import functools
import hashlib
import os
import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from provenance.expansion import Tree, files_passed_over, is_glob
from provenance.inventory import Line, inventory
from provenance.manifest_sources import ColumnMap, ShardSet, Source
from provenance.manifests.native import Loaded, roots
from scanners.base import Columns
from scanners.registry import readers

COMPRESSIONS = {".gz": "gz", ".gzip": "gz", ".zst": "zst", ".zstd": "zst", ".bz2": "bz2"}


@dataclass(frozen=True, slots=True)
class ListedShard:
    """One shard as declared. `path` is relative to the manifest, with `/`, and ends with it for a folder (absolute only where the
    manifest is), with escapes for what cannot be shown; `absolute` has all links followed. `reason` says why a shard is not present
    or has no known format; `passed_over` counts the files of version control in a folder, which are no records; `times`, how often
    the source names the shard. `shard` is the first 63 bits of SHA-256(source, NUL, path)."""

    shard: int
    source: str
    role: str
    path: str
    absolute: Path
    format: str
    compression: str | None
    encoding: str | None
    columns: Columns
    declared_sha256: str | None
    declared_rows: int | None
    present: bool
    reason: str | None
    passed_over: int = 0
    times: int = 1


def list_shards(loaded: Loaded) -> Iterator[ListedShard]:
    """Every shard of every source, in the order of the manifest, globs sorted; once for each source and path.

    Facts of the source's inventory are added; a line of it that names no listed shard becomes an entry that is not present. Raises
    nothing for what stands on disk.
    """
    tree = Tree(str(loaded.root), roots(loaded))
    for source in loaded.manifest.sources:
        facts = inventory(loaded, source)
        found: dict[str, ListedShard] = {}
        for shard in _named(tree, source):
            first = found.get(shard.path)
            found[shard.path] = replace(first, times=first.times + 1) if first else shard
        yield from (_shown(_stated(shard, facts.pop(shard.path, None))) for shard in found.values())
        for path, line in sorted(facts.items()):
            real = os.path.normpath(loaded.root / path)
            yield _shown(_stated(_listed(source, ShardSet(path=path), path, real, "missing_file"), line))


def shard_number(source: str, path: str) -> int:
    """The number by which the catalogue knows a shard."""
    return (
        int.from_bytes(hashlib.sha256(f"{source}\0{path}".encode("utf-8", "surrogateescape")).digest()[:8], "big") >> 1
    )


def format_of(path: str) -> tuple[str, str | None]:
    """Format and compression that a file's name tells: `("jsonl", "zst")`; `unknown` for a name that tells nothing."""
    if path.endswith("/"):
        return "files", None
    stem, suffix = posixpath.splitext(path.lower())
    compression = COMPRESSIONS.get(suffix)
    if compression:
        suffix = posixpath.splitext(stem)[1]
    return _suffixes().get(suffix, "unknown"), compression


def signature(absolute: Path, format: str) -> str:  # noqa: A002 - the word of the manifest
    """What changes when a shard is written to: size, times and inode of the file; of a folder, a digest over those of its files.

    A shard that cannot be looked at has the signature `absent`. Equal signatures spare a digest, they do not replace it.
    """
    try:
        if format != "files" or not absolute.is_dir():
            return _stamp(absolute.stat())
        with os.scandir(absolute) as entries:
            lines = sorted(f"{entry.name}\0{_stamp(entry.stat())}" for entry in entries if entry.is_file())
    except OSError:
        return "absent"
    return hashlib.sha256("\n".join(lines).encode("utf-8", "surrogateescape")).hexdigest()


def _stamp(status: os.stat_result) -> str:
    return f"{status.st_size}:{status.st_mtime_ns}:{status.st_ctime_ns}:{status.st_ino}"


def _named(tree: Tree, source: Source) -> Iterator[ListedShard]:
    """The shards of each entry but for those that another entry names by their very path."""
    exact = {_place(shards.path) for shards in source.shards if not is_glob(shards.path)}
    for shards in source.shards:
        own = None if is_glob(shards.path) else _place(shards.path)
        entries = [
            entry
            for entry in tree.expand(shards.path, files=shards.format == "files")
            if (place := _place(entry[0])) == own or place not in exact
        ]
        if len(entries) > 1:
            shards = shards.model_copy(update={"sha256": None, "rows": None})
        yield from (_listed(source, shards, *entry) for entry in entries)


def _place(path: str) -> str:
    """One spelling for a path, with or without the `/` of a folder."""
    return posixpath.normpath(path.replace(os.sep, "/"))


def _listed(source: Source, shards: ShardSet, path: str, real: str, reason: str | None) -> ListedShard:
    format_, compression = format_of(path)
    if shards.format and not (path.endswith("/") and reason is None):
        format_ = shards.format
    compression = shards.compression or compression
    return ListedShard(
        shard=shard_number(source.id, path),
        source=source.id,
        role=source.role,
        path=path,
        absolute=Path(real),
        format=format_,
        compression=compression,
        encoding=shards.encoding,
        columns=_columns(shards.columns),
        declared_sha256=None if is_glob(shards.path) else shards.sha256,
        declared_rows=None if is_glob(shards.path) else shards.rows,
        present=reason is None,
        reason=reason or ("unknown_format" if format_ == "unknown" else None),
        passed_over=files_passed_over(real) if format_ == "files" and reason is None else 0,
    )


@functools.cache
def _suffixes() -> dict[str, str]:
    """File name endings to formats, as the readers have them; one reader may serve several formats, told apart by ending."""
    known = readers()
    return {
        suffix: suffix[1:] if suffix[1:] in known else name
        for name, reader in known.items()
        for suffix in reader.suffixes
    }


@functools.cache
def _columns(columns: ColumnMap) -> Columns:
    text = columns.text[0] if len(columns.text) == 1 else columns.text
    return Columns(text=text, not_examined=columns.not_examined, **columns.named())


def _shown(shard: ListedShard) -> ListedShard:
    """With a path that can be stored and shown: bytes that are not UTF-8, and characters that a terminal would act on or nobody would
    see, as escapes. The shard's number tells it from a file that is really called so."""
    if shard.path.isprintable():
        return shard
    seen = (c if c.isprintable() or c == "\u3000" else c.encode("unicode_escape").decode() for c in shard.path)
    return replace(shard, path="".join(seen))


def _stated(shard: ListedShard, line: Line | None) -> ListedShard:
    if line is None:
        return shard
    return replace(
        shard,
        declared_sha256=line.sha256 if shard.declared_sha256 is None else shard.declared_sha256,
        declared_rows=line.rows if shard.declared_rows is None else shard.declared_rows,
    )
