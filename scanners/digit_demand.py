"""Whether every match of a regular expression holds digits so close together that the place can be found without it.

As in `required`, nothing is guessed. Digits are those of ASCII: of `\\d`, which takes those of other scripts too, such matches are not
meant.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator, Sequence
from typing import Any

from scanners.required import FLAGS, FUZZY

_parser: Any = re._parser  # type: ignore[attr-defined]  # as in `required`
_constants: Any = re._constants  # type: ignore[attr-defined]  # the same

IN_A_ROW, CLOSE, WITHIN = 5, 7, 20
"""So many digits in a row, or so many within so many bytes."""
_WIDEST = 4
_LOOKS = (_constants.ASSERT, _constants.ASSERT_NOT, _constants.AT)

Atom = tuple[bool, int]
"""Whether it is one digit in any case, and the most bytes that it takes."""


def demands(pattern: str, flags: int = 0) -> bool:
    """Whether each match holds `IN_A_ROW` digits in a row, or `CLOSE` of them `WITHIN` so many bytes."""
    if FUZZY.search(pattern) or flags & ~FLAGS:
        return False
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            atoms = list(_atoms(_parser.parse(pattern, flags)))
    except (re.error, RecursionError, OverflowError, Warning):
        return False
    return _has(atoms)


def _has(atoms: Sequence[Atom]) -> bool:
    for first in range(len(atoms)):
        digits = size = 0
        unbroken = True
        for is_digit, most in atoms[first:]:
            digits += is_digit
            size += most
            unbroken &= is_digit
            if size > WITHIN:
                break
            if digits >= CLOSE or (unbroken and digits >= IN_A_ROW):
                return True
    return False


def _atoms(tree: Sequence[Any]) -> Iterator[Atom]:
    for operator, argument in tree:
        if operator in _LOOKS:
            continue
        if operator in (_constants.LITERAL, _constants.IN):
            yield _is_digit(operator, argument), 1 if _is_digit(operator, argument) else _WIDEST
        elif operator is _constants.SUBPATTERN:
            yield from _atoms(argument[-1])
        elif operator is _constants.ATOMIC_GROUP:
            yield from _atoms(argument)
        elif operator in (_constants.MAX_REPEAT, _constants.MIN_REPEAT, _constants.POSSESSIVE_REPEAT):
            least, most, part = argument
            inner = list(_atoms(part))
            for _ in range(min(least, WITHIN)):
                yield from inner
            if most > least:
                yield False, min(WITHIN + 1, (int(most) - least) * sum(size for _, size in inner))
        elif operator is _constants.BRANCH:
            yield from _branch([list(_atoms(part)) for part in argument[1]])
        else:
            yield False, WITHIN + 1 if operator is _constants.GROUPREF else _WIDEST


def _branch(each: Sequence[Sequence[Atom]]) -> Iterator[Atom]:
    """Digits where all branches are so many digits, else what takes as much as the longest."""
    if all(is_digit for branch in each for is_digit, _ in branch) and len({*map(len, each)}) == 1:
        yield from each[0]
    else:
        yield False, min(WITHIN + 1, max(sum(size for _, size in branch) for branch in each))


def _is_digit(operator: Any, argument: Any) -> bool:
    if operator is _constants.LITERAL:
        return bool(48 <= argument <= 57)
    return all(
        (kind is _constants.RANGE and value[0] >= 48 and value[1] <= 57)
        or (kind is _constants.LITERAL and 48 <= value <= 57)
        or (kind is _constants.CATEGORY and value is _constants.CATEGORY_DIGIT)
        for kind, value in argument
    )
