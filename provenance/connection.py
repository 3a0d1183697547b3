"""Opening a catalogue: what can be reached through it, and one clear error for a file that is none."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from provenance.problems import InputError, Problem

if TYPE_CHECKING:
    import datetime as dt

SCHEMA_VERSION = "5"

_CONFIG: Mapping[str, str] = {
    "python_enable_replacements": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
}
_LAST_RUN = """SELECT rulebook, rulebook_digest, as_of, manifest_path, manifest_digest, status FROM run ORDER BY run DESC LIMIT 1"""
_SHUT = ("Permission denied", "Read-only file system")
NOT_WRITABLE = "cannot be written there; name a place that is writable with --catalogue"
_HOLDER = re.compile(r"PID (\d+)")


@dataclass(frozen=True, slots=True)
class Run:
    """The audit that a catalogue's verdicts come from, as the view `run` has it; `status` is its outcome."""

    rulebook: str
    rulebook_digest: str
    as_of: dt.date
    manifest_path: str
    manifest_digest: str
    status: str


class NotWritableError(InputError):
    """A catalogue that was to be written, in a place that may only be read."""


def connect(path: Path, *, read_only: bool = False) -> duckdb.DuckDBPyConnection:
    """Opens a catalogue so that a query can reach nothing but the catalogue: no file, no extension, no Python variable.

    Raises `InputError` for a file that is missing (read-only), is no DuckDB file, or is held by another process, and its
    `NotWritableError` for one that may not be written.
    """
    place = os.path.abspath(path)  # noqa: PTH100 - a name such as `:memory:` or `md:x` is a file like any other
    if read_only and not os.path.exists(place):  # noqa: PTH110 - unlike Path.exists, raises for no name
        raise _refused(path, "there is no such file")
    try:
        connection = duckdb.connect(place, read_only=read_only, config=dict(_CONFIG))
    except (duckdb.Error, ValueError) as error:
        if not read_only and any(words in str(error) for words in _SHUT):
            raise NotWritableError([Problem(str(path), None, "", NOT_WRITABLE)]) from None
        raise _refused(path, _why(str(error))) from None
    connection.execute("SET enable_external_access = false")
    connection.execute("SET TimeZone = 'UTC'")
    return connection


@contextmanager
def judged(path: Path) -> Iterator[tuple[duckdb.DuckDBPyConnection, Run]]:
    """A catalogue for reading, and the audit that it holds. Raises `InputError` as `connect` does, for a file of another schema, and where
    the last audit did not end, because what it left is neither the old state nor the new one."""
    with connect(path, read_only=True) as connection:
        connection.execute("SET lock_configuration = true")
        run = _last_run(connection, path)
        yield connection, run


def _last_run(connection: duckdb.DuckDBPyConnection, path: Path) -> Run:
    try:
        found = connection.execute("SELECT value FROM t_meta WHERE name = 'schema'").fetchall()
        rows = connection.execute(_LAST_RUN).fetchall() if found == [(SCHEMA_VERSION,)] else None
    except duckdb.CatalogException:
        raise _refused(path, "is a database, but not a catalogue") from None
    if rows is None:
        raise _refused(path, f"is not a catalogue of schema {SCHEMA_VERSION}; audit anew into another file")
    if not rows:
        raise _refused(path, "holds no audit")
    run = Run(*rows[0])
    if run.status == "running":
        raise _refused(path, "its last audit did not end; run it again, it goes on where it stopped")
    return run


def _refused(path: Path, message: str) -> InputError:
    return InputError([Problem(str(path), None, "", message)])


def _why(message: str) -> str:
    """A sentence of ours for what DuckDB says, which names files and links."""
    if "lock" in message:
        holder = _HOLDER.search(message)
        return "is in use by another process" + (f" (PID {holder[1]})" if holder else "")
    if "not a valid DuckDB database" in message:
        return "is not a catalogue"
    return "cannot be opened as a catalogue"
