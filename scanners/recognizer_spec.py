"""Somebody else's recognisers as plain values: what the driver read in their file, sent to workers with each task."""

from __future__ import annotations

from dataclasses import dataclass

FLAGS = 26
"""Presidio's: case ignored, `^` and `$` at lines, `.` for every character."""


@dataclass(frozen=True, slots=True)
class PatternSpec:
    """One regular expression and the score of its matches."""

    name: str
    regex: str
    score: float


@dataclass(frozen=True, slots=True)
class RecognizerSpec:
    """One recogniser. `predefined` is the name of a class of Presidio's, which then knows its own entity and patterns; else `entity` is
    found by `patterns` and `deny_list`. `context`: words that speak for a match when they stand before it."""

    name: str
    languages: tuple[str, ...]
    entity: str | None = None
    predefined: str | None = None
    patterns: tuple[PatternSpec, ...] = ()
    deny_list: tuple[str, ...] = ()
    deny_list_score: float = 1.0
    context: tuple[str, ...] = ()
    flags: int = FLAGS


@dataclass(frozen=True, slots=True)
class RecognizerSet:
    """All recognisers of an audit. `models`: language and name of each spaCy model whose entities are looked for, too. `installed`: the
    entry points of the group `provenance.presidio_recognizers`, by name."""

    recognizers: tuple[RecognizerSpec, ...] = ()
    models: tuple[tuple[str, str], ...] = ()
    installed: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Whether there is anything to look for."""
        return bool(self.recognizers or self.models or self.installed)


NOTHING = RecognizerSet()
