"""The window detectors over single texts: as the product runs them, and over the whole text, which is the best they could do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pyarrow as pa

from scanners import registry
from scanners.base import Hit
from scanners.detect import claims, detect
from scanners.fold import fold, original
from scanners.measures import buffers


@dataclass(frozen=True, slots=True)
class Found:
    """A hit in a text: code points of the text as stored."""

    scanner: str
    label: str
    start: int
    stop: int
    score: float
    expression: str | None = None


def through_windows(text: str) -> Iterator[Found]:
    """All hits as a worker finds them: anchors, windows, detectors."""
    for found in detect(*buffers(pa.array([text], pa.string()))):
        yield _found(found.detector.name, found.hit, found.hit.start, found.hit.stop)


def in_whole(text: str) -> Iterator[Found]:
    """All hits of all window detectors in `text`, none of which sees a window."""
    folded, positions = fold(text)
    for detector, hit in claims(folded, registry.detectors()):
        yield _found(detector.name, hit, *original(positions, hit.start, hit.stop))


def _found(scanner: str, hit: Hit, start: int, stop: int) -> Found:
    expression = hit.extra[1].get("expression") if hit.extra is not None else None
    return Found(scanner, hit.label, start, stop, hit.score, str(expression) if expression else None)
