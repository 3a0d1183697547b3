"""The form of text that detectors see: one spelling of ASCII, nothing invisible.

Folding keeps one code point for one, or drops it; so a place in the folded text always has a place in the text as stored.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from scanners.kernel import INVISIBLE

_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_SET = "".join(f"{chr(first)}-{chr(last)}" for first, last in INVISIBLE)
_INVISIBLE = re.compile(f"[{_SET}]")
_VISIBLE = re.compile(f"[^{_SET}]+")


def fold(text: str) -> tuple[str, Sequence[int] | None]:
    """Folds full-width ASCII and the ideographic space to ASCII and removes zero-width and bidirectional control characters.

    The second value holds, for each code point of the folded text, its position in `text`, and at the end `len(text)`; it is None
    when nothing was removed, so that positions are the same.
    """
    if text.isascii():
        return text, None
    folded = text.translate(_FULL_WIDTH)
    if _INVISIBLE.search(folded) is None:
        return folded, None
    kept = [match.span() for match in _VISIBLE.finditer(folded)]
    positions = [position for start, stop in kept for position in range(start, stop)]
    return "".join(folded[start:stop] for start, stop in kept), [*positions, len(text)]


def original(positions: Sequence[int] | None, start: int, stop: int) -> tuple[int, int]:
    """The span of the text as stored that the non-empty span [`start`, `stop`) of the folded text came from."""
    if positions is None:
        return start, stop
    return positions[start], positions[stop - 1] + 1
