"""The inventory of a source: digest and row count of each of its shards."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass

from provenance import cells
from provenance.evidence import located
from provenance.manifest_sources import Source
from provenance.manifests.native import Loaded
from provenance.tabular import Cells, Table, UnreadableError

COLUMNS = ("path", "sha256", "rows")


@dataclass(frozen=True, slots=True)
class Line:
    """What an inventory says about one shard; None where it says nothing that can be read."""

    sha256: str | None
    rows: int | None


def inventory(loaded: Loaded, source: Source) -> dict[str, Line]:
    """Path, as listed, to what the inventory says of it; of two lines about one path the first counts. Lines that cannot be read are
    left out: `registers.read` counts them."""
    register = source.inventory
    path = located(loaded, register.path) if register else None
    if register is None or path is None:
        return {}
    found: dict[str, Line] = {}
    try:
        for _, row in Table(
            path, register.format, {name: register.columns.get(name, name) for name in COLUMNS}
        ).lines():
            if row is not None and (line := _line(row)) is not None:
                found.setdefault(*line)
    except UnreadableError:
        return found
    return found


def _line(row: Cells) -> tuple[str, Line] | None:
    try:
        path, digest, rows = cells.text(row[0]), cells.sha256(row[1]), cells.integer(row[2])
    except ValueError:
        return None
    if not path or "\0" in path:
        return None
    normal = posixpath.normpath(path) + ("/" if path.endswith("/") else "")
    return normal, Line(digest.hex() if digest else None, rows)
