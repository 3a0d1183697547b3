"""The one writer of a catalogue. Readers use its views (`catalogue.sql`, documented in docs/catalogue.md).

A shard's evidence, its stamps and its state land in one transaction, so a catalogue never holds half a shard; what a killed run
had not landed is found pending by the next.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from provenance import near, shape, standing
from provenance.connection import SCHEMA_VERSION
from provenance.connection import connect as connect
from provenance.landing import Landing as Landing
from provenance.landing import evidence, stamps, states
from provenance.problems import InputError, Problem
from provenance.standing import JUDGEMENT
from scanners.evidence import EVIDENCE


@dataclass(frozen=True, slots=True)
class Judgement:
    """The rows of the tables of `JUDGEMENT`, and the digest of what they depend on (`provenance.standing`)."""

    basis: str
    tables: Mapping[str, pa.Table]


class Catalogue:
    """A catalogue opened for writing. Not for two processes at once: DuckDB holds the file."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.connection = connect(path)
        self._refuse_other_version()
        if not shape.is_present(self.connection):
            with self.transaction():
                shape.build(self.connection)

    def close(self) -> None:
        """Writes everything out and lets go of the file."""
        self.connection.close()

    def _refuse_other_version(self) -> None:
        tables = self.connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()
        known = ("t_meta",) in tables
        found = self.connection.execute("SELECT value FROM t_meta WHERE name = 'schema'").fetchall() if known else []
        if found not in ([], [(SCHEMA_VERSION,)]) or (tables and not known):
            self.connection.close()
            message = f"was not written as a catalogue of schema {SCHEMA_VERSION}; name another file with --catalogue"
            raise InputError([Problem(self.path.name, None, "", message)])

    @contextmanager
    def transaction(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """All or nothing."""
        self.connection.execute("BEGIN")
        try:
            yield self.connection
        except BaseException:
            self.connection.execute("ROLLBACK")
            raise
        self.connection.execute("COMMIT")

    def replace(self, tables: Mapping[str, pa.Table]) -> None:
        """Puts these rows in the place of whatever the tables held, in one transaction."""
        with self.transaction():
            for name, rows in tables.items():
                self.connection.execute(f"DELETE FROM {name}")
                self._insert(name, rows)

    def _insert(self, name: str, rows: pa.Table) -> None:
        if not rows.num_rows:
            return
        with self._incoming(rows):
            self.connection.execute(f"INSERT INTO {name} BY NAME SELECT * FROM incoming")

    @contextmanager
    def _incoming(self, rows: pa.Table) -> Iterator[None]:
        """These rows are the table `incoming` meanwhile."""
        self.connection.register("incoming", rows)
        try:
            yield
        finally:
            self.connection.unregister("incoming")

    def list_shards(self, listed: pa.Table) -> None:
        """Makes `t_shard` list exactly these (shard, source, path, format, declared_sha256, declared_rows, present, reason).

        Shards that are no longer listed lose their evidence; known ones keep theirs; new ones are `pending` or, if absent, `failed`.
        """
        with self.transaction() as connection:
            with self._incoming(listed):
                connection.execute(_query("list_shards"))
            for table in (*(f"t_{name}" for name in EVIDENCE), "t_stamp"):
                connection.execute(
                    f"DELETE FROM {table} WHERE shard NOT IN (SELECT shard FROM t_shard WHERE listed AND present)"
                )
            connection.execute("DELETE FROM t_shard WHERE NOT listed")

    def land(self, landings: Sequence[Landing]) -> None:
        """Lands finished shards: new evidence, stamps and state, all in one transaction."""
        with self.transaction():
            scanned = [x for x in landings if x.report.status != "unchanged"]
            self._forget([x.report.shard for x in scanned])
            for name, rows in evidence(x.report for x in scanned).items():
                self._insert(f"t_{name}", rows)
            self._insert("t_stamp", stamps(scanned))
            with self._incoming(states(landings)):
                self.connection.execute(_query("land_shards"))

    def candidates(self, all_pairs: int, heads: int) -> list[tuple[bytes, bytes]]:
        """See `provenance.near.candidates`."""
        return near.candidates(self.connection, all_pairs, heads)

    def places(self, digests: set[bytes]) -> dict[bytes, tuple[int, int, int]]:
        """Where each of these contents can be read, the first shard and row that has it, and how many bytes it has."""
        wanted = pa.table({"normal_digest": pa.array(sorted(digests), pa.binary())})
        with self._incoming(wanted):
            rows = self.connection.execute(_query("places")).fetchall()
        return {digest: (shard, row, size) for digest, shard, row, size in rows}

    def add_near_pairs(self, pairs: pa.Table) -> None:
        """Keeps compared pairs of contents."""
        with self.transaction():
            self._insert("t_near_pair", pairs)

    def derive_duplicates(self, expanded: int, least: float) -> None:
        """See `provenance.near.derive`."""
        with self.transaction() as connection:
            near.derive(connection, expanded, least)

    def begin_reduce(self, name: str, version: int) -> None:
        """Forgets the pairs that another version compared. Nothing counts as complete until `reduced`."""
        with self.transaction() as connection:
            same = "SELECT 1 FROM t_reduce WHERE name = ? AND version = ?"
            connection.execute(f"DELETE FROM t_near_pair WHERE NOT EXISTS ({same})", [name, version])
            connection.execute("INSERT OR REPLACE INTO t_reduce VALUES (?, ?, NULL, NULL)", [name, version])
            connection.execute("DELETE FROM t_unverified")

    def reduced(self, name: str, version: int, unread: Sequence[tuple[bytes, bytes]]) -> None:
        """See `provenance.near.settle`."""
        with self.transaction() as connection:
            near.settle(connection, name, version, unread)

    def reduced_from(self, name: str, inputs: str | None) -> None:
        """Records from what the step was done; None where it has to be done again."""
        self.connection.execute("UPDATE t_reduce SET input_digest = ? WHERE name = ?", [inputs, name])

    def keep_registers(self, signatures: Iterable[str]) -> set[str]:
        """Forgets all registers but those with these signatures; returns the signatures of those that are held, whose rows are whole."""
        wanted = pa.table({"signature": pa.array(sorted(signatures), pa.string())})
        with self.transaction() as connection, self._incoming(wanted):
            connection.execute(_query("keep_registers"))
        rows = self.connection.execute("SELECT signature FROM t_register").fetchall()
        return {signature for (signature,) in rows}

    def append(self, name: str, rows: pa.Table) -> None:
        """Adds rows to a table; to several tables together inside a `transaction`."""
        self._insert(name, rows)

    def distinct_licences(self) -> list[str]:
        """The licences that records declare for themselves."""
        rows = self.connection.execute(
            "SELECT DISTINCT licence FROM t_document WHERE licence IS NOT NULL ORDER BY ALL"
        ).fetchall()
        return [declared for (declared,) in rows]

    def data_state(self) -> list[tuple[str, str | None]]:
        """Path and SHA-256 of every listed shard of the corpus, as they were when it was scanned."""
        return self.connection.execute(
            "SELECT path, sha256 FROM shard WHERE role = 'corpus' AND listed ORDER BY ALL"
        ).fetchall()

    def set_data_digest(self, digest: str) -> None:
        """The identity of the data as it was scanned."""
        change = "important_update = last_audit_data_digest <> $digest"
        self.connection.execute(f"UPDATE t_dataset SET data_digest = $digest, {change}", {"digest": digest})

    def start_run(self, facts: Mapping[str, Any]) -> int:
        """Opens a row of `run` and gives its number; a run that never ends stays `running`, and leaves no verdict to be read."""
        ((number,),) = self.connection.execute("SELECT coalesce(max(run), 0) + 1 FROM t_run").fetchall()
        row = {"run": number, "started_at": dt.datetime.now(dt.UTC), "status": "running"} | dict(facts)
        with self.transaction():
            self._insert("t_run", pa.Table.from_pylist([row]))
            self.connection.execute("DELETE FROM t_meta WHERE name = 'judged'")
            for name in JUDGEMENT:
                self.connection.execute(f"DELETE FROM {name}")
        return int(number)

    def last_judgement(self) -> Judgement | None:
        """What the last run judged, if it ended and nobody touched it. To be asked before the next run starts, which forgets it."""
        query = (
            "SELECT value FROM t_meta WHERE name = 'judged' AND (SELECT max_by(status, run) FROM t_run) <> 'running'"
        )
        known = self.connection.execute(query).fetchall()
        basis, _, digest = known[0][0].partition(" ") if known else ("", "", None)
        if digest != standing.judged(self.connection):
            return None
        return Judgement(basis, {t: self.connection.sql(f"FROM {t}").to_arrow_table() for t in JUDGEMENT})

    def keep_judgement(self, judgement: Judgement) -> None:
        """Puts a judgement in the place of whatever was judged before."""
        with self.transaction() as connection:
            for name, rows in judgement.tables.items():
                connection.execute(f"DELETE FROM {name}")
                self._insert(name, rows)
            known = f"{judgement.basis} {standing.judged(connection)}"
            connection.execute("INSERT OR REPLACE INTO t_meta VALUES ('judged', ?)", [known])

    def end_run(self, run: int, counts: Mapping[str, int], outcome: str) -> None:
        """Closes the row of a run with what became of its shards."""
        self.connection.execute(
            _query("end_run"), [counts["scanned"], counts["unchanged"], counts["failed"], outcome, run]
        )

    def record_quality(self, rows: pa.Table) -> None:
        """Keeps what was measured on labelled texts, in the place of what the same file gave for the same label before."""
        with self.transaction() as connection, self._incoming(rows):
            same = "SELECT (label, digest) FROM incoming"
            connection.execute(f"DELETE FROM t_detector_quality WHERE (label, digest) IN ({same})")
            connection.execute("INSERT INTO t_detector_quality BY NAME SELECT * FROM incoming")

    def log_reveal(self, finding: str, who: str, why: str) -> None:
        """Records that somebody is about to be shown a passage as it is; the row is on disk when this returns."""
        self.connection.execute(
            "INSERT INTO t_reveal VALUES (?, ?, ?, ?)", [finding, dt.datetime.now(dt.UTC), who, why]
        )

    def _forget(self, shards: Sequence[int]) -> None:
        known = self.connection.execute(
            "SELECT shard FROM t_shard WHERE status <> 'pending' AND list_contains(?::BIGINT[], shard)", [list(shards)]
        ).fetchall()
        if known:
            old = [shard for (shard,) in known]
            for table in (*(f"t_{name}" for name in EVIDENCE), "t_stamp"):
                self.connection.execute(f"DELETE FROM {table} WHERE list_contains(?::BIGINT[], shard)", [old])


@cache
def _query(name: str) -> str:
    return (files("provenance") / "queries" / f"{name}.sql").read_text("utf-8")
