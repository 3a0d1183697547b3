"""`provenance trace`: which records hold the identifiers of people who ask, and a certificate when none does any more."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from provenance.commands import options
from provenance.commands.terminal import counted, remark, say, say_json, say_table

if TYPE_CHECKING:
    from provenance.tracing import Gap, Identifiers, Traced

CODES = {"not_found": 0, "found": 10, "cannot_tell": 11}

WHY = {
    "no_shard": "the catalogue holds no shard",
    "shard_not_read": "shards that were not read",
    "part_not_read": "parts that could not be read",
    "records_not_counted": "shards whose records are not counted",
    "shard_without_linkage_key": "shards that were read without a linkage key; audit with --linkage-key",
    "shard_with_another_linkage_key": "shards that were read with another linkage key or form of digests; audit again with this key",
    "shard_read_by_another_version": "shards that other versions of the scanners read; audit again",
    "columns_not_examined": "shards with columns that nobody examined",
    "columns_declared_not_examined": "shards with columns that are declared not to be examined",
    "files_passed_over": "files that were passed over",
    "modality_not_read": "the source holds something else than text, or nobody says what",
    "finding_not_hashed": "findings that name a person and whose writing has no canonical form, so that they cannot be compared",
    "record_damaged": "records whose text could not be read without loss",
    "subject_not_compared": "records whose subject cannot be compared without the catalogue's own key, which lies beside it",
    "path_may_hold_it": "may stand in the path of a shard, which no scanner reads",
    "kind_not_known": "has the shape of no kind of identifier that is known",
    "kind_not_searched": "is of a kind that no scanner here looks for",
}


class Format(StrEnum):
    """How the result is printed."""

    TABLE = "table"
    JSON = "json"


def trace(
    identifier_file: Annotated[
        Path,
        typer.Option(metavar="FILE", help="Identifiers, one a line, in any spelling.", show_default=False),
    ],
    catalogue: Annotated[
        list[Path] | None,
        typer.Option(metavar="FILE", help="A catalogue; may be repeated.  [default: the one in this folder]"),
    ] = None,
    linkage_key: options.LinkageKey = None,
    certificate: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write a certificate there if none is found.")
    ] = None,
    as_of: Annotated[
        dt.datetime | None,
        typer.Option(
            formats=["%Y-%m-%d"], metavar="YYYY-MM-DD", help="The day of the certificate.  [default: today, UTC]"
        ),
    ] = None,
    form: Annotated[Format, typer.Option("--format", help="Aligned for people, or for programs.")] = Format.TABLE,
) -> None:
    """Find every record that holds an identifier, or show that none does.

    For requests of deletion: the identifiers are hashed in memory with the linkage key that the audit had, and compared with the
    catalogue. None of them is printed or kept; they are called by their lines. That one is not there is only said where
    everything was read with this key by the present scanners.

    Exit codes: 0 none is there, 1 error, 2 usage, 10 found, 11 it cannot be told.
    """
    from provenance import certificate as certificates
    from provenance import tracing
    from provenance.linkage import key_of

    places = catalogue or [_only_one()]
    keys = {key_of(linkage_key, place) for place in places}
    key = keys.pop()
    if key is None:
        raise typer.BadParameter("name the key that the audit had", param_hint="'--linkage-key'")
    identifiers = tracing.read(identifier_file, key)
    traced = [tracing.trace(place, identifiers, key) for place in places]
    statuses = {line: tracing.status_of(line, traced) for line in identifiers.lines}
    day = as_of.date() if as_of else dt.datetime.now(dt.UTC).date()
    worst = next(word for word in ("found", "cannot_tell", "not_found") if word in statuses.values())
    _say_json(statuses, traced, identifiers) if form is Format.JSON else _say(statuses, traced)
    if certificate and worst == "not_found":
        _write(certificate, certificates.certificate(day, identifiers, key, traced))
    elif certificate:
        remark("no certificate was written, because not all is known to be gone")
    raise typer.Exit(CODES[worst])


def _write(certificate: Path, value: Mapping[str, Any]) -> None:
    certificate.write_text(json.dumps(value, ensure_ascii=False, indent=2) + "\n", "utf-8", newline="\n")
    remark(f"certificate: {certificate}")


def _only_one() -> Path:
    found = sorted(Path().glob("*.duckdb"))
    if len(found) != 1:
        there = "none" if not found else "several"
        raise typer.BadParameter(f"there is {there} in this folder; name it", param_hint="'--catalogue'")
    return found[0]


def _say(statuses: Mapping[int, str], traced: Sequence[Traced]) -> None:
    rows = [
        (r.line, one.catalogue, r.source, r.path, r.row, r.id or "", r.label) for one in traced for r in one.records
    ]
    if rows:
        say_table(("LINE", "CATALOGUE", "SOURCE", "SHARD", "ROW", "ID", "LABEL"), rows)
        say()
    for one in traced:
        for gap in one.gaps:
            say(f"{one.catalogue}: {_place(gap)}{WHY[gap.reason]}{_number(gap)}")
    records = len({(one.catalogue, r.source, r.path, r.row) for one in traced for r in one.records})
    counts = {word: sum(status == word for status in statuses.values()) for word in CODES}
    say(
        f"{counted(len(statuses), 'identifier')}: {counts['found']} found in {counted(records, 'record')}, "
        f"{counts['not_found']} not there, {counts['cannot_tell']} of which it cannot be told."
    )


def _place(gap: Gap) -> str:
    if gap.line is not None:
        return f"line {gap.line} "
    return f"{gap.source}: " if gap.source else ""


def _number(gap: Gap) -> str:
    return f" ({gap.n:,})" if gap.line is None and gap.reason not in ("no_shard", "modality_not_read") else ""


def _say_json(statuses: Mapping[int, str], traced: Sequence[Traced], identifiers: Identifiers) -> None:
    say_json(
        {
            "schema": "provenance-trace/1",
            "identifiers": [
                {"line": line, "kinds": sorted(set(identifiers.digests[line].values())), "status": status}
                for line, status in statuses.items()
            ],
            "records": [_record(one, r) for one in traced for r in one.records],
            "gaps": [_gap(one, g) for one in traced for g in one.gaps],
        }
    )


def _record(one: Traced, record: Any) -> dict[str, Any]:
    names = ("line", "source", "path", "row", "id", "label", "start")
    return {"catalogue": one.catalogue} | {name: getattr(record, name) for name in names}


def _gap(one: Traced, gap: Gap) -> dict[str, Any]:
    return {"catalogue": one.catalogue, "line": gap.line, "source": gap.source, "reason": gap.reason, "n": gap.n}
