"""Whether words lead up to a licence's name as a grant, or the name just stands in a text. Texts are in normal form."""

from __future__ import annotations

from collections.abc import Sequence

Found = tuple[int, int, str, float]
"""Start and stop in the normal form, expression, score."""

_GRANT_REACH = 70
_GRANTS = (
    "under licensed released distributed available provided covered subject governed governs terms dual comply "
    "redistribute redistributed redistribution"
)
GRANT_WORDS = frozenset(_GRANTS.split())
_GRANT_NOUNS = ("license", "licence", "licenses", "licences", "许可", "协议")
_DENIALS = frozenset(
    ("not", "incompatible", "compatible", "unlike", "versus", "vs", "exception", "never", "neither", "than")
)


def weight(text: str, start: int) -> float:
    """A name counts as a grant where words of granting lead up to it; alone it may stand in a text about licences."""
    return 0.9 if is_granted(text, start) else 0.5


def is_granted(text: str, start: int) -> bool:
    """Whether the words before `start` grant."""
    return grants(text[max(0, start - _GRANT_REACH) : start].split()[-9:])


def grants(before: Sequence[str]) -> bool:
    """Whether one of the nine words before a name grants, or one of the three before it announces a licence."""
    return not GRANT_WORDS.isdisjoint(before) or any(word.endswith(_GRANT_NOUNS) for word in before[-3:])


def denies(before: Sequence[str]) -> bool:
    """Whether the four words before a name say that the licence is not this one."""
    return not _DENIALS.isdisjoint(before[-4:])
