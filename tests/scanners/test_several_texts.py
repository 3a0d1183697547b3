"""A text of several columns is one text, the same in every format and by every way of reading it."""

from __future__ import annotations

import csv as stdlib_csv
import io
from pathlib import Path

import orjson
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scanners import json_blocks
from scanners.base import Columns, Limits
from tests.scanners.shards import fetch, read, task, unexamined, write

NAMES = ("instruction", "input", "output")
COLUMNS = Columns(text=NAMES)
Row = tuple[str | None, str | None, str | None]
ROWS: list[Row] = [("问", "", "答"), ("a\nb", None, "😀"), (None, None, "c"), ("", "", ""), (None, "", None)]
JOINED = {0: "问\n\n答", 1: "a\nb\n\n😀", 2: "\n\nc", 3: "\n\n", 4: "\n\n"}


def table(rows: list[Row], kind: pa.DataType | None = None) -> pa.Table:
    columns = list(zip(*rows, strict=True))
    arrays = [pa.array(column, pa.string()) for column in columns]
    return pa.table({n: a if kind is None else a.cast(kind) for n, a in zip(NAMES, arrays, strict=True)})


def as_parquet(rows: list[Row]) -> bytes:
    out = io.BytesIO()
    pq.write_table(table(rows), out, row_group_size=2)
    return out.getvalue()


def as_arrow(rows: list[Row]) -> bytes:
    out = io.BytesIO()
    content = table(rows, pa.dictionary(pa.int32(), pa.string()))
    with pa.ipc.new_stream(out, content.schema) as writer:
        writer.write_table(content)
    return out.getvalue()


def as_jsonl(rows: list[Row]) -> bytes:
    return b"".join(orjson.dumps(dict(zip(NAMES, row, strict=True))) + b"\n" for row in rows)


def as_csv(rows: list[Row]) -> bytes:
    out = io.StringIO(newline="")
    stdlib_csv.writer(out).writerows([NAMES, *rows])
    return out.getvalue().encode()


WRITERS = {"parquet": as_parquet, "arrow": as_arrow, "jsonl": as_jsonl, "csv": as_csv}


@pytest.mark.parametrize("kind", WRITERS)
def test_values_are_joined_in_the_declared_order(tmp_path: Path, kind: str) -> None:
    wanted = task(write(tmp_path / "s", WRITERS[kind](ROWS)), kind, columns=COLUMNS)
    assert read(wanted) == (JOINED, [])
    assert fetch(wanted, [1, 3]) == {1: JOINED[1], 3: JOINED[3]}
    assert unexamined(wanted) == set()
    turned = task(Path(wanted.path), kind, columns=Columns(text=("output", "instruction")))
    assert read(turned)[0][0] == "答\n问"
    assert unexamined(turned) == {"input"}


@pytest.mark.parametrize("kind", ["parquet", "arrow", "jsonl"])
def test_a_record_without_any_part_is_null(tmp_path: Path, kind: str) -> None:
    wanted = task(write(tmp_path / "s", WRITERS[kind]([(None, None, None), *ROWS])), kind, columns=COLUMNS)
    texts, bad = read(wanted)
    assert texts == {row + 1: text for row, text in JOINED.items()}
    assert [(row, reason) for row, _, reason in bad] == [(0, "text_null")]


@pytest.mark.parametrize("kind", WRITERS)
def test_a_part_that_the_shard_has_not_is_named_and_the_others_are_read(tmp_path: Path, kind: str) -> None:
    path = write(tmp_path / "s", WRITERS[kind](ROWS[:1]))
    texts, bad = read(task(path, kind, columns=Columns(text=("instruction", "nowhere", "output"))))
    assert texts == {0: "问\n\n答" if kind == "jsonl" else "问\n答"}
    assert bad == [(None, "column text", "missing_column")]
    assert read(task(path, kind, columns=Columns(text=("here", "nowhere"))))[0] == {}


def test_members_that_are_absent_are_empty(tmp_path: Path) -> None:
    lines = (
        b'{"input":"a"}\n{"output":"b","input":null}\n{"x":1}\n{"input":1,"output":"b"}\n{"input":"a","input":"b"}\n'
    )
    texts, bad = read(task(write(tmp_path / "s", lines), columns=Columns(text=("input", "output"))))
    assert texts == {0: "a\n", 1: "\nb"}
    assert [(row, reason) for row, _, reason in bad] == [
        (2, "missing_column"),
        (3, "text_not_string"),
        (4, "bad_json"),
    ]


def test_the_largest_record_is_that_of_all_its_parts(tmp_path: Path) -> None:
    limits = Limits(record_bytes=100, batch_bytes=50)
    rows: list[Row] = [("a" * 40, "b" * 40, "c" * 40), ("a", "b", "c")]
    for kind in ("parquet", "arrow"):
        texts, bad = read(task(write(tmp_path / "s", WRITERS[kind](rows)), kind, columns=COLUMNS, limits=limits))
        assert texts == {1: "a\nb\nc"}
        assert [(row, reason) for row, _, reason in bad] == [(0, "record_too_large")]


PART = st.none() | st.text(st.characters(exclude_categories=["Cs"]), max_size=6)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.tuples(PART, PART, PART), min_size=1, max_size=12), batch=st.sampled_from([20, 8 << 20]))
def test_all_ways_agree(tmp_path: Path, rows: list[Row], batch: int) -> None:
    found = []
    for kind in ("parquet", "arrow", "jsonl"):
        path = write(tmp_path / kind, WRITERS[kind](rows))
        wanted = task(path, kind, columns=COLUMNS, limits=Limits(batch_bytes=batch), encoding=None)
        texts, bad = read(wanted)
        found.append((texts, {row for row, _, reason in bad if reason == "text_null"}))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(json_blocks, "_fast", lambda *_: None)
        texts, bad = read(wanted)
    found.append((texts, {row for row, _, reason in bad if reason == "text_null"}))
    assert all(one == found[0] for one in found)
