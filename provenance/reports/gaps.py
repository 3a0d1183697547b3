"""One cause that touches many controls is one entry: what of the data itself is missing, by source."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

from provenance.reports.wording import fill

if TYPE_CHECKING:
    from provenance.reports.law import Law
    from provenance.reports.tables import Row


def shared_gaps(law: Law, rows: Sequence[Row]) -> list[Row]:
    """A row for the sources that lack the same for the same controls, the one that touches most first: `sources` (null is the data set),
    `controls` that it touches, and `causes`, each with `code`, `text` (of the first source) and its own `controls`."""
    by_source: dict[str | None, list[Row]] = {}
    for row in rows:
        by_source.setdefault(row["source"], []).append(row)
    alike: dict[tuple[tuple[str, ...], ...], list[str | None]] = {}
    for source, causes in by_source.items():
        alike.setdefault(tuple((c["reason"], *c["controls"]) for c in causes), []).append(source)
    entries = [_entry(law, sources, by_source[sources[0]]) for sources in alike.values()]
    return sorted(entries, key=lambda entry: (-len(entry["controls"]), entry["sources"][0] or ""))


def _entry(law: Law, sources: list[str | None], causes: Sequence[Row]) -> Row:
    return {
        "sources": sources,
        "controls": sorted({control for cause in causes for control in cause["controls"]}),
        "causes": [_cause(law, cause) for cause in causes],
    }


def _cause(law: Law, row: Row) -> Row:
    values = {**(json.loads(row["detail"]) if row["detail"] else {}), "source": row["source"]}
    text = fill(law.reason(row["controls"][0], row["reason"]), values)
    return {"code": row["reason"], "text": text, "controls": row["controls"]}


def left(judged: Sequence[Row], gaps: Sequence[Row]) -> list[str]:
    """Of the controls with evidence missing those that lack anything beside what the gaps say, or were not judged."""
    shared = codes(gaps)
    return [
        c["control"]
        for c in judged
        if not c["judged"] or any(r["outcome"] == "unproven" and r["code"] not in shared for r in c["telling"])
    ]


def codes(gaps: Sequence[Row]) -> set[str]:
    """The reasons that the gaps stand for."""
    return {cause["code"] for gap in gaps for cause in gap["causes"]}
