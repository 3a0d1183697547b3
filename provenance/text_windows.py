"""Windows of texts around places that the compiled pass finds, as whole words where that may be."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, groupby

import numpy as np
import numpy.typing as npt

from scanners.anchors import compile_anchors, windows
from scanners.base import Anchor
from scanners.digit_demand import CLOSE, IN_A_ROW, WITHIN

DIGITS = Anchor()
"""Stands for `crowded`, which is no anchor of the compiled pass."""
MARGIN, REACH = 48, 256
"""Bytes around a place that belong to its window, and how many more until a blank."""
_BLANK = re.compile(rb"[ \t\r\n]")
_compiled = lru_cache(maxsize=64)(compile_anchors)

Place = tuple[int, int, int]
"""A text, and the first and the last byte of what has to be seen of it among the bytes of all texts."""


@dataclass(frozen=True, slots=True)
class Window:
    """Characters of a text, and where they stand in it; whether more of the text lies on either side."""

    record: int
    start: int
    text: str
    cut: tuple[bool, bool]


def encoded(texts: Sequence[str]) -> tuple[bytes, list[int]]:
    """The texts in UTF-8 one behind the other, and where each begins and the last ends. A lone surrogate, which UTF-8 does not know, is
    a question mark there: one character for one, so that offsets stay."""
    parts = [text.encode("utf-8", "replace") for text in texts]
    return b"".join(parts), list(accumulate(map(len, parts), initial=0))


class Bytes:
    """Texts as bytes."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.data, self.offsets = encoded(texts)
        self.array = np.frombuffer(self.data, np.uint8)
        self.bounds = np.array(self.offsets, np.int32)
        self._begins = None if self.data.isascii() else (self.array & 0xC0) != 0x80

    def windows(self, places: Iterable[Place]) -> Iterator[Window]:
        """The windows, whole characters and as far as may be whole words, in order; those that overlap or touch are one."""
        for record, group in groupby(places, key=lambda place: place[0]):
            begin, end = self.offsets[record], self.offsets[record + 1]
            at, start = begin, 0
            for low, high in joined(self._to_blanks(begin, end, low, high) for _, low, high in group):
                start += low - at if self._begins is None else int(np.count_nonzero(self._begins[at:low]))
                at = low
                yield Window(record, start, self.data[low:high].decode(), (low > begin, high < end))

    def _to_blanks(self, begin: int, end: int, low: int, high: int) -> tuple[int, int]:
        first, last = max(begin, low - REACH), min(end, high + REACH)
        blank = max(self.data.rfind(sign, first, low) for sign in (b" ", b"\n", b"\t"))
        low = blank + 1 if blank >= 0 else first
        match = _BLANK.search(self.data, high, last)
        high = match.start() if match else last
        while low > begin and self.data[low] & 0xC0 == 0x80:
            low -= 1
        while high < end and self.data[high] & 0xC0 == 0x80:
            high += 1
        return low, high


class Searched:
    """The places of several anchors, found in one pass."""

    def __init__(self, bytes_: Bytes, anchors: Iterable[Anchor]) -> None:
        self._bytes = bytes_
        self._anchors = tuple(sorted({*anchors} - {DIGITS}, key=repr))
        empty = np.empty(0, np.int64)
        self._start, self._stop, self._mask = empty, empty, empty
        if self._anchors:
            found = windows(_compiled(self._anchors), bytes_.array, bytes_.bounds)
            self._start, self._stop, self._mask = found.start, found.stop, found.mask
        self._crowded = crowded(bytes_.array, bytes_.bounds) if DIGITS in {*anchors} else np.empty((2, 0), np.int64)

    def places(self, anchors: Iterable[Anchor]) -> list[Place]:
        """Those of some of the anchors, in order; they may overlap."""
        wanted = {*anchors}
        here = (self._mask & sum(1 << k for k, anchor in enumerate(self._anchors) if anchor in wanted)) != 0
        found = np.stack([self._start[here], self._stop[here]])
        start, stop = np.concatenate([found, self._crowded], axis=1) if DIGITS in wanted else found
        order = np.argsort(start, kind="stable")
        start, stop = start[order], stop[order]
        record = np.searchsorted(self._bytes.bounds, start, "right") - 1
        low = np.maximum(self._bytes.bounds[record], start - MARGIN)
        high = np.minimum(self._bytes.bounds[record + 1], stop + MARGIN)
        return list(zip(record.tolist(), low.tolist(), high.tolist(), strict=True))


def crowded(data: npt.NDArray[np.uint8], bounds: npt.NDArray[np.int32]) -> npt.NDArray[np.int64]:
    """First and last bytes of stretches with `IN_A_ROW` digits in a row, or `CLOSE` of them `WITHIN` so many bytes; each begins and
    is found within one text."""
    digit = np.zeros(len(data) + WITHIN, np.uint8)
    np.less(data - np.uint8(ord("0")), 10, out=digit[: len(data)].view(np.bool_))
    n = len(data)
    close = (_sliding(digit, WITHIN)[:n] >= CLOSE) | (_sliding(digit, IN_A_ROW)[:n] == IN_A_ROW)
    at = np.flatnonzero(close)
    if not len(at):
        return np.empty((2, 0), np.int64)
    text = np.searchsorted(bounds, at, "right")
    begins = np.flatnonzero((np.diff(at, prepend=-WITHIN - 2) > WITHIN) | (np.diff(text, prepend=-1) != 0))
    ends = np.append(begins[1:], len(at)) - 1
    return np.stack([at[begins], np.minimum(at[ends] + WITHIN, len(data))])


def _sliding(values: npt.NDArray[np.uint8], width: int) -> npt.NDArray[np.uint8]:
    """The sums of `width` values in a row, each at the place of the first, put together from those of powers of two."""
    power, sums = 1, values
    total: npt.NDArray[np.uint8] | None = None
    reached = 0
    while True:
        if width & power:
            part = sums[reached:]
            total = part if total is None else total[: len(part)] + part[: len(total)]
            reached += power
        if power * 2 > width:
            break
        sums = sums[: len(sums) - power] + sums[power:]
        power *= 2
    assert total is not None
    return total


def joined(spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The spans, which come in the order of their places, with those that overlap or touch put together."""
    held: tuple[int, int] | None = None
    for low, high in spans:
        if held is not None and low <= held[1]:
            held = (min(held[0], low), max(held[1], high))
            continue
        if held is not None:
            yield held
        held = (low, high)
    if held is not None:
        yield held
