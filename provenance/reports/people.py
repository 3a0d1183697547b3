"""Who can decide what stands open: the people and roles that the manifest and the waivers name, nobody else."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from provenance.reports.tables import Row

NUMBER = re.compile(r"\d(?:[\W_]{0,3}\d){6,}[Xx]?")
ADDRESS = re.compile(r"([^\s@<>]?)[^\s@<>]*@(?=[\w-])")


def shown(name: str) -> str:
    """A declared name without what can reach a person: digits as of a telephone, an identity or an account number, the local part of
    an address. Who needs them finds them in the manifest."""
    return ADDRESS.sub(r"\1…@", NUMBER.sub("…", name))


def deciders(named: Sequence[Row], control: str, sources: Collection[str | None]) -> list[Row]:
    """`name` and its `roles`, of those named for the data set and for these sources; none where nothing is open."""
    found: dict[str, list[str]] = {}
    for row in named if sources else ():
        if row["source"] in {None, *sources} and row["control"] in (None, control):
            roles = found.setdefault(row["owner"], [])
            if row["role"] not in roles:
                roles.append(row["role"])
    return [{"name": name, "roles": roles} for name, roles in found.items()]
