"""What the search for near-duplicates asks of a catalogue and leaves in it, on the connection of `provenance.catalogue`."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import pyarrow as pa

from provenance.clusters import repeating

if TYPE_CHECKING:
    import duckdb


def derive(connection: duckdb.DuckDBPyConnection, expanded: int, least: float) -> None:
    """Makes `t_duplicate`, `t_work_match` and `t_repeated` anew from equal contents and compared pairs; to be called in a transaction."""
    connection.execute("SET VARIABLE expanded = ?", [expanded])
    connection.execute("SET VARIABLE least = ?", [least])
    connection.execute(_query("record_terms"))
    connection.execute(_query("duplicate_places"))
    connection.execute(_query("duplicates"))
    columns = connection.execute(_query("duplicate_contents")).fetchnumpy()
    found = repeating(zip(*(columns[name].tolist() for name in ("a", "b", "similarity")), strict=True))
    contents = pa.table({"content": [c for c, _ in found], "similarity": [s for _, s in found]}, _REPEATING)
    connection.register("repeating", contents)
    try:
        connection.execute(_query("repeated"))
    finally:
        connection.unregister("repeating")


_REPEATING = pa.schema([("content", pa.int64()), ("similarity", pa.float64())])


@cache
def _query(name: str) -> str:
    return (files("provenance") / "queries" / f"{name}.sql").read_text("utf-8")
