"""Whether words lead up to a licence's name as a grant, or the name just stands in a text. Texts are in normal form."""

from __future__ import annotations

Found = tuple[int, int, str, float]
"""Start and stop in the normal form, expression, score."""

_GRANT_REACH = 70
_GRANT_WORDS = frozenset(
    {
        "under",
        "licensed",
        "released",
        "distributed",
        "available",
        "provided",
        "covered",
        "subject",
        "governed",
        "terms",
        "dual",
    }
    | {"redistribute", "redistributed", "redistribution"}
)
_GRANT_NOUNS = ("license", "licence", "许可", "协议")


def weight(text: str, start: int) -> float:
    """A name counts as a grant where words of granting lead up to it; alone it may stand in a text about licences."""
    return 0.9 if is_granted(text, start) else 0.5


def is_granted(text: str, start: int) -> bool:
    """Whether one of the nine words before `start` grants, or one of the three before it announces a licence."""
    words = text[max(0, start - _GRANT_REACH) : start].split()[-9:]
    return not _GRANT_WORDS.isdisjoint(words) or any(word.endswith(_GRANT_NOUNS) for word in words[-3:])
