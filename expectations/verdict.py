"""What the judge says: closed outcomes, and a verdict that carries its evidence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Outcome(StrEnum):
    """The five outcomes, worst first. Only `PASS` is a pass; `UNPROVEN` and `REVIEW` are not demonstrated."""

    FAIL = "fail"
    UNPROVEN = "unproven"
    REVIEW = "review"
    PASS = "pass"
    NOT_APPLICABLE = "not_applicable"


def worst(outcomes: list[Outcome]) -> Outcome:
    """The worst of several outcomes. Of nothing, `UNPROVEN`: silence is never a pass."""
    order = list(Outcome)
    return min(outcomes, key=order.index, default=Outcome.UNPROVEN)


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a control did not pass somewhere: a code of the rulebook, where, how many things it stands for, and its placeholders."""

    outcome: Outcome
    code: str
    source: str | None
    shard: int | None
    row: int | None
    n: int
    detail: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Measure:
    """A number that a control reports, whether or not it decides anything."""

    name: str
    source: str | None
    value: float | None
    detail: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class SourceVerdict:
    """The outcome for one source; `source` is None where the data set is judged as a whole."""

    source: str | None
    outcome: Outcome
    population: int
    failed: int
    unproven: int
    review: int
    waived: bool


@dataclass(frozen=True, slots=True)
class Verdict:
    """The outcome of one control with all that led to it.

    `outcome` is before waivers; `effective` is the worst that no waiver in force covers, None where waivers cover all of it (what is
    waived no longer refuses, and stays visible). The counts are of things, not of `reasons`, which holds at most a fixed number of
    examples a code and source.
    """

    control: str
    outcome: Outcome
    effective: Outcome | None
    population: int
    failed: int
    unproven: int
    review: int
    sources: tuple[SourceVerdict, ...]
    reasons: tuple[Reason, ...]
    measures: tuple[Measure, ...]
    queries: Mapping[str, str]
    parameters: Mapping[str, Any]

    @property
    def waived(self) -> bool:
        """Whether a waiver in force covers any part of it."""
        return any(source.waived for source in self.sources)
