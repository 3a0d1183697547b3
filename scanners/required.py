"""What must stand in every match of a regular expression: words of which it holds one at least, and how far it reaches.

Somebody else's pattern can then be looked for in windows around those words, in the compiled pass, instead of in all text. Nothing is
guessed: of a pattern in which anything is not understood it is said that nothing is known. Patterns are those of the module `regex`; what
that reads and `re` does not, or reads otherwise, counts as not understood.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

_parser: Any = re._parser  # type: ignore[attr-defined]  # the one parser of the syntax; undocumented, and its parts have been stable since 1.5
_constants: Any = re._constants  # type: ignore[attr-defined]  # the same

LEAST_BYTES = 3
"""A word of less stands nearly everywhere."""
MOST_WORDS = 5_000
"""As many words as a deny list may have."""
MOST_CHARACTERS = 2_000
"""A pattern that may take more is looked for in whole records."""
FUZZY = re.compile(r"\{(?![0-9]*,?[0-9]*\})")
"""`regex` matches roughly where a brace holds anything but numbers; `re` would take it for the text itself."""


FLAGS = int(re.IGNORECASE | re.MULTILINE | re.DOTALL | re.VERBOSE | re.UNICODE)
"""Those that are the same in both modules, numbers included."""


@dataclass(frozen=True, slots=True)
class Required:
    """`words`: each match holds one of these, ASCII case ignored; empty where that is not known. `reach`: the most characters that a match
    can take together with what it looks at beside itself; None where there is no bound."""

    words: frozenset[str] = frozenset()
    reach: int | None = None


UNKNOWN = Required()


def required(pattern: str, flags: int = 0) -> Required:
    """What every match of `pattern` requires. Flags are those of `re`, by number; the ones that `regex` adds are not understood."""
    if FUZZY.search(pattern) or flags & ~FLAGS:
        return UNKNOWN
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")  # `re` warns of sets inside sets, which `regex` reads
            tree = _parser.parse(pattern, flags)
    except (re.error, RecursionError, OverflowError, Warning):
        return UNKNOWN
    found = _words(tree)
    width = _reach(tree)
    return Required(found if _usable(found) else frozenset(), width if width <= MOST_CHARACTERS else None)


def usable(word: str) -> bool:
    """Whether the compiled pass may be asked for a word. It ignores ASCII case alone, so a word with other letters that have two cases
    would be missed in the other one."""
    return len(word.encode("utf-8", "replace")) >= LEAST_BYTES and all(c.isascii() or _caseless(c) for c in word)


def _usable(words: Iterable[str]) -> bool:
    chosen = list(words)
    return 0 < len(chosen) <= MOST_WORDS and all(map(usable, chosen))


def _caseless(character: str) -> bool:
    return character.lower() == character.upper() == character.casefold() and not 0xD800 <= ord(character) < 0xE000


def _words(tree: Sequence[Any]) -> frozenset[str]:
    """The best of what the parts of a sequence require, one after the other: the one whose shortest word is longest."""
    best: frozenset[str] = frozenset()
    run = ""
    for operator, argument in tree:
        if operator is _constants.LITERAL and (chr(argument).isascii() or _caseless(chr(argument))):
            run += chr(argument)
            continue
        best, run = _better(best, frozenset((run,))), ""
        best = _better(best, _of_part(operator, argument))
    return _better(best, frozenset((run,)))


def _of_part(operator: Any, argument: Any) -> frozenset[str]:
    if operator is _constants.SUBPATTERN:
        return _words(argument[-1])
    if operator is _constants.ATOMIC_GROUP:
        return _words(argument)
    if operator in (_constants.MAX_REPEAT, _constants.MIN_REPEAT, _constants.POSSESSIVE_REPEAT):
        least, _, part = argument
        return _words(part) if least else frozenset()
    if operator is _constants.BRANCH:
        each = [_words(part) for part in argument[1]]
        return frozenset().union(*each) if all(map(_usable, each)) else frozenset()
    return frozenset()


def _better(one: frozenset[str], other: frozenset[str]) -> frozenset[str]:
    return max(one, other, key=_worth)


def _worth(words: frozenset[str]) -> int:
    return min((len(word.encode("utf-8", "replace")) for word in words), default=0)


def _reach(tree: Sequence[Any]) -> int:
    """The most characters that a sequence takes, and as many as what looks about may see."""
    total = 0
    for operator, argument in tree:
        if operator in (_constants.ASSERT, _constants.ASSERT_NOT):
            total += _reach(argument[1])
        elif operator is _constants.SUBPATTERN:
            total += _reach(argument[-1])
        elif operator is _constants.ATOMIC_GROUP:
            total += _reach(argument)
        elif operator in (_constants.MAX_REPEAT, _constants.MIN_REPEAT, _constants.POSSESSIVE_REPEAT):
            _, most, part = argument
            total += MOST_CHARACTERS + 1 if most is _constants.MAXREPEAT else int(most) * _reach(part)
        elif operator is _constants.BRANCH:
            total += max(map(_reach, argument[1]))
        elif operator is _constants.GROUPREF_EXISTS:
            total += max(_reach(part) for part in argument[1:] if part is not None)
        elif operator is _constants.GROUPREF:
            return MOST_CHARACTERS + 1  # as long as what it repeats; nobody writes one where it matters
        else:
            total += 1
        if total > MOST_CHARACTERS:
            return total
    return total
