"""The SQL of a control as statements that run as they are printed: one a section, every parameter in its place as a literal."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from expectations.rulebook import Rule
    from provenance.reports.tables import Row

TOKEN = re.compile(r"""'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|/\*.*?\*/|\$([A-Za-z_]\w*)""", re.DOTALL)
"""What may hold a dollar sign that binds nothing, and last the dollar sign that does."""


def name(control: str, section: str) -> str:
    """The id under which a report prints the section of a control."""
    return f"control:{control}/{section}"


def sections(rule: Rule, as_of: str | None) -> list[Row]:
    """`id` and `sql` of every section: one statement with a comment above it. `as_of` is the day of judgement as ISO 8601; None
    where nothing was judged."""
    values = {key: parameter.value for key, parameter in rule.parameters.items()}
    values["as_of"] = dt.date.fromisoformat(as_of) if as_of else None
    head = f"-- {rule.control.name}; needs {', '.join(rule.control.needs)}"
    return [
        {"id": name(rule.id, s.name), "sql": f"{head}; section {s.name}\n{bound(s.sql.strip(), values)};"}
        for s in rule.control.sections.values()
    ]


def bound(sql: str, values: Mapping[str, Any]) -> str:
    """The statement with each `$name` as a literal of the type that the judge binds. Raises `KeyError` for a name without a value."""
    return TOKEN.sub(lambda match: literal(values[match[1]]) if match[1] else match[0], sql)


def literal(value: Any) -> str:
    """A value as DuckDB reads it back; a fraction as DOUBLE, since bare digits would be a DECIMAL."""
    match value:
        case None:
            return "NULL::DATE"
        case bool():
            return str(value).lower()
        case int():
            return str(value)
        case float():
            return f"{value!r}::DOUBLE"
        case dt.date():
            return f"DATE '{value.isoformat()}'"
        case list() | tuple():
            return f"[{', '.join(map(literal, value))}]"
        case _:
            quoted = str(value).replace("'", "''")
            return f"'{quoted}'"
