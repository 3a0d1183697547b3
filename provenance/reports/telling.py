"""The reason that tells most of a control: the report's first page and the command line choose it in one way, here."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from provenance.reports.tables import Row, relative, statements
from provenance.reports.wording import Phrase, fill

if TYPE_CHECKING:
    from provenance.reports.law import Law

QUERY = "telling"
COLUMNS = ("control", "outcome", "reason", "source", "detail", "path", "n", "sources", "total", "waived")
"""What the query gives, in its order."""
STANDING = ("fail", "unproven", "review")


def statement() -> str:
    """The query whose rows `first` takes, with `COLUMNS`, the most telling reason of a control and outcome first."""
    return statements()[QUERY]


def first(rows: Iterable[Row], effective: str) -> Row | None:
    """Of one control's rows the one that tells most of what it counts as; of one that waivers cover wholly, of its worst outcome."""
    wanted = [r for r in rows if r["outcome"] == effective or effective not in STANDING]
    return wanted[0] if wanted else None


def told(law: Law, rows: Sequence[Row]) -> list[Row]:
    """The reasons of one control that no waiver covers, each worded from the place that tells most of it."""
    return [_told(law, row) for row in rows if not row["waived"]]


def _told(law: Law, row: Row) -> Row:
    counts = {"n": row["total"], "sources": row["sources"]}
    text = worded(law, row)
    return {"outcome": row["outcome"], "code": row["reason"], "source": row["source"], "text": text, **counts}


def worded(law: Law, row: Row) -> Phrase:
    """The sentence of a row of the query."""
    path = relative(row["path"]) if row["path"] else None
    values = {**_detail(row["detail"]), "source": row["source"], "shard": path, "n": row["n"]}
    return fill(law.reason(row["control"], row["reason"]), values)


def _detail(text: str | None) -> dict[str, Any]:
    loaded = json.loads(text) if text else None
    return loaded if isinstance(loaded, dict) else {}
