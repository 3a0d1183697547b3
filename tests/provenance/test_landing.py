"""Finished shards are landed beside the scan: each once, in order, and an error is not lost."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pytest

from provenance import landing
from provenance.landing import Landing, Landings
from scanners.base import ShardReport
from scanners.evidence import EVIDENCE


def landed(shard: int, evidence: Path | None = None) -> Landing:
    report = ShardReport(
        shard, "scanned", "0" * 64, 0, "", 1, 0, 1, None, (), (), str(evidence) if evidence else None, None, 0.0
    )
    return Landing(report, "task", {})


def collected(times: int) -> list[list[int]]:
    calls: list[list[int]] = []
    with Landings(lambda ready: calls.append([x.report.shard for x in ready])) as landings:
        for shard in range(times):
            landings.add(landed(shard))
    return calls


def test_every_shard_is_landed_once_and_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(landing, "LANDED_TOGETHER", 4)
    monkeypatch.setattr(landing, "LANDED_AFTER", 1e9)
    assert collected(10) == [[0, 1, 2, 3], [4, 5, 6, 7], [8, 9]]
    assert collected(8) == [[0, 1, 2, 3], [4, 5, 6, 7]]
    assert collected(0) == []


def test_shards_that_take_long_are_landed_though_they_are_few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(landing, "LANDED_AFTER", 0.0)
    assert collected(3) == [[0], [1], [2]]


def test_shards_are_taken_while_others_are_landed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(landing, "LANDED_TOGETHER", 2)
    go_on = threading.Event()
    with Landings(lambda _: None if go_on.wait(60) else pytest.fail("nobody went on")) as landings:
        for shard in range(3):
            landings.add(landed(shard))
        go_on.set()


def broken(_: list[Landing]) -> None:
    raise ZeroDivisionError


def add_all(shards: int, land: Callable[[list[Landing]], None], end: Callable[[], object] = lambda: None) -> None:
    with Landings(land) as landings:
        for shard in range(shards):
            landings.add(landed(shard))
        end()


@pytest.mark.parametrize("shards", [1, 2, 3, 9])
def test_an_error_of_a_landing_is_raised(shards: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(landing, "LANDED_TOGETHER", 2)
    with pytest.raises(ZeroDivisionError):
        add_all(shards, broken)


def test_a_scan_that_breaks_lands_nothing_more() -> None:
    calls: list[list[Landing]] = []
    with pytest.raises(KeyError):
        add_all(1, calls.append, end=lambda: dict[str, object]()["a fault of the scan"])
    assert calls == []


def test_evidence_of_many_shards_is_one_table_that_names_them(tmp_path: Path) -> None:
    for shard, rows in ((7, [0, 1]), (8, []), (9, [4])):
        (tmp_path / str(shard)).mkdir()
        if rows:
            batch = pa.record_batch(
                [
                    pa.array(rows, f.type) if f.name == "row" else pa.nulls(len(rows), f.type)
                    for f in EVIDENCE["sketch"]
                ],
                schema=EVIDENCE["sketch"],
            )
            with pa.ipc.new_stream(tmp_path / str(shard) / "sketch.arrow", batch.schema) as stream:
                stream.write_batch(batch)
    reports = [landed(shard, tmp_path / str(shard)).report for shard in (7, 8, 9)]
    tables = landing.evidence([*reports, landed(10).report])
    assert list(tables) == ["sketch"]
    assert tables["sketch"].select(["shard", "row"]).to_pylist() == [
        {"shard": 7, "row": 0},
        {"shard": 7, "row": 1},
        {"shard": 9, "row": 4},
    ]
