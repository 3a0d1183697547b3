"""Texts in which somebody has marked what stands where: what detectors are measured against.

JSON Lines with `{text, entities: [{type, start, end}]}`, or one JSON list of `{full_text, spans: [{entity_type, start_position,
end_position}]}`, as presidio-research writes it. Places are code points, the second exclusive.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any


class LabelledError(ValueError):
    """A file that is not of this form. The message names the record and repeats nothing of it."""


@dataclass(frozen=True, slots=True)
class Span:
    """What somebody marked: the type in small letters, and where it stands."""

    type: str
    start: int
    stop: int


@dataclass(frozen=True, slots=True)
class Labelled:
    """A text with all that is marked in it."""

    text: str
    spans: tuple[Span, ...]

    def __repr__(self) -> str:
        """Without the text."""
        return f"Labelled({len(self.text)} characters, {len(self.spans)} spans)"


def read(path: Path) -> Iterator[Labelled]:
    """The texts of a file in their order. Raises `LabelledError`, and `OSError` for a file that cannot be read."""
    try:
        content = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise LabelledError("is not UTF-8") from None
    if content.lstrip().startswith("["):
        for number, record in enumerate(_parsed(content, 0), 1):
            yield _labelled(record, number)
        return
    for number, line in enumerate(content.split("\n"), 1):
        if line.strip():
            yield _labelled(_parsed(line, number), number)


def _parsed(text: str, number: int) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        raise LabelledError(f"line {number} is not JSON" if number else "is not JSON") from None


def _labelled(record: Any, number: int) -> Labelled:
    try:
        if "full_text" in record:
            spans = [(s["entity_type"], s["start_position"], s["end_position"]) for s in record["spans"]]
            return _checked(record["full_text"], spans, number)
        return _checked(record["text"], [(e["type"], e["start"], e["end"]) for e in record["entities"]], number)
    except (KeyError, TypeError, AttributeError):
        raise LabelledError(f"record {number} lacks text or entities with type, start and end") from None


def _checked(text: str, spans: list[tuple[str, int, int]], number: int) -> Labelled:
    if not all(0 <= start < stop <= len(text) for _, start, stop in spans):
        raise LabelledError(f"record {number} has an entity that lies outside its text")
    return Labelled(text, tuple(Span(kind.lower(), start, stop) for kind, start, stop in spans))


def types(given: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """A mapping of types to labels as a person writes it (one label, or a list of them, in order), checked. Raises `LabelledError`."""
    made = {}
    for kind, labels in given.items():
        listed = [labels] if isinstance(labels, str) else labels
        if not isinstance(kind, str) or not isinstance(listed, list) or not all(isinstance(x, str) for x in listed):
            raise LabelledError("a mapping names for each type a label or a list of labels")
        made[kind.lower()] = tuple(listed)
    return made
