"""What stands around something about a person, for the detectors that are asked beside it.

A window is as wide as the detector needs that asked for it: that of an address ends where the address does, and the name before it stands
outside. So those that are asked beside a hit get a text of their own, as far as they look, from the first such hit to the last.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from scanners.base import Detector, Hit
from scanners.fold import fold, original

_CONTINUES, _OF_TWO = 0x80, 0xC0
"""A byte of UTF-8 whose two upper bits are `10` begins no character."""


def around(
    stored: memoryview,
    record: tuple[int, int],
    window: tuple[int, int],
    told: Sequence[Hit],
    detectors: Iterable[Detector],
) -> Iterator[tuple[Detector, Hit]]:
    """What these detectors find around the hits `told` of a window, all places in code points of the window; the record and the window are
    between bytes. A hit at an edge within the record is none: there may be more of it."""
    raw = str(stored[slice(*window)], "utf-8")
    first = window[0] + len(raw[: min(hit.start for hit in told)].encode())
    last = window[0] + len(raw[: max(hit.stop for hit in told)].encode())
    for detector in detectors:
        a = _edge(stored, max(record[0], first - detector.anchor.before))
        b = _edge(stored, min(record[1], last + detector.anchor.after), record[1])
        text, places = fold(str(stored[a:b], "utf-8"))
        char = -len(str(stored[a : window[0]], "utf-8")) if a < window[0] else len(str(stored[window[0] : a], "utf-8"))
        for hit in detector.find(text):
            if (hit.start or a == record[0]) and (hit.stop < len(text) or b == record[1]):
                start, stop = original(places, hit.start, hit.stop)
                yield detector, Hit(char + start, char + stop, hit.label, hit.score, hit.extra)


def _edge(stored: memoryview, at: int, end: int | None = None) -> int:
    """The next place at which a character begins."""
    while at != end and at < len(stored) and stored[at] & _OF_TWO == _CONTINUES:
        at += 1
    return at


class Once:
    """Remembers, for the record at hand, what detectors said that look beside others, since their texts overlap."""

    def __init__(self) -> None:
        self._record = -1
        self._said: list[tuple[str, Hit]] = []

    def first(self, record: int, detector: Detector, hit: Hit) -> bool:
        """Whether nothing that this detector said of the record before overlaps this hit, its places in code points of the record."""
        if not detector.anchor.beside:
            return True
        if record != self._record:
            self._record, self._said = record, []
        near = self._said[-_KEPT:]
        if any(name == detector.name and hit.start < said.stop and said.start < hit.stop for name, said in near):
            return False
        self._said.append((detector.name, hit))
        return True


_KEPT = 64
"""Hits that the text around one window may share with those before it."""
