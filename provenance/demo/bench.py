"""The bench on which demo sources are made: where files go, and how a made source is described in the manifest."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from provenance.demo import shards
from provenance.demo.prose import Mark, Span, woven
from provenance.demo.truth import Finding, Planted

AS_OF = dt.date(2026, 6, 30)
TRAINED = dt.date(2026, 6, 1)
Entry = dict[str, Any]
"""A part of the manifest, as YAML will hold it."""


@dataclass(frozen=True, slots=True)
class Record:
    """A record to be written, with what is planted in it and its other columns."""

    id: str
    text: str
    spans: tuple[Span, ...] = ()
    columns: Mapping[str, str | bool | None] = field(default_factory=dict)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The planted spans as findings of this document."""
        return tuple(Finding(self.id, s.label, s.start, s.stop) for s in self.spans)

    @property
    def identifiers(self) -> tuple[str, ...]:
        """The planted values themselves."""
        return tuple(self.text[s.start : s.stop] for s in self.spans)


@dataclass(frozen=True, slots=True)
class Made:
    """One source: its entry in the manifest, what is planted in it, and how many records and bytes of text it has."""

    entry: Entry
    planted: Planted = field(default_factory=Planted)
    records: int = 0
    text_bytes: int = 0


@dataclass(frozen=True, slots=True)
class Bench:
    """A folder and a seed. Each source draws from a stream of its own, so that one source's change moves no other's bytes."""

    folder: Path
    seed: int

    def random(self, name: str) -> Random:
        """The stream of random numbers of this name."""
        return Random(f"{self.seed}/{name}")  # noqa: S311 - reproducible on purpose, guards nothing

    def evidence(self, path: str, content: str | bytes) -> Entry:
        """Files a document under `evidence/`, and describes it with its digest."""
        data = content.encode() if isinstance(content, str) else content
        target = self.folder / "evidence" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
        return {"path": f"evidence/{path}", "sha256": hashlib.sha256(data).hexdigest()}

    def register(self, path: str, rows: Sequence[shards.Row], form: shards.Form = "csv") -> Entry:
        """Files a register under `evidence/`, and describes it with its digest."""
        written = shards.write(self.folder / "evidence" / path, rows, form)
        return self._described(written)

    def shard(
        self, source: str, records: Sequence[Record], form: shards.Form, part: str = "part-0", **more: str
    ) -> Entry:
        """Writes records as a shard of a source, and describes it with digest, row count and column mapping."""
        rows = [{"id": r.id, "text": r.text, **r.columns} for r in records]
        encoding = more.get("encoding", "utf-8")
        written = shards.write(self.folder / "corpus" / source / part, rows, form, encoding)
        columns = {"text": "text", "id": "id", **{name: name for name in records[0].columns}}
        return {**self._described(written), "rows": len(rows), "columns": columns, **more}

    def _described(self, path: Path) -> Entry:
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        return {"path": path.relative_to(self.folder).as_posix(), "sha256": digest}


Maker = Callable[[Bench], Made]


def made(
    entry: Entry,
    records: Iterable[Record],
    planted: Planted | None = None,
    *,
    secret: bool = True,
    private: tuple[str, ...] = (),
) -> Made:
    """A source with its planted spans gathered from its records; nothing else may be found in it. `secret`: whether the planted
    values may not stand in any output."""
    several = list(records)
    own = Planted(
        findings=tuple(f for r in several for f in r.findings),
        audited=(entry["id"],),
        private=(*(v for r in several if secret for v in r.identifiers), *private),
    )
    union = Planted.union([own, planted or Planted()])
    return Made(entry, union, len(several), sum(len(r.text.encode()) for r in several))


def record(identifier: str, *parts: str | Mark, **columns: str | bool | None) -> Record:
    """A record woven from text and marks."""
    text, spans = woven(*parts)
    return Record(identifier, text, spans, columns)


def source(
    bench: Bench, name: str, records: Sequence[Record], kind: str, languages: Sequence[str], **more: Any
) -> Entry:
    """The entry of a domestic source of text that was assessed before and after it was collected, then in full, and found clean."""
    return {
        "id": name,
        "type": kind,
        "name": f"Demo source {name}",
        "url": f"https://{name}.shuyuan-qingdeng.zz/",
        "origin_country": "CN",
        "languages": list(languages),
        "via_intermediary": False,
        "is_synthetic": False,
        "child_directed": False,
        "regions": {"storage": ["CN"], "processing": ["CN"]},
        "assessment_before": assessment(bench, name, "before", dt.date(2025, 1, 15)),
        "assessment_after": assessment(bench, name, "after", dt.date(2026, 3, 15), len(records)),
        "collection": {"started_on": dt.date(2025, 2, 1), "ended_on": dt.date(2025, 4, 30)},
        **more,
    }


def assessment(bench: Bench, name: str, phase: str, day: dt.date, sample: int = 4000, flagged: int = 0) -> Entry:
    """An assessment record with its document."""
    document = f"Assessment of {name}, {phase} collection, {day}: {flagged} of {sample} sampled records flagged.\n"
    return {
        "assessed_on": day,
        "sample_size": sample,
        "flagged": flagged,
        "method": "random sample, read by two reviewers",
        "assessor": "Demo review board",
        "file": bench.evidence(f"{name}/assessment-{phase}.txt", document),
    }
