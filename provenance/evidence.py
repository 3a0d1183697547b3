"""Evidence files: whether the document that a manifest names is there, and is the one that was filed.

Two statuses count as evidence (`counts`): `ok`, and `unrecorded`, which is a readable document of whose filing no digest was kept, so
that a later change of it could not be noticed. Everything else proves nothing.
"""

from __future__ import annotations

import hashlib
import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from provenance.manifest_parts import EvidenceFile
from provenance.manifests.native import Loaded, inside, roots
from scanners.streams import open_regular

Status = Literal["none", "missing", "outside", "empty", "unreadable", "digest_mismatch", "unrecorded", "ok"]

EVIDENCE: frozenset[Status] = frozenset(("ok", "unrecorded"))
CHUNK = 1 << 20
BLANK = re.compile(
    rb"(?:[\x00\t-\r \x85]|\xef\xbb\xbf|\xff\xfe|\xfe\xff|\xc2[\x85\xa0]|\xe2\x80[\x80-\x8f\xa8\xa9\xaf]|\xe2\x81[\x9f\xa0]|\xe3\x80\x80)*+"
)
"""White space, zero-width characters and byte order marks in UTF-8, and those of ASCII in UTF-16."""


@dataclass(frozen=True, slots=True)
class FileStatus:
    """What became of one evidence file. `none`: the manifest names no file; `outside`: a link leads out of the manifest's folder;
    `unreadable`: no permission, or not a regular file; `empty`: no bytes, or nothing but white space. `bytes` and `sha256` only of a
    file that was read to its end."""

    source: str | None
    kind: str
    path: str | None
    declared_sha256: str | None
    sha256: str | None
    bytes: int | None
    status: Status


class Filed:
    """Evidence files as they are checked; `seen` holds each that the manifest names, once for each use."""

    def __init__(self, loaded: Loaded) -> None:
        self.seen: list[FileStatus] = []
        self._loaded = loaded

    def status(self, source: str | None, kind: str, file: EvidenceFile | None) -> str:
        """What became of the file."""
        found = check(self._loaded, source, kind, file)
        if file is not None:
            self.seen.append(found)
        return found.status


def check(loaded: Loaded, source: str | None, kind: str, file: EvidenceFile | None) -> FileStatus:
    """Reads the file and compares it with its declared digest. Never raises for what stands on disk."""
    if file is None:
        return FileStatus(source, kind, None, None, None, None, "none")
    path = located(loaded, file.path)
    if path is None:
        return FileStatus(source, kind, file.path, file.sha256, None, None, "outside")
    size, digest, blank, opened = _looked(path)
    status: Status = _compared(blank, digest, file.sha256) if opened == "ok" else opened
    return FileStatus(source, kind, file.path, file.sha256, digest, size, status)


def counts(status: str) -> bool:
    """Whether a file with this status is evidence."""
    return status in EVIDENCE


def located(loaded: Loaded, path: str) -> Path | None:
    """The real path of something the manifest names, all links followed; None when it lies outside what the manifest may reach."""
    real = os.path.realpath(loaded.root / path)
    return Path(real) if inside(real, roots(loaded)) else None


def digested(path: Path) -> tuple[int | None, str | None, Literal["ok", "missing", "unreadable"]]:
    """Size and SHA-256 of a regular file. A pipe or a device is unreadable and is not waited for."""
    size, digest, _, opened = _looked(path)
    return size, digest, opened


def _looked(path: Path) -> tuple[int | None, str | None, bool, Literal["ok", "missing", "unreadable"]]:
    """What `digested` gives, and whether the file holds nothing that anybody could read."""
    digest, size, blank = hashlib.sha256(), 0, True
    try:
        with open_regular(str(path)) as file:
            while chunk := file.read(CHUNK):
                digest.update(chunk)
                size += len(chunk)
                blank = blank and BLANK.fullmatch(chunk) is not None
    except (FileNotFoundError, NotADirectoryError):
        return None, None, False, "missing"
    except OSError:
        return None, None, False, "unreadable"
    return size, digest.hexdigest(), blank, "ok"


def _compared(blank: bool, digest: str | None, declared: str | None) -> Status:
    if blank:
        return "empty"
    if declared is None:
        return "unrecorded"
    return "ok" if digest == declared else "digest_mismatch"
