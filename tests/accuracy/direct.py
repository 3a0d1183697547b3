"""Detectors run over whole texts without the compiled pass: what they can find at best, before windows cut the text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from scanners import registry
from scanners.fold import fold, original


@dataclass(frozen=True, slots=True)
class Found:
    """A hit in a whole text: code points of the text as stored."""

    scanner: str
    label: str
    start: int
    stop: int
    score: float
    expression: str | None = None


def found(text: str) -> Iterator[Found]:
    """All hits of all window detectors in `text`."""
    folded, positions = fold(text)
    for detector in registry.detectors():
        for hit in detector.find(folded):
            expression = hit.extra[1].get("expression") if hit.extra is not None else None
            start, stop = original(positions, hit.start, hit.stop)
            yield Found(detector.name, hit.label, start, stop, hit.score, str(expression) if expression else None)
