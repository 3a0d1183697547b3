"""Registers: the collection logs, consents, authorisations, opt-outs and inventories that a manifest names, read line by line.

Which columns each kind has is said in `provenance.register_columns`.

A line with a cell that cannot be read is counted in `bad_rows`. Of a consent or an authorisation it is left out, since what cannot be
read proves nothing; of a collection log or an opt-out it is kept without that cell as long as its key can be read, since the item
was collected and the person did refuse. Subjects and addresses leave this module as keyed digests of their normal form (`scanners.keys`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Literal, cast

import pyarrow as pa

from provenance.evidence import digested, located
from provenance.listing import signature as file_signature
from provenance.manifest_parts import Register
from provenance.manifest_sources import Source
from provenance.manifests.native import Loaded
from provenance.register_columns import MASKED, OPTIONAL, REQUIRED, SCHEMAS, RegisterKind
from provenance.register_rows import Convert, Line, Row, converter
from provenance.robots import Robots, files
from provenance.secret import fingerprint
from provenance.tabular import Table, UnreadableError
from scanners import masking, versions

Status = Literal["ok", "missing", "outside", "digest_mismatch", "missing_columns", "bad_rows", "unreadable"]

VERSION = 4
"""To be raised when the same file would give other rows."""

BATCH_ROWS = 8192
TABLES: Mapping[RegisterKind, str | None] = {
    "collection_log": "t_collected_item",
    "consent": "t_consent",
    "guardian_consent": "t_consent",
    "authorisation": "t_consent",
    "opt_out": "t_opt_out",
    "inventory": None,
}


@dataclass(frozen=True, slots=True)
class Reference:
    """One register that the manifest names. A source may have two of consents, one of which (`separate`) holds those given separately."""

    source: Source
    kind: RegisterKind
    register: Register
    separate: bool = False


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """What became of one register, a row of `t_register`. `rows` counts its lines and `bad_rows` those that could not be read whole.
    Of several things that are wrong the gravest is the status: unreadable, digest_mismatch, missing_columns, bad_rows."""

    source: str
    kind: RegisterKind
    path: str
    declared_sha256: str | None
    sha256: str | None
    status: Status
    rows: int
    bad_rows: int
    missing_columns: tuple[str, ...]
    signature: str


def declared(loaded: Loaded) -> Iterator[Reference]:
    """All registers of the manifest, in its order."""
    for source in loaded.manifest.sources:
        information = source.personal_information
        named: tuple[tuple[RegisterKind, Register | None], ...] = (
            ("collection_log", source.collection.log if source.collection else None),
            ("consent", information.consent if information else None),
            ("guardian_consent", information.guardian_consent if information else None),
            ("opt_out", information.opt_outs if information else None),
            ("authorisation", source.authorisation.log if source.authorisation else None),
            ("inventory", source.inventory),
        )
        yield from (Reference(source, kind, register) for kind, register in named if register)
        if information and information.separate_consent:
            yield Reference(source, "consent", information.separate_consent, separate=True)


def signature(loaded: Loaded, reference: Reference, secret: bytes) -> str:
    """What changes when the rows of a register could change: its file, its declaration, the key of the digests, the versions of what is
    kept of its cells and, for a log, the robots snapshots."""
    path = located(loaded, reference.register.path)
    parts = [
        str(VERSION),
        repr(versions.of_register()),
        fingerprint(secret),
        reference.source.id,
        reference.kind,
        "separate" if reference.separate else "",
        reference.register.model_dump_json(),
        file_signature(path, "file") if path else "outside",
    ]
    if reference.kind == "collection_log" and reference.source.collection:
        parts.append(reference.source.collection.model_dump_json())
        parts += [file_signature(Path(name), "file") for name in files(loaded, reference.source.collection.robots)]
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogateescape")).hexdigest()


def read(loaded: Loaded, reference: Reference, secret: bytes) -> Iterator[pa.RecordBatch | RegisterRow]:
    """Batches of at most 8,192 rows for `TABLES[kind]`, and last of all the `RegisterRow`. Raises nothing for bad data."""
    row = _looked_at(loaded, reference, secret)
    path = located(loaded, reference.register.path)
    if path is None or row.status in ("missing", "outside", "unreadable"):
        yield row
        return
    wanted = (*REQUIRED[reference.kind], *OPTIONAL[reference.kind])
    table = Table(
        path, reference.register.format, {name: reference.register.columns.get(name, name) for name in wanted}
    )
    robots, separately = Robots(loaded, reference.source), True if reference.separate else None
    reading = _Reading(table, converter(reference.kind, reference.source, robots, secret, separately))
    if (target := TABLES[reference.kind]) is None:
        for _ in reading.rows():
            pass
    else:
        yield from _batches(reading.rows(), SCHEMAS[target], secret)
    yield _finished(row, reading, _missing(reference.kind, table))


class _Reading:
    """Rows out of a table, with the count of its lines."""

    def __init__(self, table: Table, convert: Convert) -> None:
        self.table, self.convert = table, convert
        self.lines = self.bad = 0
        self.broken = False

    def rows(self) -> Iterator[Row]:
        try:
            for number, row in self.table.lines():
                self.lines += 1
                if row is None:
                    self.bad += 1
                    continue
                line = Line(row)
                yield from self.convert(number, line)
                self.bad += line.bad
        except UnreadableError:
            self.broken = True


def _looked_at(loaded: Loaded, reference: Reference, secret: bytes) -> RegisterRow:
    # The signature comes first: a file that changes while it is read then has another one on the next run.
    stamp = signature(loaded, reference, secret)
    register, path = reference.register, located(loaded, reference.register.path)
    digest, status = None, "outside"
    if path is not None:
        _, digest, status = digested(path)
    if status == "ok" and register.sha256 not in (None, digest):
        status = "digest_mismatch"
    return RegisterRow(
        reference.source.id,
        reference.kind,
        register.path,
        register.sha256,
        digest,
        cast("Status", status),
        0,
        0,
        (),
        stamp,
    )


def _finished(row: RegisterRow, reading: _Reading, missing: tuple[str, ...]) -> RegisterRow:
    status = row.status
    if reading.broken:
        status, missing = "unreadable", ()
    elif status == "ok" and missing and (reading.lines or reading.table.format != "jsonl"):
        status = "missing_columns"
    elif status == "ok" and reading.bad:
        status = "bad_rows"
    return replace(row, status=status, rows=reading.lines, bad_rows=reading.bad, missing_columns=missing)


def _missing(kind: RegisterKind, table: Table) -> tuple[str, ...]:
    missing = tuple(name for name in REQUIRED[kind] if name not in table.present)
    if kind == "opt_out" and not table.present & {"subject", "url"}:
        missing += ("subject",)
    return missing


def _batches(rows: Iterator[Row], schema: pa.Schema, secret: bytes) -> Iterator[pa.RecordBatch]:
    while chunk := list(islice(rows, BATCH_ROWS)):
        columns = [pa.array(values, field.type) for values, field in zip(zip(*chunk, strict=True), schema, strict=True)]
        for name, allowed in MASKED.items():
            if (place := schema.get_field_index(name)) >= 0:
                columns[place] = masking.names(columns[place], secret, allowed)[0]
        yield pa.record_batch(columns, schema=schema)
