"""Numbers as people write them: digits in one piece, or in groups that single spaces or hyphens keep apart.

Three detectors look for numbers of a known length. Each gives the groupings it accepts, and gets every place where one stands.
Boundaries are ASCII letters and digits, never the regex word boundary: a Han character beside a digit is no boundary to `re`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

Shapes = Mapping[int, tuple[tuple[int, ...], ...]]
"""Accepted groupings by the length of their first group: `{6: ((6, 8, 4),)}`."""

_RUN = re.compile(r"[0-9]+(?:[ -][0-9]+)*")
_GROUP = re.compile(r"[0-9]+")
_ALPHANUMERIC = frozenset("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
_DIGITS = frozenset("0123456789")
_URL = re.compile(r"(?:://|www\.)[^\s<>\"'，。；、（）《》]*\Z")


@dataclass(frozen=True, slots=True)
class Number:
    """A grouping of digits in a text. `start` and `stop` include inner separators; `groups` counts its pieces.

    `joined_left`, `joined_right`: more digits follow on that side behind the same separator as inside (one piece: behind any),
    so that this may be the middle of something longer.
    """

    start: int
    stop: int
    digits: str
    groups: int
    joined_left: bool
    joined_right: bool


def numbers(text: str, shapes: Shapes, least: int) -> Iterator[Number]:
    """All places where a grouping of `shapes` stands in a run of at least `least` digits, left to right, in linear time.

    Letters or digits that touch it on the left rule it out, as does a decimal point; what touches it on the right is for the
    caller to judge with `ends`, since some identifiers end in a letter.
    """
    for run in _RUN.finditer(text):
        if run.end() - run.start() >= least:
            yield from _in_run(text, [match.span() for match in _GROUP.finditer(text, *run.span())], shapes)


def _in_run(text: str, spans: list[tuple[int, int]], shapes: Shapes) -> Iterator[Number]:
    for first, (start, stop) in enumerate(spans):
        for shape in shapes.get(stop - start, ()):
            pieces = spans[first : first + len(shape)]
            if all(b - a == n for (a, b), n in zip(pieces, shape, strict=False)) and len(pieces) == len(shape):
                number = _number(text, spans, first, pieces)
                if number is not None and begins(text, start):
                    yield number


def _number(text: str, spans: list[tuple[int, int]], first: int, pieces: list[tuple[int, int]]) -> Number | None:
    separators = {text[stop] for _, stop in pieces[:-1]}
    if len(separators) > 1:
        return None
    after = first + len(pieces)
    start, stop = pieces[0][0], pieces[-1][1]
    left = first > 0 and (not separators or text[start - 1] in separators)
    right = after < len(spans) and (not separators or text[stop] in separators)
    return Number(start, stop, "".join(text[a:b] for a, b in pieces), len(pieces), left, right)


def begins(text: str, start: int) -> bool:
    """Whether a number may begin at `start`: no letter, digit or decimal point before it."""
    if start == 0:
        return True
    before = text[start - 1]
    return before not in _ALPHANUMERIC and not (before == "." and start > 1 and text[start - 2] in _DIGITS)


def ends(text: str, stop: int) -> bool:
    """Whether a number may end at `stop`: no letter, digit or decimal point with digits behind it."""
    rest = text[stop : stop + 2]
    if not rest:
        return True
    return rest[0] not in _ALPHANUMERIC and not (rest[0] == "." and rest[1:] in _DIGITS)


def in_url(text: str, start: int) -> bool:
    """Whether what begins at `start` stands inside an address on the web."""
    return _URL.search(text[max(0, start - 160) : start]) is not None
