"""Files that lie beside the shards of a source, look like shards, and stand in no source.

Whoever forgets a shard in the manifest trains on data that nobody audited. Looked at are the folders in which listed shards lie, each
once; what lies elsewhere cannot be told from other things on the machine.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Sequence

from provenance.listing import ListedShard, format_of
from provenance.manifests.native import Loaded

OURS = ".json"
"""Manifests, waivers and reports lie beside the manifest under this ending, so that there it says nothing."""


def unlisted(loaded: Loaded, shards: Sequence[ListedShard]) -> Counter[str]:
    """How many such files lie beside the shards of each source; those of a folder that several share count for the first of them. Only
    names are looked at, and those never leave this function. Folders that are shards themselves hold records and are left out."""
    places = {str(shard.absolute) for shard in shards} | {os.path.realpath(loaded.root / p) for p in loaded.paths}
    folders: dict[str, str] = {}
    for shard in shards:
        if shard.present and not shard.path.endswith("/"):
            folders.setdefault(os.path.dirname(shard.absolute), shard.source)  # noqa: PTH120 - ten thousand shards
    counts: Counter[str] = Counter()
    for folder, source in folders.items():
        if folder not in places:
            ours = folder == str(loaded.root)
            counts[source] += sum(p not in places and not (ours and p.endswith(OURS)) for p in _like_shards(folder))
    return +counts


def _like_shards(folder: str) -> list[str]:
    """Real paths of the regular files in a folder that a reader knows by their name."""
    try:
        with os.scandir(folder) as entries:
            return [
                os.path.realpath(entry.path) if entry.is_symlink() else entry.path
                for entry in entries
                if format_of(entry.name)[0] != "unknown" and entry.is_file()
            ]
    except OSError:
        return []
