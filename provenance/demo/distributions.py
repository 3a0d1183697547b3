"""Every installed Python distribution as a source of type `open`: real text, with the evidence that its own metadata gives.

Records are its text source files; its declared licence, its licence files and its home page are the evidence. Country and date of
retrieval stand in no metadata and so are not declared.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageMetadata, distributions
from pathlib import Path, PurePosixPath

from provenance.demo.bench import Bench, Entry, Made, Record, made
from provenance.demo.shards import ROTATION, Form
from provenance.demo.truth import Planted

CODE = (".py", ".pyi", ".pyx", ".pxd", ".c", ".cc", ".cpp", ".h", ".hpp", ".js", ".ts", ".css", ".sql", ".sh")
PROSE = (".md", ".rst", ".txt", ".html", ".xml", ".toml", ".cfg", ".ini", ".json", ".yaml", ".yml")
SUFFIXES = frozenset((*CODE, *PROSE))
LIMIT = 120 << 20
SHARD_BYTES = 24 << 20
FILE_BYTES = 2 << 20
PREFIX = "dist-"


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file of a distribution that may become a record."""

    distribution: str
    path: str
    location: Path
    size: int


@dataclass(frozen=True, slots=True)
class Declared:
    """What a distribution's metadata says: words for its licence, its licence files, its home page."""

    name: str
    version: str
    licence: str | None
    licence_files: tuple[Path, ...]
    home: str | None


@dataclass(frozen=True, slots=True)
class Collected:
    """The distributions as sources, and how many of their text files and bytes were left out: too large, or beyond the limit."""

    sources: tuple[Made, ...]
    declared: tuple[Declared, ...]
    left_out_files: int
    left_out_bytes: int


def collect(bench: Bench, names: Sequence[str] | None = None, limit: int = LIMIT) -> Collected:
    """Writes the distributions (all, or those named) under `corpus/`. Smallest files first, until `limit` bytes are reached."""
    found = installed(names)
    files = [f for name in found for f in _files(name, found[name])]
    chosen = _within(files, limit)
    sources, kept = [], []
    for number, name in enumerate(sorted({f.distribution for f in chosen})):
        declared = declaration(name, found[name])
        source = _source(
            bench, declared, [f for f in chosen if f.distribution == name], ROTATION[number % len(ROTATION)]
        )
        if source is not None:
            sources.append(source)
            kept.append(declared)
    rest = set(files) - set(chosen)
    return Collected(tuple(sources), tuple(kept), len(rest), sum(f.size for f in rest))


def installed(names: Sequence[str] | None = None) -> dict[str, Distribution]:
    """Installed distributions by normalised name; of several with one name, the one that would be imported."""
    wanted = None if names is None else {_normal(n) for n in names}
    found: dict[str, Distribution] = {}
    for distribution in distributions():
        # A folder left behind by a broken removal has no metadata, and its name is None whatever the type says.
        name: str | None = distribution.metadata["Name"]
        if name and (wanted is None or _normal(name) in wanted):
            found.setdefault(_normal(name), distribution)
    return dict(sorted(found.items()))


def declaration(name: str, distribution: Distribution) -> Declared:
    """What the metadata of a distribution declares."""
    metadata = distribution.metadata
    home = next(iter([*_values(metadata, "Home-page"), *_project_urls(metadata)]), None)
    return Declared(name, distribution.version, declared_licence(metadata), _licence_files(distribution), home)


def _values(metadata: PackageMetadata, field: str) -> list[str]:
    """The values of a field that are not blank; a field may be absent, and `UNKNOWN` is how older tools wrote that."""
    return [v.strip() for v in metadata.get_all(field) or [] if v.strip() and v.strip().upper() != "UNKNOWN"]


def declared_licence(metadata: PackageMetadata) -> str | None:
    """The licence expression; else the licence field if it names one rather than quoting it; else the one classifier there is."""
    named = [w for w in _values(metadata, "License") if len(w) <= 64 and len(w.splitlines()) == 1]
    classifiers = [c.rpartition(" :: ")[2] for c in _values(metadata, "Classifier") if c.startswith("License ::")]
    candidates = [*_values(metadata, "License-Expression"), *named, *(classifiers if len(classifiers) == 1 else [])]
    return next(iter(candidates), None)


def _project_urls(metadata: PackageMetadata) -> Iterator[str]:
    for line in _values(metadata, "Project-URL"):
        label, _, url = line.partition(",")
        if re.sub(r"[\W_]", "", label.lower()) in {
            "homepage",
            "source",
            "repository",
            "sourcecode",
            "github",
            "documentation",
        }:
            yield url.strip()


def _licence_files(distribution: Distribution) -> tuple[Path, ...]:
    listed = [f for f in distribution.files or [] if ".dist-info" in f.as_posix()]
    named = [
        f for f in listed if re.match(r"(?i)(licen[cs]e|copying|notice)", f.name) and f.suffix not in {".py", ".pyc"}
    ]
    return tuple(p for f in sorted(named, key=str) if (p := Path(str(f.locate()))).is_file())


def _files(name: str, distribution: Distribution) -> Iterator[SourceFile]:
    for file in distribution.files or []:
        path = PurePosixPath(file.as_posix())
        if path.suffix.lower() in SUFFIXES and ".." not in path.parts and not path.is_absolute():
            location = Path(str(file.locate()))
            if location.is_file():
                yield SourceFile(name, path.as_posix(), location, location.stat().st_size)


def _within(files: Iterable[SourceFile], limit: int) -> list[SourceFile]:
    total, chosen = 0, []
    for file in sorted(files, key=lambda f: (f.size, f.distribution, f.path)):
        total += file.size
        if total > limit or file.size > FILE_BYTES:
            break
        chosen.append(file)
    return sorted(chosen, key=lambda f: (f.distribution, f.path))


def _source(bench: Bench, declared: Declared, files: Sequence[SourceFile], form: Form) -> Made | None:
    name = PREFIX + declared.name
    columns = {} if declared.licence is None else {"licence": declared.licence}
    records = [Record(f.path, text, columns=columns) for f in files if (text := _text(f.location)) is not None]
    if not records:
        return None
    entry = _entry(bench, declared)
    entry["shards"] = [bench.shard(name, part, form, f"part-{i}") for i, part in enumerate(_parts(records))]
    result = made(entry, records)
    return Made(result.entry, Planted(), result.records, result.text_bytes)


def _text(path: Path) -> str | None:
    try:
        return path.read_bytes().decode()
    except (OSError, UnicodeDecodeError):
        return None


def _parts(records: Sequence[Record]) -> Iterator[list[Record]]:
    part: list[Record] = []
    size = 0
    for record in records:
        if part and size > SHARD_BYTES:
            yield part
            part, size = [], 0
        part.append(record)
        size += len(record.text)
    yield part


def _entry(bench: Bench, declared: Declared) -> Entry:
    name = PREFIX + declared.name
    licence: Entry = {"id": declared.licence, "url": declared.home}
    if declared.licence_files:
        texts = b"\n\n".join(path.read_bytes() for path in declared.licence_files)
        licence["text"] = bench.evidence(f"{name}/licence.txt", texts)
    return {
        "id": name,
        "type": "open",
        "name": f"{declared.name} {declared.version}",
        "url": declared.home,
        "is_synthetic": None,
        "licence": {key: value for key, value in licence.items() if value is not None},
    }


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
