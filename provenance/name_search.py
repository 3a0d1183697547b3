"""Whether names are looked for by the engine of the extra `names`, and in what share of the other records."""

from __future__ import annotations

from provenance.problems import InputError, Problem
from scanners import names_engine
from scanners.base import NameSearch

SHARE = 0.01
"""Of the records that tell nothing about a person, how many are drawn to estimate how many hold names."""
OPTION = "--names"


def search_of(names: bool, share: float) -> NameSearch | None:
    """What workers are to be told; None where only rules are asked. Raises `InputError` where the engine is not installed, or for a share
    that is none."""
    if not names:
        return None
    if not 0 <= share <= 1:
        raise _refused("the share of records to draw must lie between 0 and 1")
    engine = names_engine.installed()
    if engine is None:
        raise _refused("the engine that finds names is not installed: pip install 'provenance-auditor[names]'")
    return NameSearch(engine, share)


def _refused(message: str) -> InputError:
    return InputError([Problem(OPTION, None, "", message)])
