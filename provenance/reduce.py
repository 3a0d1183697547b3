"""Near-duplicates over all shards: candidates from bands in SQL, each verified on the texts, then pairs of records.

Pairs are kept by content, so a record that moves to another shard is not compared again, and neither is a pair that turned out to
share little.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import pyarrow as pa

from provenance.catalogue import Catalogue
from scanners.compare import Shared, Shingled, compare

Pair = tuple[bytes, bytes]
"""The digests of two contents."""

Places = Mapping[bytes, tuple[int, int, int]]
"""For a content, the shard and row where it lies, and its bytes."""

Fetch = Callable[[Mapping[int, tuple[int, ...]]], Iterable[Shingled]]
"""Gives the shingles of rows by shard; leaves out what cannot be read."""

LEAST_SIMILARITY = 0.5
"""Pairs below are compared but not reported: with 32 bands of 4 rows fewer than seven in eight of them would be found."""

ALL_PAIRS = 16
EXPANDED = 8
_TEXT_A_BLOCK = 32 << 20
"""Bytes of text whose shingles are held at once, which take about eight times as much."""


def find_duplicates(catalogue: Catalogue, fetch: Fetch, version: int) -> int:
    """Brings `duplicate` and `work_match` up to date; returns how many candidate pairs could not be verified."""
    catalogue.begin_reduce("near_duplicate", version)
    pairs, unverified = catalogue.candidates(ALL_PAIRS)
    places = catalogue.places({digest for pair in pairs for digest in pair})
    for block in _blocks(pairs, places):
        rows = _verify(places, fetch, block)
        catalogue.add_near_pairs(_table(rows))
        unverified += len(block) - len(rows)
    catalogue.derive_duplicates(EXPANDED, LEAST_SIMILARITY)
    catalogue.reduced("near_duplicate", version, unverified)
    return unverified


def _blocks(pairs: list[Pair], places: Places) -> Iterator[list[Pair]]:
    """Pairs in the order of where they lie, so that few shards are read twice, as many together as their texts may be held at once."""
    block: list[Pair] = []
    held: set[bytes] = set()
    size = 0
    for pair in sorted(pairs, key=lambda pair: [places[digest] for digest in pair]):
        new = set(pair) - held
        more = sum(places[digest][2] for digest in new)
        if block and size + more > _TEXT_A_BLOCK:
            yield block
            block, held, size, new = [], set(), 0, set(pair)
            more = sum(places[digest][2] for digest in new)
        block.append(pair)
        held |= new
        size += more
    if block:
        yield block


def _verify(places: Places, fetch: Fetch, pairs: list[Pair]) -> list[dict[str, Any]]:
    by_shard: dict[int, set[int]] = {}
    for shard, row, _ in (places[digest] for pair in pairs for digest in pair):
        by_shard.setdefault(shard, set()).add(row)
    texts = {
        (s.shard, s.row): s for s in fetch({shard: tuple(sorted(rows)) for shard, rows in sorted(by_shard.items())})
    }
    rows = []
    for digest_a, digest_b in pairs:
        a, b = texts.get(places[digest_a][:2]), texts.get(places[digest_b][:2])
        if a is not None and b is not None and (a.digest, b.digest) == (digest_a, digest_b):
            rows.append(_row(digest_a, digest_b, compare(a, b)))
    return rows


def _row(digest_a: bytes, digest_b: bytes, shared: Shared) -> dict[str, Any]:
    return {
        "digest_a": digest_a,
        "digest_b": digest_b,
        "similarity": shared.similarity,
        "start_a": shared.start_a,
        "stop_a": shared.stop_a,
        "start_b": shared.start_b,
        "stop_b": shared.stop_b,
    }


def _table(rows: list[dict[str, Any]]) -> pa.Table:
    digests = [("digest_a", pa.binary()), ("digest_b", pa.binary()), ("similarity", pa.float64())]
    spans = [(name, pa.int64()) for name in ("start_a", "stop_a", "start_b", "stop_b")]
    return pa.Table.from_pylist(rows, pa.schema([*digests, *spans]))
