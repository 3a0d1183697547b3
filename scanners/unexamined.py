"""Columns that can hold text and that nobody looks at, by name: neither mapped nor declared (`Columns.not_examined`).

A name is that of a whole column, or of a member of a nested one, as `meta.title`, where another member of it is mapped or declared. Of
JSON Lines the members are learnt from the records, of every other format from the schema.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

import pyarrow as pa

from scanners.arrays import mapped
from scanners.base import Columns
from scanners.reading import Unexamined

Path = tuple[str, ...]

MOST = 32
"""So many names of a shard are kept; what stands for the others is `MORE`."""
MORE = "…"
UNTOLD = "(not known)"
"""Stands for the members of a line that no reader could take apart as a whole."""
UNNAMED = "(unnamed)"
"""Stands for an empty name."""
_MOST_MEMBERS = 64
"""So many members are worth a schema; beyond, every line is looked at by itself."""
_DEEPEST = 8


def named(columns: Columns) -> frozenset[Path]:
    """The places that a person declares to hold no text; a name with points may be a path or a name."""
    return frozenset(
        tuple("" if part == UNNAMED else part for part in path)
        for name in columns.not_examined
        for path in ((name,), tuple(name.split(".")))
    )


def of_schema(schema: pa.Schema, columns: Columns) -> Iterator[Unexamined]:
    """What a shard with this schema holds beside its mapped columns, if it holds anything."""
    known = {*((text,) for text in columns.texts), *((theirs,) for theirs in mapped(columns).values()), *named(columns)}
    found = _fields(schema, known, _above(known), ())
    yield from _called(found)


def _called(paths: Iterable[Path]) -> Iterator[Unexamined]:
    names = (".".join(part or UNNAMED for part in path) for path in paths)
    if found := tuple(dict.fromkeys(name.encode("utf-8", "replace").decode() for name in names)):
        yield Unexamined(found)


def _fields(fields: Iterable[pa.Field], known: Collection[Path], above: Collection[Path], at: Path) -> Iterator[Path]:
    for field in fields:
        path = (*at, field.name)
        if path in known:
            continue
        if path in above and pa.types.is_struct(field.type):
            yield from _fields(_children(field.type), known, above, path)
        elif can_hold_text(field.type):
            yield path


def _above(paths: Iterable[Path]) -> frozenset[Path]:
    """The paths that lead to these."""
    return frozenset(path[:k] for path in paths for k in range(1, len(path)))


def can_hold_text(kind: pa.DataType) -> bool:
    """Whether anything in values of this type can be text, or bytes that may be text: all types but those that cannot."""
    if isinstance(kind, pa.BaseExtensionType):
        return can_hold_text(kind.storage_type)
    if pa.types.is_dictionary(kind) or pa.types.is_run_end_encoded(kind):
        return can_hold_text(kind.value_type)
    if pa.types.is_nested(kind):
        return any(can_hold_text(field.type) for field in _children(kind))
    checks = (pa.types.is_null, pa.types.is_boolean, pa.types.is_integer, pa.types.is_floating, pa.types.is_decimal)
    return not (any(check(kind) for check in checks) or pa.types.is_temporal(kind) or pa.types.is_interval(kind))


def _children(kind: pa.DataType) -> Iterator[pa.Field]:
    return (kind.field(k) for k in range(kind.num_fields))


class Members:
    """The members of JSON objects beside the mapped ones, as they are learnt from one object after another.

    `kinds`: the types of all of them, so that a parser can be told to refuse every other member; None once they are too many or too
    various for that.
    """

    def __init__(self, mapped_at: Collection[Path], columns: Columns) -> None:
        self.kinds: dict[Path, pa.DataType] | None = {}
        self._mapped = frozenset(mapped_at)
        self._declared = named(columns)
        self._above = _above(self._mapped | self._declared)
        self._text: dict[Path, None] = {}

    def learn(self, value: Mapping[str, Any]) -> None:
        """Takes note of an object's members."""
        self._learn(value, ())

    def untold(self) -> None:
        """Takes note of an object whose members nobody can tell."""
        self._found((UNTOLD,))

    def unexamined(self) -> Iterator[Unexamined]:
        """Those that hold a string somewhere, if any does."""
        yield from _called(self._text)

    def _learn(self, value: Mapping[str, Any], at: Path) -> None:
        for name, inner in value.items():
            path = (*at, name)
            if path in self._mapped:
                continue
            if path in self._above and (inner is None or isinstance(inner, dict)):
                self._learn(inner or {}, path)
                continue
            self._kind(path, inner)
            if path not in self._text and holds_text(inner):
                self._found(path)

    def _found(self, path: Path) -> None:
        if path not in self._declared and len(self._text) <= MOST:
            self._text[path] = None

    def _kind(self, path: Path, value: Any) -> None:
        if self.kinds is None:
            return
        known = self.kinds.get(path)
        kind = _merged(pa.null() if known is None else known, _kind_of(value, _DEEPEST))
        new = known is None and (
            len(self.kinds) >= _MOST_MEMBERS or path in self._above or _struct({path[-1]: kind}) is None
        )
        if kind is None or new:
            self.kinds = None
        else:
            self.kinds[path] = kind


def holds_text(value: Any) -> bool:
    """Whether there is a string in a JSON value, names of members aside."""
    left = [value]
    while left:
        item = left.pop()
        if isinstance(item, str):
            return True
        if isinstance(item, dict | list):
            left.extend(item.values() if isinstance(item, dict) else item)
    return False


def _kind_of(value: Any, depth: int) -> pa.DataType | None:
    """The Arrow type of a JSON value; None where it has none, or lies too deep."""
    if isinstance(value, str):
        return pa.string()
    if isinstance(value, bool):
        return pa.bool_()
    if isinstance(value, int | float):
        return pa.float64()
    if value is None:
        return pa.null()
    if not depth:
        return None
    if isinstance(value, list):
        inner: pa.DataType | None = pa.null()
        for item in value:
            inner = _merged(inner, _kind_of(item, depth - 1))
        return None if inner is None else pa.list_(inner)
    kinds = {name: _kind_of(item, depth - 1) for name, item in value.items()}
    return _struct(kinds)


def _struct(kinds: Mapping[str, pa.DataType | None]) -> pa.DataType | None:
    if len(kinds) > _MOST_MEMBERS or None in kinds.values():
        return None
    try:
        return pa.struct(list(kinds.items()))
    except (pa.ArrowException, UnicodeError):
        return None


def _merged(first: pa.DataType | None, second: pa.DataType | None) -> pa.DataType | None:
    """The type that has the values of both, if there is one."""
    if first is None or second is None or first == second or pa.types.is_null(second):
        return None if second is None else first
    if pa.types.is_null(first):
        return second
    if pa.types.is_list(first) and pa.types.is_list(second):
        inner = _merged(first.value_type, second.value_type)
        return None if inner is None else pa.list_(inner)
    if pa.types.is_struct(first) and pa.types.is_struct(second):
        kinds: dict[str, pa.DataType | None] = {field.name: field.type for field in _children(first)}
        for field in _children(second):
            kinds[field.name] = _merged(kinds.get(field.name, pa.null()), field.type)
        return _struct(kinds)
    return None
