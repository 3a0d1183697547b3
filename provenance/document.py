"""Structured files that a person wrote, YAML or JSON, read as plain values with the line of each.

The file is untrusted. It is read event by event, without objects, tags, anchors or aliases (a few lines of aliases can stand for
gigabytes), with a bound on size and depth. A plain YAML scalar reaches the model as it was written and the model decides what it
is: `NO` stays a country, `1.10` a version and `2024-05-01` a date, whatever YAML 1.1 would make of them.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from provenance.problems import InputError, Location, Problem, explain, field_path
from scanners.streams import open_regular

MAX_BYTES = 64 << 20
MAX_DEPTH = 64
NULLS = frozenset(("", "~", "null", "Null", "NULL"))
STANDARD_TAGS = frozenset((None, "!", "tag:yaml.org,2002:str", "tag:yaml.org,2002:map", "tag:yaml.org,2002:seq"))

Model = TypeVar("Model", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Document:
    """A structured file as mappings, lists and text; `lines` gives the 1-based line of each field that is known to have one."""

    file: str
    data: Any
    digest: str
    lines: Mapping[Location, int]


class _RefusedError(Exception):
    """A construct that is not read: (line, sentence)."""


def validate(document: Document, model: type[Model]) -> Model:
    """The document as a value of the model, or `InputError` with all that does not fit."""
    try:
        return model.model_validate(document.data)
    except ValidationError as error:
        problems = explain(error, model, document.file, document.lines)
    raise InputError(problems)  # outside the handler: pydantic's own message would repeat the values


def read(path: Path) -> Document:
    """The file as plain values, before any model. Raises `InputError` when it is unreadable, empty, too large, not UTF-8 or malformed."""
    raw = _bytes(path)
    text = _decoded(path, raw)
    lines: dict[Location, int] = {}
    try:
        data = _json(text, lines) if _is_json(path, text) else _yaml(text, lines)
    except _RefusedError as refused:
        problem = Problem(str(path), refused.args[0], "", refused.args[1])
    else:
        if isinstance(data, dict | list):
            return Document(str(path), data, hashlib.sha256(raw).hexdigest(), lines)
        problem = Problem(str(path), 1, "", "must hold a mapping of fields to values")
    raise InputError([problem])


def _bytes(path: Path) -> bytes:
    try:
        with io.BufferedReader(open_regular(str(path))) as file:
            raw = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise InputError([Problem(str(path), None, "", "there is no such file")]) from None
    except (OSError, ValueError):
        raise InputError([Problem(str(path), None, "", "cannot be read")]) from None
    if len(raw) > MAX_BYTES:
        raise InputError(
            [Problem(str(path), None, "", f"is larger than {MAX_BYTES >> 20} MB; move shards into an inventory")]
        )
    return raw


def _decoded(path: Path, raw: bytes) -> str:
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
    else:
        if text.strip():
            return text
        raise InputError([Problem(str(path), None, "", "is empty")])
    raise InputError([Problem(str(path), line, "", "is not UTF-8")])


def _is_json(path: Path, text: str) -> bool:
    return path.suffix.lower() == ".json" or text.lstrip()[:1] == "{"


def _json(text: str, lines: dict[Location, int]) -> Any:
    try:
        data = json.loads(text, object_pairs_hook=_distinct, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        raise _RefusedError(error.lineno, f"is not valid JSON: {error.msg}") from None
    except RecursionError:
        raise _RefusedError(None, "is nested too deeply") from None
    except ValueError:
        raise _RefusedError(None, "holds a number that is too long") from None
    try:
        _yaml(text, lines)  # only for the lines; JSON that YAML cannot read (surrogate escapes) goes without them
    except _RefusedError:
        lines.clear()
    return data


def _distinct(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    mapping: dict[str, Any] = {}
    for key, value in pairs:
        if key in mapping:
            raise _RefusedError(None, f"field {field_path((key,))} stands twice in one mapping")
        mapping[key] = value
    return mapping


def _no_constant(_: str) -> None:
    raise _RefusedError(None, "NaN and Infinity are not numbers of JSON")


@dataclass(slots=True)
class _Open:
    """A mapping or list that is being filled; `key` is the field whose value comes next."""

    value: Any
    location: Location
    key: str | None = None
    keys: set[str] = field(default_factory=set)


def _yaml(text: str, lines: dict[Location, int]) -> Any:
    builder = _Builder(lines)
    try:
        for event in yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
            builder.take(event)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        raise _RefusedError(line, f"is not valid YAML: {_fixed(error.problem)}") from None
    except yaml.YAMLError:
        raise _RefusedError(None, "holds characters that YAML does not allow") from None
    return builder.root


def _fixed(problem: str | None) -> str:
    """The parser's sentence without what it quotes from the file."""
    return re.sub(r"['\"<].*", "…", problem or "it cannot be parsed").strip()


class _Builder:
    """Plain values out of parser events, one at a time, with the line of each."""

    def __init__(self, lines: dict[Location, int]) -> None:
        self.root: Any = None
        self.lines = lines
        self.stack: list[_Open] = []
        self.documents = 0

    def take(self, event: yaml.Event) -> None:
        """Takes the next event; raises `_RefusedError` for what is not read."""
        line = event.start_mark.line + 1 if event.start_mark else 0
        match event:
            case yaml.AliasEvent():
                raise _RefusedError(line, "anchors and aliases are not read; write the value out")
            case yaml.ScalarEvent():
                self._scalar(event, line)
            case yaml.MappingStartEvent() | yaml.SequenceStartEvent():
                self._open(event, line)
            case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                self.stack.pop()
            case yaml.DocumentStartEvent():
                self.documents += 1
                if self.documents > 1:
                    raise _RefusedError(line, "holds more than one document")

    def _open(self, event: yaml.Event, line: int) -> None:
        self._plain(event, line)
        if len(self.stack) >= MAX_DEPTH:
            raise _RefusedError(line, "is nested too deeply")
        value: Any = {} if isinstance(event, yaml.MappingStartEvent) else []
        self.stack.append(_Open(value, self._place(value, line)))

    def _scalar(self, event: yaml.ScalarEvent, line: int) -> None:
        self._plain(event, line)
        top = self.stack[-1] if self.stack else None
        if top is not None and isinstance(top.value, dict) and top.key is None:
            if event.value in top.keys:
                raise _RefusedError(line, f"field {field_path((*top.location, event.value))} stands twice")
            top.keys.add(event.value)
            top.key = event.value
            return
        null = event.implicit[0] and event.tag is None and event.value in NULLS
        self._place(None if null else event.value, line)

    def _plain(self, event: Any, line: int) -> None:
        if event.anchor is not None:
            raise _RefusedError(line, "anchors and aliases are not read; write the value out")
        if event.tag not in STANDARD_TAGS:
            raise _RefusedError(line, "tags are not read")

    def _place(self, value: Any, line: int) -> Location:
        location: Location = ()
        if not self.stack:
            self.root = value
        elif isinstance((top := self.stack[-1]).value, list):
            location = (*top.location, len(top.value))
            top.value.append(value)
        elif top.key is None:
            raise _RefusedError(line, "a field's name must be text")
        else:
            location = (*top.location, top.key)
            top.value[top.key], top.key = value, None
        self.lines[location] = line
        return location
