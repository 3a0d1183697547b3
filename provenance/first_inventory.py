"""The shards of a first manifest that go into an inventory: a source of hundreds of shards is one glob and one table."""

from __future__ import annotations

import csv
import glob
import io
import os
import posixpath
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from provenance.expansion import passed_over

if TYPE_CHECKING:
    from provenance.first_look import Found
    from scanners.base import Columns

MANY = 50
"""Up to so many alike shards stand in the manifest one by one."""


def grouped(folder: Path, shards: list[Found]) -> Iterator[tuple[str | None, list[Found]]]:
    """The shards in groups: many that are alike under a glob that matches them and nothing else, any other alone under None."""
    alike: dict[tuple[str, str, str, Columns | None], list[Found]] = {}
    for shard in shards:
        place, name = posixpath.split(shard.path)
        alike.setdefault((place, name.partition(".")[2], shard.format, shard.columns), []).append(shard)
    for (place, suffix, format_, columns), group in alike.items():
        names = {posixpath.basename(shard.path) for shard in group}
        many = len(group) > MANY and format_ != "files" and columns and suffix
        if many and names == set(_matched(folder / place, f".{suffix}")):
            yield posixpath.join(glob.escape(place), f"*.{glob.escape(suffix)}"), group
        else:
            yield from ((None, [shard]) for shard in group)


def _matched(place: Path, suffix: str) -> list[str]:
    names = os.listdir(place)  # noqa: PTH208 - names are what is asked for
    return [name for name in names if name.endswith(suffix) and name[0] != "." and not passed_over(name, False)]


def table(prefix: str, shards: Iterable[Found]) -> str:
    """The inventory as CSV: path relative to the manifest, digest and row count, empty where nobody knows."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("path", "sha256", "rows"))
    for shard in shards:
        writer.writerow((prefix + shard.path, shard.sha256 or "", "" if shard.rows is None else shard.rows))
    return text.getvalue()
