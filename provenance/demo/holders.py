"""Sources about other people's works: contracts, laundering of terms, and protected works the data must not contain."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from provenance.demo.bench import Bench, Made, Record, made, source
from provenance.demo.prose import Language, lightly_edited, prose
from provenance.demo.terms import commitments, contract, intermediary, licence
from provenance.demo.truth import Pair, Planted

RESTRICTED = "essays-nc"
WORKS = "protected-works"


def _texts(bench: Bench, name: str, prefix: str, count: int, sentences: int = 14) -> list[Record]:
    random = bench.random(name)
    languages: tuple[Language, ...] = ("zh", "en")
    return [Record(f"{prefix}-{i:03d}", prose(random, languages[i % 2], sentences)) for i in range(count)]


def manuals(bench: Bench) -> Made:
    """A commercial source whose contract covers training and was in force throughout, obtained through a broker."""
    bought = _commercial(bench, "manuals", dt.date(2025, 1, 1), dt.date(2028, 12, 31))
    brokered = {"via_intermediary": True, "intermediary": intermediary(bench, "manuals")}
    return replace(bought, entry={**bought.entry, **brokered})


def novels_out_of_term(bench: Bench) -> Made:
    """A commercial source whose contract ended before the model was trained."""
    return _commercial(bench, "novels-out-of-term", dt.date(2024, 1, 1), dt.date(2025, 12, 31))


def _commercial(bench: Bench, name: str, effective: dt.date, expires: dt.date) -> Made:
    texts = _texts(bench, name, name, 24)
    records = [replace(r, columns={"url": f"https://{name}.shuyuan-qingdeng.zz/{r.id}"}) for r in texts]
    entry = source(bench, name, records, "commercial", ["zh", "en"], contract=contract(bench, name, effective, expires))
    entry["commitments"] = commitments(bench, name, effective)
    entry["shards"] = [bench.shard(name, records, "parquet")]
    return made(entry, records)


def essays(bench: Bench) -> Made:
    """Essays under CC-BY-NC-4.0, in a data set that is meant for commerce."""
    records = _texts(bench, RESTRICTED, "essay", 30)
    entry = source(bench, RESTRICTED, records, "open", ["zh", "en"], licence=licence(bench, RESTRICTED, "CC-BY-NC-4.0"))
    entry["shards"] = [bench.shard(RESTRICTED, records, "jsonl.gz")]
    return made(entry, records)


def republished(bench: Bench) -> Made:
    """A source under MIT of which half are the essays again: ten to the letter, ten with a sentence added."""
    name = "republished"
    random = bench.random(name)
    originals = _texts(bench, RESTRICTED, "essay", 30)[:20]
    copies = [
        Record(f"republished-{i:03d}", r.text if i < 10 else _edited(bench, r, i)) for i, r in enumerate(originals)
    ]
    fresh = [Record(f"republished-{i:03d}", prose(random, "zh", 8)) for i in range(20, 40)]
    records = [*copies, *fresh]
    pairs = tuple(
        Pair(c.id, o.id, "exact" if i < 10 else "near") for i, (c, o) in enumerate(zip(copies, originals, strict=True))
    )
    entry = source(bench, name, records, "open", ["zh", "en"], licence=licence(bench, name, "MIT"))
    entry["shards"] = [bench.shard(name, records, "csv")]
    return made(entry, records, Planted(pairs=pairs))


def works(bench: Bench) -> Made:
    """Protected works, all rights reserved: not training data, but what training data must not hold."""
    records = _texts(bench, WORKS, "work", 12, sentences=20)
    entry = source(bench, WORKS, records, "open", ["zh", "en"], role="works", licence={"id": "LicenseRef-ARR"})
    entry["shards"] = [bench.shard(WORKS, records, "jsonl")]
    return made(entry, records)


def licensed_works(bench: Bench) -> Made:
    """The same under a contract that covers training, so that a passage of one, which nobody looks for, would be lawful."""
    licensed = works(bench)
    terms = contract(bench, WORKS, dt.date(2025, 1, 1), dt.date(2028, 12, 31))
    return replace(licensed, entry={**licensed.entry, "contract": terms})


def fan_pages(bench: Bench) -> Made:
    """A source under CC0 of which six records are protected works with a sentence added."""
    name = "fan-pages"
    random = bench.random(name)
    originals = _texts(bench, WORKS, "work", 12, sentences=20)[:6]
    copies = [Record(f"fan-{i:03d}", _edited(bench, r, i)) for i, r in enumerate(originals)]
    fresh = [Record(f"fan-{i:03d}", prose(random, "en", 8)) for i in range(6, 30)]
    records = [*copies, *fresh]
    pairs = tuple(Pair(c.id, o.id, "work") for c, o in zip(copies, originals, strict=True))
    entry = source(bench, name, records, "open", ["zh", "en"], licence=licence(bench, name, "CC0-1.0"))
    entry["shards"] = [bench.shard(name, records, "jsonl.zst")]
    return made(entry, records, Planted(pairs=pairs))


def _edited(bench: Bench, original: Record, number: int) -> str:
    return lightly_edited(bench.random(f"edit/{original.id}"), original.text, "en" if number % 2 else "zh")
