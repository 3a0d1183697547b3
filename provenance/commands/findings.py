"""`provenance findings`: the findings of an audit as a table, JSON lines or CSV. A finding is a place, a label and a score."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from provenance.commands import options
from provenance.commands.terminal import counted, remark, say, say_json, say_table

if TYPE_CHECKING:
    import duckdb

HEADS = ("finding_id", "source", "path", "row", "start", "stop", "label", "family", "scanner", "score")
SHOWN = ("finding_id", "score", "source", "path")

_WHERE = """
FROM finding JOIN (SELECT shard, path FROM shard) USING (shard)
WHERE ($scanners::VARCHAR[] = [] OR list_contains($scanners, scanner)) AND ($labels::VARCHAR[] = [] OR list_contains($labels, label))
  AND ($sources::VARCHAR[] = [] OR list_contains($sources, source))
"""
_ROWS = f"""
SELECT {", ".join(HEADS[:-1])}, round(score::DOUBLE, 4) AS score
{_WHERE} ORDER BY source, path, row, start NULLS FIRST, label LIMIT $limit
"""
_KNOWN = {
    "scanner": "SELECT DISTINCT scanner FROM scanner",
    "label": "SELECT DISTINCT label FROM t_label UNION SELECT DISTINCT label FROM finding",
    "source": "SELECT source FROM source",
}


class Format(StrEnum):
    """How findings are printed."""

    TABLE = "table"
    JSONL = "jsonl"
    CSV = "csv"


def _filter(name: str) -> Any:
    return typer.Option(f"--{name}", metavar="NAME", help=f"Only of this {name}; may be repeated.")


def findings(
    catalogue: options.Catalogue,
    scanner: Annotated[list[str] | None, _filter("scanner")] = None,
    label: Annotated[list[str] | None, _filter("label")] = None,
    source: Annotated[list[str] | None, _filter("source")] = None,
    limit: Annotated[int, typer.Option(min=0, metavar="N", help="How many to print; 0 for all.")] = 100,
    form: Annotated[Format, typer.Option("--format", help="Aligned for people, or for programs.")] = Format.TABLE,
) -> None:
    """List what the scanners found, by source, shard and record.

    Places are code points of the text as stored, the second exclusive.

    Exit codes: 0 listed, 1 error, 2 usage.
    """
    from provenance.connection import judged

    with judged(catalogue) as (connection, _):
        wanted = {"scanner": scanner or [], "label": label or [], "source": source or []}
        _refuse_unknown(connection, wanted)
        filters = {f"{name}s": values for name, values in wanted.items()}
        ((total,),) = connection.execute(f"SELECT count(*) {_WHERE}", filters).fetchall()
        rows = _rows(connection, filters | {"limit": limit or total})
        _PRINTERS[form](rows)
    if limit and total > limit:
        remark(f"{limit:,} of {counted(total, 'finding')}; --limit 0 lists all")
    elif not total:
        remark("no findings")


def _refuse_unknown(connection: duckdb.DuckDBPyConnection, wanted: dict[str, list[str]]) -> None:
    """A name that is misspelt must not look like an absence of findings."""
    for name, values in wanted.items():
        known = sorted(value for (value,) in connection.execute(_KNOWN[name]).fetchall())
        if unknown := [value for value in values if value not in known]:
            raise typer.BadParameter(
                f"there is no {name} {unknown[0]!r}; there are {', '.join(known) or 'none'}", param_hint=f"'--{name}'"
            )


def _rows(connection: duckdb.DuckDBPyConnection, parameters: dict[str, Any]) -> Iterator[dict[str, Any]]:
    result = connection.execute(_ROWS, parameters)
    while rows := result.fetchmany(10_000):
        yield from (dict(zip(HEADS, row, strict=True)) for row in rows)


def _table(rows: Iterator[dict[str, Any]]) -> None:
    lines = [[*(row[name] for name in SHOWN), row["row"], _place(row)] for row in rows]
    if lines:
        say_table(("FINDING", "SCORE", "SOURCE", "SHARD", "ROW", "PLACE"), lines)


def _place(row: dict[str, Any]) -> str:
    return "record" if row["start"] is None else f"{row['start']}-{row['stop']}"


def _jsonl(rows: Iterator[dict[str, Any]]) -> None:
    for row in rows:
        say_json(row)


def _csv(rows: Iterator[dict[str, Any]]) -> None:
    say(_csv_line(HEADS))
    for row in rows:
        row["path"] = f"./{row['path']}" if row["path"].startswith(("=", "+", "-", "@")) else row["path"]
        say(_csv_line(row.values()))


def _csv_line(values: Any) -> str:
    line = io.StringIO(newline="")
    csv.writer(line, lineterminator="").writerow(values)
    return line.getvalue()


_PRINTERS = {Format.TABLE: _table, Format.JSONL: _jsonl, Format.CSV: _csv}
