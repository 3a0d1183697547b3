"""The one place of the driver that sees text of a record: the passage around a finding, masked unless somebody answers for seeing it.

The shard is read again. It must be, byte for byte, the one that was scanned, and the manifest the one that was judged, or the passage
would be another.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from provenance.problems import InputError, Problem

if TYPE_CHECKING:
    import duckdb

    from provenance.connection import Run
    from scanners.base import Task

_ID = re.compile(r"([0-9a-f]{1,16}):([0-9]{1,18}):([A-Za-z0-9_.-]{1,64}):([0-9]{1,18}|record)")
_LARGEST = 1 << 63

_FOUND = """
SELECT f.finding_id, f.shard, f.row, f.label, f.family, f.scanner, f.score, f.source, f.start, f.stop, s.path, s.sha256, d.id, d.chars
FROM finding f JOIN shard s USING (shard) LEFT JOIN document d ON d.shard = f.shard AND d.row = f.row
WHERE f.shard = $shard AND f.row = $row AND f.label = $label AND f.start IS NOT DISTINCT FROM $start
ORDER BY f.stop LIMIT 1
"""


@dataclass(frozen=True, slots=True)
class Place:
    """What a finding's id says; `start` is None for a finding about the record as a whole."""

    shard: int
    row: int
    label: str
    start: int | None


@dataclass(frozen=True, slots=True)
class Found:
    """A finding with its place: `path` of the shard relative to the manifest, `document` the record's id, `chars` its length."""

    finding_id: str
    shard: int
    row: int
    label: str
    family: str | None
    scanner: str
    score: float
    source: str
    start: int | None
    stop: int | None
    path: str
    sha256: str | None
    document: str | None
    chars: int | None

    @property
    def beside_text(self) -> bool:
        """Whether it stands in a name beside the text (id, address, source), which is shown nowhere."""
        return self.start is None and self.family in ("personal", "organisation")


@dataclass(frozen=True, slots=True)
class Passage:
    """What was found, and what stands around it, as stored. Shown by `masked`, or as it is to who gave a reason."""

    before: str = field(repr=False)
    found: str = field(repr=False)
    after: str = field(repr=False)

    def masked(self) -> Passage:
        """Every digit as 9, every letter as x, every letter without case (Han, kana, hangul) as □; punctuation stays."""
        return Passage(mask(self.before), mask(self.found), mask(self.after))


def place_of(finding_id: str) -> Place | None:
    """The place that an id of the view `finding` names, or None for what is no such id."""
    match = _ID.fullmatch(finding_id)
    if match is None or (shard := int(match[1], 16)) >= _LARGEST:
        return None
    return Place(shard, int(match[2]), match[3], None if match[4] == "record" else int(match[4]))


def look_up(connection: duckdb.DuckDBPyConnection, place: Place) -> Found | None:
    """The finding at a place, if the catalogue has it."""
    parameters = {"shard": place.shard, "row": place.row, "label": place.label, "start": place.start}
    rows = connection.execute(_FOUND, parameters).fetchall()
    return Found(*rows[0]) if rows else None


def read(found: Found, run: Run, manifest: Path, roots: Sequence[Path], around: int) -> Passage:
    """Reads the record again and cuts out the finding with `around` characters on either side; of a record that is meant as a whole, its
    beginning. Raises `InputError` when manifest or shard is not what was audited."""
    from scanners import worker
    from scanners.registry import readers

    task = _task(found, run, manifest, roots)
    stamp = worker.stamp(task.path)
    if stamp == "absent":
        raise _refused(found.path, "is not there any more")
    if worker.digest(task.path) != found.sha256:
        raise _refused(found.path, "has changed since it was audited; audit again")
    text = next((t for _, t in readers()[task.format].fetch(task, frozenset([found.row]))), None)
    if worker.stamp(task.path) != stamp:
        raise _refused(found.path, "was written to while it was read; try again")
    if text is None or len(text) < (found.stop or 0):
        raise _refused(found.path, "cannot be read at this record")
    if found.beside_text:
        return Passage("", "", "")
    if found.start is None or found.stop is None:
        return Passage("", text[:around], "")
    return Passage(
        text[max(0, found.start - around) : found.start], text[found.start : found.stop], text[found.stop :][:around]
    )


def _task(found: Found, run: Run, manifest: Path, roots: Sequence[Path]) -> Task:
    """How the audit read the shard."""
    from provenance.listing import list_shards
    from provenance.manifests import native
    from provenance.scanning import jobs_of

    loaded = native.load(manifest, roots)
    if loaded.digest != run.manifest_digest:
        raise _refused(str(manifest), "is not the manifest that was audited, or has changed; audit again")
    listed = [shard for shard in list_shards(loaded) if shard.shard == found.shard]
    jobs = jobs_of(listed, bytes(32), Path(), frozenset())
    if found.shard not in jobs:
        raise _refused(found.path, "is not there any more")
    return jobs[found.shard].task


def mask(text: str) -> str:
    """The shape of a text and nothing else of it: as many characters, each of its class."""
    return "".join(map(_class, text))


def _class(character: str) -> str:
    category = unicodedata.category(character)
    if category[0] == "N":
        return "9"
    if category[0] in "LM":
        return "□" if category == "Lo" else "x"
    if category[0] == "P" or category == "Zs" or (character.isascii() and character.isprintable()):
        return character
    return "·"


def _refused(file: str, message: str) -> InputError:
    return InputError([Problem(file, None, "", message)])
