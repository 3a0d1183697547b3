"""The text of a first manifest, and of the inventories that lie beside it."""

from __future__ import annotations

import glob
import hashlib
import re
from collections.abc import Mapping
from dataclasses import fields, replace
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from provenance.expansion import is_glob
from provenance.first_inventory import grouped, table
from provenance.left_out import LeftOut, lines
from provenance.naming import showable
from scanners.base import Columns

if TYPE_CHECKING:
    from provenance.first_look import Found

UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")


class FirstManifest:
    """A first manifest as it is written: its lines, and the inventories that lie beside it, by their paths."""

    def __init__(self, folder: Path, target: Path, root: Path) -> None:
        self._folder, self._target, self._root = folder, target, root
        self.inventories: dict[Path, str] = {}

    def manifest(self, sources: Mapping[str, list[Found]], left: list[LeftOut]) -> str:
        found = [
            "# A first manifest. What could be read off the folder stands here; every TODO is for a person who knows.",
            "provenance: 1",
            "dataset:",
            f"  id: {identifier_of(self._folder.resolve().name, {})}",
            "  # TODO version, title, train_date (the day on which training begins)",
            "  # TODO intended_use: purposes, commercial, public_service_cn, via_api, audience, redistributes_data, declared_by and _on",
            "  # TODO article_17: opinion_or_mobilisation, security_assessment, algorithm_filing",
            "  # TODO base_models: a list, [] if no foundation model is used",
            "  # TODO policies: ip, personal_information, robots, annotation, algorithm_description (path, sha256, owner, dated_on)",
            "sources:",
        ]
        for identifier, shards in sources.items():
            found += self._source(identifier, shards)
        return "\n".join([*found, *lines(left)]) + "\n"

    def _source(self, identifier: str, shards: list[Found]) -> list[str]:
        groups = list(grouped(self._folder, shards))
        many = [shard for pattern, group in groups if pattern for shard in group]
        return [
            f"  - id: {identifier}",
            "    type: unknown  # TODO open, self_collected, commercial, user_input or synthetic",
            "    # TODO name, url, origin_country, languages, via_intermediary, intermediary, is_synthetic, child_directed, regions",
            "    # TODO licence: id, text (path, sha256), url, retrieved_on",
            "    # TODO what the type asks: contract and commitments, or collection, or authorisation",
            "    # TODO assessment_before, assessment_after, personal_information, parents",
            *(self._inventory(identifier, many) if many else []),
            "    shards:",
            *(line for pattern, group in groups for line in _entry(self._root, pattern, group)),
        ]

    def _inventory(self, identifier: str, shards: list[Found]) -> list[str]:
        path = self._target.with_name(f"inventory-{identifier}.csv")
        prefix = "" if str(self._root) == "." else f"{self._root.as_posix()}/"
        text = self.inventories[path] = table(prefix, shards)
        sha256 = hashlib.sha256(text.encode("utf-8")).hexdigest()
        return [f"    inventory: {{path: {_quoted(path.name)}, sha256: {sha256}}}"]


def _entry(root: Path, pattern: str | None, group: list[Found]) -> list[str]:
    if pattern is None:
        return _shard(root, group[0])
    prefix = "" if str(root) == "." else f"{glob.escape(root.as_posix())}/"
    unread = sum(shard.rows is None for shard in group)
    unexamined = tuple(sorted({name for shard in group for name in shard.unexamined}))
    return [
        f"      - path: {_quoted(prefix + pattern)}  # {len(group)} shards; digests and row counts stand in the inventory",
        f"        columns: {_columns(group[0].columns)}",
        *_not_looked_at(unexamined),
        *([f"        # TODO rows: of {unread} not all could be read"] if unread else []),
    ]


def _shard(root: Path, shard: Found) -> list[str]:
    path = "./" if shard.path == "./" and str(root) == "." else f"{root.as_posix()}/{shard.path}".removeprefix("./")
    if is_glob(path):  # a file's own name; digest and count cannot stand beside what reads as a pattern
        path, shard = glob.escape(path), replace(shard, rows=None, sha256=None)
    said = [f"      - path: {_quoted(path)}"]
    if shard.format == "files":
        said.append("        format: files")
    elif shard.columns is None:
        said.append("        # TODO columns: no column of text was found")
    else:
        said.append(f"        columns: {_columns(shard.columns)}")
        said += _not_looked_at(shard.unexamined)
    why = f": {shard.problem}" if shard.problem else ""
    said.append(
        f"        rows: {shard.rows}"
        if shard.rows is not None
        else f"        # TODO rows: not all of it could be read{why}"
    )
    return said + ([f"        sha256: {shard.sha256}"] if shard.sha256 else [])


def _not_looked_at(names: tuple[str, ...]) -> list[str]:
    told = "        # TODO columns: text, or not_examined if no text has to be looked at: "
    return [told + _quoted_all(names)] if names else []


def _columns(columns: Columns | None) -> str:
    named = [(f.name, getattr(columns, f.name)) for f in fields(columns)] if columns else []
    return f"{{{', '.join(f'{ours}: {_quoted_all(theirs)}' for ours, theirs in named if theirs)}}}"


def _quoted_all(names: str | tuple[str, ...]) -> str:
    return _quoted(names) if isinstance(names, str) else f"[{', '.join(map(_quoted, names))}]"


def _quoted(text: str) -> str:
    """A scalar that YAML reads back as this text."""
    return yaml.safe_dump(text, allow_unicode=True, default_style='"', width=1 << 20).strip()


def identifier_of(name: str, taken: Mapping[str, object]) -> str:
    """An id for the name that is not taken; a name that looks like personal information gives none."""
    plain = UNSAFE.sub("-", name).strip("-._")[:100] if showable(name) else ""
    plain = plain if plain and showable(plain) else "source"
    number = 2
    identifier = plain
    while identifier in taken:
        identifier, number = f"{plain}-{number}", number + 1
    return identifier
