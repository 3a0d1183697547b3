"""Every control against its table of cases: the rows of a sound catalogue are changed, and the verdict must follow."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest
import yaml

from expectations.verdict import Outcome
from tests.expectations.bench import codes, empty, only, rulebook, sound, verdict

CASES = Path(__file__).parent / "cases"
RULES = {rule.control.name: rule for rule in rulebook().rules.values()}


def read(name: str) -> list[dict[str, Any]]:
    cases: list[dict[str, Any]] = yaml.safe_load((CASES / f"{name}.yml").read_text("utf-8"))
    return cases


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


@pytest.mark.parametrize(
    ("name", "case"), [pytest.param(n, c, id=f"{n}: {c['case']}") for n in sorted(RULES) for c in read(n)]
)
def test_case(con: duckdb.DuckDBPyConnection, name: str, case: dict[str, Any]) -> None:
    con.execute(case["do"])
    found = verdict(con, RULES[name].id)
    assert (found.outcome.value, codes(found)) == (case["outcome"], set(case["reasons"]))
    assert sum(r.n for r in found.reasons if r.outcome.value == "fail") == found.failed
    figures = {f"{m.name} {m.source}" if m.source else m.name: str(m.value) for m in found.measures}
    assert {name: figures.get(name) for name in case.get("measures", {})} == case.get("measures", {})


def test_every_control_has_cases_and_every_case_file_a_control() -> None:
    assert {p.stem for p in CASES.iterdir()} == set(RULES)
    assert all((CASES / f"{n}.yml").read_text("utf-8").startswith(f"# {rule.id}") for n, rule in RULES.items())


@pytest.mark.parametrize("name", sorted(RULES))
def test_every_reason_code_and_outcome_is_shown_by_a_case(name: str) -> None:
    cases = read(name)
    assert RULES[name].control.reasons <= {code for case in cases for code in case["reasons"]}
    wanted = {"pass", "unproven"} | (RULES[name].control.sections.keys() & {"fail", "review"})
    wanted |= {"not_applicable"} if RULES[name].control.empty else set()
    assert wanted <= {case["outcome"] for case in cases}


def test_an_empty_catalogue_proves_nothing() -> None:
    con = empty()
    assert {rule.id for rule in RULES.values() if verdict(con, rule.id, only(rule.id)).outcome != "unproven"} == set()


def test_a_waiver_covers_no_audit_that_did_not_work() -> None:
    with sound() as con:
        con.execute(
            "INSERT INTO t_waiver BY NAME SELECT 'A7-3.01' AS control, 'x' AS owner, 'y' AS reason, "
            "DATE '2030-01-01' AS expires_on, 'active' AS status"
        )
        con.execute("UPDATE t_shard SET status = 'failed' WHERE source = 'chat'")
        covered = verdict(con, "A7-3.01")
        con.execute("DELETE FROM t_scanner WHERE scanner = 'email'")
        blind = verdict(con, "A7-3.01")
    assert (covered.outcome, covered.effective) == (Outcome.UNPROVEN, Outcome.PASS)
    assert (blind.outcome, blind.effective) == (Outcome.UNPROVEN, Outcome.UNPROVEN)
