"""SQL that a person asks of an audit: what it reaches, what it is told where it is wrong, and that no answer of that kind holds data."""

from __future__ import annotations

import re
import traceback
from pathlib import Path

import duckdb
import pytest

from provenance.notebook import Audit
from tests.provenance.report_sample import empty_catalogue, fill_sample, sample_rulebook

LATE = """
SELECT CASE WHEN i < 3000000 THEN i::VARCHAR ELSE d.id END::INTEGER AS n
FROM range(3000001) r(i), document d WHERE d.id LIKE '%@%'
"""
"""Breaks after the first rows, of which Arrow tells and not DuckDB."""


@pytest.fixture(scope="module")
def audit(tmp_path_factory: pytest.TempPathFactory) -> Audit:
    path = tmp_path_factory.mktemp("catalogue") / "sample.duckdb"
    with empty_catalogue(path) as con:
        fill_sample(con)
    return Audit(path, sample_rulebook(), 10)


def test_sql_binds_by_name_and_by_position(audit: Audit) -> None:
    named = audit.sql("SELECT count(*) AS n FROM finding WHERE label = $label", {"label": "email"})
    placed = audit.sql("SELECT count(*) AS n FROM finding WHERE label = ?", ["email"])
    assert named["n"].item() == placed["n"].item() == 2


@pytest.mark.parametrize(
    "query",
    [
        "DELETE FROM t_verdict",
        "UPDATE t_verdict SET outcome = 'pass'",
        "CREATE TABLE t (a INTEGER)",
        "COPY (SELECT 1) TO '{folder}/out.csv'",
        "SELECT * FROM read_csv('{folder}/in.csv')",
        "SELECT * FROM '{folder}/in.csv'",
        "ATTACH '{folder}/other.duckdb'",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SET enable_external_access = true",
        "SET python_enable_replacements = true",
        "SELECT * FROM frame_of_the_caller",
    ],
)
def test_sql_reaches_nothing_but_the_catalogue(audit: Audit, query: str, tmp_path: Path) -> None:
    frame_of_the_caller = audit.sources  # a replacement scan would find this name
    tmp_path.joinpath("in.csv").write_text("a\n1\n")
    with pytest.raises(duckdb.Error):
        audit.sql(query.format(folder=tmp_path))
    assert len(frame_of_the_caller) == 3
    assert [p.name for p in tmp_path.iterdir()] == ["in.csv"]


def test_sql_takes_one_statement(audit: Audit) -> None:
    with pytest.raises(ValueError, match="holds 2 statements"):
        audit.sql("SELECT 1; SELECT 2")
    assert audit.sql("SELECT 1 AS n; -- ; no other").n.tolist() == [1]


@pytest.mark.parametrize(
    ("query", "values", "message"),
    [
        ("SELECT $a, $b", {"a": 1}, r"^no value is given for \$b$"),
        ("SELECT $a", {"a": 1, "c": 2}, r"^the query does not name \$c$"),
        ("SELECT ?", None, r"^no value is given for \$1$"),
        ("SELECT ?", ["a", "b"], r"^the query does not name \$2$"),
    ],
)
def test_sql_names_the_values_that_do_not_fit(
    audit: Audit, query: str, values: list[str] | dict[str, object] | None, message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        audit.sql(query, values)


@pytest.mark.parametrize(
    ("query", "kind", "message"),
    [
        ("SELEC 1", duckdb.ParserException, 'Parser Error: syntax error at or near "SELEC"'),
        (
            "SELECT licens FROM source",
            duckdb.BinderException,
            '"licens" not found in FROM clause! Candidate bindings: ',
        ),
        ("SELECT * FROM sorce", duckdb.CatalogException, "Table with name sorce does not exist! Did you mean "),
        ("DELETE FROM t_verdict", duckdb.InvalidInputException, "DELETE is refused: the catalogue is only read here"),
        ("FROM read_csv('in.csv')", duckdb.PermissionException, "a query reaches nothing but the catalogue"),
    ],
)
def test_a_wrong_query_is_one_short_error(audit: Audit, query: str, kind: type[duckdb.Error], message: str) -> None:
    with pytest.raises(kind) as caught:
        audit.sql(query)
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)
    assert caught.value.__context__ is None
    assert len(caught.traceback) == 2


@pytest.mark.parametrize(
    "query",
    [
        "SELECT id::INTEGER AS n FROM document",
        "SELECT error(id) AS n FROM document WHERE id LIKE '%@%'",
        LATE,
        "SELECT nothing FROM (PIVOT document ON id USING count(*))",
    ],
)
def test_no_error_of_a_query_quotes_data(audit: Audit, query: str) -> None:
    with pytest.raises(duckdb.Error) as caught:
        audit.sql(query)
    shown = "".join(traceback.format_exception(caught.value))
    assert "Error: " in str(caught.value)
    assert not re.search(r"someone@|13800138000|doc-0", shown)


def test_sql_without_a_statement_says_so(audit: Audit) -> None:
    with pytest.raises(ValueError, match="gives rows"):
        audit.sql("-- nothing")
