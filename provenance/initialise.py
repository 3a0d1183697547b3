"""A first manifest for a folder of shards: everything that can be read off the folder, and a TODO for what only a person knows.

Each folder directly below becomes a source, with what lies in the folder itself as another. Shards are the files that a reader knows by
their name; a folder that holds no such file is a folder of text files. What was found is written down, with row counts and
digests; what was not is left out or `unknown`, so that an audit of the manifest runs and does not pass.
"""

from __future__ import annotations

import glob
import hashlib
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path

import yaml

from provenance.column_names import columns_of
from provenance.expansion import is_glob, passed_over
from provenance.first_inventory import grouped, table
from provenance.left_out import LeftOut, is_inventory, left_out, lines, writable
from provenance.listing import format_of
from provenance.naming import showable
from provenance.problems import InputError, Problem
from provenance.reports.wording import phrase
from scanners.base import Batch, Columns, Task, Unexamined
from scanners.registry import readers
from scanners.worker import digest

UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")


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


def initialise(folder: Path, out: Path | None = None, *, force: bool = False) -> Path:
    """Writes a manifest for the folder to `out`, by default `manifest.yaml` in it, and returns where it is.

    Raises `InputError` when there is no such folder, nothing in it looks like a shard, `out` does not lie in the folder's reach, or a
    file is already there and `force` is not given.
    """
    target = out or folder / "manifest.yaml"
    if not folder.is_dir():
        raise InputError([Problem(str(folder), None, "", "is not a folder")])
    root = Path(os.path.relpath(folder.resolve(), target.absolute().parent.resolve()))
    if ".." in root.parts:
        raise InputError(
            [Problem(str(target), None, "", "must lie in the folder or above it, so that its paths lead downwards")]
        )
    sources = _sources(folder, target)
    if not sources:
        raise InputError([Problem(str(folder), None, "", "holds nothing that looks like a shard")])
    listed = {shard.path for shards in sources.values() for shard in shards}
    first = _First(folder, target, root)
    text = first.manifest(sources, left_out(folder, target, listed))
    for path, inventory in {**first.inventories, target: text}.items():
        _write(path, inventory, force=force)
    return target


def _write(target: Path, text: str, *, force: bool) -> None:
    try:
        with target.open("w" if force else "x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        raise InputError([Problem(str(target), None, "", "is already there; nothing was written")]) from None
    except OSError:
        raise InputError([Problem(str(target), None, "", "cannot be written")]) from None


def _sources(folder: Path, target: Path) -> dict[str, list[Found]]:
    """Source id to its shards, in the order of the folder's names."""
    sources: dict[str, list[Found]] = {}
    skipped = target.absolute()
    here = [path for path in _shards(folder, folder, deep=False) if not _ours(folder / path, skipped)]
    if found := [_look(folder, path) for path in here if path != "./"]:
        sources[_identifier(folder.resolve().name, sources)] = found
    for name in _names(folder, folders=True):
        if found := [_look(folder, path) for path in _shards(folder, folder / name, deep=True)]:
            sources[_identifier(name, sources)] = found
    return sources


def _ours(path: Path, target: Path) -> bool:
    return path.absolute() == target or (path.absolute().parent == target.parent and is_inventory(path.name))


def _shards(folder: Path, place: Path, *, deep: bool) -> Iterator[str]:
    known = [name for name in _names(place, folders=False) if format_of(name)[0] != "unknown"]
    relative = place.relative_to(folder).as_posix()
    prefix = "" if relative == "." else f"{relative}/"
    if known:
        yield from (prefix + name for name in known)
    elif _names(place, folders=False):
        yield prefix or "./"
    for name in _names(place, folders=True) if deep else ():
        yield from _shards(folder, place / name, deep=True)


def _names(place: Path, *, folders: bool) -> list[str]:
    """Names of the folders or regular files in a folder, sorted; links are left to the person."""
    try:
        with os.scandir(place) as entries:
            return sorted(
                entry.name
                for entry in entries
                if not passed_over(entry.name, folders)
                and writable(entry.name)
                and (entry.is_dir(follow_symlinks=False) if folders else entry.is_file(follow_symlinks=False))
            )
    except OSError:
        return []


def _look(folder: Path, path: str) -> Found:
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


def _identifier(name: str, taken: Mapping[str, object]) -> str:
    """An id for the name that is not taken; a name that looks like personal information gives none."""
    plain = UNSAFE.sub("-", name).strip("-._")[:100] if showable(name) else ""
    plain = plain if plain and showable(plain) else "source"
    number = 2
    identifier = plain
    while identifier in taken:
        identifier, number = f"{plain}-{number}", number + 1
    return identifier


class _First:
    """A first manifest as it is written: its lines, and the inventories that lie beside it, by their paths."""

    def __init__(self, folder: Path, target: Path, root: Path) -> None:
        self._folder, self._target, self._root = folder, target, root
        self.inventories: dict[Path, str] = {}

    def manifest(self, sources: Mapping[str, list[Found]], left: list[LeftOut]) -> str:
        found = [
            "# A first manifest. What could be read off the folder stands here; every TODO is for a person who knows.",
            "provenance: 1",
            "dataset:",
            f"  id: {_identifier(self._folder.resolve().name, {})}",
            "  # TODO version, title, train_date (the day on which training begins)",
            "  # TODO intended_use: purposes, commercial, public_service_cn, via_api, audience, redistributes_data, declared_by and _on",
            "  # TODO article_17: opinion_or_mobilisation, security_assessment, algorithm_filing",
            "  # TODO base_models: a list, [] if no foundation model is used",
            "  # TODO policies: ip, personal_information, robots, annotation, algorithm_description (path, sha256, owner, dated_on)",
            "sources:",
        ]
        for identifier, shards in sources.items():
            found += self._source(identifier, shards)
        return "\n".join([*found, *lines(left)]) + "\n"

    def _source(self, identifier: str, shards: list[Found]) -> list[str]:
        groups = list(grouped(self._folder, shards))
        many = [shard for pattern, group in groups if pattern for shard in group]
        return [
            f"  - id: {identifier}",
            "    type: unknown  # TODO open, self_collected, commercial, user_input or synthetic",
            "    # TODO name, url, origin_country, languages, via_intermediary, intermediary, is_synthetic, child_directed, regions",
            "    # TODO licence: id, text (path, sha256), url, retrieved_on",
            "    # TODO what the type asks: contract and commitments, or collection, or authorisation",
            "    # TODO assessment_before, assessment_after, personal_information, parents",
            *(self._inventory(identifier, many) if many else []),
            "    shards:",
            *(line for pattern, group in groups for line in _entry(self._root, pattern, group)),
        ]

    def _inventory(self, identifier: str, shards: list[Found]) -> list[str]:
        path = self._target.with_name(f"inventory-{identifier}.csv")
        prefix = "" if str(self._root) == "." else f"{self._root.as_posix()}/"
        text = self.inventories[path] = table(prefix, shards)
        sha256 = hashlib.sha256(text.encode("utf-8")).hexdigest()
        return [f"    inventory: {{path: {_quoted(path.name)}, sha256: {sha256}}}"]


def _entry(root: Path, pattern: str | None, group: list[Found]) -> list[str]:
    if pattern is None:
        return _shard(root, group[0])
    prefix = "" if str(root) == "." else f"{glob.escape(root.as_posix())}/"
    unread = sum(shard.rows is None for shard in group)
    unexamined = tuple(sorted({name for shard in group for name in shard.unexamined}))
    return [
        f"      - path: {_quoted(prefix + pattern)}  # {len(group)} shards; digests and row counts stand in the inventory",
        f"        columns: {_columns(group[0].columns)}",
        *_not_looked_at(unexamined),
        *([f"        # TODO rows: of {unread} not all could be read"] if unread else []),
    ]


def _shard(root: Path, shard: Found) -> list[str]:
    path = "./" if shard.path == "./" and str(root) == "." else f"{root.as_posix()}/{shard.path}".removeprefix("./")
    if is_glob(path):  # a file's own name; digest and count cannot stand beside what reads as a pattern
        path, shard = glob.escape(path), replace(shard, rows=None, sha256=None)
    said = [f"      - path: {_quoted(path)}"]
    if shard.format == "files":
        said.append("        format: files")
    elif shard.columns is None:
        said.append("        # TODO columns: no column of text was found")
    else:
        said.append(f"        columns: {_columns(shard.columns)}")
        said += _not_looked_at(shard.unexamined)
    why = f": {shard.problem}" if shard.problem else ""
    said.append(
        f"        rows: {shard.rows}"
        if shard.rows is not None
        else f"        # TODO rows: not all of it could be read{why}"
    )
    return said + ([f"        sha256: {shard.sha256}"] if shard.sha256 else [])


def _not_looked_at(names: tuple[str, ...]) -> list[str]:
    told = "        # TODO columns: text, or not_examined if no text has to be looked at: "
    return [told + _quoted_all(names)] if names else []


def _columns(columns: Columns | None) -> str:
    named = [(f.name, getattr(columns, f.name)) for f in fields(columns)] if columns else []
    return f"{{{', '.join(f'{ours}: {_quoted_all(theirs)}' for ours, theirs in named if theirs)}}}"


def _quoted_all(names: str | tuple[str, ...]) -> str:
    return _quoted(names) if isinstance(names, str) else f"[{', '.join(map(_quoted, names))}]"


def _quoted(text: str) -> str:
    """A scalar that YAML reads back as this text."""
    return yaml.safe_dump(text, allow_unicode=True, default_style='"', width=1 << 20).strip()
