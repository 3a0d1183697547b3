"""What an audit of the demo must say: the seeded part from a table, that of the distributions from their own metadata."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from provenance.demo.distributions import PREFIX, Declared
from provenance.demo.truth import Expected, Variant


@cache
def _table() -> Any:
    return yaml.safe_load(files(__package__).joinpath("expected.yml").read_text(encoding="utf-8"))


def expected_of(variant: Variant, declared: Sequence[Declared] = ()) -> Expected:
    """The expected verdicts of a variant, with those of the given distributions."""
    table = _table()[variant]
    sources: dict[str, dict[str, str]] = {control: dict(by_source) for control, by_source in table["sources"].items()}
    for one in declared:
        for control, outcome in _of_distribution(one).items():
            sources.setdefault(control, {})[PREFIX + one.name] = outcome
    reasons = {c: {s: tuple(codes) for s, codes in by_source.items()} for c, by_source in table["reasons"].items()}
    return Expected(table["verdicts"], sources, reasons)


def _of_distribution(one: Declared) -> dict[str, str]:
    """Controls whose outcome for a distribution follows from its metadata alone, on any machine: metadata knows no day of retrieval,
    no assessment and, for some, no licence. What its files hold decides the others, and is not foretold."""
    outcomes = {"A7-1.02": "pass", "A7-1.03": "unproven", "A7-1.12": "unproven"}
    return outcomes if one.licence else outcomes | {"A7-2.03": "unproven", "A7-2.10": "fail"}
