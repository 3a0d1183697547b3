"""The check of the demo sees every difference between an audit and the truth, against a catalogue made by hand."""

from __future__ import annotations

import importlib.resources
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from provenance.demo import AS_OF, check, planted_texts, truth

PLANTED = truth.Planted(
    findings=(truth.Finding("d0", "email", 3, 9),),
    pairs=(truth.Pair("d0", "d1", "near"), truth.Pair("d1", "w0", "work")),
    notices=(truth.Notice("d1", "MIT"),),
    labels=(truth.Label("d0", "json", True, "X"),),
    broken=(truth.Broken("b/cut.jsonl.gz", "truncated"),),
    audited=("s", "w"),
)
EXPECTED = truth.Expected(
    {"A7-1.01": "fail"}, {"A7-1.01": {"s": "fail"}}, {"A7-1.01": {"s": ("orphan",), "-": ("none",)}}
)
ROWS = """
INSERT INTO t_source (source, role) VALUES ('s', 'corpus'), ('w', 'works'), ('other', 'corpus');
INSERT INTO t_shard (shard, source, path) VALUES (1, 's', 'corpus/s/a.jsonl'), (2, 'w', 'corpus/w/a.jsonl'), (3, 'other', 'b/cut.jsonl.gz');
INSERT INTO t_document (shard, row, id) VALUES (1, 0, 'd0'), (1, 1, 'd1'), (2, 0, 'w0'), (3, 0, 'o0');
INSERT INTO t_label VALUES ('email', 'email', 'personal');
INSERT INTO t_finding VALUES (1, 0, 'email', 'email', 3, 9, 0.9), (1, 1, 'email', 'email', 0, 4, 0.3);
INSERT INTO t_finding VALUES (3, 0, 'email', 'email', 0, 4, 0.9);
INSERT INTO t_licence_detection VALUES (1, 1, 0, 3, 'MIT', 1);
INSERT INTO t_aigc_label VALUES (1, 0, 0, 3, 'json', '1', 'code', 'X', 'generate', true);
INSERT INTO t_duplicate VALUES (1, 1, 1, 0, 0.9, 'near');
INSERT INTO t_work_match VALUES (1, 1, 2, 0, 0, 3, 0, 3, 0.9, 'near');
INSERT INTO t_quarantine VALUES (3, 7, 'byte 7', 'truncated');
INSERT INTO t_verdict (control, outcome) VALUES ('A7-1.01', 'fail');
INSERT INTO t_source_verdict (control, source, outcome) VALUES ('A7-1.01', NULL, 'pass'),
  ('A7-1.01', 's', 'fail'), ('A7-1.01', 'other', 'pass');
INSERT INTO t_reason (control, source, reason) VALUES ('A7-1.01', 's', 'orphan'), ('A7-1.01', NULL, 'none'), ('A7-1.01', 's', 'more');
"""


def checked(tmp_path: Path, change: str) -> list[str]:
    catalogue = tmp_path / "catalogue.duckdb"
    with duckdb.connect(str(catalogue)) as connection:
        connection.execute(
            importlib.resources.files("provenance").joinpath("catalogue.sql").read_text(encoding="utf-8")
        )
        connection.execute(ROWS + change)
    truth.write(truth.Truth("refused", 7, AS_OF, EXPECTED, PLANTED), tmp_path / "truth.json")
    return check(catalogue, tmp_path / "truth.json")


def test_check_is_content_with_what_was_expected(tmp_path: Path) -> None:
    assert checked(tmp_path, "") == []


@pytest.mark.parametrize(
    ("change", "differences"),
    [
        (
            "UPDATE t_verdict SET outcome = 'pass'",
            ["verdict missing: A7-1.01 fail", "verdict not expected: A7-1.01 pass"],
        ),
        ("INSERT INTO t_verdict (control, outcome) VALUES ('A7-9.99', 'pass')", ["verdict not expected: A7-9.99 pass"]),
        (
            "UPDATE t_source_verdict SET outcome = 'pass' WHERE source = 's'",
            ["verdict of A7-1.01 for s: expected fail, got pass"],
        ),
        ("DELETE FROM t_source_verdict WHERE source = 's'", ["verdict of A7-1.01 for s: expected fail, got none"]),
        ("DELETE FROM t_reason WHERE reason = 'orphan'", ["reason of A7-1.01 for s: expected orphan, not given"]),
        ("DELETE FROM t_finding WHERE row = 0 AND shard = 1", ["finding missing: d0 email 3 9"]),
        (
            "UPDATE t_finding SET stop = 10 WHERE stop = 9",
            ["finding missing: d0 email 3 9", "finding not expected: d0 email 3 10"],
        ),
        ("UPDATE t_finding SET score = 0.9", ["finding not expected: d1 email 0 4"]),
        ("DELETE FROM t_licence_detection", ["licence missing: d1 MIT"]),
        (
            "UPDATE t_aigc_label SET valid = false",
            ["label missing: d0 json True X", "label not expected: d0 json False X"],
        ),
        ("DELETE FROM t_duplicate", ["pair missing: d0 d1 near"]),
        ("UPDATE t_duplicate SET similarity = 0.7", ["pair missing: d0 d1 near"]),
        ("DELETE FROM t_work_match", ["pair missing: d1 w0 work"]),
        ("INSERT INTO t_duplicate VALUES (1, 1, 2, 0, 0.9, 'near')", ["pair not expected: d1 w0 near"]),
        ("DELETE FROM t_quarantine", ["quarantine: truncated in b/cut.jsonl.gz is missing"]),
        ("DELETE FROM t_document WHERE id = 'd0'", 3),
    ],
)
def test_check_sees_every_difference(tmp_path: Path, change: str, differences: list[str] | int) -> None:
    got = checked(tmp_path, change)
    assert len(got) == differences if isinstance(differences, int) else got == differences


def test_truth_survives_being_written(tmp_path: Path) -> None:
    whole = truth.Truth("clean", 7, AS_OF, EXPECTED, replace(PLANTED, private=("甲",)))
    truth.write(whole, tmp_path / "truth.json")
    assert truth.read(tmp_path / "truth.json") == whole
    assert planted_texts(tmp_path) == ["甲"]
