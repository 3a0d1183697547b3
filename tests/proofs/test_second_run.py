"""What a run finds done it does not do again, and what went stale it does: exactly that."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from expectations import judge
from provenance import auditing
from provenance.notebook import Audit
from scanners import keys, masking, metadata, registry
from scanners.base import Task
from scanners.evidence import EVIDENCE
from scanners.readers import arrow, jsonl, parquet
from tests.proofs.corpus import LAW, Corpus, InProcess, outcomes, reasons, records

OURS = Path(judge.__file__).parent
SHARDS = 7
LICENCE = "evidence/essays-in-order/licence.txt"


class Watched(InProcess):
    """A pool that remembers which shards were asked for, and with what known digest."""

    tasks: list[Task] = []  # noqa: RUF012 - emptied for every test

    def run(self, function: Callable[[Any], Any], tasks: Iterable[Any]) -> Iterator[tuple[Any, Any]]:
        for task in tasks:
            if isinstance(task, Task):
                self.tasks.append(task)
            yield task, function(task)


@pytest.fixture
def settled(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> Corpus:
    """The corpus, audited where it lies now, so that no file is newer than its evidence."""
    assert counted(corpus.audit(rulebook=f"{LAW}#A7-1.15")) == (0, SHARDS, 0)
    monkeypatch.setattr(Watched, "tasks", [])
    monkeypatch.setattr(auditing, "Pool", Watched)
    return corpus


def counted(audit: Audit) -> tuple[int, int, int]:
    """Shards scanned, found unchanged by their digest, and failed in the last run."""
    frame = audit.sql("SELECT shards_scanned, shards_unchanged, shards_failed FROM run ORDER BY run DESC LIMIT 1")
    scanned, unchanged, failed = frame.iloc[0].tolist()
    return int(scanned), int(unchanged), int(failed)


def said(audit: Audit) -> dict[str, object]:
    views = (
        "verdict",
        "source_verdict",
        "document",
        "finding",
        "duplicate",
        "repeated",
        "work_match",
        "coverage",
        "register",
        "shard",
    )
    return {view: audit.sql(f"FROM {view} ORDER BY ALL").to_csv() for view in views}


def test_unchanged_data_is_not_touched(settled: Corpus) -> None:
    first = settled.audit()
    before, report = said(first), first.report("json")
    second = settled.audit()
    assert counted(second) == (0, 0, 0)
    assert Watched.tasks == []
    assert said(second) == before
    assert second.report("json") == report


def test_a_touched_shard_is_hashed_and_not_scanned(settled: Corpus) -> None:
    os.utime(settled.shard("manuals"))
    assert counted(settled.audit()) == (0, 1, 0)
    assert [bool(task.known_sha256) for task in Watched.tasks] == [True]
    assert counted(settled.audit()) == (0, 0, 0)


def test_a_shard_that_was_written_anew_with_the_same_bytes_is_not_scanned(settled: Corpus) -> None:
    path = settled.shard("manuals")
    data = path.read_bytes()
    path.unlink()
    path.write_bytes(data)
    assert counted(settled.audit()) == (0, 1, 0)


def test_a_changed_shard_is_scanned_and_no_other(settled: Corpus) -> None:
    before = said(settled.audit())
    settled.put(records(), ".jsonl")
    assert counted(settled.audit()) == (1, 0, 0)
    Watched.tasks.clear()
    settled.put(records(text="another text for all of them"), ".jsonl")
    audit = settled.audit()
    assert counted(audit) == (1, 0, 0)
    assert [Path(task.path).name for task in Watched.tasks] == ["put.jsonl"]
    assert (
        audit.sql("SELECT count(DISTINCT normal_digest) AS n FROM document WHERE source = 'manuals'")["n"].item() == 1
    )
    assert before != said(audit)


def test_other_columns_of_a_shard_are_read_anew(settled: Corpus) -> None:
    with settled.source("manuals") as entry:
        entry["shards"][0]["columns"]["licence"] = "id"
    audit = settled.audit()
    assert counted(audit) == (1, 0, 0)
    assert audit.sql("SELECT count(licence_declared) AS n FROM document WHERE source = 'manuals'")["n"].item() > 0


@pytest.mark.parametrize("scanner", ["uscc", "language", "near_duplicate"])
def test_a_raised_version_is_a_reason_to_look_again(
    settled: Corpus, monkeypatch: pytest.MonkeyPatch, scanner: str
) -> None:
    before = outcomes(settled.audit())
    raised = registry.versions() | {scanner: registry.versions()[scanner] + 1}
    monkeypatch.setattr(registry, "versions", lambda: raised)
    audit = settled.audit()
    assert counted(audit) == (SHARDS, 0, 0)
    assert outcomes(audit) == before
    versions = audit.sql(
        "SELECT DISTINCT version, complete FROM coverage WHERE scanner = $scanner", {"scanner": scanner}
    )
    assert versions.to_numpy().tolist() == [[raised[scanner], True]]
    assert counted(settled.audit()) == (0, 0, 0)


@pytest.mark.parametrize("module", [masking, metadata, keys], ids=lambda module: module.__name__)
def test_what_another_version_kept_of_a_shard_is_read_anew(
    settled: Corpus, monkeypatch: pytest.MonkeyPatch, module: Any
) -> None:
    before = said(settled.audit())
    monkeypatch.setattr(module, "VERSION", module.VERSION + 1)
    audit = settled.audit()
    assert counted(audit) == (SHARDS, 0, 0)
    assert said(audit) == before
    assert counted(settled.audit()) == (0, 0, 0)


@pytest.mark.parametrize("reader", [jsonl, parquet, arrow], ids=lambda reader: reader.format)
def test_what_another_version_of_a_reader_read_is_read_anew(
    settled: Corpus, monkeypatch: pytest.MonkeyPatch, reader: Any
) -> None:
    formats = settled.audit().sql("SELECT format FROM shard")["format"].tolist()
    monkeypatch.setattr(reader, "version", reader.version + 1)
    assert counted(settled.audit()) == (formats.count(reader.format), 0, 0)
    assert counted(settled.audit()) == (0, 0, 0)


def test_another_threshold_judges_without_reading(settled: Corpus, tmp_path: Path) -> None:
    text = OURS.joinpath("rulebooks", f"{LAW}.yml").read_text("utf-8")
    stricter = text.replace("max_share: {value: 0.3,", "max_share: {value: 0.03,", 1)
    assert stricter != text
    tmp_path.joinpath("stricter.yml").write_text(stricter, "utf-8")
    assert outcomes(settled.audit())["A7-4.09"] == "pass"
    audit = settled.audit(rulebook=str(tmp_path / "stricter.yml"))
    assert outcomes(audit)["A7-4.09"] == "fail"
    assert audit.exit_code == 10
    assert Watched.tasks == []
    assert settled.audit().exit_code == 0


def test_another_declaration_judges_without_reading(settled: Corpus) -> None:
    with settled.declared() as manifest:
        del manifest["dataset"]["train_date"]
    assert settled.audit().exit_code == 11
    assert Watched.tasks == []


def held(audit: Audit, path: str) -> list[int]:
    """How many rows each evidence table and the stamps have of a shard."""
    tables = (*(f"t_{name}" for name in EVIDENCE), "t_stamp")
    counts = (f"(SELECT count(*) FROM {t} JOIN t_shard USING (shard) WHERE path = $path)" for t in tables)
    return [int(n) for n in audit.sql(f"SELECT {', '.join(counts)}", {"path": path}).iloc[0]]


@pytest.mark.parametrize("still_listed", [False, True])
def test_a_removed_shard_loses_its_evidence(settled: Corpus, still_listed: bool) -> None:
    path = settled.shard("chats-in-order", 1)
    shown = path.relative_to(settled.folder).as_posix()
    before = settled.audit()
    assert held(before, shown)[0] == 20
    path.unlink()
    if not still_listed:
        with settled.source("chats-in-order") as entry:
            del entry["shards"][1]
            entry["assessment_after"]["sample_size"] = 20
    audit = settled.audit()
    assert counted(audit) == (0, 0, 0)
    assert not any(held(audit, shown))
    orphans = " UNION ALL ".join(
        f"SELECT shard FROM t_{name} ANTI JOIN t_shard USING (shard)" for name in (*EVIDENCE, "stamp")
    )
    assert audit.sql(orphans).empty
    assert (
        audit.sql("SELECT status FROM shard WHERE path = $path", {"path": shown})["status"].tolist()
        == ["failed"] * still_listed
    )
    assert (audit.exit_code == 0) is not still_listed


def test_a_shard_that_comes_back_is_scanned(settled: Corpus) -> None:
    path = settled.shard("manuals")
    path.rename(path.with_suffix(".away"))
    assert settled.audit().exit_code != 0
    path.with_suffix(".away").rename(path)
    audit = settled.audit()
    assert counted(audit) == (1, 0, 0)
    assert audit.exit_code == 0


def test_a_moved_shard_takes_its_evidence_along(settled: Corpus) -> None:
    query = "SELECT d.id, f.label, f.start, f.stop FROM finding f JOIN document d USING (shard, row) ORDER BY ALL"
    before = settled.audit().sql(query)
    path = settled.shard("chats-in-order", 1)
    path.rename(path.with_name("moved.parquet"))
    with settled.source("chats-in-order") as entry:
        entry["shards"][1]["path"] = "corpus/chats-in-order/moved.parquet"
    audit = settled.audit()
    assert counted(audit) == (1, 0, 0)
    assert audit.exit_code == 0
    assert audit.sql(query).equals(before)


def test_a_lost_key_makes_all_digests_anew(settled: Corpus) -> None:
    first = settled.audit()
    before, digests = outcomes(first), first.sql("SELECT normal_digest FROM document")["normal_digest"]
    settled.catalogue.with_name("manifest.duckdb.key").unlink()
    audit = settled.audit()
    assert counted(audit) == (SHARDS, 0, 0)
    assert outcomes(audit) == before
    assert not set(digests) & set(audit.sql("SELECT normal_digest FROM document")["normal_digest"])


def test_a_changed_register_is_read_anew(settled: Corpus) -> None:
    consents = settled.folder / "evidence/chats-in-order/consent.csv"
    lines = consents.read_bytes().splitlines(keepends=True)
    with settled.source("chats-in-order") as entry:
        del entry["personal_information"]["consent"]["sha256"]
    assert settled.audit().exit_code == 0
    consents.write_bytes(b"".join(lines[:-4]))
    assert outcomes(settled.audit())["A7-3.06"] == "fail"
    consents.write_bytes(b"".join(lines))
    assert settled.audit().exit_code == 0
    assert Watched.tasks == []


def test_data_that_changed_since_the_accepted_assessment(settled: Corpus) -> None:
    digests = settled.audit().sql("SELECT data_digest, declaration_digest FROM dataset").to_dict("records")[0]
    with settled.declared() as manifest:
        manifest["dataset"]["last_audit"] = {"audited_on": "2026-06-01", **digests}
        del manifest["dataset"]["never_assessed"]
    audit = settled.audit()
    assert outcomes(audit)["A7-5.13"] == "pass"
    assert audit.sql("SELECT important_update FROM dataset")["important_update"].tolist() == [False]
    with settled.declared() as manifest:
        manifest["dataset"]["intended_use"]["purposes"] = ["something else"]
    audit = settled.audit()
    assert outcomes(audit)["A7-5.13"] == "review"
    assert ("A7-5.13", "declared_otherwise_since_assessment") in reasons(audit)
    settled.put(records(), ".jsonl")
    audit = settled.audit()
    assert ("A7-5.13", "changed_since_assessment") in reasons(audit)
    assert audit.sql("SELECT important_update FROM dataset")["important_update"].tolist() == [True]
