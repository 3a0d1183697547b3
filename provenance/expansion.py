"""Paths and globs of a manifest, expanded inside the folders that it may reach.

Its own walk and not `glob`: a link that leaves the folder has to become an entry instead of being followed, and ten thousand files
must not cost ten thousand resolutions of the same parents. Strings and not `Path`, for the same reason.
"""

# ruff: noqa: PTH116, PTH118, PTH119, PTH120 - paths stay strings here (above): a Path for each of ten thousand files costs more than the walk

from __future__ import annotations

import fnmatch
import functools
import os
import re
import stat
from collections.abc import Iterator

from provenance.manifests.native import inside

VERSION_CONTROL = frozenset((".git", ".hg", ".svn", ".bzr", ".jj", "_darcs", "CVS", "RCS", "SCCS"))
"""Folders in which version control keeps what it needs. They are no data of the folder that they lie in."""

Entry = tuple[str, str, str | None]


def is_glob(path: str) -> bool:
    """Whether a path holds `*`, `?` or `[`."""
    return any(character in path for character in "*?[")


class Tree:
    """The folders a manifest may reach; `root` is where its relative paths begin. Parents are resolved once."""

    def __init__(self, root: str, roots: tuple[str, ...]) -> None:
        self.root = root
        self.roots = roots
        self._real = functools.cache(os.path.realpath)
        self._closed: list[Entry] = []

    def expand(self, path: str, *, files: bool) -> Iterator[Entry]:
        """`(path as shown, real path, reason)` of each shard that a path or glob names; `reason` None, `missing_file`, `link_outside`
        or `unreadable_file`. Without a match: the path itself, as missing, or a glob as `no_match`. A folder in a glob's way that cannot
        be listed, or lies out of reach, is an entry of its own."""
        self._closed.clear()
        shown = os.path.normpath(path).replace(os.sep, "/")
        matches = sorted(set(self._matches(shown))) if is_glob(path) else [shown]
        kinds = [(match, *self._look(match)) for match in matches]
        if is_glob(path) and not files and any(kind != "folder" for _, _, kind in kinds):
            kinds = [entry for entry in kinds if entry[2] != "folder"]
        empty = not self._closed
        yield from sorted(set(self._closed))
        for match, real, kind in kinds:
            for entry in self._folders(match, real) if kind == "folder" else [_entry(match, real, kind)]:
                empty = False
                yield entry
        if empty:
            yield shown, os.path.join(self.root, shown), "no_match" if is_glob(path) else "missing_file"

    def _look(self, shown: str) -> tuple[str, str]:
        """Real path and kind: `file`, `folder`, or the reason why it is neither."""
        place = os.path.join(self.root, shown)
        try:
            status = os.lstat(place)
            real = os.path.join(self._real(os.path.dirname(place)), os.path.basename(place))
            if stat.S_ISLNK(status.st_mode):
                real = os.path.realpath(place)
            if not inside(real, self.roots):
                return real, "link_outside"
            mode = os.stat(real).st_mode if stat.S_ISLNK(status.st_mode) else status.st_mode
        except (FileNotFoundError, NotADirectoryError):
            return place, "missing_file"
        except (OSError, ValueError):
            return place, "unreadable_file"
        if stat.S_ISDIR(mode):
            return real, "folder"
        return real, "file" if stat.S_ISREG(mode) else "unreadable_file"

    def _matches(self, shown: str) -> Iterator[str]:
        steps = shown.split("/")
        base = "/" if shown.startswith("/") else ""
        yield from self._descend(base, [step for step in steps if step], ())

    def _descend(self, base: str, steps: list[str], chain: tuple[str, ...]) -> Iterator[str]:
        if not steps:
            yield base
            return
        step, rest = steps[0], steps[1:]
        if step == "**":
            yield from self._deeper(base, rest, chain)
        elif not is_glob(step):
            if os.path.lexists(os.path.join(self.root, base, step)):
                yield from self._descend(_joined(base, step), rest, chain)
        else:
            matches = re.compile(fnmatch.translate(step)).match
            for name, is_folder in self._names(base, hidden=step.startswith(".")):
                if matches(name) and (is_folder or not rest):
                    yield from self._descend(_joined(base, name), rest, chain)

    def _deeper(self, base: str, rest: list[str], chain: tuple[str, ...]) -> Iterator[str]:
        real = self._real(os.path.join(self.root, base))
        if real in chain:
            return
        yield from self._descend(base, rest or ["*"], (*chain, real))
        for name, is_folder in self._names(base):
            if is_folder:
                yield from self._deeper(_joined(base, name), rest, (*chain, real))

    def _names(self, base: str, *, hidden: bool = False) -> list[tuple[str, bool]]:
        """Names in a folder and whether each is a folder; what cannot be listed is kept for `expand` to report."""
        place = os.path.join(self.root, base) if base else self.root
        real = self._real(place)
        if not inside(real, self.roots):
            self._closed.append((f"{base}/", real, "link_outside"))
            return []
        try:
            with os.scandir(place) as entries:
                found = [(e.name, _is_folder(e)) for e in entries]
                return [(n, f) for n, f in found if (hidden or not n.startswith(".")) and not passed_over(n, f)]
        except (FileNotFoundError, NotADirectoryError):
            return []
        except OSError:
            self._closed.append((f"{base}/", real, "unreadable_file"))
            return []

    def _folders(self, shown: str, real: str, chain: tuple[str, ...] = ()) -> Iterator[Entry]:
        """The folder and those below it, in path order, that directly hold files, or version control's folders."""
        if real in chain:
            return
        try:
            with os.scandir(real) as entries:
                names = sorted((e.name, _is_folder(e)) for e in entries)
        except OSError:
            yield f"{shown}/", real, "unreadable_file"
            return
        if not all(is_folder and not passed_over(name, is_folder) for name, is_folder in names):
            yield f"{shown}/", real, None
        for name, is_folder in names:
            if is_folder and not passed_over(name, is_folder):
                below, kind = self._look(_joined(shown, name))
                if kind == "folder":
                    yield from self._folders(_joined(shown, name), below, (*chain, real))
                else:
                    yield f"{_joined(shown, name)}/", below, kind


def passed_over(name: str, is_folder: bool) -> bool:
    """Whether what lies in a folder under this name is passed over: a folder of version control."""
    return is_folder and name in VERSION_CONTROL


def files_passed_over(folder: str) -> int:
    """How many files lie in the folders of version control that lie directly in a folder; such a folder without any counts for one."""
    try:
        with os.scandir(folder) as entries:
            found = [e.path for e in entries if passed_over(e.name, _is_folder(e))]
    except OSError:
        return 0
    return sum(max(1, sum(len(names) for *_, names in os.walk(place))) for place in found)


def _entry(shown: str, real: str, kind: str) -> Entry:
    return shown, real, None if kind == "file" else kind


def _joined(base: str, name: str) -> str:
    return f"{base.rstrip('/')}/{name}" if base and base != "." else name


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False
