"""Near-duplicates and matches with works as the product reports them: an audit from end to end, and what its catalogue says."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

import provenance
from tests.accuracy.planted import Copy, similarity

_LEAST = 0.5
_SLACK = 0.02
"""How far two counts of one similarity may be apart, since they part words a little differently."""

_DUPLICATES = """
SELECT a.id, b.id FROM duplicate p JOIN document a USING (shard, row)
JOIN document b ON b.shard = p.other_shard AND b.row = p.other_row ORDER BY ALL
"""
_WORKS = """
SELECT d.id, w.id, m.start, m.stop FROM work_match m JOIN document d USING (shard, row)
JOIN document w ON w.shard = m.work_shard AND w.row = m.work_row ORDER BY ALL
"""


@dataclass(frozen=True, slots=True)
class Pairs:
    """`recall`: planted and found by band and kind. Of the `reported` pairs, `right` have a similarity of 0.5 or more, counted apart."""

    recall: Mapping[tuple[float, str], tuple[int, int]]
    reported: int
    right: int


def duplicates(texts: Mapping[str, str], copies: Sequence[Copy], folder: Path) -> Pairs:
    """Audits `texts` and `copies` together in `folder`, which must be empty."""
    edited = {f"{copy.of}-copy": copy.text for copy in copies}
    _write(folder / "corpus.jsonl", (texts | edited).items())
    pairs = {frozenset(pair) for pair in _audited(folder, {"corpus": "corpus"}, _DUPLICATES)}
    counts: Counter[tuple[float, str, bool]] = Counter()
    for copy in copies:
        counts[copy.band, copy.kind, frozenset((copy.of, f"{copy.of}-copy")) in pairs] += 1
    every = texts | edited
    right = sum(similarity(*(every[name] for name in pair)) >= _LEAST - _SLACK for pair in pairs if len(pair) == 2)
    keys = sorted({(band, kind) for band, kind, _ in counts}, key=lambda key: (-key[0], key[1]))
    return Pairs(
        {key: (counts[*key, True] + counts[*key, False], counts[*key, True]) for key in keys}, len(pairs), right
    )


@dataclass(frozen=True, slots=True)
class Passages:
    """Passages of works planted in pages, by the share of words edited: planted, found, and the median overlap (intersection over
    union) of the place reported with the place planted. `others`: matches reported where no passage of that work was planted."""

    found: Mapping[float, tuple[int, int, float]]
    others: int


def passages(pages: Path, works: Path, truth: Iterable[Mapping[str, Any]], folder: Path) -> Passages:
    """Audits `pages` against `works` (JSONL with id and text) in `folder`, which must be empty."""
    for path, name in ((pages, "corpus"), (works, "works")):
        (folder / f"{name}.jsonl").write_bytes(path.read_bytes())
    places: dict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
    for page, work, start, stop in _audited(folder, {"corpus": "corpus", "works": "works"}, _WORKS):
        places[page, work].append((start, stop))
    overlaps: dict[float, list[float]] = defaultdict(list)
    planted = set()
    for passage in truth:
        key = passage["page"], passage["work"]
        planted.add(key)
        span = passage["page_start"], passage["page_stop"]
        overlaps[passage["edited"]].append(max((_overlap(place, span) for place in places[key]), default=0.0))
    found = {
        edited: (len(values), sum(v > 0 for v in values), sorted(values)[len(values) // 2])
        for edited, values in sorted(overlaps.items())
    }
    return Passages(found, sum(len(several) for key, several in places.items() if key not in planted))


def _overlap(a: tuple[int, int], b: tuple[int, int]) -> float:
    return max(0, min(a[1], b[1]) - max(a[0], b[0])) / (max(a[1], b[1]) - min(a[0], b[0]))


def _write(path: Path, texts: Iterable[tuple[str, str]]) -> None:
    lines = (json.dumps({"id": name, "text": text}, ensure_ascii=False) + "\n" for name, text in texts)
    path.write_text("".join(lines), encoding="utf-8")


def _audited(folder: Path, roles: Mapping[str, str], question: str) -> list[Any]:
    sources = [
        {"id": name, "role": role, "shards": [{"path": f"{name}.jsonl", "columns": {"text": "text", "id": "id"}}]}
        for name, role in roles.items()
    ]
    manifest = folder / "manifest.json"
    manifest.write_text(
        json.dumps({"provenance": 1, "dataset": {"id": "accuracy", "version": "1"}, "sources": sources}),
        encoding="utf-8",
    )
    provenance.audit(manifest)
    with duckdb.connect(str(folder / "manifest.duckdb"), read_only=True) as catalogue:
        return catalogue.execute(question).fetchall()
