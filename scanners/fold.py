"""The form of text that detectors see: one spelling of ASCII, nothing invisible.

Folding keeps one code point for one, or drops it; so a place in the folded text always has a place in the text as stored.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

import numpy as np

from scanners.spelling import INVISIBLE, folded

_UTF_32 = f"utf-32-{sys.byteorder[0]}e"


def fold(text: str) -> tuple[str, Sequence[int] | None]:
    """Folds to ASCII what is another spelling of it, and removes what nobody sees (`spelling.folded`).

    The second value holds, for each code point of the folded text, its position in `text`, and at the end `len(text)`; it is None
    when nothing was removed, so that positions are the same. A lone surrogate stays what it is.
    """
    if text.isascii():
        return text, None
    table = folded()
    points = np.frombuffer(text.encode(_UTF_32, "surrogatepass"), np.uint32)
    form = table[np.minimum(points, len(table) - 1)]
    if not form.any():
        return text, None
    points = np.where(form, form, points)
    visible = form != INVISIBLE
    if visible.all():
        return _string(points), None
    return _string(points[visible]), [*np.flatnonzero(visible).tolist(), len(text)]


def _string(points: np.ndarray[tuple[int], np.dtype[np.uint32]]) -> str:
    return points.tobytes().decode(_UTF_32, "surrogatepass")


def original(positions: Sequence[int] | None, start: int, stop: int) -> tuple[int, int]:
    """The span of the text as stored that the non-empty span [`start`, `stop`) of the folded text came from."""
    if positions is None:
        return start, stop
    return positions[start], positions[stop - 1] + 1
