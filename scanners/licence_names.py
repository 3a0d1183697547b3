"""Licences that a text names: `released under the MIT license`, `License: MPL 2.0`, `version 1.1 of the Eclipse Public License`.

A name counts where the words around it make it a licence's: the word licence beside it, a grant before it, or a version that only
this licence has. The GNU licences have a module of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import compress

from scanners.licence_grant import GRANT_WORDS, denies, grants
from scanners.spdx_names import FAMILIES, Family

Mention = tuple[int, int, str, float]
"""First word and the one after the last, expression, score."""

_NUMBER = re.compile(r"v?([0-9]{1,2}(?:\.[0-9]{1,2}){0,2}[a-c]?)\+?")
_VERSION_WORDS = frozenset(("version", "v", "ver", "vers", "release"))
_BETWEEN = (
    "the terms of a an either both dual osi approved name type id is as are this and or with by conditions text value "
    "open source opensource php html txt en com org www http https use uses our"
)
_CONNECTORS = frozenset(_BETWEEN.split())
_CHAINED = re.compile(r"(?:l|a)?gpl(?:v?[0-9.]+)?\+?|v?[0-9.]+\+?")
_REACH = 6


def mentions(words: Sequence[str]) -> Iterator[Mention]:
    """The licences that the words of a normal form name, in order; names inside a longer name are not given."""
    heads = _heads()
    reached = 0
    for first in compress(range(len(words)), map(HEADS.__contains__, words)):
        for name, family in heads[words[first]] if first >= reached else ():
            reached = first + len(name)
            if tuple(words[first:reached]) == name:
                mention = _mention(words, first, reached, family)
                if mention is not None:
                    reached = mention[1]
                    yield mention
                break
            reached = first


@cache
def _heads() -> dict[str, list[tuple[tuple[str, ...], Family]]]:
    heads: dict[str, list[tuple[tuple[str, ...], Family]]] = {}
    for family in FAMILIES:
        for name in family.names:
            parts = tuple(name.split())
            heads.setdefault(parts[0], []).append((parts, family))
    for names in heads.values():
        names.sort(key=lambda item: -len(item[0]))
    return heads


HEADS = frozenset(_heads())
"""First words of names: a text without any of them names no licence."""


def _mention(words: Sequence[str], first: int, after: int, family: Family) -> Mention | None:
    before = words[max(0, first - 9) : first]
    version, stop = _version(words, first, after, family)
    expression = family.form.format(version or family.default) if version or family.default is not None else None
    if expression is None or denies(before):
        return None
    telling = family.strength == "strong" and (version is not None or after - first >= 3)
    if not telling and not _is_announced(words, first, stop, family):
        return None
    return first, stop, expression, 0.9 if grants(before) else 0.5


def _version(words: Sequence[str], first: int, after: int, family: Family) -> tuple[str | None, int]:
    """The version of the family that stands behind or before a name, and where the mention ends."""
    known = family.versions.split()
    stop = after
    while stop < len(words) and stop < after + 3 and (_is_licence(words[stop]) or words[stop] in family.names):
        stop += 1
    number = stop + (words[stop : stop + 1] != [] and words[stop] in _VERSION_WORDS)
    found = _number(words[number], known) if number < len(words) else None
    if found is not None:
        return found, number + 1
    if words[max(0, first - 1) : first] in (["the"], ["of"]):
        for k in range(first - 1, max(-1, first - 6), -1):
            if words[k] in _VERSION_WORDS and k + 1 < first:
                return _number(words[k + 1], known), stop
    return None, stop


def _number(word: str, known: Sequence[str]) -> str | None:
    match = _NUMBER.fullmatch(word)
    if match is None:
        return None
    return next((v for v in (match[1], f"{match[1]}.0", match[1].removesuffix(".0")) if v in known), None)


def _is_licence(word: str) -> bool:
    return word.startswith(("licen", "licenc")) or word == "许可"


def _is_announced(words: Sequence[str], first: int, stop: int, family: Family) -> bool:
    """Whether the words beside a name make it a licence's."""
    if any(_is_licence(word) for word in words[first:stop]):
        return True
    for word in words[stop : stop + _REACH]:
        if _is_licence(word):
            return True
        if word not in _CONNECTORS and word not in _heads() and _CHAINED.fullmatch(word) is None:
            break
    for word in reversed(words[max(0, first - _REACH) : first]):
        if _is_licence(word) or (family.strength != "weak" and word in GRANT_WORDS and word != "terms"):
            return True
        if word not in _CONNECTORS and word not in _heads() and _CHAINED.fullmatch(word) is None:
            break
    return False
