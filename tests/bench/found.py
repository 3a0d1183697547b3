"""Whether the audit that was timed did its work: how much of what is planted it found."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from provenance.catalogue import connect
from tests.bench.corpus import Corpus
from tests.bench.planted import Kind

IDENTIFIERS = """
SELECT d.id, count(*) FROM finding f JOIN document d USING (shard, row)
WHERE f.family IN ('personal', 'organisation') AND f.score >= 0.5 GROUP BY d.id"""
PAIRS = """
SELECT a.id, b.id FROM duplicate p JOIN document a ON a.shard = p.shard AND a.row = p.row
JOIN document b ON b.shard = p.other_shard AND b.row = p.other_row"""
WORKS = """
SELECT a.id, b.id FROM work_match p JOIN document a ON a.shard = p.shard AND a.row = p.row
JOIN document b ON b.shard = p.work_shard AND b.row = p.work_row"""


def shares(corpus: Corpus, catalogue: Path) -> dict[str, float]:
    """Of the planted identifiers and of each kind of planted pair, the share that the catalogue has."""
    with connect(catalogue, read_only=True) as con:
        counts: dict[str, int] = dict(con.execute(IDENTIFIERS).fetchall())
        pairs = _either_way(con.execute(PAIRS).fetchall())
        works = _either_way(con.execute(WORKS).fetchall())
    hits = sum(min(counts.get(name, 0), n) for name, n in corpus.identifiers.items())
    result = {"identifiers": hits / max(1, sum(corpus.identifiers.values()))}
    kinds: tuple[tuple[str, Kind, set[frozenset[str]]], ...] = (
        ("exact copies", "exact", pairs),
        ("edited copies", "near", pairs),
        ("pages made from works", "work", works),
    )
    for name, kind, reported in kinds:
        planted = [frozenset((p.id, p.other)) for p in corpus.pairs if p.kind == kind]
        result[name] = sum(pair in reported for pair in planted) / max(1, len(planted))
    return result


def _either_way(rows: Iterable[tuple[Any, Any]]) -> set[frozenset[str]]:
    return {frozenset(row) for row in rows}
