"""Of a date of birth the one thing that the law asks: in which year somebody turns fourteen (PIPL Article 28).

A scanner has no clock and does not know when a record was collected; a catalogue must hold no birth date. So the year of the fourteenth
birthday is kept, and only where it can matter: who turned fourteen before 2017, when the Cybersecurity Law came into force, was of
age before the Personal Information Protection Law did.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import cast

from scanners.base import Hit

TABLE = "turns_fourteen"
FIRST, LAST = 2017, 2044
"""The years that are told."""


def turns_fourteen(born: dt.date | None) -> tuple[str, Mapping[str, int]] | None:
    """The evidence for `Hit.extra` of somebody born on this day; None where there is nothing to be told."""
    if born is None or not FIRST <= born.year + 14 <= LAST:
        return None
    return TABLE, {"in_year": born.year + 14}


def year(hit: Hit) -> int | None:
    """The year that a hit tells, if it tells one."""
    return cast("int", hit.extra[1]["in_year"]) if hit.extra and hit.extra[0] == TABLE else None
