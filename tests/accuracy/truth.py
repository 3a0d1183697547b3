"""Labelled texts that others wrote, read into one form."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import yaml


@dataclass(frozen=True, slots=True)
class Span:
    """A labelled place. `core` is where the identifier itself begins when the span opens with a word for it (护照号E…)."""

    kind: str
    start: int
    stop: int
    core: int


@dataclass(frozen=True, slots=True)
class Text:
    """A text with all its labelled places."""

    text: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Licensed:
    """A file of a licence corpus with the licence keys that its curators gave it."""

    text: str
    expressions: tuple[str, ...]


def personal(path: Path) -> Iterator[Text]:
    """The texts of a presidio-research list (`.json`) or of a line-by-line file (`.jsonl`)."""
    if path.suffix == ".json":
        for record in json.loads(path.read_text(encoding="utf-8")):
            spans = ((s["entity_type"].lower(), s["start_position"], s["end_position"]) for s in record["spans"])
            yield _text(record["full_text"], spans)
        return
    for line in path.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        yield _text(record["text"], ((e["type"], e["start"], e["end"]) for e in record["entities"]))


def _text(text: str, spans: Iterator[tuple[str, int, int]]) -> Text:
    return Text(text, tuple(Span(kind, start, stop, _core(text, start, stop)) for kind, start, stop in spans))


def _core(text: str, start: int, stop: int) -> int:
    core = start
    while core < stop and ("\u4e00" <= text[core] <= "\u9fff" or text[core] in "：:"):
        core += 1
    return core if core < stop and text[core].isascii() and text[core].isalnum() else start


Half = Literal["read", "held out"]


def licensed(folder: Path, half: Half) -> Iterator[Licensed]:
    """The texts `X` beside `X.yml` under `folder` that belong to a half. The rules were made with `lic1` and one half of every other
    folder in view, drawn by the files' names; nobody read what was missed in the rest."""
    for description in sorted(folder.rglob("*.yml")):
        if _half(folder.name, description.name) == half:
            record: dict[str, Any] = yaml.safe_load(description.read_text(encoding="utf-8")) or {}
            text = description.with_suffix("").read_text(encoding="utf-8", errors="replace")
            yield Licensed(text, tuple(record.get("license_expressions") or ()))


def _half(folder: str, name: str) -> Half:
    return "read" if folder == "lic1" or hashlib.sha256(name.encode()).digest()[0] & 1 else "held out"


def texts(path: Path, language: str | None = None) -> Iterator[tuple[str, str]]:
    """Identifier and text of the records of a line-by-line file, of one language or of all."""
    for line in path.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        if language in (None, record["language"]):
            yield str(record["id"]), str(record["text"])
