"""Each need of each control, made incomplete in every way, takes its pass away."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import pytest

from tests.expectations.bench import rulebook, sound, verdict

CORPUS = "(SELECT min(shard) FROM t_shard WHERE source = 'made')"
WORKS = "(SELECT min(shard) FROM t_shard WHERE source = 'novels')"
UNREAD = {
    "a shard failed": "UPDATE t_shard SET status = 'failed' WHERE shard = {shard}",
    "a shard is pending": "UPDATE t_shard SET status = 'pending' WHERE shard = {shard}",
    "a shard without a status": "UPDATE t_shard SET status = NULL WHERE shard = {shard}",
    "a shard is absent": "UPDATE t_shard SET present = false WHERE shard = {shard}",
    "presence unknown": "UPDATE t_shard SET present = NULL WHERE shard = {shard}",
    "a part was set aside": "UPDATE t_shard SET quarantined = 1 WHERE shard = {shard}",
    "set aside unknown": "UPDATE t_shard SET quarantined = NULL WHERE shard = {shard}",
    "a record was lost": "DELETE FROM t_document WHERE shard = {shard} AND row = 3",
    "a count was lost": "UPDATE t_shard SET records = NULL WHERE shard = {shard}",
    "no shard at all": "DELETE FROM t_shard WHERE shard = {shard}",
    "no shard is listed": "UPDATE t_shard SET listed = false WHERE shard = {shard}",
    "the view is gone": "DROP VIEW shard CASCADE",
}
UNSTAMPED = {
    "no stamp": "DELETE FROM t_stamp WHERE shard = {shard} AND scanner = '{name}'",
    "an older stamp": "UPDATE t_stamp SET version = version - 1 WHERE shard = {shard} AND scanner = '{name}'",
    "a stamp without a version": "UPDATE t_stamp SET version = NULL WHERE shard = {shard} AND scanner = '{name}'",
    "the scanner moved on": "UPDATE t_scanner SET version = version + 1 WHERE scanner = '{name}'",
    "the scanner has no version": "UPDATE t_scanner SET version = NULL WHERE scanner = '{name}'",
    "the scanner is gone": "DELETE FROM t_scanner WHERE scanner = '{name}'",
    "a shard failed": UNREAD["a shard failed"],
    "a part was set aside": UNREAD["a part was set aside"],
    "the view is gone": "DROP VIEW coverage CASCADE",
}
UNCOMPARED = {
    "pairs were left": "UPDATE t_reduce SET unverified = 1",
    "cut off": "UPDATE t_reduce SET unverified = NULL",
    "never done": "DELETE FROM t_reduce",
    "done by another version": "UPDATE t_reduce SET version = version - 1",
    "done by no version": "UPDATE t_reduce SET version = NULL",
}
UNSEARCHED = {
    **UNSTAMPED,
    "a detector of a user's own did not look": "INSERT INTO t_scanner VALUES ('mine', 1, 'other')",
    "a new detector did not look": "INSERT INTO t_label VALUES ('new_one', 'mac_id', 'device')",
    "no classes of labels": "DELETE FROM t_label_class",
    "a class of another rulebook": "UPDATE t_label_class SET category = NULL WHERE label = 'passport'",
    "a class is missing": "DELETE FROM t_label_class WHERE label = 'passport'",
    "a class too many": "INSERT INTO t_label_class BY NAME SELECT 'mine' AS label, 'other' AS kind",
    "a class stands twice": "INSERT INTO t_label_class SELECT * FROM t_label_class WHERE label = 'passport'",
    "a label that nobody classified": "UPDATE t_finding SET label = 'mine' WHERE scanner = 'licence_notice'",
    "the view of classes is gone": "DROP VIEW label_class CASCADE",
    "the view of those who look is gone": "DROP VIEW personal_scanner CASCADE",
}
REGISTER = {
    **{
        status: f"UPDATE t_register SET status = '{status}' WHERE kind = '{{name}}'"
        for status in ("missing", "bad_rows", "unreadable")
    },
    "no status": "UPDATE t_register SET status = NULL WHERE kind = '{name}'",
    "the view is gone": "DROP VIEW register CASCADE",
}
UNDECLARED = {
    "no data set": "DELETE FROM t_dataset",
    "two data sets": "INSERT INTO t_dataset SELECT * FROM t_dataset",
    "no corpus source": "UPDATE t_source SET role = 'works'",
    "no source": "DELETE FROM t_source",
    "the view is gone": "DROP VIEW dataset CASCADE",
}


def ways(need: str) -> dict[str, str]:
    """Statements that make a need incomplete, by name."""
    kind, _, name = need.partition(":")
    match kind:
        case "manifest":
            found = UNDECLARED
        case "documents" | "works":
            found = UNREAD
        case "scanner":
            found = UNSTAMPED
        case "scanners":
            found, name = UNSEARCHED, "email"
        case "near_duplicate":
            found, name = UNSTAMPED | UNCOMPARED, need
        case "register":
            found = REGISTER
        case _:
            found = {"the view is gone": f"DROP VIEW {kind} CASCADE"}
    return {way: sql.format(shard=WORKS if kind == "works" else CORPUS, name=name) for way, sql in found.items()}


CASES = [
    pytest.param(rule.id, sql, id=f"{rule.id} {need}: {way}")
    for rule in rulebook().rules.values()
    for need in rule.control.needs
    for way, sql in ways(need).items()
]


@pytest.fixture(scope="module")
def shared() -> Iterator[duckdb.DuckDBPyConnection]:
    con = sound()
    yield con
    con.close()


@pytest.fixture
def con(shared: duckdb.DuckDBPyConnection) -> Iterator[duckdb.DuckDBPyConnection]:
    shared.execute("BEGIN")
    yield shared
    shared.execute("ROLLBACK")


@pytest.mark.parametrize("rule", [rule.id for rule in rulebook().rules.values()])
def test_every_control_is_content_with_sound_evidence(shared: duckdb.DuckDBPyConnection, rule: str) -> None:
    assert verdict(shared, rule).outcome in ("pass", "not_applicable")


@pytest.mark.parametrize(("rule", "sql"), CASES)
def test_a_need_that_is_not_complete_takes_the_pass_away(con: duckdb.DuckDBPyConnection, rule: str, sql: str) -> None:
    con.execute(sql)
    found = verdict(con, rule)
    assert found.outcome in ("fail", "unproven")
    assert found.effective is found.outcome


@pytest.mark.parametrize(
    "sql", sorted({sql for case in CASES for sql in [str(case.values[1])] if not sql.startswith("DROP")})
)
def test_every_way_changes_something(con: duckdb.DuckDBPyConnection, sql: str) -> None:
    ((changed,),) = con.execute(sql).fetchall()
    assert changed > 0
