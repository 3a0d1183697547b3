"""The linkage key: 32 random bytes in a file that lies apart from everything it could open.

Under it the identifiers that are found become digests (`scanners/identity.py`). Whoever holds catalogue and key can test whether a number
that he knows is in the data, and by trying all numbers learn those that are. So the key is taken only from a file that nobody but its
owner may read, outside the catalogue's folder and the data; nothing of it is kept but a check value, and nothing of it is said.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from pathlib import Path

from provenance.manifests.native import inside
from provenance.problems import InputError, Problem
from scanners import identity

VARIABLE = "PROVENANCE_LINKAGE_KEY_FILE"
"""The environment variable that names the file where no argument does."""
_SHARED = stat.S_IRWXG | stat.S_IRWXO


def key_of(named: str | Path | None, catalogue: Path, apart_from: Iterable[str | Path] = ()) -> bytes | None:
    """The key of the file that an argument or else the environment names; None where neither does.

    Raises `InputError` for a file that is not there, is no regular file of 32 bytes, may be read or written by others than its owner, or
    lies in the folder of the catalogue, in one of the folders `apart_from`, or beneath them, links followed.
    """
    path = named or os.environ.get(VARIABLE)
    if not path:
        return None
    folders = [str(catalogue.absolute().parent), *map(str, apart_from)]
    place = os.path.realpath(path)
    if inside(place, tuple(os.path.realpath(folder) for folder in folders)):
        raise _refused(path, "lies with the catalogue or the data; keep the linkage key apart from both")
    return _read(path)


def _read(path: str | Path) -> bytes:
    """Size and permissions are those of the file that is read, whatever happens to its name meanwhile."""
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0))
    with os.fdopen(descriptor, "rb") as file:
        found = os.fstat(descriptor)
        if not stat.S_ISREG(found.st_mode):
            raise _refused(path, "is no regular file")
        if os.name == "posix" and found.st_mode & _SHARED:
            raise _refused(path, "may be read or written by others; chmod 600 makes it its owner's alone")
        key = file.read(identity.KEY_BYTES + 1)
    if len(key) != identity.KEY_BYTES:
        raise _refused(path, f"is not a linkage key, which has {identity.KEY_BYTES} random bytes")
    if len(set(key)) < identity.KEY_BYTES // 2:
        raise _refused(path, "is not a linkage key: its bytes are not random")
    return key


def _refused(path: str | Path, message: str) -> InputError:
    return InputError([Problem(str(path), None, "", message)])
