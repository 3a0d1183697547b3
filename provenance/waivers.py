"""Waivers: failures that somebody has taken upon themselves, for a time. Each is shown in the report; an expired one counts for nothing."""

from __future__ import annotations

import datetime as dt
import difflib
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Annotated

import pyarrow as pa
from pydantic import StringConstraints

from provenance.document import Document, read, validate
from provenance.manifest_parts import Day, Identifier, Part
from provenance.problems import InputError, Problem

Words = Annotated[str, StringConstraints(min_length=1)]

SCHEMA = pa.schema(
    [
        pa.field("control", pa.string()),
        pa.field("source", pa.string()),
        pa.field("owner", pa.string()),
        pa.field("reason", pa.string()),
        pa.field("expires_on", pa.date32()),
        pa.field("status", pa.string()),
    ]
)


class Waiver(Part):
    """One waiver; without `source` it holds for the control as a whole. It still counts on the day on which it expires."""

    control: Identifier
    source: Identifier | None = None
    owner: Words
    reason: Words
    expires_on: Day


class Waivers(Part):
    """The list, under the name it has in errors."""

    waivers: tuple[Waiver, ...]


def waivers(path: Path, as_of: dt.date, controls: Collection[str], sources: Collection[str]) -> pa.Table:
    """Rows of `t_waiver` out of a YAML or JSON file: a list, or a mapping with the list under `waivers`. `status` is `active`, or `expired`
    when `expires_on` lies before `as_of`. Raises `InputError` with everything that is wrong with the file, such as a control that is none
    of `controls` or a source that is none of `sources`: it would cover nothing, and nobody would notice."""
    document = read(path)
    if isinstance(document.data, list):
        lines = {("waivers", *location): line for location, line in document.lines.items()}
        document = Document(document.file, {"waivers": document.data}, document.digest, lines)
    found = validate(document, Waivers).waivers
    if problems := [*_unknown(document, found, controls, sources), *_repeated(document, found)]:
        raise InputError(problems)
    rows = [{**waiver.model_dump(), "status": "expired" if waiver.expires_on < as_of else "active"} for waiver in found]
    return pa.Table.from_pylist(rows, SCHEMA)


def _unknown(
    document: Document, found: tuple[Waiver, ...], controls: Collection[str], sources: Collection[str]
) -> Iterator[Problem]:
    for index, waiver in enumerate(found):
        for field, name, known in (("control", waiver.control, controls), ("source", waiver.source, sources)):
            if name is not None and name not in known:
                near = difflib.get_close_matches(name, sorted(known), n=1, cutoff=0.6)
                place = "the rulebook" if field == "control" else "the manifest"
                hint = f"; did you mean {near[0]}?" if near else ""
                line = document.lines.get(("waivers", index, field))
                yield Problem(document.file, line, f"waivers[{index}].{field}", f"is no {field} of {place}{hint}")


def _repeated(document: Document, found: tuple[Waiver, ...]) -> list[Problem]:
    seen: set[tuple[str, str | None]] = set()
    problems = []
    for index, waiver in enumerate(found):
        scope = (waiver.control, waiver.source)
        if scope in seen:
            line = document.lines.get(("waivers", index))
            problems.append(
                Problem(
                    document.file, line, f"waivers[{index}]", "waives what an earlier entry waives; keep one of them"
                )
            )
        seen.add(scope)
    return problems
