"""The figures beside a verdict, which counsel follows to the rows: whose they are, and what they say."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import pytest

from tests.expectations.bench import sound, verdict

CHILD = "INSERT INTO t_turns_fourteen SELECT shard, 0, 0, 18, 1, 2026 FROM t_shard WHERE source = 'web'"
LAWLESS = "UPDATE t_source SET pi_basis = 'legitimate_interest'"
STARTED = """DELETE FROM t_collection;
    INSERT INTO t_collection BY NAME SELECT source, DATE '2020-03-01' AS started_on FROM t_source"""


@pytest.fixture
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    with sound() as connection:
        yield connection


def test_a_missing_log_of_guardians_names_a_record_of_a_child(con: duckdb.DuckDBPyConnection) -> None:
    con.execute(
        f"UPDATE t_source SET child_directed = false; DELETE FROM t_register WHERE kind = 'guardian_consent'; {CHILD}"
    )
    found = verdict(con, "A7-3.04")
    (reason,) = (r for r in found.reasons if r.code == "no_guardian_consent_log")
    assert con.execute("SELECT source FROM shard WHERE shard = ?", [reason.shard]).fetchall() == [("web",)]
    assert (reason.row, reason.n) == (0, 1)
    assert [(m.source, m.value) for m in found.measures if m.name == "records_of_children"] == [("web", 1)]


def test_a_source_made_for_children_needs_no_record_to_lack_its_log(con: duckdb.DuckDBPyConnection) -> None:
    con.execute("DELETE FROM t_register WHERE kind = 'guardian_consent'; DELETE FROM t_turns_fourteen")
    found = [r for r in verdict(con, "A7-3.04").reasons if r.code == "no_guardian_consent_log"]
    assert found != []
    assert {(r.shard, r.row, r.n) for r in found} == {(None, None, 1)}


@pytest.mark.parametrize(
    ("fetched", "since"),
    [
        pytest.param(
            "fetched_at = TIMESTAMPTZ '2025-03-05'", "2025-03-05", id="the day of the record, where it has one"
        ),
        pytest.param("fetched_at = NULL", "2020-03-01", id="the first day of collection, where it has none"),
    ],
)
def test_a_basis_is_missing_since_the_first_record_was_collected(
    con: duckdb.DuckDBPyConnection, fetched: str, since: str
) -> None:
    con.execute(f"{LAWLESS}; {STARTED}; UPDATE t_document SET {fetched}")
    told = {r.detail["since"] for r in verdict(con, "A7-3.02").reasons if r.code == "basis_not_in_law"}
    assert told == {since}


def test_records_without_valid_consent_are_not_called_consents_that_match_nothing(
    con: duckdb.DuckDBPyConnection,
) -> None:
    def figures() -> dict[str, tuple[float | None, object, object]]:
        named = (m for m in verdict(con, "A7-3.06").measures if m.name == "records_covered_by_consent")
        return {m.source or "": (m.value, m.detail["not_covered"], m.detail["matching_nothing"]) for m in named}

    before = figures()
    con.execute("UPDATE t_consent SET withdrawn_at = TIMESTAMPTZ '2026-01-01' WHERE kind = 'consent' AND line = 3")
    after = figures()
    (source,) = (s for s in before if before[s] != after[s])
    assert before[source][1] == 0
    assert after[source][1] == 1
    assert after[source][2] is None


def test_recall_is_told_of_personal_information_alone(con: duckdb.DuckDBPyConnection) -> None:
    con.execute(
        "INSERT INTO t_detector_quality SELECT * REPLACE ('email_specimen' AS label) FROM t_detector_quality WHERE label = 'email'"
    )
    told = {m.detail["label"] for m in verdict(con, "A7-3.12").measures}
    assert "email" in told
    assert "email_specimen" not in told
