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
    rivals = [k for k, (detector, hit) in enumerate(claims) if detector.labels.get(hit.label) in _RIVALS]
    rivals.sort(key=lambda k: (claims[k][1].start, -claims[k][1].stop, -claims[k][1].score, k))
    beaten = set()
    around: list[Hit] = []
    for k in rivals:
        hit = claims[k][1]
        around = [rival for rival in around if rival.stop > hit.start]
        if any(_outdoes(rival, hit) for rival in around):
            beaten.add(k)
        else:
            around.append(hit)
    return [claim for k, claim in enumerate(claims) if k not in beaten]


def _outdoes(rival: Hit, hit: Hit) -> bool:
    """Whether `rival`, which comes first in the order of places, holds `hit` and is at least as sure. What is beaten itself needs no
    asking: what beats it beats the same hits."""
    return rival.stop >= hit.stop and rival.score >= hit.score
