"""The product's own manifest: YAML or JSON, version 1 (`provenance.document` says how the file is read)."""

from __future__ import annotations

import functools
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from provenance.document import Document, read, validate
from provenance.manifest import Manifest
from provenance.manifest_parts import EvidenceFile, Register
from provenance.manifest_sources import ShardSet
from provenance.problems import InputError, Location, Problem, field_path, line_of, part_of


@dataclass(frozen=True, slots=True)
class Loaded:
    """A manifest and where it stands. `root` is the real path of its folder, which no path of it may leave but into `allow_roots`
    (real paths); `digest` is the SHA-256 of the file's bytes; `paths` are all that it names, as it writes them."""

    manifest: Manifest
    path: Path
    root: Path
    digest: str
    allow_roots: tuple[Path, ...] = ()
    paths: frozenset[str] = frozenset()


def load(path: Path, allow_roots: Sequence[Path] = ()) -> Loaded:
    """Reads and checks a manifest. Raises `InputError` with everything that is wrong with it; nothing it names is opened."""
    document = read(path)
    if isinstance(document.data, dict) and document.data.get("provenance") == "1":
        document.data["provenance"] = 1  # the only number that is a closed word and so not parsed from text
    root = Path(os.path.realpath(path.absolute().parent))
    allowed = tuple(Path(os.path.realpath(r)) for r in allow_roots)
    paths = list(_paths(document.data, Manifest))
    problems = [*_doubled(document), *_straying(document, paths, (root, *allowed))]
    try:
        manifest = validate(document, Manifest)
    except InputError as error:
        problems += error.problems
    if problems:
        raise InputError(sorted(problems, key=lambda problem: problem.line or 0))
    return Loaded(manifest, path, root, document.digest, allowed, frozenset(named for _, named in paths))


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of the manifest."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **Manifest.model_json_schema()}


def inside(real: str, roots: Sequence[str]) -> bool:
    """Whether a normalised absolute path is one of these folders or lies below one."""
    return any(real == root or real.startswith(root.rstrip(os.sep) + os.sep) for root in roots)


def roots(loaded: Loaded) -> tuple[str, ...]:
    """The folders that paths of the manifest may lead into."""
    return tuple(str(root) for root in (loaded.root, *loaded.allow_roots))


def _doubled(document: Document) -> Iterator[Problem]:
    """Sources whose id another one has before them."""
    sources = document.data.get("sources") if isinstance(document.data, dict) else None
    seen: set[str] = set()
    for index, source in enumerate(sources if isinstance(sources, list) else ()):
        name = source.get("id") if isinstance(source, dict) else None
        if isinstance(name, str) and name.strip() in seen:
            yield _problem(document, ("sources", index, "id"), "another source has this id")
        elif isinstance(name, str):
            seen.add(name.strip())


def _straying(document: Document, paths: Sequence[tuple[Location, str]], allowed: Sequence[Path]) -> Iterator[Problem]:
    folders = tuple(map(str, allowed))
    for location, path in paths:
        if not path or "\0" in path:
            yield _problem(document, location, "must be a path")
        elif not inside(os.path.normpath(allowed[0] / path), folders):
            message = "leaves the manifest's folder; allow its root on the command line or move the file"
            yield _problem(document, location, message)


def _problem(document: Document, location: Location, message: str) -> Problem:
    return Problem(document.file, line_of(location, document.lines), field_path(location), message)


def _paths(data: Any, model: type[BaseModel], location: Location = ()) -> Iterator[tuple[Location, str]]:
    """Every path that a manifest names, with the place of its field, whatever else is wrong with it."""
    if isinstance(data, list):
        for index, item in enumerate(data):
            yield from _paths(item, model, (*location, index))
    elif isinstance(data, dict):
        if issubclass(model, EvidenceFile | Register | ShardSet) and isinstance(path := data.get("path"), str):
            yield (*location, "path"), path.strip()
        for name, inner in _holders(model).items():
            if name in data:
                yield from _paths(data[name], inner, (*location, name))


@functools.cache
def _holders(model: type[BaseModel]) -> Mapping[str, type[BaseModel]]:
    """Fields of a model that can hold other parts, with the model of these."""
    parts = {name: part_of(info.annotation) for name, info in model.model_fields.items()}
    return {name: part for name, part in parts.items() if part}
