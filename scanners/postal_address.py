"""What the words and numbers at a place of a text are as a postal address: where its street ends, and what follows it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from scanners import postal_words as words
from scanners.postal_tokens import Token, tokens

Kind = Literal["street", "doubtful", "foreign", "unit", "announced"]

_POSTCODE = re.compile(r"[0-9]{5}(?:-[0-9]{4})?")
_BRITISH = re.compile(
    r"[,\s]{1,3}([A-Z]{1,2}[0-9][0-9A-Z]? ?[0-9][A-Z]{2}|[A-Z][0-9][A-Z] ?[0-9][A-Z][0-9])(?![0-9A-Za-z_])"
)
"""Of the United Kingdom (BS 7666) and of Canada."""
_YEAR = re.compile(r"(?:19[0-9]{2}|20[0-3][0-9])(?:[-/](?:19|20)?[0-9]{2})?")
_NAME, _LINES, _OPEN, _CORE = 6, 5, 7, 14
"""Words of a name, lines, words that nothing has told to be a place yet, and tokens up to the end of the street with a unit, at most."""
_ARTICLES = frozenset({"the", "a", "an"})
"""Behind a word that English has, too (`via the …`), no name of a street."""
_TRAILING = frozenset({"and", "the", "of", "in", "at", "y", "e", "i"})


@dataclass(frozen=True, slots=True)
class Address:
    """What makes it an address, where it ends, and whether a unit, a state, a country or a postcode tells the same."""

    kind: Kind
    stop: int
    telling: bool


def read(text: str, start: int, *, announced: bool) -> Address | None:
    """The address that begins at `start` with a unit, a number or the name of a street; `announced` if words before it say so."""
    core = _core(tokens(text, start, _CORE), announced=announced)
    if core is None:
        return None
    kind, used = core
    found = tokens(text, start)
    small = not any(token.text[0].isupper() for token in found[:used])
    stop, telling = _tail(text, found, used, found[used - 1].stop, small=small)
    telling = telling or _is_unit(found, 0)
    if found[0].number and _YEAR.fullmatch(found[0].text) and not telling:
        return None
    return Address(kind, stop, telling)


def end(text: str, stop: int, *, small: bool) -> int:
    """Where the address ends whose first part, a post box or a crossing, ends at `stop`."""
    return _tail(text, tokens(text, stop), 0, stop, small=small)[0]


def _core(found: Sequence[Token], *, announced: bool) -> tuple[Kind, int] | None:
    """What makes the tokens an address, and how many of them are unit, number, street and second number."""
    unit_first = 2 * _is_unit(found, 0)
    first = next((k for k, token in enumerate(found) if k >= unit_first and not token.number), len(found))
    houses = first - unit_first + (unit_first > 0 and "/" in found[1].text)
    name = _name(found, first)
    if houses > 2 or name == first:
        return None
    second = name < len(found) and found[name].number and found[name].gap == "space" and len(found[name].text) < 6
    unit = unit_first > 0 or _is_unit(found, name + second)
    kind, used = _kind(found, first, name, second=second)
    named = all(
        token.capital for token in found[first : max(first + 1, used - 1 if kind in ("street", "doubtful") else used)]
    )
    if kind is not None and (houses or (kind == "foreign" and second)) and (named or unit or announced):
        return kind, used
    if not houses or found[first].gap != "space":
        return None
    if unit_first or (unit and found[name + second].lower in words.STRONG_UNIT):
        return "unit", name + second
    written = all(token.capital for token in found[first:name])
    goes_on = name + second < len(found) and found[name + second].gap in ("comma", "line")
    return (
        ("announced", name + second)
        if announced and ((written and (second or goes_on)) or (second and goes_on))
        else None
    )


def _name(found: Sequence[Token], first: int) -> int:
    """Where the words end that may be the name of a street."""
    place = first
    while place < min(len(found), first + _NAME) and not found[place].number and not _is_unit(found, place):
        if place > first and found[place].gap != "space":
            break
        place += 1
    return place


def _kind(found: Sequence[Token], first: int, name: int, *, second: bool) -> tuple[Kind | None, int]:
    """Which word in a name says that it is one of a street, and where the street ends."""
    lowered = [token.lower for token in found[first:name]]
    kinds: tuple[tuple[Kind, frozenset[str]], ...] = (("street", words.STREET), ("doubtful", words.DOUBTFUL))
    for kind, known in kinds:
        for place in range(len(lowered) - 1, 0, -1):
            if lowered[place] in known and all(token.capital for token in found[first : first + place]):
                last = first + place + 1
                return kind, last + (second and last == name)
        for place in range(len(lowered) - 1, 0, -1):
            if lowered[place] in known:
                return kind, first + place + 1
    if lowered[0] in words.BEFORE and len(lowered) > 1 and lowered[1] not in _ARTICLES:
        return "foreign", name + second
    ending = any(word in words.AFTER or (len(word) > 5 and word.endswith(words.ENDINGS)) for word in lowered)
    return ("foreign", name + second) if ending and second else (None, 0)


def _is_unit(found: Sequence[Token], place: int) -> bool:
    """Whether a word for a unit and its number stand at `place`."""
    pair = found[place : place + 2]
    return len(pair) == 2 and pair[0].lower in words.UNIT and pair[1].number


def _tail(text: str, found: Sequence[Token], place: int, stop: int, *, small: bool) -> tuple[int, bool]:
    """Where the address ends that goes on at `place`, and whether anything there tells that it is one. In an address without capitals
    (`small`) places have none."""
    telling = False
    last, lines, open_words = place, 0, 0
    while place < len(found) and open_words < _OPEN:
        token = found[place]
        lines += token.gap == "line"
        taken = _telling(found, place)
        if lines > _LINES:
            break
        if taken:
            place, telling = place + taken, True
            last, open_words = place, 0
            if _POSTCODE.fullmatch(found[place - 1].text) and not _precedes_place(found, place):
                break
        elif token.number and len(token.text) > 2:
            break
        elif token.number or token.capital or (small and (telling or token.gap != "space" or open_words)):
            place, open_words = place + 1, open_words + 1
            if lines == 0 and token.capital and not (small or token.number) and (telling or found[last].gap == "comma"):
                last = place
        else:
            break
    while last and found[last - 1].lower in _TRAILING:
        last -= 1
    stop = found[last - 1].stop if last else stop
    stop -= text[stop - 1] == "." and text[stop - 2].isdigit()
    british = _BRITISH.match(text, stop)
    return (_with_country(text, british.end(1)), True) if british else (stop, telling)


def _with_country(text: str, stop: int) -> int:
    """Where the country ends that may follow a British or Canadian postcode."""
    found = tokens(text, stop, words.LONGEST_COUNTRY)
    size = _country(found, 0) if found and found[0].gap else 0
    return found[size - 1].stop if size else stop


def _precedes_place(found: Sequence[Token], place: int) -> bool:
    """Whether the postcode before `place` stands before the name of a place, as on the Continent, and not behind one."""
    if place == len(found) or found[place - 1].gap == "space" or found[place].gap != "space":
        return False
    return found[place].capital and not found[place].number


def _telling(found: Sequence[Token], place: int) -> int:
    """How many tokens from `place` on are a unit, a country, a state or a postcode."""
    token = found[place]
    if _is_unit(found, place):
        return 2
    if token.number and len(token.text) == 4 and place and found[place - 1].text in words.AUSTRALIAN:
        return 1
    if _POSTCODE.fullmatch(token.text) or token.text in words.STATE_CODES or token.lower == "nan":
        return 1
    return _country(found, place)


def _country(found: Sequence[Token], place: int) -> int:
    """How many tokens from `place` on name a country."""
    for size in range(min(words.LONGEST_COUNTRY, len(found) - place), 0, -1):
        if tuple(token.lower for token in found[place : place + size]) in words.COUNTRIES:
            return size
    return 0
