"""Numbers as people write them: digits in one piece, or in groups that single spaces or hyphens keep apart.

Three detectors look for numbers of a known length. Each gives the groupings it accepts, and gets every place where one stands.
Boundaries are ASCII letters and digits, never the regex word boundary: a Han character beside a digit is no boundary to `re`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

Shapes = Mapping[int, tuple[tuple[int, ...], ...]]
"""Accepted groupings by the length of their first group: `{6: ((6, 8, 4),)}`."""

_RUN = re.compile(r"[0-9]+(?:[ -][0-9]+)*")
_GROUP = re.compile(r"[0-9]+")
_LEAST = 11
"""The fewest digits that any of the numbers has."""
_ALPHANUMERIC = frozenset("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
_DIGITS = frozenset("0123456789")
_URL = re.compile(r"(?:://|www\.)[^\s<>\"'，。；、（）《》]*\Z")


@dataclass(frozen=True, slots=True)
class Number:
    """A grouping of digits in a text. `start` and `stop` include inner separators; `groups` counts its pieces.

    `joined_right`: more digits follow behind the same separator as inside, so that this may be the head of something longer.
    """

    start: int
    stop: int
    digits: str
    groups: int
    joined_right: bool


def numbers(text: str, shapes: Shapes, least: int, codes: frozenset[str] = frozenset()) -> Iterator[Number]:
    """All places where a grouping of `shapes` stands in a run of at least `least` characters (11 or more), left to right, in linear time.

    Letters or digits that touch it on the left rule it out, as does a decimal point, and several groups may not follow another
    group behind the same separator, unless that is one of `codes`. What touches it on the right is for the caller to judge with
    `ends`, since some identifiers end in a letter.
    """
    for spans in _runs(text):
        if spans[-1][1] - spans[0][0] >= least:
            yield from _in_run(text, spans, shapes, codes)


@lru_cache(maxsize=1)
def _runs(text: str) -> tuple[tuple[tuple[int, int], ...], ...]:
    """The groups of every run that may be long enough for some number; several detectors ask for the same text in a row."""
    return tuple(
        tuple(group.span() for group in _GROUP.finditer(text, *run.span()))
        for run in _RUN.finditer(text)
        if run.end() - run.start() >= _LEAST
    )


def _in_run(text: str, spans: Sequence[tuple[int, int]], shapes: Shapes, codes: frozenset[str]) -> Iterator[Number]:
    lengths = tuple(stop - start for start, stop in spans)
    for first, (start, stop) in enumerate(spans):
        accepted = shapes.get(lengths[first])
        if accepted is None or (first == 0 and not begins(text, start)):
            continue
        separator = text[stop : stop + 1]
        is_head = first == 0 or text[start - 1] != separator or text[slice(*spans[first - 1])] in codes
        for shape in accepted:
            after = first + len(shape)
            if len(shape) == 1:
                yield Number(start, stop, text[start:stop], 1, joined_right=False)
            elif is_head and lengths[first:after] == shape:
                end = spans[after - 1][1]
                digits = text[start:end].replace(separator, "")
                if digits.isdigit():
                    yield Number(start, end, digits, len(shape), after < len(spans) and text[end] == separator)


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
