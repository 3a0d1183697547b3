"""The product's own manifest: YAML or JSON, version 1 (`provenance.document` says how the file is read)."""

from __future__ import annotations

import functools
import os
from collections.abc import Iterator, Sequence
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
    (real paths); `digest` is the SHA-256 of the file's bytes."""

    manifest: Manifest
    path: Path
    root: Path
    digest: str
    allow_roots: tuple[Path, ...] = ()


def load(path: Path, allow_roots: Sequence[Path] = ()) -> Loaded:
    """Reads and checks a manifest. Raises `InputError` with everything that is wrong with it; nothing it names is opened."""
    document = read(path)
    if isinstance(document.data, dict) and document.data.get("provenance") == "1":
        document.data["provenance"] = 1  # the only number that is a closed word and so not parsed from text
    manifest = validate(document, Manifest)
    root = Path(os.path.realpath(path.absolute().parent))
    loaded = Loaded(manifest, path, root, document.digest, tuple(Path(os.path.realpath(r)) for r in allow_roots))
    if problems := list(_straying(loaded, document)):
        raise InputError(problems)
    return loaded


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of the manifest."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **Manifest.model_json_schema()}


def inside(real: str, roots: Sequence[str]) -> bool:
    """Whether a normalised absolute path is one of these folders or lies below one."""
    return any(real == root or real.startswith(root.rstrip(os.sep) + os.sep) for root in roots)


def roots(loaded: Loaded) -> tuple[str, ...]:
    """The folders that paths of the manifest may lead into."""
    return tuple(str(root) for root in (loaded.root, *loaded.allow_roots))


def _straying(loaded: Loaded, document: Document) -> Iterator[Problem]:
    allowed = roots(loaded)
    for location, path in paths(loaded.manifest):
        if not path or "\0" in path:
            message = "must be a path"
        elif inside(os.path.normpath(loaded.root / path), allowed):
            continue
        else:
            message = "leaves the manifest's folder; allow its root on the command line or move the file"
        yield Problem(document.file, line_of(location, document.lines), field_path(location), message)


def paths(part: BaseModel, location: Location = ()) -> Iterator[tuple[Location, str]]:
    """Every path that the manifest names, with the place of its field."""
    if isinstance(part, EvidenceFile | Register | ShardSet):
        yield (*location, "path"), part.path
        return
    for name in _holders(type(part)):
        value = getattr(part, name)
        if isinstance(value, BaseModel):
            yield from paths(value, (*location, name))
        elif isinstance(value, tuple):
            for index, item in enumerate(value):
                yield from paths(item, (*location, name, index))


@functools.cache
def _holders(model: type[BaseModel]) -> tuple[str, ...]:
    """Fields of a model that can hold other parts."""
    return tuple(name for name, info in model.model_fields.items() if part_of(info.annotation))
