"""Interleaved rounds: every case once a round, each round beginning with another, so that a slow minute hits all of them alike."""

from __future__ import annotations

import statistics
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from tests.bench.process import Cost

Case = Callable[[], Cost]


@dataclass(frozen=True, slots=True)
class Spread:
    """The median of some measurements, the least and the greatest of them."""

    median: float
    least: float
    most: float

    @classmethod
    def of(cls, values: Sequence[float]) -> Spread:
        """The spread of at least one value."""
        return cls(statistics.median(values), min(values), max(values))


def interleaved(cases: Mapping[str, Case], rounds: int) -> dict[str, list[Cost]]:
    """The costs of each case, in the order of the rounds."""
    names = list(cases)
    costs: dict[str, list[Cost]] = {name: [] for name in names}
    for number in range(rounds):
        shift = number % len(names)
        for name in (*names[shift:], *names[:shift]):
            cost = cases[name]()
            costs[name].append(cost)
            say(f"round {number + 1} of {rounds}: {name}: {cost.wall:.2f} s")
    return costs


def say(line: str) -> None:
    """A line about what is going on, which is no part of the result."""
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()
