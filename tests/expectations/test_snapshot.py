"""Views that are computed once for all controls: the judgement is the same, and nothing of them stays."""

from __future__ import annotations

import duckdb
import pytest

from expectations import snapshot
from expectations.judge import judge
from tests.expectations.bench import TODAY, codes, rulebook, sound, verdict

TEMPORARY = "SELECT table_name FROM duckdb_tables() WHERE temporary"


def test_a_judgement_over_copies_is_the_judgement_over_views(monkeypatch: pytest.MonkeyPatch) -> None:
    over_copies = judge(sound(), rulebook(), TODAY)
    monkeypatch.setattr(snapshot, "MOST_RECORDS", -1)
    assert judge(sound(), rulebook(), TODAY) == over_copies


def test_copies_are_there_while_it_lasts_and_gone_afterwards() -> None:
    con = sound()
    with snapshot.snapshot(con):
        assert {name for (name,) in con.execute(TEMPORARY).fetchall()} == set(snapshot.VIEWS)
    assert con.execute(TEMPORARY).fetchall() == []


def test_a_large_catalogue_is_not_copied() -> None:
    con = sound()
    con.execute("UPDATE t_shard SET records = ?", [snapshot.MOST_RECORDS + 1])
    with snapshot.snapshot(con):
        assert con.execute(TEMPORARY).fetchall() == []


@pytest.mark.parametrize(
    ("view", "control"), [("document", "A7-4.09"), ("personal_finding", "A7-3.02"), ("repeated", "A7-4.05")]
)
def test_a_view_that_is_gone_breaks_the_control_that_reads_it(view: str, control: str) -> None:
    con = sound()
    con.execute(f"DROP VIEW {view} CASCADE")
    assert "query_failed" in codes(verdict(con, control))


def test_what_was_written_between_two_judgements_counts() -> None:
    con = sound()
    before = judge(con, rulebook(), TODAY)
    con.execute("DELETE FROM t_document")
    assert judge(con, rulebook(), TODAY) != before


def test_a_connection_that_may_not_write_can_be_judged(tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("held") / "a.duckdb"
    con = sound()
    con.execute(f"ATTACH '{path}' AS held")
    con.execute("COPY FROM DATABASE memory TO held")
    con.execute("DETACH held")
    with duckdb.connect(str(path), read_only=True) as reader:
        assert judge(reader, rulebook(), TODAY) == judge(con, rulebook(), TODAY)


def test_a_transaction_of_the_callers_is_left_alone() -> None:
    con = sound()
    con.execute("BEGIN")
    con.execute("DROP VIEW coverage CASCADE")
    with snapshot.snapshot(con):
        assert con.execute(TEMPORARY).fetchall() == []
    con.execute("ROLLBACK")
    assert con.execute("SELECT count(*) > 0 FROM coverage").fetchall() == [(True,)]


def test_a_view_that_cannot_be_read_is_not_copied_and_breaks_the_query_that_asks() -> None:
    con = sound()
    con.execute("DROP VIEW coverage CASCADE")
    with snapshot.snapshot(con):
        assert ("coverage",) not in con.execute(TEMPORARY).fetchall()
    assert any(reason.code == "evidence_unreadable" for v in judge(con, rulebook(), TODAY) for reason in v.reasons)
    assert con.execute(TEMPORARY).fetchall() == []


def test_the_threads_are_as_before() -> None:
    con = sound()
    con.execute("SET threads = 3")
    with snapshot.snapshot(con):
        assert con.execute("SELECT current_setting('threads')").fetchall() == [(1,)]
    assert con.execute("SELECT current_setting('threads')").fetchall() == [(3,)]
    con.execute("SET lock_configuration = true")
    with snapshot.snapshot(con):
        assert con.execute("SELECT current_setting('threads')").fetchall() == [(3,)]
