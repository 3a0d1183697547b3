from __future__ import annotations

from random import Random
from typing import Any

import pyarrow as pa
import pytest

from provenance.demo import identifiers
from scanners.annotation import KINDS, columns
from scanners.digest import keyed
from scanners.evidence import ANNOTATION

SECRET = b"k" * 32


def found(**meta: list[Any]) -> dict[str, list[Any]]:
    n = len(next(iter(meta.values())))
    arrays = {name: pa.array(values) for name, values in meta.items()}
    return {name: column.to_pylist() for name, column in columns(arrays, SECRET, pa.array(range(n))).items()}


def test_nothing_is_said_where_no_column_is_mapped() -> None:
    assert found(id=["a", "b"]) == {}


def test_only_records_that_state_something_have_a_row() -> None:
    assert found(label_kind=["safety", None, " "], label_task_id=[None, None, "t-1"]) == {
        "row": [0, 2],
        "task_id": [None, "t-1"],
        "kind": ["safety", None],
    }


@pytest.mark.parametrize(
    "value", [["A.1.a", "A.4.e"], "A.1.a;A.4.e", '["A.1.a", "A.4.e"]', "A.1.a, A.4.e", "A.1.a、A.4.e"]
)
def test_risks_are_a_list_or_text_with_separators(value: Any) -> None:
    assert found(risk_ids=[value])["risk_ids"] == [["A.1.a", "A.4.e"]]


def test_no_risk_is_not_the_same_as_nothing_said_of_risks() -> None:
    assert found(risk_ids=[[], None]) == {"row": [0], "risk_ids": [[]]}


@pytest.mark.parametrize("name", ["ip_risk", "label_task_id", "label_batch_id", "label_risk", "risk_ids"])
def test_what_is_no_identifier_is_masked(name: str) -> None:
    mobile = identifiers.mobile(Random(1))
    rows = found(**{name: ["low", "张三，住北京", mobile, None]})
    (values,) = (column for ours, column in rows.items() if ours != "row")
    flat = [part for value in values for part in (value if isinstance(value, list) else [value])]
    assert flat[0] == "low"
    assert all(value.startswith("masked:") for value in flat[1:])
    assert rows["row"] == [0, 1, 2]


def test_people_are_digests_in_the_form_in_which_they_are_compared() -> None:
    rows = found(label_executor_id=["Wang"], label_reviewer_id=[" ｗang"])
    digest = keyed(SECRET, "subject", b"wang")
    assert (rows["executor_digest"], rows["reviewer_digest"]) == ([digest], [digest])


@pytest.mark.parametrize(("word", "kind"), [*KINDS.items(), ("Safety", "safety"), ("quality", "other"), ("", None)])
def test_kinds_of_labels(word: str, kind: str | None) -> None:
    assert found(label_kind=[word]).get("kind") == ([kind] if kind else [])


def test_every_column_is_one_of_the_table() -> None:
    names = ("risk_ids", "ip_risk", "task_id", "batch_id", "kind", "executor_id", "reviewer_id", "risk")
    meta = {n if n in ("risk_ids", "ip_risk") else f"label_{n}": pa.array(["x"]) for n in names}
    rows = columns(meta, SECRET, pa.array([0]))
    assert list(ANNOTATION.names) == sorted(rows, key=ANNOTATION.names.index)
    assert all(rows[f.name].type == f.type for f in ANNOTATION)
