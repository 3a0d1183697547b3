"""What contradicts itself, or is plainly missing, in a manifest that can be read.

Codes: `no_sources` · `no_shards` (a source that names none) · `shard_listed_twice` (by one source) · `shard_in_two_sources` ·
`shards_overlap` (a file that also lies in a listed folder) · `shards_unlisted` (`n` files that look like shards, beside them) ·
`type_absent` · `licence_absent` (nor a licence column, nor a contract, of a source that is neither self-collected nor user input).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from provenance.listing import ListedShard
from provenance.manifest_sources import Source
from provenance.manifests.native import Loaded
from provenance.unlisted import unlisted

OWN = ("self_collected", "user_input")


def defects(loaded: Loaded, shards: Sequence[ListedShard]) -> Iterator[dict[str, Any]]:
    """Rows of `t_manifest_defect` in the order of the manifest; `field` is a path into it."""
    if not loaded.manifest.sources:
        yield {"field": "sources", "code": "no_sources", "source": None}
    listed, left = _codes(shards), unlisted(loaded, shards)
    for index, source in enumerate(loaded.manifest.sources):
        for field, code in (*_of_source(source), *(("shards", code) for code in sorted(listed[source.id]))):
            yield {"field": f"sources[{index}].{field}", "code": code, "source": source.id}
        if n := left[source.id]:
            yield {"field": f"sources[{index}].shards", "code": "shards_unlisted", "source": source.id, "n": n}


def _of_source(source: Source) -> Iterator[tuple[str, str]]:
    if not source.shards:
        yield "shards", "no_shards"
    if source.role == "works":
        return
    if source.type is None:
        yield "type", "type_absent"
    licensed = source.licence is not None and source.licence.id is not None
    by_record = any(shards.columns.licence for shards in source.shards)
    if not licensed and not by_record and source.contract is None and source.type not in OWN:
        yield "licence", "licence_absent"


def _codes(shards: Sequence[ListedShard]) -> defaultdict[str, set[str]]:
    codes: defaultdict[str, set[str]] = defaultdict(set)
    owners: defaultdict[str, list[str]] = defaultdict(list)
    for shard in shards:
        if shard.present:
            owners[str(shard.absolute)] += [shard.source] * shard.times
        elif shard.times > 1:
            codes[shard.source].add("shard_listed_twice")
    folders = {str(shard.absolute) for shard in shards if shard.present and shard.path.endswith("/")}
    for place, sources in owners.items():
        for source in sources:
            if sources.count(source) > 1:
                codes[source].add("shard_listed_twice")
            if len(set(sources)) > 1:
                codes[source].add("shard_in_two_sources")
            if place not in folders and place.rpartition("/")[0] in folders:
                codes[source].add("shards_overlap")
    return codes
