"""Which of several hits in one window stay, where detectors take the same characters for different things."""

from __future__ import annotations

from collections.abc import Sequence

from scanners.base import Detector, Hit

Claim = tuple[Detector, Hit]

_MOSTLY = 0.6
"""The share of a published example that a hit must take up to be that example."""
_RIVALS = frozenset({"personal", "organisation", "device", "secret", "specimen"})
"""Families of which one thing is one: a number is a card or a telephone. What else stands in an address on the web, a notice or a label
stays whatever it is."""


def standing(claims: Sequence[Claim]) -> list[Claim]:
    """The claims without those that lie within another of at least the same score, in their order.

    A shorter hit that is surer stays, and so do both: a telephone in a postal address is either. Of two with the same place and score the
    one about a person stays, else the first.
    """
    if len(claims) < 2:
        return list(claims)
    rivals = [k for k, (detector, hit) in enumerate(claims) if _is_rival(detector, hit)]
    rivals.sort(key=lambda k: (*_precedence(claims[k]), k))
    beaten = set()
    around: list[Claim] = []
    for k in rivals:
        around = [rival for rival in around if rival[1].stop > claims[k][1].start]
        if any(_outdoes(rival, claims[k]) for rival in around):
            beaten.add(k)
        else:
            around.append(claims[k])
    return [claim for k, claim in enumerate(claims) if k not in beaten]


def _is_rival(detector: Detector, hit: Hit) -> bool:
    return detector.labels.get(hit.label) in _RIVALS and "network" not in detector.labels.values()


def _precedence(claim: Claim) -> tuple[int, int, float, bool]:
    detector, hit = claim
    return hit.start, -hit.stop, -hit.score, detector.labels.get(hit.label) != "personal"


def _outdoes(rival: Claim, claim: Claim) -> bool:
    """Whether `rival`, which comes first in the order of places, holds `claim` and is at least as sure. What is beaten itself needs no
    asking: what beats it beats the same hits. What is nobody's takes nothing of a person in that is much shorter: somebody's number may
    stand in a published example."""
    (detector, holder), (other, hit) = rival, claim
    if holder.stop < hit.stop or holder.score < hit.score:
        return False
    nobody = detector.labels.get(holder.label) == "specimen" and other.labels.get(hit.label) != "specimen"
    return not nobody or hit.stop - hit.start > _MOSTLY * (holder.stop - holder.start)
