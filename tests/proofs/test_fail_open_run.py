"""A run that was cut off, a scanner that did not look, a pair that was not compared: no pass."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from expectations.rulebook import load
from provenance import auditing, connection
from provenance.problems import InputError
from provenance.reports.facts import facts
from provenance.runners.local import Died
from scanners import registry, shingles
from scanners.base import Task
from scanners.readers import jsonl
from scanners.reading import Batch, Quarantined
from tests.proofs.corpus import LAW, Corpus, InProcess, assert_shut, records, sha256


def without(name: str) -> dict[str, int]:
    return {scanner: version for scanner, version in registry.versions().items() if scanner != name}


@pytest.mark.parametrize(
    ("scanner", "control"), [("email", "A7-3.01"), ("licence_notice", "A7-2.05"), ("exact_duplicate", "A7-4.04")]
)
def test_a_scanner_that_never_ran(corpus: Corpus, monkeypatch: pytest.MonkeyPatch, scanner: str, control: str) -> None:
    kept = without(scanner)
    monkeypatch.setattr(registry, "versions", lambda: kept)
    assert_shut(corpus, control, "scanner_absent")


def test_a_scanner_that_moved_on_and_cannot_look_again(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    raised = registry.versions() | {"email": 99}
    monkeypatch.setattr(registry, "versions", lambda: raised)
    monkeypatch.setattr(auditing, "Pool", Deadly)
    audit = assert_shut(corpus, "A7-3.01", "scanner_incomplete")
    assert audit.sql("SELECT DISTINCT reason FROM shard WHERE status = 'failed'")["reason"].tolist() == ["worker_died"]


class Deadly(InProcess):
    """Every worker dies, of the shards of manuals at least."""

    def run(self, function: Callable[[Any], Any], tasks: Iterable[Any]) -> Iterator[tuple[Any, Any]]:
        for task in tasks:
            dies = isinstance(task, Task) and "manuals" in task.path
            yield task, Died(task, -9) if dies else function(task)


def test_a_worker_that_died_and_the_run_after_it(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    corpus.put(records(), ".jsonl")
    with monkeypatch.context() as patch:
        patch.setattr(auditing, "Pool", Deadly)
        assert_shut(corpus, "A7-3.01", "documents_incomplete")
    assert corpus.audit().exit_code == 0


def twins(corpus: Corpus) -> None:
    """Two records that are nearly the same."""
    text = b"".join(b"word%d " % k for k in range(60))
    lines = [b'{"id": "t%d", "text": "%s and %d", "url": "https://h.example.zz/"}\n' % (k, text, k) for k in range(2)]
    corpus.put(records(18) + b"".join(lines), ".jsonl")


def test_pairs_that_could_not_be_compared(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    twins(corpus)
    with monkeypatch.context() as patch:
        patch.setattr(shingles, "extract", lambda wanted: shingles.Extracted(wanted.task.shard, "", (), (), ()))
        assert_shut(corpus, "A7-4.05", "near_duplicate_unverified")
    assert corpus.audit().exit_code == 0


def test_pairs_whose_texts_changed_after_the_scan(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    twins(corpus)

    def changed(wanted: shingles.Wanted) -> shingles.Extracted:
        texts = [(row, "by now another text") for row in wanted.rows]
        return shingles.put_aside(wanted.task.shard, texts, wanted.task.secret, wanted.key, Path(wanted.folder))

    monkeypatch.setattr(shingles, "extract", changed)
    assert_shut(corpus, "A7-4.05", "near_duplicate_unverified")


def test_a_shard_that_changes_while_it_is_read(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    path = corpus.put(records(), ".jsonl")
    read = jsonl.read

    def meanwhile(task: Task) -> Iterator[Batch | Quarantined]:
        yield from read(task)
        path.write_bytes(records(3))

    with monkeypatch.context() as patch:
        patch.setattr(jsonl, "read", meanwhile)
        audit = assert_shut(corpus, "A7-3.01", "part_not_examined")
    assert audit.sql("SELECT reason FROM quarantine")["reason"].tolist() == ["changed_while_read"]
    path.write_bytes(records())
    audit = corpus.audit()
    assert audit.exit_code == 0
    assert audit.sql("SELECT sha256 FROM shard WHERE source = 'manuals'")["sha256"].tolist() == [sha256(path)]


def test_a_record_whose_evidence_was_lost(corpus: Corpus) -> None:
    with connection.connect(corpus.catalogue) as con:
        con.execute(
            "DELETE FROM t_document WHERE row = 3 AND shard IN (SELECT shard FROM t_shard WHERE source = 'manuals')"
        )
    assert_shut(corpus, "A7-1.01", "documents_incomplete")


@pytest.mark.parametrize("step", ["_declared", "_scanned", "_judged"])
def test_a_run_that_was_cut_off_leaves_nothing_to_be_read_as_a_pass(
    corpus: Corpus, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def cut_off(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(auditing, step, cut_off)
        with pytest.raises(KeyboardInterrupt):
            corpus.audit()
    with connection.connect(corpus.catalogue, read_only=True) as con:
        assert con.execute("SELECT count(*) FROM verdict").fetchall() == [(0,)]
        assert facts(con, load(LAW))["outcome"]["decision"] == "not_demonstrated"
    with pytest.raises(InputError, match="did not end"), connection.judged(corpus.catalogue):
        pass
    assert corpus.audit().exit_code == 0
