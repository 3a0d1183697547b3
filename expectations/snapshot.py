"""The views that many controls read, computed once for all of them where they are small.

A view is bound, and one of joins is planned, anew in every query that names it, and in a small catalogue that is most of the work of a
judgement. In a large one the copy would take more memory than the plans take time.
"""

from __future__ import annotations

from contextlib import ExitStack, contextmanager, suppress
from typing import TYPE_CHECKING, Final

import duckdb

if TYPE_CHECKING:
    from collections.abc import Iterator

VIEWS: Final = (
    *(
        "shard",
        "document",
        "coverage",
        "finding",
        "personal_finding",
        "personal_record",
        "duplicate",
        "repeated",
        "work_match",
    ),
    *("source", "dataset", "register", "contract", "permission"),
)
"""Those of joins and, since even a plain view is bound anew for each query, those that eight queries or more name. What registers hold is
not among them: how much that is nobody can tell from the number of records."""
MOST_RECORDS: Final = 122_880
"""A row group of DuckDB's: one thread reads it, whatever there is."""


@contextmanager
def snapshot(con: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """While it lasts, `VIEWS` are temporary tables of the same content, unless the catalogue is large or a transaction is open, which a
    query that breaks would end, and the tables with it. A view that cannot be read stays as it is, so that the query that asks for it
    breaks. Nobody may write meanwhile."""
    with ExitStack() as stack:
        if not _in_transaction(con) and _is_small(con):
            stack.enter_context(_one_thread(con))
            for view in VIEWS:
                with suppress(duckdb.Error):
                    con.execute(f"CREATE TEMP TABLE {view} AS SELECT * FROM main.{view}")  # noqa: S608 - one of `VIEWS`
                    stack.callback(con.execute, f"DROP TABLE temp.{view}")
        yield


@contextmanager
def _one_thread(con: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """To hand a row group to another thread takes longer than to read it. Nothing happens where the configuration is locked."""
    ((threads,),) = con.execute("SELECT current_setting('threads')").fetchall()
    with suppress(duckdb.Error):
        con.execute("SET threads = 1")
    try:
        yield
    finally:
        with suppress(duckdb.Error):
            con.execute(f"SET threads = {int(threads)}")


def _in_transaction(con: duckdb.DuckDBPyConnection) -> bool:
    """Whether two statements share a transaction. To ask by beginning another would end the one that there is."""
    first, second = (con.execute("SELECT txid_current()").fetchall() for _ in range(2))
    return first == second


def _is_small(con: duckdb.DuckDBPyConnection) -> bool:
    try:
        ((records,),) = con.execute("SELECT coalesce(sum(records), 0) FROM shard").fetchall()
    except duckdb.Error:
        return False
    return bool(records <= MOST_RECORDS)
