"""Digests of the identifiers that a worker found, where it was given a key for them (`scanners.identity`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import pyarrow as pa

from scanners import identity, metadata
from scanners.detect import Found
from scanners.metadata import Beside
from scanners.reading import Batch


class _Identity(NamedTuple):
    record: int
    start: int | None
    label: str
    digest: bytes
    score: float


def columns(key: bytes, batch: Batch, found: Sequence[Found], beside: Sequence[Beside]) -> dict[str, Any]:
    """The columns of `IDENTITY`: each finding of the batch that may name a person, those of the text first, and the identifiers in the
    columns that name somebody, all in their order."""
    rows = [*_of_text(key, batch.text, found), *_of_names(key, beside), *_of_names(key, metadata.persons(batch.meta))]
    places = batch.rows.take(pa.array([r.record for r in rows], pa.int64()))
    rest = {name: [getattr(r, name) for r in rows] for name in ("start", "label", "digest", "score")}
    return {"row": places} | rest


def _of_text(key: bytes, texts: pa.StringArray, found: Sequence[Found]) -> Iterator[_Identity]:
    at, text = -1, ""
    for f in found:
        if f.hit.label not in identity.GROUPS:
            continue
        if f.record != at:  # findings come in the order of the records
            at, text = f.record, texts[f.record].as_py()
        for label, made in _digests(key, f.hit.label, text[f.hit.start : f.hit.stop]):
            yield _Identity(f.record, f.hit.start, label, made, f.hit.score)


def _of_names(key: bytes, beside: Iterable[Beside]) -> Iterator[_Identity]:
    for b in beside:
        made = {told for w in b.written for told in _digests(key, b.label, w)}
        yield from (_Identity(b.record, None, label, digest, b.score) for label, digest in sorted(made))


def _digests(key: bytes, label: str, written: str) -> Iterator[tuple[str, bytes]]:
    """The digest of what was found, and of each identifier that stands in it, with their labels."""
    for of, what in ((label, written), *identity.within(label, written)):
        made = identity.of_finding(key, of, what)
        if made is not None:
            yield of, made
