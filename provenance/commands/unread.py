"""Which shards could not be read, or not in full: for whoever has to mend them."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from provenance.commands.progress import event
from provenance.commands.terminal import counted, remark

if TYPE_CHECKING:
    from provenance.notebook import Audit

SHOWN = 10

_UNREAD = """
WITH part AS (
  SELECT shard, row, position, reason FROM quarantine
  UNION ALL
  SELECT shard, NULL, NULL, coalesce(reason, status) FROM shard
  WHERE listed AND NOT coalesce(status = 'scanned' AND present, false) AND coalesce(quarantined, 0) = 0
), first AS (
  SELECT *, count(*) OVER (PARTITION BY shard) AS parts FROM part
  QUALIFY row_number() OVER (PARTITION BY shard ORDER BY row NULLS FIRST, position, reason) = 1
)
SELECT source, path, position, first.reason, parts, count(*) OVER () AS shards
FROM first JOIN (SELECT shard, source, path FROM shard) USING (shard) ORDER BY source, path, shard
"""


@dataclass(frozen=True, slots=True)
class Unread:
    """A shard of which `parts` could not be read, and the first of them. `position` is None where it is the shard as a whole, `field` is
    the manifest's field whose glob matches no file, `file` the name of a bad file of a folder, which the catalogue does not hold."""

    source: str
    path: str
    position: str | None
    reason: str
    parts: int
    field: str | None = None
    file: str | None = None

    def __str__(self) -> str:
        if self.field:
            return f"{self.field}: {self.path} matches no file"
        named = f"{self.position} ({self.file})" if self.file else self.position
        place = f"{self.path}, {named}" if named else self.path
        more = f" (and {counted(self.parts - 1, 'more part')})" if self.parts > 1 else ""
        return f"source {self.source}: {place}: {_words(self.reason)}{more}"


def tell_unread(found: Audit, manifest: Path, roots: Sequence[Path], *, quiet: bool, json_logs: bool) -> None:
    """Names the first ten shards that were not read in full, and counts the others, on stderr; JSON lines stay when all else is quiet."""
    if quiet and not json_logs:
        return
    rows = found.rows(f"{_UNREAD} LIMIT {SHOWN}")
    shards = list(_described(rows, manifest, roots))
    for shard in shards:
        if json_logs:
            event("unread", **asdict(shard), message=str(shard))
        else:
            remark(f"could not be read: {shard}")
    left = rows[0][-1] - len(rows) if rows else 0
    if left and json_logs:
        event("unread_more", shards=left)
    elif left:
        remark(f"could not be read: {counted(left, 'more shard')}; the view quarantine of the catalogue has every part")


def _described(
    rows: list[tuple[str, str, str | None, str, int, int]], manifest: Path, roots: Sequence[Path]
) -> Iterator[Unread]:
    for source, path, position, reason, parts, _ in rows:
        field = _field(manifest, roots, source, path) if reason == "no_match" else None
        file = _file(manifest.parent / path, position) if path.endswith("/") and position else None
        yield Unread(source, path, position, reason, parts, field, file)


def _file(folder: Path, position: str) -> str | None:
    """The name of the file that a reader called `file 7`; None where there is none any more, or it must not be shown."""
    from provenance.naming import showable
    from scanners.readers.files import listed

    number = position.removeprefix("file ")
    if not number.isdecimal():
        return None
    try:
        names = listed(str(folder))
    except (OSError, ValueError):
        return None
    name = names[int(number)] if int(number) < len(names) else None
    return name if name and showable(name) else None


def _field(manifest: Path, roots: Sequence[Path], source: str, glob: str) -> str | None:
    """The field of the manifest that holds a glob."""
    from provenance.manifests.native import load

    for index, declared in enumerate(load(manifest, roots).manifest.sources):
        for number, shards in enumerate(declared.shards if declared.id == source else ()):
            if os.path.normpath(shards.path) == os.path.normpath(glob):
                return f"sources[{index}].shards[{number}].path"
    return None


def _words(reason: str) -> str:
    from provenance.reports.wording import phrase

    return phrase("quarantine", reason)["en"]
