"""Small manifests on disk, for the tests of what reads them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from provenance.manifests.native import Loaded, load


def loaded(
    folder: Path, *sources: Mapping[str, Any], allow: Sequence[Path] = (), dataset: Mapping[str, Any] | None = None
) -> Loaded:
    """The manifest with these sources, written to the folder and loaded."""
    path = folder / "manifest.json"
    path.write_text(json.dumps({"provenance": 1, "dataset": {"id": "d", **(dataset or {})}, "sources": sources}))
    return load(path, allow)


def touched(folder: Path, *names: str) -> None:
    """Makes these files, each with its name as content."""
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(name)
