"""One line of JSON after another: what a record of JSON Lines is, and what is wrong with it where it is none.

A line counts as JSON if orjson, the standard library (NaN, lone surrogates, bytes invalid in UTF-8) or pyarrow (depth, long
numbers) can read it, so that a line's fate does not depend on its neighbours. What was invalid becomes U+FFFD and is lossy.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import orjson
import pyarrow as pa
import pyarrow.json as pj

from scanners.arrays import JOINED_BY
from scanners.reading import QuarantineReason
from scanners.unexamined import Members, Path

_SURROGATES = re.compile("[\ud800-\udfff]")
_MISSING = object()
_LONG = 1 << 63


@dataclass(frozen=True, slots=True)
class Paths:
    """Where in an object the text is, in one part or several, and the metadata columns are."""

    texts: tuple[Path, ...]
    meta: Mapping[str, Path]
    keys: tuple[bytes, ...] = field(init=False)
    """The mapped members as they stand in a line, to count them."""

    def __post_init__(self) -> None:
        names = {name for path in (*self.texts, *self.meta.values()) for name in path}
        quoted = tuple(sorted(json.dumps(name, ensure_ascii=False).encode("utf-8", "replace") for name in names))
        object.__setattr__(self, "keys", quoted)


class Mapped(dict[str, Any]):
    """An object of which only the mapped members could be read."""

    __slots__ = ()


class Pairs(dict[str, Any]):
    """An object that remembers which of its members stood in it more than once."""

    __slots__ = ("repeated",)

    def __init__(self, pairs: Sequence[tuple[str, Any]]) -> None:
        super().__init__(pairs)
        self.repeated = frozenset[str]() if len(self) == len(pairs) else _twice(pairs)


def _twice(pairs: Sequence[tuple[str, Any]]) -> frozenset[str]:
    seen: set[str] = set()
    return frozenset(name for name, _ in pairs if name in seen or seen.add(name))  # type: ignore[func-returns-value]  # `add` gives None, which is the point


@dataclass(frozen=True, slots=True)
class Record:
    """A good line; `parts` are the positions of the columns of text that it has."""

    text: str
    meta: Mapping[str, Any]
    lossy: bool
    parts: tuple[int, ...]


def resolve(name: str, sample: Iterable[Mapping[str, Any]]) -> Path:
    """The path that a column name means: the member itself where the sample has it, else the parts between dots."""
    parts = tuple(name.split("."))
    return (name,) if len(parts) == 1 or not all(parts) or any(name in value for value in sample) else parts


def record(line: bytes, paths: Paths, limit: int, beside: Members | None = None) -> Record | QuarantineReason:
    """The record in a line, or what is wrong with it; `beside` learns what other members it has."""
    if len(line) > limit:
        return "record_too_large"
    value, strict = loads(line, paths)
    if value is _MISSING:
        return "bad_json"
    if not isinstance(value, dict):
        return "not_an_object"
    if beside is not None:
        beside.untold() if isinstance(value, Mapped) else beside.learn(value)
    texts = [member(value, path) for path in paths.texts]
    meta = {name: member(value, path) for name, path in paths.meta.items()}
    if any(type(v) is float and abs(v) >= _LONG for v in meta.values()):
        # orjson gives an integer beyond 64 bits as a float, and two ids would become one.
        exact, strict = _lenient(line, paths), False
        meta = {name: member(exact, path) for name, path in paths.meta.items()}
    if Ellipsis in map(type_or_value, (*texts, *meta.values())):
        return "bad_json"
    parts = tuple(k for k, part in enumerate(texts) if isinstance(part, str))
    if wrong := _no_text(texts, parts):
        return wrong
    text = texts[0] if len(texts) == 1 else JOINED_BY.join(part if isinstance(part, str) else "" for part in texts)
    present = {name: v for name, v in meta.items() if v is not _MISSING}
    return Record(text, present, False, parts) if strict else _clean(text, present, parts)


def _no_text(texts: Sequence[Any], parts: Sequence[int]) -> QuarantineReason | None:
    """Why columns of text make no text, where `parts` of them are strings."""
    if len(parts) == len(texts):
        return None
    if any(part is not None and part is not _MISSING and not isinstance(part, str) for part in texts):
        return "text_not_string"
    return None if parts else "text_null" if None in texts else "missing_column"


def type_or_value(value: Any) -> Any:
    """Ellipsis itself, else the type: comparable whatever the value."""
    return value if value is Ellipsis else type(value)


def line_text(line: bytes, paths: Paths, limit: int) -> str | None:
    """The text of a line that is a record, else None."""
    found = record(line, paths, limit)
    return found.text if isinstance(found, Record) else None


def _clean(text: str, meta: Mapping[str, Any], parts: tuple[int, ...]) -> Record:
    clean = scrub(text)
    tidy = {name: scrub(v) if isinstance(v, str) else v for name, v in meta.items()}
    lossy = clean is not text or any(tidy[name] is not v for name, v in meta.items())
    return Record(clean, tidy, lossy, parts)


def scrub(text: str) -> str:
    """The string itself if it can be written as UTF-8, else a copy with U+FFFD for each surrogate."""
    return text if text.isascii() or not _SURROGATES.search(text) else _SURROGATES.sub("\ufffd", text)


def loads(line: bytes, paths: Paths) -> tuple[Any, bool]:
    """The value of a line, `_MISSING` if no reader takes it, and whether its strings are certain to be valid. Objects in which a
    mapped member may stand twice are `Pairs`."""
    try:
        value = orjson.loads(line)
    except orjson.JSONDecodeError:
        return _lenient(line, paths), False
    return (_lenient(line, paths), False) if _may_repeat(line, paths) else (value, True)


def _may_repeat(line: bytes, paths: Paths) -> bool:
    if any(line.count(key) > 1 for key in paths.keys):
        return True
    return b"\\u00" in line or (b"\\u" in line and not all(key.isascii() for key in paths.keys))


def _lenient(line: bytes, paths: Paths) -> Any:
    try:
        return json.loads(line.decode("utf-8-sig", "surrogateescape"), object_pairs_hook=Pairs)
    except (ValueError, RecursionError):
        return _arrow(line, paths)


def _arrow(line: bytes, paths: Paths) -> Any:
    """pyarrow's reading of a line that is one object; nothing else is shown to it, since a bare null crashes it (26.0)."""
    line = line.strip()
    schema = tree_schema(dict.fromkeys(paths.texts, pa.string()))
    if schema is None or not (line.startswith(b"{") and line.endswith(b"}")):
        return _MISSING
    try:
        table = read_block(line, schema)
    except (pa.ArrowException, MemoryError):
        return _MISSING
    return Mapped(table.to_pylist()[0]) if table.num_rows == 1 else _MISSING


def read_block(data: bytes, schema: pa.Schema, others: Literal["ignore", "error"] = "ignore") -> pa.Table:
    """The members of a schema from lines of JSON. Raises ArrowException, with `error` also where there are other members; must not be
    given a block that starts with no object."""
    options = pj.ParseOptions(explicit_schema=schema, unexpected_field_behavior=others)
    return pj.read_json(
        pa.BufferReader(data),
        read_options=pj.ReadOptions(use_threads=False, block_size=len(data) + 1),
        parse_options=options,
    )


def tree_schema(columns: Mapping[Path, pa.DataType]) -> pa.Schema | None:
    """The schema that has these paths, nested; None where one path runs through another's value."""
    heads: dict[str, dict[Path, pa.DataType]] = {}
    for path, kind in columns.items():
        heads.setdefault(path[0], {})[path[1:]] = kind
    kinds: dict[str, pa.DataType] = {}
    for name, rest in heads.items():
        if () in rest and len(rest) > 1:
            return None
        inner = None if () in rest else tree_schema(rest)
        if () not in rest and inner is None:
            return None
        kinds[name] = rest[()] if inner is None else pa.struct(list(inner))
    return pa.schema(list(kinds.items()))


def member(value: Any, path: Path) -> Any:
    """What stands at a path: `_MISSING` where nothing does, Ellipsis where two things do."""
    for name in path:
        if isinstance(value, Pairs) and name in value.repeated:
            return ...
        if value is None:
            return None
        if not isinstance(value, dict) or name not in value:
            return _MISSING
        value = value[name]
    return value


def word(value: Any) -> str:
    """The JSON type of a value in one word."""
    words = {str: "string", bool: "boolean", int: "integer", float: "number", list: "list", dict: "object"}
    return words.get(type(value), "null")
