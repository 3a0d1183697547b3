"""Whether a rule and its control fit: what the control binds or says must be given, and nothing else, for a leftover is a renamed name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from expectations.fields import RulebookError

if TYPE_CHECKING:
    from expectations.fields import Fields
    from expectations.rulebook import Rule

PLACEHOLDER: Final = re.compile(r"\{(\w+)\}")
PLACES: Final = frozenset({"source", "shard", "row", "n"})
"""What every reason has, beside the columns of its section."""


def refuse_mismatch(f: Fields, rule: Rule) -> None:
    """Raises `RulebookError` with everything at `f`, the fields of the rule, that does not fit its control."""
    problems = [
        (f.at(f"{group}.{name}"), f"controls/{rule.control.name}.sql {what}")
        for group, given, used in (
            ("parameters", rule.parameters.keys(), rule.control.parameters),
            ("reasons", rule.reasons.keys(), rule.control.reasons),
        )
        for what, names in (("uses it and it is not given", used - given), ("does not use it", given - used))
        for name in sorted(names)
    ]
    problems += [
        (f.at(f"parameters.{p.name}"), "must be a list" if p.name in rule.control.lists else "must not be a list")
        for p in rule.parameters.values()
        if isinstance(p.value, tuple) != (p.name in rule.control.lists)
    ]
    for code, text in rule.reasons.items():
        given = PLACES.union(*(s.columns for s in rule.control.sections.values() if code in s.reasons))
        for name in sorted({*PLACEHOLDER.findall(text.zh), *PLACEHOLDER.findall(text.en)} - given):
            problems.append((f.at(f"reasons.{code}"), f"no section of controls/{rule.control.name}.sql gives {name!r}"))
    if not rule.citations:
        problems.append((f.at("citations"), "a control without a source is an opinion"))
    if problems:
        raise RulebookError(problems)
