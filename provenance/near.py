"""What the search for near-duplicates asks of a catalogue and leaves in it, on the connection of `provenance.catalogue`."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import pyarrow as pa

from provenance.clusters import repeating

if TYPE_CHECKING:
    from collections.abc import Sequence

    import duckdb


def candidates(connection: duckdb.DuckDBPyConnection, all_pairs: int, heads: int) -> list[tuple[bytes, bytes]]:
    """Pairs of contents (by digest, the smaller first) that share a band and have not been compared. Of a band that more than `all_pairs`
    contents share some pairs stand for all (`crowded_bands`); those that more than `heads` heads would take are left out (`settle`)."""
    connection.execute(_query("band_members"))
    for name in ("record_terms", "crowded_bands", "candidates"):
        query = _query(name).replace("$all_pairs", str(int(all_pairs))).replace("$heads", str(int(heads)))
        found = connection.execute(query)
    return found.fetchall()


def settle(
    connection: duckdb.DuckDBPyConnection, name: str, version: int, unread: Sequence[tuple[bytes, bytes]]
) -> None:
    """Records that the step was done by this version, and how many pairs stay open, in all and for each source: `unread` and those that
    `candidates` left out; to be called in a transaction."""
    columns = {
        name: pa.array([pair[k] for pair in unread], pa.binary()) for k, name in enumerate(("digest_a", "digest_b"))
    }
    connection.register("unread", pa.table(columns))
    try:
        connection.execute(_query("unverified"))
    finally:
        connection.unregister("unread")
    beyond = "INSERT OR REPLACE INTO t_reduce SELECT ?, ?, NULL, ? + count(*) FROM near_left_out"
    connection.execute(beyond, [name, version, len(unread)])


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
