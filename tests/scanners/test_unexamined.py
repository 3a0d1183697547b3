"""Columns that nobody mapped are named, whatever hides them; those that cannot hold text are not."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import orjson
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from provenance.demo import identifiers
from scanners import json_blocks
from scanners.base import Columns, Limits
from scanners.readers import jsonl
from scanners.reading import Batch
from scanners.unexamined import MOST, UNTOLD, can_hold_text
from scanners.worker import scan
from tests.scanners.shards import task, unexamined, write

WORDS = pa.array(["a", "b"])
TABLE = {
    "text": WORDS,
    "id": WORDS,
    "large": WORDS.cast(pa.large_string()),
    "bytes": WORDS.cast(pa.binary()),
    "coded": WORDS.dictionary_encode(),
    "list": pa.array([["a"], []]),
    "turns": pa.array([[{"said": "a", "n": 1}], None]),
    "map": pa.array([[("k", "v")], []], pa.map_(pa.string(), pa.string())),
    "meta": pa.array([{"url": "u", "title": "t", "n": 1}] * 2),
    "number": pa.array([1, 2]),
    "share": pa.array([0.5, None]),
    "flag": pa.array([True, False]),
    "day": pa.array([1, 2], pa.date32()),
    "numbers": pa.array([[1], [2]]),
    "nothing": pa.nulls(2),
}
TEXTS = {"large", "bytes", "coded", "list", "turns", "map", "meta"}


def stored(folder: Path, kind: str) -> Path:
    out = io.BytesIO()
    table = pa.table(TABLE)
    if kind == "parquet":
        pq.write_table(table, out)
    else:
        with pa.ipc.new_file(out, table.schema) as writer:
            writer.write_table(table)
    return write(folder / kind, out.getvalue())


def lines(*objects: Any) -> bytes:
    return b"".join(orjson.dumps(o) + b"\n" for o in objects)


@pytest.mark.parametrize("kind", ["parquet", "arrow"])
def test_columns_of_a_schema(tmp_path: Path, kind: str) -> None:
    path = stored(tmp_path, kind)
    assert unexamined(task(path, kind, columns=Columns(id="id"))) == TEXTS
    declared = Columns(id="id", not_examined=("large", "coded", "meta.title", "nowhere"))
    assert unexamined(task(path, kind, columns=declared)) == TEXTS - {"large", "coded", "meta"} | {"meta.url"}


def test_columns_of_a_header(tmp_path: Path) -> None:
    path = write(tmp_path / "s", b"text,id,,output,output\na,b,c,d,e\n")
    assert unexamined(task(path, "csv", columns=Columns(id="id"))) == {"(unnamed)", "output"}
    assert unexamined(task(path, "csv", columns=Columns(not_examined=("(unnamed)", "output")))) == {"id"}


def test_a_type_that_nobody_knows_can_hold_text() -> None:
    assert can_hold_text(pa.json_())
    assert can_hold_text(pa.run_end_encoded(pa.int32(), pa.string()))
    assert can_hold_text(pa.dense_union([pa.field("a", pa.int8()), pa.field("b", pa.string())]))
    assert not can_hold_text(pa.list_(pa.duration("s")))


MEMBERS = {
    "string": "a",
    "empty": "",
    "date": "2024-01-01",
    "list": ["a"],
    "turns": [{"said": "a"}],
    "object": {"deep": {"deeper": [[], ["a"]]}},
    "number": 1,
    "share": 0.5,
    "large": 1e300,
    "flag": True,
    "null": None,
    "numbers": [1, [2.5]],
    "counts": {"n": 1},
}
STRINGS = {"string", "empty", "date", "list", "turns", "object"}


@pytest.mark.parametrize("late", [0, json_blocks.LEARNT_FROM + 10])
@pytest.mark.parametrize("name", MEMBERS)
def test_members_wherever_they_stand(tmp_path: Path, name: str, late: int) -> None:
    plain = [{"text": "a", "n": 1}] * late
    path = write(tmp_path / "s", lines(*plain, {"text": "b", name: MEMBERS[name]}, *plain))
    assert unexamined(task(path)) == ({name} & STRINGS)


@pytest.mark.parametrize("values", [(1, "a"), ("a", {"b": 1}), ({"b": 1}, {"b": "x"}), ({"b": 1}, ["x"]), ([], ["x"])])
def test_members_of_changing_types(tmp_path: Path, values: tuple[Any, ...]) -> None:
    path = write(tmp_path / "s", lines(*({"text": "a", "x": v} for v in values)) * 100)
    assert unexamined(task(path)) == {"x"}
    late = lines(*[{"text": "a", "x": values[0]}] * 100, {"text": "a", "x": values[1]})
    assert unexamined(task(write(tmp_path / "s", late))) == {"x"}


def test_other_members_of_an_object_that_holds_a_mapped_one(tmp_path: Path) -> None:
    path = write(tmp_path / "s", lines({"text": "a", "meta": {"url": "u", "title": "t", "n": 1}}, {"text": "b"}))
    assert unexamined(task(path)) == {"meta"}
    assert unexamined(task(path, columns=Columns(url="meta.url"))) == {"meta.title"}
    assert unexamined(task(path, columns=Columns(url="meta.url", not_examined=("meta.title",)))) == set()
    assert unexamined(task(path, columns=Columns(not_examined=("meta",)))) == set()


def test_a_string_in_the_place_of_an_object_that_holds_a_mapped_member(tmp_path: Path) -> None:
    path = write(tmp_path / "s", lines({"text": "a", "meta": {"url": "u"}}, {"text": "b", "meta": "words"}))
    assert unexamined(task(path, columns=Columns(url="meta.url"))) == {"meta"}


def test_a_line_that_is_quarantined_has_members_too(tmp_path: Path) -> None:
    assert unexamined(task(write(tmp_path / "s", lines({"text": None, "x": "a"})))) == {"x"}


def test_members_that_nobody_can_tell_are_not_passed_over(tmp_path: Path) -> None:
    deep = b'{"text":"a","x":' + b"[" * 2000 + b'"b"' + b"]" * 2000 + b"}\n"
    for padding in (b"", b"\n"):
        found = unexamined(task(write(tmp_path / "s", deep + padding + lines({"text": "b"}))))
        assert found & {"x", UNTOLD}


def test_a_name_that_is_no_text_is_a_name(tmp_path: Path) -> None:
    path = write(tmp_path / "s", b'{"text":"a","\xff":"b"}\n{"text":"a","\\ud800":"b"}\n')
    assert unexamined(task(path, encoding="utf-8")) == {"?"}


def test_names_that_may_be_somebodys_leave_the_worker_masked(tmp_path: Path) -> None:
    mobile = identifiers.mobile(Random(7))
    names = ["output", "问题_2", "meta.title", mobile, "张三住在北京", "a sentence of a text", "who@example.com"]
    path = write(tmp_path / "s", lines({"text": "a"} | dict.fromkeys(names, "b")))
    wanted = task(path, columns=Columns(not_examined=(mobile, "output")))
    report = scan(replace(wanted, spool=str(tmp_path / "spool")))
    assert report.unexamined_columns is not None
    assert [name for name in report.unexamined_columns if not name.startswith("masked:")] == ["meta.title", "问题_2"]
    assert len(report.unexamined_columns) == len(names) - 2
    assert [name.partition(":")[0] for name in report.not_examined] == ["masked", "output"]


def test_many_members_are_bounded(tmp_path: Path) -> None:
    path = write(tmp_path / "s", lines(*({"text": "a", f"k{k}": "b"} for k in range(500))))
    assert len(unexamined(task(path))) == MOST + 1


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**60), 2**60) | st.floats(allow_nan=False) | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("pqr"), inner, max_size=3),
    max_leaves=5,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    records=st.lists(st.dictionaries(st.sampled_from(["a", "b", "meta", "meta.x"]), VALUES, max_size=4), max_size=90),
    batch=st.sampled_from([200, 8 << 20]),
)
def test_blocks_and_lines_agree(tmp_path: Path, records: list[dict[str, Any]], batch: int) -> None:
    path = write(tmp_path / "s", lines(*({"text": "t"} | r for r in records)))
    wanted = task(path, columns=Columns(url="meta.p", not_examined=("b",)), limits=Limits(batch_bytes=batch))
    by_blocks = unexamined(wanted)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(json_blocks, "_fast", lambda *_: None)
        assert unexamined(wanted) == by_blocks


def test_members_that_were_learnt_do_not_hinder_the_blocks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path / "s", lines(*({"text": str(k), "n": k, "x": {"y": ["z"]}} for k in range(500))))
    monkeypatch.setattr(json_blocks, "_slow", None)
    monkeypatch.setattr(json_blocks, "_lines", None)
    found = [item for item in jsonl.read(task(path, limits=Limits(batch_bytes=2000))) if isinstance(item, Batch)]
    assert sum(len(batch.rows) for batch in found) == 500
