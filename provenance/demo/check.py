"""Compares a catalogue with the planted truth, through the catalogue's public views alone."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import duckdb

from provenance.demo import truth as truths
from provenance.demo.truth import Expected, Planted

CERTAIN = 0.5
"""Findings below this score are leads, not findings."""
ALIKE = 0.8
"""The Jaccard similarity from which on the rulebook calls two records copies; every planted pair lies well above."""


def check(catalogue: Path, truth: Path) -> list[str]:
    """Every difference between what an audit said and what `truth` (a `truth.json`) expects, in a fixed order; empty if none.

    Verdicts are compared control by control and, where the truth names sources, source by source; a control that only one of the
    two knows is a difference. Planted findings must be there with label and exact place, and in the sources that are planted
    throughout there may be no others. Differences name documents by id and never show their text.
    """
    expected = truths.read(truth)
    with duckdb.connect(str(catalogue), read_only=True) as connection:
        views = _Views(connection)
        return [*_verdicts(views, expected.expected), *_planted(views, expected.planted)]


class _Views:
    """Named queries over the public views; their text stands in `check.sql`."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection
        self._queries = _sections(files(__package__).joinpath("check.sql").read_text(encoding="utf-8"))

    def rows(self, name: str, **parameters: Any) -> set[tuple[Any, ...]]:
        """The rows of one query, as a set."""
        return set(self._connection.execute(self._queries[name], parameters or None).fetchall())


def _sections(text: str) -> dict[str, str]:
    parts = text.split("-- query: ")[1:]
    return {name.strip(): body for name, _, body in (part.partition("\n") for part in parts)}


def _verdicts(views: _Views, expected: Expected) -> Iterator[str]:
    yield from _compared("verdict", set(expected.verdicts.items()), views.rows("verdicts"))
    named = {(c, s, o) for c, by_source in expected.sources.items() for s, o in by_source.items()}
    said = {(c, s): o for c, s, o in views.rows("source_verdicts")}
    for control, source, outcome in sorted(named):
        if (got := said.get((control, source))) != outcome:
            yield f"verdict of {control} for {source}: expected {outcome}, got {got or 'none'}"
    codes = {(c, s, code) for c, by in expected.reasons.items() for s, several in by.items() for code in several}
    for control, source, code in sorted(codes - views.rows("reasons")):
        yield f"reason of {control} for {source}: expected {code}, not given"


def _planted(views: _Views, planted: Planted) -> Iterator[str]:
    audited = list(planted.audited)
    found = views.rows("findings", sources=audited, score=CERTAIN)
    yield from _compared("finding", {(f.document, f.label, f.start, f.stop) for f in planted.findings}, found)
    stated = views.rows("notices", sources=audited)
    yield from _compared("licence", {(n.document, n.expression) for n in planted.notices}, stated)
    labels = {(x.document, x.carrier, x.valid, x.uscc) for x in planted.labels}
    yield from _compared("label", labels, views.rows("labels", sources=audited))
    pairs = {(min(p.document, p.other), max(p.document, p.other), p.kind) for p in planted.pairs}
    yield from _compared("pair", pairs, views.rows("pairs", sources=audited, similarity=ALIKE))
    quarantined = views.rows("quarantined")
    for part in planted.broken:
        if not any(path.endswith(part.path) and reason == part.reason for path, reason in quarantined):
            yield f"quarantine: {part.reason} in {part.path} is missing"


def _compared(kind: str, expected: set[tuple[Any, ...]], got: set[tuple[Any, ...]]) -> Iterator[str]:
    """What is missing and what is too much, each as `kind: values`."""
    for values in sorted(expected - got, key=repr):
        yield f"{kind} missing: {_shown(values)}"
    for values in sorted(got - expected, key=repr):
        yield f"{kind} not expected: {_shown(values)}"


def _shown(values: tuple[Any, ...]) -> str:
    return " ".join("-" if v is None else str(v) for v in values)
