"""Verdicts stand only while everything that they depend on is what it was; whatever changes, the judge is asked again."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from expectations.rulebook import load
from provenance import auditing, connection, standing
from provenance.demo import AS_OF
from tests.proofs.corpus import LAW, Corpus, records

JUDGED = f"{LAW}#A7-1.15"


@pytest.fixture
def asked(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """An entry for each judgement after the corpus was audited where it lies."""
    assert corpus.audit(rulebook=JUDGED).exit_code == 0
    calls: list[object] = []
    judge = auditing.judge
    monkeypatch.setattr(auditing, "judge", lambda *given: calls.append(given) or judge(*given))
    return calls


def sql(corpus: Corpus, statement: str) -> None:
    with connection.connect(corpus.catalogue) as con:
        con.execute(statement)


def test_where_nothing_changed_the_verdicts_stand(corpus: Corpus, asked: list[object]) -> None:
    first = corpus.audit()
    assert len(asked) == 1
    tables = ("verdict", "source_verdict", "verdict_reason", "measure")
    held = [first.sql(f"FROM {table}").to_csv() for table in tables]
    report, card = first.report("json"), first.exit_code
    for _ in range(2):
        again = corpus.audit()
        assert (again.report("json"), again.exit_code, again.waived) == (report, card, first.waived)
        assert [again.sql(f"FROM {table}").to_csv() for table in tables] == held
    assert len(asked) == 1
    runs = again.sql("SELECT run, status, finished_at IS NOT NULL AS ended FROM run ORDER BY run DESC LIMIT 3")
    assert runs["status"].tolist() == ["pass"] * 3
    assert runs["ended"].all()
    assert runs["run"].is_unique


def shard(corpus: Corpus) -> None:
    corpus.put(records(text="another text"), ".jsonl")


def shard_added(corpus: Corpus) -> None:
    with corpus.source("manuals") as entry:
        entry["shards"].append({"path": "corpus/manuals/none.jsonl"})


def register(corpus: Corpus) -> None:
    consents = corpus.folder / "evidence/chats-in-order/consent.csv"
    consents.write_bytes(b"".join(consents.read_bytes().splitlines(keepends=True)[:-4]))


def evidence(corpus: Corpus) -> None:
    found = next(p for p in sorted((corpus.folder / "evidence").rglob("*")) if p.suffix in (".txt", ".md", ".pdf"))
    found.write_bytes(found.read_bytes() + b"\n")


def declaration(corpus: Corpus) -> None:
    with corpus.declared() as manifest:
        del manifest["dataset"]["train_date"]


@pytest.mark.parametrize("change", [shard, shard_added, register, evidence, declaration])
def test_another_input_is_judged_anew(corpus: Corpus, asked: list[object], change: Callable[[Corpus], None]) -> None:
    change(corpus)
    corpus.audit(rulebook=JUDGED)
    assert len(asked) == 1
    corpus.audit(rulebook=JUDGED)
    assert len(asked) == 1


def test_another_day_is_judged_anew(corpus: Corpus, asked: list[object]) -> None:
    corpus.audit(rulebook=JUDGED, as_of=AS_OF + dt.timedelta(days=1))
    assert len(asked) == 1


def test_other_waivers_are_judged_anew(corpus: Corpus, asked: list[object]) -> None:
    path = corpus.folder / "waivers.yaml"
    entry = "- {control: A7-1.15, owner: Li, reason: r, expires_on: %s}\n"
    for n, text in enumerate((entry % "2030-01-01", entry % "2031-01-01", "[]"), start=1):
        path.write_text(text, "utf-8")
        corpus.audit(rulebook=JUDGED, waivers=path)
        assert len(asked) == n


def test_another_rulebook_is_judged_anew(
    corpus: Corpus, asked: list[object], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    corpus.audit(rulebook=f"{LAW}#A7-1.16")
    assert len(asked) == 1
    changed = dataclasses.replace(load(LAW), digest="0" * 64)
    monkeypatch.setattr(auditing, "load", lambda _: changed)
    corpus.audit()
    corpus.audit()
    assert len(asked) == 2


@pytest.mark.parametrize("part", ["tool", "database", "code"])
def test_another_version_is_judged_anew(
    corpus: Corpus, asked: list[object], monkeypatch: pytest.MonkeyPatch, part: str
) -> None:
    match part:
        case "tool":
            monkeypatch.setattr(standing, "version", lambda _: "0.0.0")
        case "database":
            monkeypatch.setattr("duckdb.__version__", "0")
        case _:
            monkeypatch.setattr(standing, "_code", lambda: "another")
    corpus.audit(rulebook=JUDGED)
    assert len(asked) == 1


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM t_document WHERE row = 3",
        "UPDATE t_document SET licence = 'MIT' WHERE row = 3",
        "DELETE FROM t_finding",
        "INSERT INTO t_finding SELECT shard, 0, 'email', 'email', 0, 1, 1.0 FROM t_shard LIMIT 1",
        "UPDATE t_consent SET withdrawn_at = TIMESTAMPTZ '2020-01-01 00:00:00Z' WHERE line = 3",
        "UPDATE t_consent SET given_at = NULL",
        "INSERT INTO t_duplicate SELECT shard, 0, shard, 1, 1.0, 'near' FROM t_shard LIMIT 1",
        "UPDATE t_collected_item SET robots = 'disallowed'",
        "INSERT INTO t_reveal VALUES ('f', now(), 'Li', 'a complaint')",
        "UPDATE t_verdict SET outcome = 'pass', effective = 'pass', population = 1",
        "DELETE FROM t_verdict",
        "DELETE FROM t_reason; DELETE FROM t_measure",
        "UPDATE t_meta SET value = value || '0' WHERE name = 'judged'",
        "UPDATE t_run SET status = 'running'",
    ],
)
def test_a_catalogue_that_somebody_changed_is_judged_anew(corpus: Corpus, asked: list[object], statement: str) -> None:
    sql(corpus, statement)
    assert corpus.audit(rulebook=JUDGED).facts()["outcome"]["decision"]
    assert len(asked) == 1


@pytest.mark.parametrize("step", ["_declared", "_scanned", "_judged"])
def test_a_run_that_was_cut_off_leaves_none_that_could_stand(
    corpus: Corpus, asked: list[object], monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def cut_off(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(auditing, step, cut_off)
        with pytest.raises(KeyboardInterrupt):
            corpus.audit(rulebook=JUDGED)
    with connection.connect(corpus.catalogue, read_only=True) as con:
        assert con.execute("SELECT count(*) FROM verdict").fetchall() == [(0,)]
        assert con.execute("SELECT count(*) FROM t_meta WHERE name = 'judged'").fetchall() == [(0,)]
    assert corpus.audit(rulebook=JUDGED).exit_code == 0
    assert len(asked) == 1


def test_every_table_is_looked_at(corpus: Corpus) -> None:
    with connection.connect(corpus.catalogue, read_only=True) as con:
        tables = {name for (name,) in con.execute("SELECT table_name FROM duckdb_tables()").fetchall()}
        views = dict(con.execute("SELECT view_name, sql FROM duckdb_views() WHERE NOT internal").fetchall())
    assert tables >= standing.LARGE | standing.UNREAD
    ours = {"run", "verdict", "source_verdict", "verdict_reason", "measure"}
    for table in standing.UNREAD:
        assert not [
            name for name, text in views.items() if f" {table} " in f"{text} ".replace(";", " ") and name not in ours
        ]
