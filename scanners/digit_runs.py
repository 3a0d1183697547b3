"""Numbers as people write them: digits in one piece, or in groups that spaces, hyphens, points or brackets keep apart.

Four detectors look for numbers of a known length. Each gives the groupings it accepts, and gets every place where one stands, with
what its surroundings say against it. Boundaries are ASCII letters and digits, never the regex word boundary: a Han character beside
a digit is no boundary to `re`. The text is folded (`scanners.spelling`), so that spaces are ASCII here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from scanners.spelling import DOTS, HYPHENS

Groupings = tuple[tuple[int, ...], ...]
"""The lengths of the groups in which a number is written, for instance `((11,), (3, 4, 4))`."""

Shapes = Mapping[int, Groupings]
"""Groupings by the length of their first group."""

Lead = Literal["free", "word", "item", "point"]

HYPHEN = f"[{re.escape(HYPHENS)}]"
_DOT = f"[{re.escape(DOTS)}]"
_SPACE = "[ \t]"
GAP = (
    rf"(?:{_SPACE}{{1,3}}|{HYPHEN}{{1,2}}{_SPACE}?|{_SPACE}{HYPHEN}{{1,2}}{_SPACE}|{_DOT}"
    rf"|[)\]]{_SPACE}?{HYPHEN}?{_SPACE}?|{_SPACE}?[(\[])"
)
"""What may stand between two groups. A hyphen behind a space and before a digit is a sign, and no part of a number."""

_DIGIT_RUN = re.compile(rf"[0-9]+(?:{GAP}[0-9]+)*")
_CODE_RUN = re.compile(rf"[0-9A-Z]+(?:{GAP}[0-9A-Z]+)*")
_GROUP = re.compile(r"[0-9A-Z]+")
_LEAST = 8
"""The fewest digits that any of the numbers has."""
_LONG = 11
"""Groups so long are no column of a table but a number of their own."""
_ALPHANUMERIC = frozenset("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
_DIGITS = frozenset("0123456789")
_URL = re.compile(r"(?:://|www\.)[^\s<>\"'，。；、（）《》]*\Z")
_ITEM = re.compile(r"(?:\A|[\n\r。；;])[ \t]{0,4}([1-9][0-9]?)\.\Z")
_NEXT_ITEM = re.compile(r"[^\n\r]{0,32}\r?\n[ \t]{0,4}([0-9]{1,9})\.[0-9]")
_ITEM_REACH = 8
_STRETCH = 8
"""How many numbers of the same grouping in a row are told from a table of numbers."""


@dataclass(frozen=True, slots=True)
class Number:
    """A grouping of digits in a text. `start` and `stop` include inner separators; `groups` are its pieces.

    `lead`: what stands before it: nothing that matters (`free`), a word that touches it (`word`), the number of an item at the beginning
    of a line or sentence (`1.138…`, `item`), or what may be one, or the whole part of a decimal (`point`). `regular`: the same single
    space or hyphen everywhere between its groups, or brackets around the first. `embedded`: longer groups go on behind the same
    separator on either side, so that it may be part of a table or of something longer.
    """

    start: int
    stop: int
    groups: tuple[str, ...]
    lead: Lead
    regular: bool
    embedded: bool

    @property
    def digits(self) -> str:
        """What remains without separators."""
        return "".join(self.groups)


@dataclass(frozen=True, slots=True)
class Rules:
    """What a detector accepts: `shapes`; digits that `may_be` its number, asked before anything else is looked at; `words` that may touch
    the number on the left (`words`); `codes` that may stand before its first group behind any separator."""

    shapes: Shapes
    may_be: Callable[[str], bool]
    words: re.Pattern[str]
    codes: frozenset[str] = frozenset()


def by_first(groupings: Groupings) -> Shapes:
    """The groupings by the length of their first group, in their order."""
    return {first: tuple(g for g in groupings if g[0] == first) for first, *_ in groupings}


def words(alternatives: str) -> re.Pattern[str]:
    """A pattern for words that touch a number on the left: the whole run of letters is one of the alternatives, whatever its case."""
    return re.compile(rf"(?<![0-9A-Za-z])(?:{alternatives})\Z", re.IGNORECASE)


def numbers(text: str, rules: Rules) -> Iterator[Number]:
    """All places where digits stand in one of the groupings of `rules`, left to right, in linear time.

    What touches a number on the right is for the caller to judge with `ends`, since some identifiers end in a letter.
    """
    for spans in digit_runs(text):
        yield from in_run(text, spans, rules)


@lru_cache(maxsize=1)
def digit_runs(text: str) -> tuple[tuple[tuple[int, int], ...], ...]:
    """The groups of every run that may be long enough for some number; several detectors ask for the same text in a row."""
    return tuple(_runs(text, _DIGIT_RUN))


def code_runs(text: str) -> Iterator[tuple[tuple[int, int], ...]]:
    """The same for groups of capital letters and digits."""
    return _runs(text, _CODE_RUN)


def _runs(text: str, pattern: re.Pattern[str]) -> Iterator[tuple[tuple[int, int], ...]]:
    for run in pattern.finditer(text):
        if run.end() - run.start() >= _LEAST:
            yield tuple(group.span() for group in _GROUP.finditer(text, *run.span()))


def in_run(text: str, spans: Sequence[tuple[int, int]], rules: Rules) -> Iterator[Number]:
    """The numbers among the groups of one run."""
    lengths = tuple(stop - start for start, stop in spans)
    for first, length in enumerate(lengths):
        for shape in rules.shapes.get(length, ()):
            if lengths[first : first + len(shape)] == shape:
                number = _number(text, spans, first, len(shape), rules)
                if number is not None:
                    yield number


def _number(text: str, spans: Sequence[tuple[int, int]], first: int, n: int, rules: Rules) -> Number | None:
    groups = spans[first : first + n]
    pieces = tuple(text[a:b] for a, b in groups)
    if not rules.may_be("".join(pieces)):
        return None
    gaps = [text[a:b] for (_, a), (b, _) in pairwise(groups)]
    lead = _lead(text, spans, first, rules)
    if lead is None or _is_decimal(gaps):
        return None
    start = groups[0][0]
    bracketed = bool(gaps) and gaps[0][0] in ")]" and start > 0 and text[start - 1] == "(["[")]".index(gaps[0][0])]
    regular = bracketed or (len(set(gaps)) <= 1 and all(gap in (" ", "-") for gap in gaps))
    embedded = bool(gaps) and _is_embedded(text, spans, first, n, rules.codes)
    return Number(start - bracketed, groups[-1][1], pieces, lead, regular, embedded)


def _is_decimal(gaps: Sequence[str]) -> bool:
    """Whether a point between the groups is that of a decimal: a separator stands in every gap, and there are several."""
    return "." in gaps and (len(gaps) == 1 or set(gaps) != {"."})


def _lead(text: str, spans: Sequence[tuple[int, int]], first: int, rules: Rules) -> Lead | None:
    """What stands before a group; None where a number cannot begin there."""
    start = spans[first][0]
    if first == 0:
        if begins(text, start):
            return "free"
        return "word" if rules.words.search(text, max(0, start - 24), start) else None
    before = slice(*spans[first - 1])
    if text[before.stop : start] != "." or text[before] in rules.codes:
        return "free"
    if text[before][0] == "0" or before.stop - before.start > 2 or not begins(text, before.start):
        return None
    return "item" if _is_item(text, before.start, start) else "point"


def _is_item(text: str, begin: int, start: int) -> bool:
    """Whether `1.` before `start` numbers an item of a list. It stands at the beginning of a line or sentence, and the next line, if
    it begins like a decimal too, goes on counting."""
    item = _ITEM.search(text, max(0, begin - _ITEM_REACH), start)
    if item is None:
        return False
    following = _NEXT_ITEM.match(text, start)
    return following is None or int(following[1]) == int(item[1]) + 1


def _is_embedded(text: str, spans: Sequence[tuple[int, int]], first: int, n: int, codes: frozenset[str]) -> bool:
    """Whether groups of three to ten digits go on behind the same separator, unless they are numbers of the same grouping."""
    last = first + n - 1
    left = _stretch(text, spans, first, -1, n * _STRETCH)
    right = _stretch(text, spans, last, 1, n * _STRETCH)
    if left and text[slice(*spans[first - 1])] in codes:
        left = []
    shape = [stop - start for start, stop in spans[first : last + 1]]
    if max(len(left), len(right)) == n * _STRETCH:
        return True
    return left[::-1] != shape * (len(left) // n) or right != shape * (len(right) // n)


def _stretch(text: str, spans: Sequence[tuple[int, int]], group: int, step: Literal[-1, 1], most: int) -> list[int]:
    """The lengths of the groups that go on from `group` behind the separator on its other side, up to one too short or too long."""
    lengths: list[int] = []
    separator = _gap(text, spans, group, -step)
    while len(lengths) < most and 0 <= group + step < len(spans) and _gap(text, spans, group, step) == separator:
        group += step
        length = spans[group][1] - spans[group][0]
        if not 3 <= length < _LONG:
            break
        lengths.append(length)
    return lengths


def _gap(text: str, spans: Sequence[tuple[int, int]], group: int, step: int) -> str:
    """What stands between a group and its neighbour."""
    a, b = (group, group + 1) if step > 0 else (group - 1, group)
    return text[spans[a][1] : spans[b][0]]


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
