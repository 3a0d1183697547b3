"""What a first manifest leaves out of a folder, each with its reason, so that nobody takes it for audited."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from provenance.expansion import passed_over
from provenance.naming import showable

LINK = "a link, which is left to a person"
INVENTORY = "an inventory, as this command writes it"
UNWRITABLE = "a manifest cannot hold its name"
UNKNOWN = "no reader knows its name"
MARK = "# left out: "
NAMED = 50


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A file or link of the folder, its path relative to the folder, and why it stands in no source."""

    path: str
    reason: str


def left_out(folder: Path, target: Path, listed: Collection[str]) -> list[LeftOut]:
    """All visible files and links that are neither a listed shard nor a record of one, in the order of their paths."""
    return sorted(_found(folder, target, listed), key=lambda left: left.path)


def _found(folder: Path, target: Path, listed: Collection[str]) -> Iterator[LeftOut]:
    for place, folders, names in os.walk(folder):
        relative = Path(place).relative_to(folder).as_posix()
        prefix = "" if relative == "." else f"{relative}/"
        links = [name for name in folders if Path(place, name).is_symlink()]
        folders[:] = [name for name in folders if not passed_over(name, True)]
        yield from (LeftOut(f"{prefix}{name}/", LINK) for name in links)
        for name in names:
            path = prefix + name
            if passed_over(name, False) or path in listed or Path(place, name).absolute() == target.absolute():
                continue
            is_link = Path(place, name).is_symlink()
            if is_link or (prefix or "./") not in listed:
                yield LeftOut(path, LINK if is_link else _reason(name, Path(place) == target.absolute().parent))


def _reason(name: str, beside: bool) -> str:
    if beside and is_inventory(name):
        return INVENTORY
    return UNKNOWN if writable(name) else UNWRITABLE


def is_inventory(name: str) -> bool:
    """Whether a file beside the manifest is called as the inventories of a first manifest are."""
    return name.startswith("inventory-") and name.endswith(".csv")


def writable(name: str) -> bool:
    """Whether a manifest can hold the name: text, without spaces at its ends (which a manifest's fields do not keep)."""
    return name == name.strip() and not any("\ud800" <= character <= "\udfff" for character in name)


def lines(left: list[LeftOut]) -> list[str]:
    """Comments for the manifest; a name that looks like personal information, or cannot be seen, stays untold."""
    if not left:
        return []
    head = f"# TODO {len(left)} of the folder's files and links stand in no source:"
    more = [f"{MARK}{len(left) - NAMED} more"] if len(left) > NAMED else []
    return [head, *(f"{MARK}{_name(item.path)}: {item.reason}" for item in left[:NAMED]), *more]


def _name(path: str) -> str:
    return path if path.isprintable() and showable(path) else "(a name that is not shown)"
