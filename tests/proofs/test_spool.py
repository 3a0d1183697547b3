"""What workers put aside: gone when a run ends, however it ends, and never mixed with what an earlier try left."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from provenance.catalogue import Catalogue
from scanners import registry, worker
from scanners.base import Columns, Task
from scanners.reading import Batch
from scanners.spool import Spool
from tests.proofs.corpus import Corpus
from tests.proofs.test_fail_open_run import twins


def test_a_run_that_is_interrupted_while_it_compares_leaves_no_spool(
    corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    twins(corpus)
    seen: list[str] = []

    def interrupted(book: Catalogue, *_: object) -> None:
        (spool,) = corpus.manifest.parent.glob("*.spool")
        seen.extend(path.suffix for path in spool.rglob("shingles/*"))
        raise KeyboardInterrupt

    monkeypatch.setattr(Catalogue, "derive_duplicates", interrupted)
    with pytest.raises(KeyboardInterrupt):
        corpus.audit()
    assert set(seen) == {".hashes", ".begins", ".ends"}
    assert not list(corpus.manifest.parent.glob("*.spool"))


def test_a_link_in_the_place_of_the_spool_is_not_followed(corpus: Corpus, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "kept.txt").write_text("kept")
    spool = corpus.manifest.with_suffix(".duckdb.spool")
    spool.symlink_to(elsewhere, target_is_directory=True)
    assert corpus.audit().exit_code == 0
    assert [path.name for path in elsewhere.iterdir()] == ["kept.txt"]
    assert not spool.exists()


def test_a_second_try_does_not_land_what_the_first_had_found(tmp_path: Path) -> None:
    shard = tmp_path / "a.jsonl"
    shard.write_text(json.dumps({"text": "write to li.lei@mail.example.zz"}) + "\n", "utf-8")
    task = Task(1, str(shard), "jsonl", Columns(), bytes(32), str(tmp_path / "spool"))
    died = Spool(tmp_path / "spool" / "1")
    for item in registry.readers()["jsonl"].read(task):
        assert isinstance(item, Batch)
        worker._batch(task, item, died)
    assert (tmp_path / "spool" / "1" / "finding.arrow").exists()
    shard.write_text(json.dumps({"text": "nothing"}) + "\n", "utf-8")
    worker.scan(task)
    assert not (tmp_path / "spool" / "1" / "finding.arrow").exists()
