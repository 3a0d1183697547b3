"""The form of text that detectors see: one spelling of ASCII, nothing invisible.

Folding keeps one code point for one, or drops it; so a place in the folded text always has a place in the text as stored.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from scanners.spelling import INVISIBLE, ROW, folded, numerals

_UTF_32 = f"utf-32-{sys.byteorder[0]}e"
_AT_ONCE = 1 << 16
"""Code points of short texts that are folded together; more would not stay in the processor's cache."""

Folded = tuple[str, Sequence[int] | None]


def fold(text: str) -> Folded:
    """Folds to ASCII what is another spelling of it, and removes what nobody sees (`spelling.folded`).

    The second value holds, for each code point of the folded text, its position in `text`, and at the end `len(text)`; it is None
    when nothing was removed, so that positions are the same. A lone surrogate stays what it is.
    """
    return (text, None) if text.isascii() else _together([text])[0]


def fold_all(texts: Iterable[str]) -> Iterator[Folded]:
    """`fold` of each, in their order, for less than a call for each costs."""
    held: list[str] = []
    size = 0
    for text in texts:
        held.append(text)
        size += len(text)
        if size >= _AT_ONCE:
            yield from _each(held)
            held, size = [], 0
    yield from _each(held)


def _each(texts: list[str]) -> Iterator[Folded]:
    wide = iter(_together([text for text in texts if not text.isascii()]))
    for text in texts:
        yield (text, None) if text.isascii() else next(wide)


def _together(texts: list[str]) -> list[Folded]:
    table = folded()
    points = np.frombuffer("".join(texts).encode(_UTF_32, "surrogatepass"), np.uint32)
    form = table[np.minimum(points, len(table) - 1)]
    points = np.where(form, form, points)
    kept = np.flatnonzero(form != INVISIBLE)
    bounds = np.cumsum([0, *map(len, texts)])
    cuts = np.searchsorted(kept, bounds)
    seen = points[kept]
    _read_numerals(seen, cuts)
    whole = seen.tobytes().decode(_UTF_32, "surrogatepass")
    out: list[Folded] = []
    for text, first, (a, z) in zip(texts, bounds.tolist(), pairwise(cuts.tolist()), strict=False):
        places = None if z - a == len(text) else [*(kept[a:z] - first).tolist(), len(text)]
        out.append((whole[a:z], places))
    return out


def _read_numerals(points: npt.NDArray[np.uint32], cuts: npt.NDArray[np.int64]) -> None:
    """Puts digits in place of `ROW` Chinese numerals or more in a row, between any two of which one space or hyphen may stand."""
    table = numerals()
    digit = table[np.minimum(points, len(table) - 1)]
    at = np.flatnonzero(digit)
    if len(at) < ROW:
        return
    step = np.diff(at)
    between = points[at[:-1] + 1]
    joined = (step == 1) | ((step == 2) & ((between == ord(" ")) | (between == ord("-"))))
    joined &= np.searchsorted(cuts, at[1:], "right") == np.searchsorted(cuts, at[:-1], "right")
    first = np.flatnonzero(np.r_[True, ~joined])
    size = np.diff(np.r_[first, len(at)])
    rows = at[np.repeat(size >= ROW, size)]
    points[rows] = digit[rows] - 1 + np.uint32(ord("0"))


def original(positions: Sequence[int] | None, start: int, stop: int) -> tuple[int, int]:
    """The span of the text as stored that the non-empty span [`start`, `stop`) of the folded text came from."""
    if positions is None:
        return start, stop
    return positions[start], positions[stop - 1] + 1
