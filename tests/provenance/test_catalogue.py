"""What lands in a catalogue lands whole, replaces what it makes stale, and can be reached by nothing else."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest

from provenance.catalogue import Catalogue, Landing, connect
from provenance.held import held as held_by
from provenance.problems import InputError
from provenance.secret import fingerprint, secret_of
from scanners.base import ShardReport
from scanners.spool import Spool

VERSIONS = {"language": 1, "email": 2}


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    return Catalogue(tmp_path / "c.duckdb")


def listed(*shards: int, absent: tuple[int, ...] = ()) -> pa.Table:
    n = len(shards)
    return pa.table(
        {
            "shard": pa.array(shards, pa.int64()),
            "source": ["web"] * n,
            "path": [f"{s}.jsonl" for s in shards],
            "format": ["jsonl"] * n,
            "declared_sha256": pa.nulls(n, pa.string()),
            "declared_rows": pa.nulls(n, pa.int64()),
            "passed_over": pa.array([0] * n, pa.int64()),
            "present": [s not in absent for s in shards],
            "reason": pa.array(["missing_file" if s in absent else None for s in shards], pa.string()),
        }
    )


def landing(folder: Path, shard: int, rows: int = 2, status: str = "scanned") -> Landing:
    spool = Spool(folder / f"{shard:x}-{rows}")
    spool.add(
        "finding",
        {"row": list(range(rows)), "scanner": ["email"] * rows, "label": ["email"] * rows, "score": [0.9] * rows},
    )
    spool.close()
    report = ShardReport(shard, status, "ab", 10, "10:1", rows, 0, 99, None, (), (), spool.path, None, 0.0)  # type: ignore[arg-type]  # a test double, or a value from outside
    return Landing(report, "task", VERSIONS)


def findings(c: Catalogue) -> dict[int, int]:
    return dict(c.connection.execute("SELECT shard, count(*) FROM t_finding GROUP BY shard").fetchall())


def test_a_scanned_shard_lands_with_its_stamps(catalogue: Catalogue, tmp_path: Path) -> None:
    catalogue.list_shards(listed(1, 2))
    catalogue.land([landing(tmp_path, 1), landing(tmp_path, 2, rows=3)])
    assert findings(catalogue) == {1: 2, 2: 3}
    held = held_by(catalogue.connection)[1]
    assert (held.status, held.signature, held.task_digest, held.versions) == ("scanned", "10:1", "task", VERSIONS)


def test_a_second_scan_replaces_the_first(catalogue: Catalogue, tmp_path: Path) -> None:
    catalogue.list_shards(listed(1))
    catalogue.land([landing(tmp_path, 1, rows=5)])
    catalogue.land([landing(tmp_path, 1, rows=1)])
    assert findings(catalogue) == {1: 1}
    assert catalogue.connection.execute("SELECT count(*) FROM t_stamp").fetchone() == (2,)


def test_an_unchanged_shard_keeps_its_evidence(catalogue: Catalogue, tmp_path: Path) -> None:
    catalogue.list_shards(listed(1))
    first = landing(tmp_path, 1)
    catalogue.land([first])
    again = replace(first.report, status="unchanged", signature="10:2", records=0, evidence=None)
    catalogue.land([replace(first, report=again)])
    assert findings(catalogue) == {1: 2}
    assert held_by(catalogue.connection)[1].signature == "10:2"
    assert catalogue.connection.execute("SELECT records, status FROM t_shard").fetchall() == [(2, "scanned")]


def test_shards_that_left_the_manifest_leave_the_catalogue(catalogue: Catalogue, tmp_path: Path) -> None:
    catalogue.list_shards(listed(1, 2))
    catalogue.land([landing(tmp_path, 1), landing(tmp_path, 2)])
    catalogue.list_shards(listed(2))
    assert findings(catalogue) == {2: 2}
    assert set(held_by(catalogue.connection)) == {2}


def test_a_shard_that_vanished_is_failed_and_has_no_evidence(catalogue: Catalogue, tmp_path: Path) -> None:
    catalogue.list_shards(listed(1))
    catalogue.land([landing(tmp_path, 1)])
    catalogue.list_shards(listed(1, absent=(1,)))
    held = held_by(catalogue.connection)[1]
    assert (held.status, held.versions, findings(catalogue)) == ("failed", {}, {})
    catalogue.list_shards(listed(1))
    assert held_by(catalogue.connection)[1].status == "pending"


def test_a_failed_landing_leaves_nothing_behind(catalogue: Catalogue, tmp_path: Path) -> None:
    catalogue.list_shards(listed(1, 2))
    good, broken = landing(tmp_path, 1), landing(tmp_path, 2)
    Path(str(broken.report.evidence), "finding.arrow").write_bytes(b"torn")
    with pytest.raises(pa.ArrowInvalid):
        catalogue.land([good, broken])
    assert findings(catalogue) == {}
    assert {h.status for h in held_by(catalogue.connection).values()} == {"pending"}


def test_a_query_reaches_nothing_outside(catalogue: Catalogue, tmp_path: Path) -> None:
    catalogue.close()
    (tmp_path / "x.csv").write_text("a\n1\n")
    private = pa.table({"a": [1]})
    con = connect(catalogue.path, read_only=True)
    for query in (
        f"SELECT * FROM '{tmp_path}/x.csv'",
        "SELECT * FROM private",
        "INSTALL httpfs",
        "INSERT INTO t_meta VALUES ('a', 'b')",
    ):
        with pytest.raises(duckdb.Error):
            con.execute(query).fetchall()
    assert private.num_rows == 1


def test_another_schema_is_refused(catalogue: Catalogue) -> None:
    catalogue.connection.execute("UPDATE t_meta SET value = '0' WHERE name = 'schema'")
    catalogue.close()
    with pytest.raises(InputError, match="schema"):
        Catalogue(catalogue.path)


def test_the_secret_is_made_once_and_for_the_owner_only(tmp_path: Path) -> None:
    first = secret_of(tmp_path / "c.duckdb")
    assert secret_of(tmp_path / "c.duckdb") == first
    assert len(first) == 32
    assert (tmp_path / "c.duckdb.key").stat().st_mode & 0o777 == 0o600
    assert fingerprint(first) != fingerprint(bytes(32))
    (tmp_path / "d.duckdb.key").write_bytes(b"short")
    with pytest.raises(InputError, match="5 bytes"):
        secret_of(tmp_path / "d.duckdb")
