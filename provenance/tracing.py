"""Which records hold the identifiers that a person asks about, and when it can be said that none does.

Identifiers are hashed in memory and compared with the digests of catalogues. They are called by the line on which they stand; nothing
that this module gives holds one of them. That something is gone is only said of what was wholly read, with the same key, by the scanners
of this installation.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from provenance.connection import judged
from provenance.problems import InputError, Problem
from provenance.secret import SIZE
from scanners import identity, keys, registry
from scanners.digest import keyed

if TYPE_CHECKING:
    import duckdb

Status = Literal["found", "not_found", "cannot_tell"]

MASKED = "(not shown: it holds an identifier that is traced)"
LONGEST = 512
"""Characters of a line; no identifier has as many."""
_TELLING = 4
"""Characters that a name must share with an identifier to tell it."""
_BARE = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Identifiers:
    """What is looked for: by line, its digests with the kinds they are of, and its forms as the subject of a record."""

    digests: Mapping[int, Mapping[bytes, str]] = field(repr=False)
    subjects: Mapping[int, frozenset[str]] = field(repr=False)

    @property
    def lines(self) -> tuple[int, ...]:
        """The lines that hold something, from 1."""
        return tuple(self.digests)


@dataclass(frozen=True, slots=True)
class Record:
    """A record that holds the identifier of a line. `label`: that of the finding, or `subject`, `label_executor`, `label_reviewer` for a
    column that names it as a person. `id` as the catalogue keeps it."""

    line: int
    source: str
    path: str
    row: int
    id: str | None
    label: str
    start: int | None


@dataclass(frozen=True, slots=True)
class Gap:
    """Why it cannot be said that something is not there; `line` where it is about one identifier, else `source` or None for all."""

    reason: str
    source: str | None
    n: int
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Traced:
    """What one catalogue says."""

    catalogue: str
    records: tuple[Record, ...]
    gaps: tuple[Gap, ...]
    state: Mapping[str, Any]

    def status(self, line: int) -> Status:
        """Of one identifier."""
        if any(record.line == line for record in self.records):
            return "found"
        return "cannot_tell" if any(gap.line in (None, line) for gap in self.gaps) else "not_found"


def read(path: Path, key: bytes) -> Identifiers:
    """The identifiers of a file, one a line in any spelling, UTF-8. Raises `InputError`, which names lines and repeats nothing."""
    try:
        lines = path.read_bytes().decode("utf-8-sig").split("\n")
    except UnicodeDecodeError:
        raise _refused(path, "is not UTF-8") from None
    given = {number: text for number, line in enumerate(lines, 1) if (text := line.strip())}
    if not given:
        raise _refused(path, "holds no identifier; it needs one a line")
    if long := [number for number, text in given.items() if len(text) > LONGEST]:
        raise InputError([Problem(str(path), number, "", "is too long for an identifier") for number in long[:20]])
    digests = {number: identity.candidates(key, text) for number, text in given.items()}
    return Identifiers(digests, {number: _subjects(text) for number, text in given.items()})


def _subjects(text: str) -> frozenset[str]:
    """The forms in which a column may name a person by this identifier: as it is written, in canonical form, a mobile with and without
    the number of its country."""
    forms = {text, *(form for make in identity.FORMS.values() if (form := make(text)) is not None)}
    forms |= {form.removeprefix("+").removeprefix("86") for form in forms if form.startswith("+86")}
    forms |= {form.removeprefix("+") for form in forms}
    return frozenset(subject for form in forms if (subject := keys.subject(form)))


def trace(catalogue: Path, identifiers: Identifiers, key: bytes) -> Traced:
    """Asks one catalogue, read-only. Raises `InputError` as `connection.judged` does."""
    secret = _secret(catalogue)
    versions = registry.versions()
    with judged(catalogue) as (connection, run):
        records = _records(connection, identifiers, key, secret)
        asked = {
            "check": identity.check(key),
            "subjects_known": secret is not None,
            "scanners": list(versions),
            "versions": list(versions.values()),
            "searching": [d.name for d in registry.detectors() if identity.GROUPS.keys() & d.labels.keys()],
        }
        gaps = [Gap(*row) for row in connection.execute(_query("trace_gaps"), asked).fetchall()]
        state = _state(connection)
    gaps += _unsearched(identifiers)
    gaps += _in_paths(state["shards"], identifiers)
    return Traced(catalogue.name, tuple(_shown(records, identifiers)), tuple(gaps), {"as_of": run.as_of, **state})


def _records(
    connection: duckdb.DuckDBPyConnection, identifiers: Identifiers, key: bytes, secret: bytes | None
) -> Iterable[Record]:
    lines: dict[bytes, list[int]] = {}
    for line, digests in identifiers.digests.items():
        for digest in digests:
            lines.setdefault(digest, []).append(line)
    subjects: dict[bytes, list[int]] = {}
    for line, forms in identifiers.subjects.items() if secret is not None else ():
        for form in forms:
            subjects.setdefault(keyed(secret or b"", "subject", form.encode()), []).append(line)
    asked = {"check": identity.check(key), "digests": list(lines), "subjects": list(subjects)}
    rows = connection.execute(_query("trace_found"), asked).fetchall()
    found = {
        Record(line, source, path, row, id_, label, start)
        for digest, source, _, path, row, id_, label, start in rows
        for line in {**lines, **subjects}[digest]
    }
    return sorted(
        found, key=lambda r: (r.line, r.source, r.path, r.row, r.start if r.start is not None else -1, r.label)
    )


def _unsearched(identifiers: Identifiers) -> Iterable[Gap]:
    """Lines whose kind is none that is known, or one that no scanner here looks for."""
    labels = {label for detector in registry.detectors() for label in detector.labels}
    searched = {kind for label, kind in identity.GROUPS.items() if label in labels}
    for line, digests in identifiers.digests.items():
        kinds = identity.likely(digests.values())
        if not kinds:
            yield Gap("kind_not_known", None, 1, line)
        elif not kinds <= searched:
            yield Gap("kind_not_searched", None, len(kinds - searched), line)


def _in_paths(shards: Iterable[Mapping[str, Any]], identifiers: Identifiers) -> Iterator[Gap]:
    """Lines whose identifier may stand in the paths of shards, which no scanner reads."""
    paths = [(shard["source"], _bare(shard["path"])) for shard in shards]
    for line, forms in identifiers.subjects.items():
        told = _telling(forms)
        found = Counter(source for source, path in paths if any(form in path for form in told))
        yield from (Gap("path_may_hold_it", source, n, line) for source, n in sorted(found.items()))


def _telling(forms: Iterable[str]) -> frozenset[str]:
    return frozenset(bare for form in forms if len(bare := _bare(form)) >= _TELLING)


def _shown(records: Iterable[Record], identifiers: Identifiers) -> Iterator[Record]:
    """The records without names that hold an identifier that is asked about: nobody masks the path of a shard."""
    told = _telling(form for forms in identifiers.subjects.values() for form in forms)
    for record in records:
        path, id_ = (
            MASKED if name is not None and any(form in _bare(name) for form in told) else name
            for name in (record.path, record.id)
        )
        yield replace(record, path=path or MASKED, id=id_)


def _bare(text: str) -> str:
    return _BARE.sub("", text.casefold())


def _secret(catalogue: Path) -> bytes | None:
    """The catalogue's own key, under which people are kept whom a column names; None where it cannot be read."""
    try:
        secret = catalogue.with_name(catalogue.name + ".key").read_bytes()
    except OSError:
        return None
    return secret if len(secret) == SIZE else None


def _state(connection: duckdb.DuckDBPyConnection) -> dict[str, Any]:
    """What was looked at: the data set, the scanners and each shard with its digest."""
    return {name: _rows(connection, query) for name, query in _STATE.items()}


_STATE: Mapping[str, str] = {
    "dataset": "SELECT id, version, data_digest FROM dataset",
    "scanners": "SELECT DISTINCT scanner, version FROM scanner JOIN t_label USING (scanner) JOIN linkable USING (label) ORDER BY ALL",
    "shards": "SELECT source, path, sha256, records, text_bytes FROM shard ORDER BY ALL",
}


def _rows(connection: duckdb.DuckDBPyConnection, query: str) -> list[dict[str, Any]]:
    result = connection.execute(query)
    names = [column[0] for column in result.description]
    return [dict(zip(names, row, strict=True)) for row in result.fetchall()]


def status_of(line: int, traced: Sequence[Traced]) -> Status:
    """Of one identifier in several catalogues: found where one has it, and not there only where all say so."""
    said = {one.status(line) for one in traced}
    return "found" if "found" in said else "cannot_tell" if "cannot_tell" in said else "not_found"


def _query(name: str) -> str:
    return (files("provenance") / "queries" / f"{name}.sql").read_text("utf-8")


def _refused(path: Path, message: str) -> InputError:
    return InputError([Problem(str(path), None, "", message)])
