"""What is wrong with a file that a person wrote: every error of it at once, each with its line and field.

Messages never repeat a value from the file, which may be a name, a number or a secret; they name the field and say what belongs there.
"""

from __future__ import annotations

import difflib
import re
import typing
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pydantic import BaseModel, ValidationError

Location = tuple[str | int, ...]

SHOWN = 1000
FIELDS_NAMED = 8
"""Of a part with more fields than these a message does not list them."""
PLAIN_KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]{0,63}")

SENTENCES: Mapping[str, str] = {
    "missing": "is required",
    "string_type": "must be text; put the value in quotes",
    "bool_type": "must be true or false",
    "bool_parsing": "must be true or false",
    "int_type": "must be a whole number",
    "int_parsing": "must be a whole number",
    "int_parsing_size": "must be a whole number of ordinary size",
    "int_from_float": "must be a whole number",
    "float_type": "must be a number",
    "float_parsing": "must be a number",
    "tuple_type": "must be a list",
    "list_type": "must be a list",
    "dict_type": "must be a mapping of names to values",
    "model_type": "must be a mapping of fields to values",
    "model_attributes_type": "must be a mapping of fields to values",
    "date_type": "must be a date, YYYY-MM-DD",
    "date_parsing": "must be a date, YYYY-MM-DD",
    "date_from_datetime_parsing": "must be a date, YYYY-MM-DD",
    "date_from_datetime_inexact": "must be a date, YYYY-MM-DD, without a time",
    "datetime_type": "must be a time, such as 2024-05-01T12:00:00Z",
    "datetime_parsing": "must be a time, such as 2024-05-01T12:00:00Z",
    "datetime_from_date_parsing": "must be a time, such as 2024-05-01T12:00:00Z",
    "string_unicode": "must be text that is valid Unicode",
}
PATTERNS: Mapping[str, str] = {
    "^[0-9a-f]{64}$": "must be a SHA-256: 64 digits and small letters a to f",
    "^[A-Za-z][A-Za-z0-9_]{0,63}$": "must begin with a letter and hold at most 64 letters, digits and _",
    "^[A-Za-z][A-Za-z0-9 _.-]{0,63}$": "must begin with a letter and hold at most 64 letters, digits, blanks and _ . -",
    "^[A-Z]{2}$": "must be a country code of two capital letters (ISO 3166-1)",
}
IDENTIFIER = "must begin with a letter or digit and hold at most 128 letters, digits and . _ : @ + -"


@dataclass(frozen=True, slots=True)
class Problem:
    """One error: the file, its 1-based line where known, the field as `sources[3].licence` (empty: the file as a whole), a sentence."""

    file: str
    line: int | None
    field: str
    message: str

    def __str__(self) -> str:
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        return ": ".join(part for part in (place, self.field, self.message) if part)


class InputError(Exception):
    """The operator's input cannot be used. `problems` holds all that is wrong, in the order of the file; `str` gives a line for each."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(self.problems)

    def __str__(self) -> str:
        return "\n".join(str(problem) for problem in self.problems)


def field_path(location: Location) -> str:
    """`("sources", 3, "licence")` as `sources[3].licence`; a key that is no plain name is shown as `?`, since it may be a value."""
    path = ""
    for step in location:
        if isinstance(step, int):
            path += f"[{step}]"
        else:
            name = step if PLAIN_KEY.fullmatch(step) else "?"
            path += f".{name}" if path else name
    return path


def explain(error: ValidationError, model: type[BaseModel], file: str, lines: Mapping[Location, int]) -> list[Problem]:
    """A problem for each error that pydantic found, in the order of the file; beyond 1,000 the rest is counted."""
    found = [
        Problem(file, line_of(item["loc"], lines), field_path(item["loc"]), _sentence(item, model))
        for item in typing.cast("list[dict[str, typing.Any]]", error.errors(include_url=False, include_input=False))
    ]
    found.sort(key=lambda problem: problem.line or 0)
    if len(found) > SHOWN:
        found[SHOWN:] = [Problem(file, None, "", f"and {len(found) - SHOWN} more")]
    return found


def line_of(location: Location, lines: Mapping[Location, int]) -> int | None:
    """The line of a field, or of the nearest thing around it that stands in the file."""
    for length in range(len(location), -1, -1):
        if (line := lines.get(location[:length])) is not None:
            return line
    return None


def _sentence(item: Mapping[str, typing.Any], model: type[BaseModel]) -> str:
    kind, context = item["type"], item.get("ctx", {})
    match kind:
        case "extra_forbidden":
            return _unknown(item["loc"], model)
        case "string_pattern_mismatch":
            return PATTERNS.get(context["pattern"], IDENTIFIER)
        case "literal_error":
            return f"must be {context['expected']}"
        case "less_than_equal":
            return f"must be at most {context['le']:g}"
        case "greater_than_equal":
            return f"must be at least {context['ge']}"
        case "value_error":
            return str(context["error"])
    return SENTENCES.get(kind, f"does not have the form that belongs here ({kind})")


def _unknown(location: Location, model: type[BaseModel]) -> str:
    name = str(location[-1])
    known = fields_at(model, location[:-1])
    near = difflib.get_close_matches(name[:64].lower(), known, n=1, cutoff=0.6)
    if near:
        return f"unknown field; did you mean {near[0]!r}?"
    return f"unknown field; there are {', '.join(known)}" if 0 < len(known) <= FIELDS_NAMED else "unknown field"


def fields_at(model: type[BaseModel], location: Sequence[str | int]) -> list[str]:
    """The names of the fields that may stand at a place of a model."""
    for step in location:
        if isinstance(step, str):
            if step not in model.model_fields:
                return []
            model = part_of(model.model_fields[step].annotation) or model
    return list(model.model_fields)


def part_of(annotation: typing.Any) -> type[BaseModel] | None:
    """The model inside `X`, `X | None`, `tuple[X, ...]` or any nesting of them."""
    if isinstance(annotation, type) and not typing.get_args(annotation):
        return annotation if issubclass(annotation, BaseModel) else None
    return next((found for inner in typing.get_args(annotation) if (found := part_of(inner))), None)
