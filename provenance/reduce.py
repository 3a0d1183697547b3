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

Place = tuple[int, int]
"""Shard and row."""

Fetch = Callable[[Mapping[int, tuple[int, ...]]], Iterable[Shingled]]
"""Gives the shingles of rows by shard; leaves out what cannot be read."""

LEAST_SIMILARITY = 0.5
"""Pairs below are compared but not reported: with 32 bands of 4 rows fewer than seven in eight of them would be found."""

ALL_PAIRS = 16
EXPANDED = 8
_PAIRS_A_BLOCK = 2048


def find_duplicates(catalogue: Catalogue, fetch: Fetch, version: int) -> int:
    """Brings `duplicate` and `work_match` up to date; returns how many candidate pairs could not be verified."""
    unverified = 0
    catalogue.begin_reduce("near_duplicate", version)
    for block in _blocks(catalogue.candidates(ALL_PAIRS), _PAIRS_A_BLOCK):
        rows = _verify(catalogue, fetch, block)
        catalogue.add_near_pairs(_table(rows))
        unverified += len(block) - len(rows)
    catalogue.derive_duplicates(EXPANDED, LEAST_SIMILARITY)
    catalogue.reduced("near_duplicate", version, unverified)
    return unverified


def _blocks(pairs: list[tuple[bytes, bytes]], size: int) -> Iterator[list[tuple[bytes, bytes]]]:
    for start in range(0, len(pairs), size):
        yield pairs[start : start + size]


def _verify(catalogue: Catalogue, fetch: Fetch, pairs: list[tuple[bytes, bytes]]) -> list[dict[str, Any]]:
    places = catalogue.places({digest for pair in pairs for digest in pair})
    by_shard: dict[int, list[int]] = {}
    for shard, row in places.values():
        by_shard.setdefault(shard, []).append(row)
    texts = {
        (s.shard, s.row): s for s in fetch({shard: tuple(sorted(rows)) for shard, rows in sorted(by_shard.items())})
    }
    rows = []
    for digest_a, digest_b in pairs:
        a, b = texts.get(places[digest_a]), texts.get(places[digest_b])
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
