"""The manifests of the benchmark's corpora: sources that declare what sources of public text usually do."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import orjson

from tests.bench.shards import COLUMNS, Written

EXPLICIT = 1000
"""More shards than this are named by a glob, as one would."""


def source(name: str, written: Sequence[Written]) -> dict[str, Any]:
    """A source of the corpus."""
    columns = {column: column for column in COLUMNS}
    described: list[dict[str, Any]] = [
        {"path": w.path, "sha256": w.sha256, "rows": w.rows, "columns": columns} for w in written
    ]
    if len(written) > EXPLICIT:
        described = [{"path": f"{name}/*.{written[0].path.partition('.')[2]}", "columns": columns}]
    return {
        "id": name,
        "type": "open",
        "name": f"Bench source {name}",
        "origin_country": "CN",
        "languages": ["zh", "en"],
        "is_synthetic": False,
        "licence": {"id": "CC-BY-4.0"},
        "shards": described,
    }


def works(name: str, written: Sequence[Written]) -> dict[str, Any]:
    """Protected works that the corpus must not hold."""
    return {**source(name, written), "role": "works", "licence": {"id": "LicenseRef-ARR"}}


def write(folder: Path, name: str, sources: Sequence[dict[str, Any]]) -> None:
    """Writes `manifest.json`."""
    use = {"purposes": ["training"], "commercial": True, "public_service_cn": True}
    data = {"provenance": 1, "dataset": {"id": name, "intended_use": use, "base_models": []}, "sources": list(sources)}
    (folder / "manifest.json").write_bytes(orjson.dumps(data, option=orjson.OPT_INDENT_2))
