"""The exemption that a data set claims for itself: a word that takes controls away, so it stands where the decision stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from provenance.reports.wording import Phrase, both, fill, phrase

if TYPE_CHECKING:
    from provenance.reports.tables import Row

CODE = "carve_out"
"""The reason that the judge gives for a control that the exemption took away."""
COUNTED = f"""
SELECT (SELECT count(DISTINCT control) FROM verdict_reason WHERE outcome = 'not_applicable' AND reason = '{CODE}') AS n,
       declared_by, declared_on
FROM dataset
"""  # noqa: S608 - a constant of ours


def exemption(judged: Sequence[Row], subject: Mapping[str, Any], control: str) -> Row | None:
    """`control` (the one that decides on it), who declared it and when, `not_applied` (controls that it took away) and `text`; None
    where it took nothing away."""
    dropped = [c["control"] for c in judged if any(reason["code"] == CODE for reason in c["reasons"])]
    if not dropped:
        return None
    by, on = subject["declared_by"], subject["declared_on"]
    text = sentence(len(dropped), by, on)
    return {"control": control, "declared_by": by, "declared_on": on, "not_applied": dropped, "text": text}


def sentence(n: int, by: str | None, on: object) -> Phrase:
    """Who claims the exemption, since when, and what it takes away."""
    nobody = phrase("ui", "not_declared")
    named = both(by) if by else nobody
    day = both(str(on)) if on else nobody
    text = phrase("exemption", "text")
    return {lang: fill(text, {"n": n, "by": named[lang], "on": day[lang]})[lang] for lang in text}
