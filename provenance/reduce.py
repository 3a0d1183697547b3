"""Near-duplicates over all shards: candidates from bands in SQL, each verified on the texts, then pairs of records.

Pairs are kept by content, so a record that moves to another shard is not compared again, and neither is a pair that turned out to
share little.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Protocol

import pyarrow as pa

from provenance.catalogue import Catalogue
from scanners.compare import Block, Place, Shared
from scanners.shingles import Extracted

Pair = tuple[bytes, bytes]
"""The digests of two contents."""

Places = Mapping[bytes, tuple[int, int, int]]
"""For a content, the shard and row where it lies, and its bytes."""

Texts = Mapping[bytes, Place]
"""For a content, where its shingles were put aside."""


class Workers(Protocol):
    """Who reads and compares."""

    def extract(self, wanted: Mapping[int, tuple[int, ...]]) -> Iterable[Extracted]:
        """Puts the shingles of rows aside, by shard; leaves out what cannot be read. Forgets those of the call before."""
        ...

    def compare(self, blocks: Iterable[Block]) -> Iterable[tuple[Block, list[Shared]]]:
        """Compares the pairs of each block, in any order; leaves out a block that could not be compared."""
        ...


LEAST_SIMILARITY = 0.5
"""Pairs below are compared but not reported: with 32 bands of 4 rows fewer than seven in eight of them would be found."""

ALL_PAIRS = 16
"""Contents that may share a band and be compared all with each other."""
HEADS = 64
"""Of more contents than that, how many each is compared with, beside its neighbours. Two a licence class take far fewer."""
EXPANDED = 8
"""Records of one content that are paired with each of another."""
DERIVATION = 4
"""Raised whenever the same shards could give other rows of `t_duplicate`, `t_work_match` or `t_repeated`."""
PARAMETERS = (LEAST_SIMILARITY, ALL_PAIRS, HEADS, EXPANDED, DERIVATION)
"""What the pairs depend on beside the shards; they are not found anew while both stay the same."""

_PUT_ASIDE = 512 << 20
"""Bytes of text whose shingles are on disk at once, where they take about five times as much."""
_A_BLOCK = 8 << 20
"""Bytes of text whose shingles a worker holds at once, of which each takes about three."""


def find_duplicates(catalogue: Catalogue, workers: Workers, version: int) -> int:
    """Brings `duplicate`, `repeated` and `work_match` up to date; returns how many candidate pairs are to be tried again, because
    they could not be read."""
    catalogue.begin_reduce("near_duplicate", version)
    pairs = catalogue.candidates(ALL_PAIRS, HEADS)
    places = catalogue.places({digest for pair in pairs for digest in pair})
    unread: list[Pair] = []
    for some in cut(sorted(pairs, key=lambda pair: [places[digest] for digest in pair]), places, _PUT_ASIDE):
        rows = _verify(some, places, workers)
        catalogue.add_near_pairs(_table(rows))
        unread += _missing(some, rows)
    catalogue.derive_duplicates(EXPANDED, LEAST_SIMILARITY)
    catalogue.reduced("near_duplicate", version, unread)
    return len(unread)


def _missing(pairs: list[Pair], rows: list[dict[str, Any]]) -> list[Pair]:
    verified = {(row["digest_a"], row["digest_b"]) for row in rows}
    return [pair for pair in pairs if pair not in verified]


def cut(pairs: Iterable[Pair], places: Places, most: int) -> Iterator[list[Pair]]:
    """Runs of pairs whose texts have at most so many bytes together; a pair of larger ones stands alone."""
    block: list[Pair] = []
    held: set[bytes] = set()
    size = 0
    for pair in pairs:
        more = sum(places[digest][2] for digest in set(pair) - held)
        if block and size + more > most:
            yield block
            block, held, size = [], set(), 0
            more = sum(places[digest][2] for digest in set(pair))
        block.append(pair)
        held.update(pair)
        size += more
    if block:
        yield block


def _verify(pairs: list[Pair], places: Places, workers: Workers) -> list[dict[str, Any]]:
    """The rows of the pairs whose two texts are still those that were scanned."""
    texts = _texts({digest: places[digest] for pair in pairs for digest in pair}, workers)
    readable = [pair for pair in pairs if pair[0] in texts and pair[1] in texts]
    named = {block: some for some in cut(readable, places, _A_BLOCK) for block in [_block(some, texts)]}
    found = workers.compare(named)
    rows = [_row(*pair, shared) for block, some in found for pair, shared in zip(named[block], some, strict=True)]
    return sorted(rows, key=lambda row: (row["digest_a"], row["digest_b"]))


def _texts(places: Places, workers: Workers) -> Texts:
    by_shard: dict[int, list[int]] = {}
    expected: dict[tuple[int, int], bytes] = {}
    for digest, (shard, row, _) in places.items():
        by_shard.setdefault(shard, []).append(row)
        expected[shard, row] = digest
    found: dict[bytes, Place] = {}
    for extracted in workers.extract({shard: tuple(sorted(rows)) for shard, rows in sorted(by_shard.items())}):
        for row, digest, (first, stop) in zip(extracted.rows, extracted.digests, extracted.spans, strict=True):
            if expected[extracted.shard, row] == digest:
                found[digest] = Place(extracted.path, first, stop)
    return found


def _block(pairs: list[Pair], texts: Texts) -> Block:
    number = {digest: k for k, digest in enumerate(dict.fromkeys(digest for pair in pairs for digest in pair))}
    return Block(tuple(texts[digest] for digest in number), tuple((number[a], number[b]) for a, b in pairs))


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
