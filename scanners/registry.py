"""What lies in the folders: detectors and readers are found by listing them, other people's by entry point.

A module of `scanners/detectors` with a `DETECTOR`, or an entry point of the group `provenance.detectors`, is a detector. A module of
`scanners/readers` with a `format` is a reader.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from importlib.metadata import entry_points
from typing import Any, cast

import scanners.detectors
import scanners.readers
from scanners.base import Detector
from scanners.reading import Reader

MEASURES: Mapping[str, int] = {"language": 2, "exact_duplicate": 1, "near_duplicate": 3, "encoding": 1}
"""Scanners that look at every record in the compiled pass, with their versions."""


def _modules(package: Any) -> list[Any]:
    names = sorted(m.name for m in pkgutil.iter_modules(package.__path__))
    return [import_module(f"{package.__name__}.{name}") for name in names]


@cache
def detectors() -> tuple[Detector, ...]:
    """All detectors in the order of their names. Two of one name raise ValueError: a finding must say who found it."""
    own = [m.DETECTOR for m in _modules(scanners.detectors) if hasattr(m, "DETECTOR")]
    others = [e.load() for e in entry_points(group="provenance.detectors")]
    found = sorted([*own, *others], key=lambda d: str(d.name))
    names = [d.name for d in found]
    if len(set(names)) < len(names) or set(names) & set(MEASURES):
        raise ValueError(f"two scanners have one name: {', '.join(names)}")
    return tuple(found)


@cache
def readers() -> Mapping[str, Reader]:
    """Readers by the name of the format; a reader may serve several (`formats`)."""
    found: dict[str, Reader] = {}
    for module in _modules(scanners.readers):
        if hasattr(module, "format"):
            found |= dict.fromkeys(getattr(module, "formats", (module.format,)), cast("Reader", module))
    return found


def versions() -> dict[str, int]:
    """The present version of every scanner, by name."""
    return dict(MEASURES) | {d.name: d.version for d in detectors()}
