"""Which contents repeat an earlier one, at every similarity at once."""

from __future__ import annotations

from collections.abc import Iterable


def repeating(pairs: Iterable[tuple[int, int, float]]) -> list[tuple[int, float]]:
    """Contents that repeat an earlier one, each with the similarity up to which it does.

    Contents go by number, in their order; pairs by falling similarity. Pairs of a similarity s or more join contents to clusters, of
    which the first content is the one that is repeated: exactly the other members are here with s or more. How many these are depends
    on the pairs alone, not on the order of contents, so that a cluster counts the same wherever its centre stands.
    """
    parent: dict[int, int] = {}
    found: list[tuple[int, float]] = []
    for a, b, similarity in pairs:
        first, later = sorted((_first(parent, a), _first(parent, b)))
        if first != later:
            parent[later] = first
            found.append((later, similarity))
    return found


def _first(parent: dict[int, int], content: int) -> int:
    """The first content of the cluster of this one, the way to which is halved."""
    while (above := parent.get(content, content)) != content:
        parent[content] = content = parent.get(above, above)
    return content
