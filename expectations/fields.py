"""Reads YAML into values, with the path of the field in every error (the manner of pypa/packaging's `pylock`)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Hashable, Iterator, Mapping
from dataclasses import dataclass
from math import isfinite
from types import MappingProxyType
from typing import Any, TypeVar

import yaml

T = TypeVar("T")


class RulebookError(ValueError):
    """A rulebook that must not be used; `problems` are pairs of a field's path and what is wrong with it."""

    def __init__(self, problems: list[tuple[str, str]]) -> None:
        super().__init__("\n".join(f"{path}: {problem}" if path else problem for path, problem in problems))
        self.problems = tuple(problems)


@dataclass(frozen=True, slots=True)
class Text:
    """One wording in both languages."""

    zh: str
    en: str


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]  # a base class chosen at run time
    """The fastest safe loader there is, which refuses a key that stands twice instead of keeping the last."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        twice = sorted({str(key) for key in keys if keys.count(key) > 1})
        if twice:
            raise RulebookError([(f"line {node.start_mark.line + 1}", f"{twice[0]!r} stands twice")])
        mapping: dict[Hashable, Any] = super().construct_mapping(node, deep=deep)
        return mapping


class Fields:
    """The fields of one YAML mapping at `path`."""

    def __init__(self, data: object, path: str = "") -> None:
        if not isinstance(data, Mapping) or not all(isinstance(key, str) for key in data):
            raise RulebookError([(path, "must be a mapping with text keys")])
        self._data: Mapping[str, Any] = data
        self.path = path

    @classmethod
    def read(cls, data: bytes) -> Fields:
        """The top of a YAML document. Raises `RulebookError` when it is not one."""
        try:
            return cls(yaml.load(data, _Loader))  # noqa: S506 - a safe loader
        except (yaml.YAMLError, UnicodeDecodeError) as error:
            raise RulebookError([("", f"is not YAML: {error}")]) from error

    def __contains__(self, name: str) -> bool:
        return name in self._data

    @property
    def key(self) -> str:
        """The last part of the path."""
        return self.path.rpartition(".")[2]

    def at(self, name: str) -> str:
        return f"{self.path}.{name}" if self.path else name

    def closed(self, *names: str) -> None:
        """Refuses fields other than these."""
        unknown = [(self.at(name), "is unknown") for name in self._data if name not in names]
        if unknown:
            raise RulebookError(unknown)

    def value(self, name: str) -> Any:
        """A number, a text or a list of either, which must be there."""
        value = self._data.get(name)
        parts = value if isinstance(value, list) else [value]
        sound = all(
            isinstance(part, int | str | dt.date) or (isinstance(part, float) and isfinite(part)) for part in parts
        )
        if not parts or not sound:
            raise RulebookError([(self.at(name), "must be a number, a text or a list of them")])
        return tuple(parts) if isinstance(value, list) else value

    def text(self, name: str) -> str:
        value = self._data.get(name)
        if not isinstance(value, str) or not value.strip():
            raise RulebookError([(self.at(name), "must be text")])
        return value.strip()

    def optional(self, name: str) -> str | None:
        return None if self._data.get(name) is None else self.text(name)

    def flag(self, name: str) -> bool:
        """True or false; false when it is absent."""
        value = self._data.get(name, False)
        if not isinstance(value, bool):
            raise RulebookError([(self.at(name), "must be true or false")])
        return value

    def choice(self, name: str, options: Collection[str]) -> str:
        value = self.text(name)
        if value not in options:
            raise RulebookError([(self.at(name), f"must be one of {', '.join(options)}")])
        return value

    def day(self, name: str) -> dt.date | None:
        value = self._data.get(name)
        if value is not None and (not isinstance(value, dt.date) or isinstance(value, dt.datetime)):
            raise RulebookError([(self.at(name), "must be a date")])
        return value

    def fields(self, name: str) -> Fields:
        return Fields(self._data.get(name), self.at(name))

    def members(self, name: str) -> Iterator[Fields]:
        """The mappings in a mapping; none when it is absent."""
        group = self.fields(name) if name in self else Fields({})
        return (group.fields(key) for key in group._data)

    def sequence(self, name: str) -> Iterator[Fields]:
        items = self._data.get(name, [])
        if not isinstance(items, list):
            raise RulebookError([(self.at(name), "must be a list")])
        return (Fields(item, self.at(f"{name}[{i}]")) for i, item in enumerate(items))

    def bilingual(self, name: str) -> Text:
        """A wording; both languages must be there and nothing else."""
        f = self.fields(name)
        f.closed("zh", "en")
        return Text(f.text("zh"), f.text("en"))

    def reference(self, name: str) -> Text | None:
        """A place in a document, if one is named: in both languages, or as text where numbers and letters say it in either."""
        value = self._data.get(name)
        if value is None or isinstance(value, Mapping):
            return None if value is None else self.bilingual(name)
        return Text(self.text(name), self.text(name))

    def bilinguals(self) -> Mapping[str, Text]:
        return MappingProxyType({name: self.bilingual(name) for name in self._data})

    def each(self, name: str, make: Callable[[str, Fields], T], problems: list[tuple[str, str]]) -> Mapping[str, T]:
        """What `make` makes of every member; what it refuses is added to `problems`, so that all are told at once."""
        return self.fields(name).every(make, problems)

    def every(self, make: Callable[[str, Fields], T], problems: list[tuple[str, str]]) -> Mapping[str, T]:
        """As `each`, of the members of this mapping."""
        made: dict[str, T] = {}
        for key in self._data:
            try:
                made[key] = make(key, self.fields(key))
            except RulebookError as error:
                problems.extend(error.problems)
        return MappingProxyType(made)
