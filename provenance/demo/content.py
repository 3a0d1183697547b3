"""Sources whose text or files are the trouble: notices, labels, duplicates, old encodings, broken shards, unknown origin."""

from __future__ import annotations

import datetime as dt
import gzip
from pathlib import Path
from typing import Literal

import orjson

from provenance.demo import identifiers as made_up
from provenance.demo.bench import Bench, Entry, Made, Record, assessment, made, record, source
from provenance.demo.prose import Language, Mark, lightly_edited, prose
from provenance.demo.shards import Row
from provenance.demo.terms import licence
from provenance.demo.truth import Broken, Label, Notice, Pair, Planted

RESERVED_ZH = (Mark("all_rights_reserved", "版权所有"), "。", Mark("no_reproduction", "未经许可不得转载"), "。")
PRESS = "Copyright (c) 2019 Qingdeng Shuyuan Press"
RESERVED_EN = (Mark("copyright_line", PRESS), "\n", Mark("all_rights_reserved", "All rights reserved"))


def notices(bench: Bench) -> Made:
    """Records under MIT by declaration, of which some say in their text that all rights are reserved or that terms differ."""
    name = "notices"
    random = bench.random(name)
    contents: list[tuple[str | Mark, ...]] = [
        *((prose(random, "zh", 4), *RESERVED_ZH) for _ in range(5)),
        *((prose(random, "en", 4), "\n", *RESERVED_EN) for _ in range(5)),
        *((_tag("GPL-3.0-only"), "\n", prose(random, "en", 4)) for _ in range(3)),
        *((_tag("MIT"), "\n", prose(random, "en", 4)) for _ in range(3)),
        *((prose(random, "zh", 5),) for _ in range(24)),
    ]
    records = [record(f"notice-{i:03d}", *parts) for i, parts in enumerate(contents)]
    stated = tuple(
        Notice(r.id, tag.rpartition(" ")[2]) for r in records for tag in r.identifiers if tag.startswith("SPDX")
    )
    entry = source(bench, name, records, "open", ["zh", "en"], licence=licence(bench, name, "MIT"))
    entry["shards"] = [bench.shard(name, records, "jsonl")]
    return made(entry, records, Planted(notices=stated), secret=False)


def _tag(expression: str) -> Mark:
    return Mark("spdx_tag", f"SPDX-License-Identifier: {expression}")


def _label(carrier: str, producer: str, number: int) -> tuple[str | Mark, ...]:
    """A label with all seven keys of GB 45438; the producer is its first propagator too."""
    numbered = f"demo{number:04d}"
    values = {
        "Label": "1",
        "ContentProducer": producer,
        "ProduceID": numbered,
        "ReservedCode1": "r1",
        "ContentPropagator": producer,
        "PropagateID": numbered,
        "ReservedCode2": "r2",
    }
    if carrier == "json":
        return "{", Mark("aigc_json", orjson.dumps({"AIGC": values}).decode()[1:-1]), "}\n"
    lines = "".join(f"\n  {key}: '{value}'" for key, value in values.items())
    return "---\n", Mark("aigc_yaml", f"AIGC:{lines}"), "\n---\n"


def labelled(bench: Bench) -> Made:
    """Posts declared as written by people, of which some carry a label that they were generated (GB 45438)."""
    name = "labelled"
    random = bench.random(name)
    uscc = made_up.credit_code(random)
    valid, invalid = made_up.provider_code(uscc), made_up.provider_code(made_up.wrong_credit_code(random))
    cases: list[tuple[Literal["json", "yaml"], str]] = [
        ("json", valid),
        ("yaml", valid),
        ("json", invalid),
        ("yaml", valid),
    ]
    contents = [(*_label(carrier, code, i), prose(random, "zh", 4)) for i, (carrier, code) in enumerate(cases)]
    contents += [(prose(random, "zh", 5),) for _ in range(20)]
    records = [record(f"post-{i:03d}", *parts, is_synthetic=False) for i, parts in enumerate(contents)]
    labels = tuple(
        Label(r.id, carrier, code == valid, uscc if code == valid else None)
        for r, (carrier, code) in zip(records, cases, strict=False)
    )
    entry = source(bench, name, records, "open", ["zh"], licence=licence(bench, name, "CC0-1.0"))
    entry["shards"] = [bench.shard(name, records, "parquet")]
    return made(entry, records, Planted(labels=labels), secret=False)


def generated(bench: Bench, name: str = "generated", unrecorded: int = 4) -> Made:
    """Dialogues made by a model; the last `unrecorded` of them say neither by which nor when."""
    random = bench.random(name)
    recorded: Row = {"is_synthetic": True, "gen_model": "qingdeng-base@1", "gen_time": "2025-04-01T00:00:00Z"}
    unknown: Row = {"is_synthetic": True, "gen_model": None, "gen_time": None}
    records = [
        Record(
            f"{name}-{i:03d}",
            prose(random, "en" if i % 2 else "zh", 5),
            columns={**made_by, "url": f"https://lab.shuyuan-qingdeng.zz/{i}"},
        )
        for i, made_by in enumerate([recorded] * (24 - unrecorded) + [unknown] * unrecorded)
    ]
    entry = source(bench, name, records, "synthetic", ["zh", "en"], licence=licence(bench, name, "CC0-1.0"))
    entry["is_synthetic"] = True
    entry["shards"] = [bench.shard(name, records, "jsonl.zst")]
    return made(entry, records)


def twins(bench: Bench, others: int) -> Made:
    """Exact and near copies in pairs: so many that they pass the limits of 1 % and 10 % of all records, of which `others` lie elsewhere."""
    name = "twins"
    random = bench.random(name)
    exact, near = 40 + others // 60, 80 + others // 6
    records: list[Record] = []
    pairs: list[Pair] = []
    for i in range(exact + near):
        language: Language = "zh" if i % 2 else "en"
        text = prose(random, language, 12)
        copy = text if i < exact else lightly_edited(random, text, language)
        one, two = Record(f"twin-{i:05d}-a", text), Record(f"twin-{i:05d}-b", copy)
        records += [one, two]
        pairs.append(Pair(one.id, two.id, "exact" if i < exact else "near"))
    entry = source(bench, name, records, "open", ["zh", "en"], licence=licence(bench, name, "CC0-1.0"))
    entry["shards"] = [bench.shard(name, records, "parquet")]
    return made(entry, records, Planted(pairs=tuple(pairs)))


def legacy(bench: Bench) -> Made:
    """Chinese records in GBK, which must be read without loss, under a licence whose text nobody filed."""
    name = "legacy-gbk"
    random = bench.random(name)
    records = [Record(f"legacy-{i:03d}", prose(random, "zh", 6)) for i in range(40)]
    entry = source(bench, name, records, "open", ["zh"], licence={"id": "CC0-1.0"})
    entry["shards"] = [bench.shard(name, records, "csv", encoding="gbk")]
    return made(entry, records)


def broken(bench: Bench) -> Made:
    """A source of which one line is no JSON and one archive ends too early."""
    name = "broken"
    random = bench.random(name)
    records = [Record(f"broken-{i:03d}", prose(random, "zh", 6)) for i in range(60)]
    lines = [orjson.dumps({"id": r.id, "text": r.text}) for r in records]
    folder = bench.folder / "corpus" / name
    folder.mkdir(parents=True)
    (folder / "bad-line.jsonl").write_bytes(b"\n".join([*lines[:9], lines[9][:-20], *lines[10:20]]) + b"\n")
    whole = gzip.compress(b"\n".join(lines[20:]) + b"\n", mtime=0)
    (folder / "cut.jsonl.gz").write_bytes(whole[: len(whole) // 2])
    entry = source(bench, name, records, "open", ["zh"], licence=licence(bench, name, "CC0-1.0"))
    entry["shards"] = [_by_path(bench, folder / part) for part in ("bad-line.jsonl", "cut.jsonl.gz")]
    planted = Planted(broken=(Broken("broken/bad-line.jsonl", "bad_json"), Broken("broken/cut.jsonl.gz", "truncated")))
    return Made(entry, planted, len(records), sum(map(len, lines)))


def _by_path(bench: Bench, path: Path) -> Entry:
    return {"path": path.relative_to(bench.folder).as_posix(), "columns": {"text": "text", "id": "id"}}


def stray(bench: Bench) -> Made:
    """A source of unknown type, origin and terms, found flagged too often, that names an unregistered source and an absent parent,
    and of which a shard is not the one that was declared."""
    name = "stray"
    random = bench.random(name)
    records = [
        Record(f"stray-{i:03d}", prose(random, "zh", 6), columns={"source": name if i else "nobody"}) for i in range(40)
    ]
    entry = source(bench, name, records, "unknown", ["zh"], origin_country=None)
    entry["assessment_after"] = assessment(bench, name, "after", dt.date(2026, 3, 15), len(records), 5)
    entry["parents"] = [{"source": "lost-parent", "transform": "filter"}]
    shards = [bench.shard(name, records[:20], "jsonl"), bench.shard(name, records[20:], "arrow", "part-1")]
    entry["shards"] = [shards[0], {**shards[1], "sha256": "0" * 64}]
    return made(entry, records)


def kana(bench: Bench, others: int) -> Made:
    """The only transcripts, in Japanese: over 1 % of all records, of which `others` lie elsewhere, and so enough to count. A modality of
    its own, because an installed distribution may hold Japanese text."""
    name = "kana"
    random = bench.random(name)
    records = [Record(f"kana-{i:03d}", prose(random, "ja", 4)) for i in range(40 + others // 60)]
    entry = source(bench, name, records, "open", ["ja"], licence=licence(bench, name, "CC0-1.0"), modality="transcript")
    entry["shards"] = [bench.shard(name, records, "jsonl.zst")]
    return made(entry, records)
