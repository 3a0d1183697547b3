"""A first manifest for a folder of shards: everything that can be read off the folder, and a TODO for what only a person knows.

Each folder directly below becomes a source, with what lies in the folder itself as another. Shards are the files that a reader knows by
their name; a folder that holds no such file is a folder of text files. What was found is written down, with row counts and
digests; what was not is left out or `unknown`, so that an audit of the manifest runs and does not pass.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from provenance.expansion import passed_over
from provenance.first_look import Found, look
from provenance.first_manifest import FirstManifest, identifier_of
from provenance.left_out import is_inventory, left_out, writable
from provenance.listing import format_of
from provenance.problems import InputError, Problem


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
    first = FirstManifest(folder, target, root)
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
    if found := [look(folder, path) for path in here if path != "./"]:
        sources[identifier_of(folder.resolve().name, sources)] = found
    for name in _names(folder, folders=True):
        if found := [look(folder, path) for path in _shards(folder, folder / name, deep=True)]:
            sources[identifier_of(name, sources)] = found
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
