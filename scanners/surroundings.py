"""What stands around something about a person, for the detectors that are asked beside it.

A window is as wide as the detector needs that asked for it: that of an address ends where the address does, and the name before it stands
outside. So those that are asked beside a hit get texts of their own, as far as they look, from the first such hit of a window to the last.
Texts that touch are one, so that a list of addresses is read once.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

import numpy as np
import numpy.typing as npt

from scanners.base import Detector, Hit
from scanners.fold import fold_all, original

_CONTINUES, _OF_TWO = 0x80, 0xC0
"""A byte of UTF-8 whose two upper bits are `10` begins no character."""


@dataclass(slots=True)
class _Span:
    """Bytes `start` to `stop` of a record, of which `char` is the code point at `start`."""

    record: int
    start: int
    stop: int
    char: int


class Surroundings:
    """Gathers, window by window in the order of the text, where detectors are to be asked beside a hit, and asks them."""

    def __init__(
        self, data: npt.NDArray[np.uint8], offsets: npt.NDArray[np.int32], detectors: Sequence[Detector]
    ) -> None:
        self._stored = data.data
        self._offsets = offsets
        self._detectors = detectors
        self._before = max((d.anchor.before for d in detectors), default=0)
        self._after = max((d.anchor.after for d in detectors), default=0)
        self._spans: list[_Span] = []

    def add(self, record: int, window: tuple[int, int], char: int, told: Sequence[Hit]) -> None:
        """A window between two bytes, of which `char` is the first code point, with hits about a person in code points of the record."""
        first, last = min(hit.start for hit in told) - char, max(hit.stop for hit in told) - char
        a, z = self._byte(window, first), self._byte(window, last)
        a = self._edge(max(int(self._offsets[record]), a - self._before))
        z = self._edge(min(int(self._offsets[record + 1]), z + self._after))
        previous = self._spans[-1] if self._spans else None
        if previous is not None and previous.record == record and a <= previous.stop:
            previous.stop = max(previous.stop, z)
            return
        begin = window[0]
        char += self._characters(begin, a) if a >= begin else -self._characters(a, begin)
        self._spans.append(_Span(record, a, z, char))

    def hits(self) -> Iterator[tuple[int, Detector, Hit]]:
        """What the detectors find: the record, who found it, and the place in code points of the record. A hit at an edge within the record
        is none: there may be more of it."""
        texts = fold_all(str(self._stored[span.start : span.stop], "utf-8") for span in self._spans)
        for span, (text, places) in zip(self._spans, texts, strict=True):
            begins, ends = int(self._offsets[span.record]), int(self._offsets[span.record + 1])
            for detector in self._detectors:
                for hit in detector.find(text):
                    if (hit.start or span.start == begins) and (hit.stop < len(text) or span.stop == ends):
                        start, stop = original(places, hit.start, hit.stop)
                        placed = Hit(span.char + start, span.char + stop, hit.label, hit.score, hit.extra)
                        yield span.record, detector, placed

    def _byte(self, window: tuple[int, int], char: int) -> int:
        """Where the code point `char` of a window begins."""
        raw = bytes(self._stored[slice(*window)])
        return window[0] + (char if raw.isascii() else len(raw.decode()[:char].encode()))

    def _edge(self, at: int) -> int:
        """The next place at which a character begins."""
        while at < len(self._stored) and self._stored[at] & _OF_TWO == _CONTINUES:
            at += 1
        return at

    def _characters(self, start: int, stop: int) -> int:
        return len(str(self._stored[start:stop], "utf-8"))


class Said:
    """Where detectors found something in windows of their own, so that nothing is said twice; asking costs the same in any text."""

    def __init__(self, found: Iterable[tuple[Detector, Hit]]) -> None:
        hits: dict[int, list[Hit]] = {}
        for detector, hit in found:
            hits.setdefault(id(detector), []).append(hit)
        self._places = {key: _places(of_one) for key, of_one in hits.items()}

    def overlaps(self, detector: Detector, hit: Hit) -> bool:
        """Whether this very detector found something that overlaps the hit; another of its name is another."""
        starts, reached = self._places.get(id(detector), ((), ()))
        before = bisect_left(starts, hit.stop)
        return before > 0 and reached[before - 1] > hit.start


def _places(hits: Iterable[Hit]) -> tuple[Sequence[int], Sequence[int]]:
    """Where hits start, in order, and how far all up to each of them reach."""
    ordered = sorted(hits, key=lambda hit: hit.start)
    return [hit.start for hit in ordered], list(accumulate((hit.stop for hit in ordered), max))
