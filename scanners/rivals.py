"""Which of several hits in one window stay, where detectors take the same characters for different things."""

from __future__ import annotations

from collections.abc import Sequence

from scanners.base import Detector, Hit

Claim = tuple[Detector, Hit]

_RIVALS = frozenset({"personal", "organisation", "device", "secret", "specimen"})
"""Families of which one thing is one: a number is a card or a telephone. What else stands in an address on the web, a notice or a label
stays whatever it is."""


def standing(claims: Sequence[Claim]) -> list[Claim]:
    """The claims without those that lie within another of at least the same score, in their order.

    A shorter hit that is surer stays, and so do both: a telephone in a postal address is either. Of two with the same place and score the
    first stays.
    """
    if len(claims) < 2:
        return list(claims)
    return [claim for k, claim in enumerate(claims) if not _is_beaten(k, claims)]


def _is_beaten(k: int, claims: Sequence[Claim]) -> bool:
    detector, hit = claims[k]
    if detector.labels.get(hit.label) not in _RIVALS:
        return False
    return any(
        j != k and other.labels.get(rival.label) in _RIVALS and _outdoes(rival, hit, earlier=j < k)
        for j, (other, rival) in enumerate(claims)
    )


def _outdoes(rival: Hit, hit: Hit, *, earlier: bool) -> bool:
    if rival.start > hit.start or rival.stop < hit.stop or rival.score < hit.score:
        return False
    same = (rival.start, rival.stop, rival.score) == (hit.start, hit.stop, hit.score)
    return not same or (earlier and rival.label != hit.label)
