"""A control file that could fail open is refused when it is parsed."""

from __future__ import annotations

import duckdb
import pytest

from expectations.control import Control, ControlError, parse
from expectations.selects import reader

GOOD = """-- control: good
-- needs: {needs}
{empty}
-- section: population
SELECT source, count(*) AS n FROM document GROUP BY source;
-- section: {section}
{sql};
"""
FAIL = "SELECT source, 'broken' AS reason FROM document"


def control(sql: str = FAIL, needs: str = "documents", section: str = "fail", empty: str = "") -> Control:
    text = GOOD.format(needs=needs, section=section, sql=sql, empty=empty)
    with duckdb.connect(":memory:") as con:
        return parse("good", text, reader(con))


def refusal(sql: str = FAIL, **changes: str) -> str:
    with pytest.raises(ControlError) as raised:
        control(sql, **changes)
    return str(raised.value)


def test_a_sound_control_is_a_value() -> None:
    found = control(
        "WITH held AS (SELECT * FROM main.document) SELECT source, CASE WHEN row > $k THEN 'a' ELSE 'b' END AS reason, 1 AS n FROM held",
        empty="-- empty: nothing_there",
    )
    assert (found.needs, found.parameters, found.reasons) == (("documents",), {"k"}, {"a", "b", "nothing_there"})
    assert found.sections["fail"].views == {"document"}


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"needs": ""}, "declares no needs"),
        ({"needs": "documents, everything"}, "need 'everything' is unknown"),
        ({"needs": "documents, register:gossip"}, "need 'register:gossip' is unknown"),
        ({"needs": "manifest"}, "reads 'document', which its needs do not open"),
        ({"section": "doubt"}, "section 'doubt' is unknown"),
        ({"section": "population"}, "stands twice"),
        ({"empty": "-- empty: Not A Code"}, "must be a reason code"),
    ],
)
def test_a_wrong_header_is_refused(changes: dict[str, str], said: str) -> None:
    assert said in refusal(**changes)


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("SELECT source, 'x' AS reason FROM finding WHERE scanner = 'email'", "reads 'finding'"),
        ("SELECT source, 'x' AS reason FROM \"t_document\"", "reads 't_document'"),
        (
            "WITH t_document AS (SELECT * FROM t_document) SELECT source, 'x' AS reason FROM t_document",
            "reads 't_document'",
        ),
        ("SELECT source, 'x' AS reason FROM other.document", "reads 'other.document'"),
        ("SELECT source, 'x' AS reason FROM document WHERE EXISTS (SELECT 1 FROM consent)", "reads 'consent'"),
        ("SELECT source, 'x' AS reason FROM coverage WHERE scanner IN ('email')", "names the scanner 'email'"),
        ("SELECT source, 'x' AS reason FROM coverage c WHERE 'email' <> c.scanner", "names the scanner 'email'"),
        ("SELECT NULL AS source, 'x' AS reason FROM read_csv('/etc/passwd')", "table function 'read_csv'"),
        ("SELECT source, 'x' AS reason FROM '/data/x.parquet'", "'/data/x.parquet'"),
        ("SELECT source, 'x' AS reason FROM document WHERE random() < 1", "another answer tomorrow"),
        ("SELECT source, 'x' AS reason FROM document WHERE current_date > fetched_at", "another answer tomorrow"),
        (
            "SELECT source, 'x' AS reason FROM document; SELECT source, 'x' AS reason FROM document",
            "must be one SELECT",
        ),
        ("DELETE FROM document", "must be one SELECT"),
        ("SELECT source, 'x' AS reason FROM", "must be one SELECT"),
        ("SELECT * FROM document", "must name its columns"),
        ("SELECT source, count(*) AS n FROM document GROUP BY source", "has no column 'reason'"),
        ("SELECT source, language AS reason FROM document", "gives no reason code"),
    ],
)
def test_a_section_that_could_hide_something_is_refused(sql: str, said: str) -> None:
    assert said in refusal(sql)


def test_findings_are_read_of_named_scanners_only() -> None:
    sql = "SELECT source, 'x' AS reason FROM finding WHERE label = 'email'"
    assert "without naming a scanner" in refusal(sql, needs="documents, scanner:email")


def test_all_problems_are_told_at_once() -> None:
    with duckdb.connect(":memory:") as con, pytest.raises(ControlError) as raised:
        parse("good", "-- control: bad\n-- section: fail\nSELECT 1", reader(con))
    assert len(raised.value.problems) >= 4
