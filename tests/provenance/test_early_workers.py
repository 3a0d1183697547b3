"""When an audit starts its workers: at once where all must be scanned, and never for nothing."""

from __future__ import annotations

import multiprocessing as mp
from pathlib import Path

import pytest

from provenance import auditing
from provenance.problems import InputError
from tests.proofs.corpus import InProcess, without_processes
from tests.provenance.cli_runs import corpus

GONE = "provenance: 1\ndataset: {id: tiny}\nsources:\n  - {id: web, type: open, shards: [{path: gone.jsonl}]}\n"


class Early(InProcess):
    """A pool that tells how many workers it was to start before there was work."""

    asked: list[int] = []  # noqa: RUF012 - emptied for every test

    def start(self, count: int) -> None:
        self.asked.append(count)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    without_processes(monkeypatch)
    monkeypatch.setattr(Early, "asked", [])
    monkeypatch.setattr(auditing, "Pool", Early)
    return Early.asked


def test_where_nothing_was_scanned_yet_there_is_work_for_each_shard(tmp_path: Path, asked: list[int]) -> None:
    auditing.audit(corpus(tmp_path))
    assert asked == [3]


def test_where_a_catalogue_is_held_nobody_knows_yet_whether_there_is_work(tmp_path: Path, asked: list[int]) -> None:
    manifest = corpus(tmp_path)
    auditing.audit(manifest)
    auditing.audit(manifest)
    assert asked == [3]


def test_for_shards_that_are_gone_no_worker_is_started(tmp_path: Path, asked: list[int]) -> None:
    manifest = tmp_path / "manifest.yaml"
    manifest.write_text(GONE, encoding="utf-8")
    auditing.audit(manifest)
    assert asked == [0]


def test_for_a_manifest_that_is_refused_no_worker_is_started(tmp_path: Path, asked: list[int]) -> None:
    manifest = tmp_path / "manifest.yaml"
    manifest.write_text("provenance: 1\n", encoding="utf-8")
    with pytest.raises(InputError):
        auditing.audit(manifest)
    assert asked == []


def test_a_catalogue_that_cannot_be_made_leaves_no_worker_behind(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        auditing.audit(corpus(tmp_path), catalogue=tmp_path / "no such folder" / "a.duckdb")
    assert mp.active_children() == []
