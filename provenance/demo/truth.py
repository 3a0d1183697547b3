"""What is planted in a demo corpus and what an audit of it must say: `truth.json`, written by `build` and read by `check`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from itertools import chain
from pathlib import Path
from typing import Literal

import orjson
from pydantic import TypeAdapter

Variant = Literal["refused", "clean"]


@dataclass(frozen=True, slots=True)
class Finding:
    """A planted identifier: the id of its document, the label it must get, and its place in code points, stop exclusive."""

    document: str
    label: str
    start: int
    stop: int


@dataclass(frozen=True, slots=True)
class Pair:
    """Two documents that must be reported together: `exact`, `near`, or `work` (a document and the work it repeats)."""

    document: str
    other: str
    kind: Literal["exact", "near", "work"]


@dataclass(frozen=True, slots=True)
class Notice:
    """A licence that the text of a document states, as SPDX or `LicenseRef-…`."""

    document: str
    expression: str


@dataclass(frozen=True, slots=True)
class Label:
    """A GB 45438 label in the text of a document; `uscc` only of a provider code whose check characters hold."""

    document: str
    carrier: Literal["json", "yaml"]
    valid: bool
    uscc: str | None


@dataclass(frozen=True, slots=True)
class Broken:
    """A part of a shard that must be quarantined: the end of the shard's path, and the reason."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class Planted:
    """What lies in one or more sources. `audited` names the sources in which nothing but what is listed may be found;
    `private` holds every planted identifier and private sentence, none of which may stand in any output."""

    findings: tuple[Finding, ...] = ()
    pairs: tuple[Pair, ...] = ()
    notices: tuple[Notice, ...] = ()
    labels: tuple[Label, ...] = ()
    broken: tuple[Broken, ...] = ()
    audited: tuple[str, ...] = ()
    private: tuple[str, ...] = ()

    @staticmethod
    def union(parts: Iterable[Planted]) -> Planted:
        """All that is planted in `parts`, in their order."""
        several = list(parts)
        return Planted(
            **{f.name: tuple(chain.from_iterable(getattr(p, f.name) for p in several)) for f in fields(Planted)}
        )


@dataclass(frozen=True, slots=True)
class Expected:
    """Verdicts an audit must give. `verdicts`: control -> outcome. `sources`: control -> source -> outcome, for the sources
    named there and no others. `reasons`: control -> source -> codes that must be among those given (`-`: the data set)."""

    verdicts: Mapping[str, str]
    sources: Mapping[str, Mapping[str, str]]
    reasons: Mapping[str, Mapping[str, tuple[str, ...]]]


@dataclass(frozen=True, slots=True)
class Truth:
    """The whole of `truth.json`. The verdicts hold for an audit as of the day `as_of`."""

    variant: Variant
    seed: int
    as_of: dt.date
    expected: Expected
    planted: Planted


def write(truth: Truth, path: Path) -> None:
    """Writes `truth` as JSON with sorted keys: the same bytes for the same truth."""
    path.write_bytes(orjson.dumps(truth, option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE))


def read(path: Path) -> Truth:
    """Reads what `write` wrote. Raises `OSError` or `pydantic.ValidationError` for anything else."""
    return TypeAdapter(Truth).validate_json(path.read_bytes())


def planted_texts(folder: Path) -> list[str]:
    """Every planted identifier and private sentence of the demo in `folder`; no output of an audit may hold one, nor any eight
    characters in a row of a sentence (a private text with no digit in it)."""
    return list(read(folder / "truth.json").planted.private)
