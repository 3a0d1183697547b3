"""JSON Lines: the fast way and the slow way agree, and every bad line has its name."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scanners.base import Columns, Limits
from scanners.readers import jsonl
from scanners.reading import Batch
from tests.scanners.shards import READERS, as_jsonl, fetch, read, task, write

QUICK = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@QUICK
@given(texts=st.lists(st.text('a中"\\\né\u2028\x85\0', max_size=9), max_size=9), escape=st.booleans())
def test_json_escapes_and_fast_path_agree(tmp_path: Path, texts: list[str], escape: bool) -> None:
    lines = [json.dumps({"text": t}, ensure_ascii=escape).encode() for t in texts]
    path = write(tmp_path / "s.jsonl", b"\n".join(lines))
    spoiled = write(tmp_path / "t.jsonl", b"\n".join([*lines, b"{"]))
    assert read(task(path, encoding="utf-8"))[0] == read(task(spoiled, encoding="utf-8"))[0] == dict(enumerate(texts))


GOOD = b'{"text":"good"}'


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"{", "bad_json"),
        (b'{"text":"a"} trailing', "bad_json"),
        (b'{"text":"a"}{"text":"b"}', "bad_json"),
        (b'{"text":"a"}null', "bad_json"),
        (b'{"text":"a","text":"b"}', "bad_json"),
        (b'{"text":"a","te\\u0078t":"b"}', "bad_json"),
        (b'{"text":"a","id":1,"id":2}', "bad_json"),
        (b'{"text":"a\x01"}', "bad_json"),
        (b'{"text":"a",}', "bad_json"),
        (b"\xef\xbf\xbd", "bad_json"),
        (b"null", "not_an_object"),
        (b"[1]", "not_an_object"),
        (b'"text"', "not_an_object"),
        (b'{"x":1}', "missing_column"),
        (b'{"text":null}', "text_null"),
        (b'{"text":1}', "text_not_string"),
        (b'{"text":{"a":"b"}}', "text_not_string"),
    ],
)
@pytest.mark.parametrize("before", [0, 3])
def test_bad_json_line(tmp_path: Path, line: bytes, reason: str, before: int) -> None:
    path = write(tmp_path / "s.jsonl", b"\n".join([*[GOOD] * before, line, b"", GOOD]))
    wanted = task(path, columns=Columns(id="id"))
    texts, bad = read(wanted)
    assert texts == dict.fromkeys([*range(before), before + 2], "good")
    assert [b for b in bad if b[0] is not None] == [(before, f"line {before + 1}", reason)]
    assert fetch(wanted, [before, before + 2]) == {before + 2: "good"}


@pytest.mark.parametrize(
    ("line", "text", "lossy"),
    [
        (b'{"text":"a","n":NaN}', "a", False),
        (b'{"text":"a\\ud800"}', "a\ufffd", True),
        (b'{"text":"a\xff"}', "a\ufffd", True),
        (b'{"text":"a","other":"\xff"}', "a", False),
        (b'{"text":"a","deep":' + b"[" * 5000 + b"]" * 5000 + b"}", "a", False),
        (b'{"text":"a","n":' + b"9" * 5000 + b"}", "a", False),
        (b'\xef\xbb\xbf{"text":"a"}', "a", False),
        (b' \t{"text":"a"} \r', "a", False),
        (b'{"other":{"text":1,"text":2},"text":"a"}', "a", False),
    ],
)
@pytest.mark.parametrize("neighbour", [GOOD, b"{"])
def test_odd_json_line_is_read_whatever_its_neighbours(
    tmp_path: Path, line: bytes, text: str, lossy: bool, neighbour: bytes
) -> None:
    wanted = task(write(tmp_path / "s.jsonl", neighbour + b"\n" + line + b"\n"), encoding="utf-8")
    batches = [b for b in jsonl.read(wanted) if isinstance(b, Batch)]
    assert {r: t for b in batches for r, t in zip(b.rows.to_pylist(), b.text.to_pylist(), strict=True)}[1] == text
    assert [row for b in batches for row in b.lossy] == ([1] if lossy else [])
    assert fetch(wanted, [1]) == {1: text}


def test_an_object_over_two_lines_is_never_one_record(tmp_path: Path) -> None:
    path = write(tmp_path / "s.jsonl", b'{"x":\n{"text":"a"}}\n{"text":"b"}{"text":"c"}\n')
    texts, bad = read(task(path))
    assert texts == {}
    assert [(row, reason) for row, _, reason in bad if row is not None] == [(k, "bad_json") for k in range(3)]


def meta(wanted: Any, name: str) -> list[Any]:
    items = READERS[wanted.format].read(wanted)
    return [v for b in items if isinstance(b, Batch) for v in b.meta[name].to_pylist()]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([1, 2, 3], [1, 2, 3]),
        ([1, 2.5, None], [1.0, 2.5, None]),
        ([True, None, False], [True, None, False]),
        (["a", "b", None], ["a", "b", None]),
        ([["MIT"], [], None], [["MIT"], [], None]),
        ([1, "a", None], ["1", "a", None]),
        ([{"k": 1}, None, 5], ['{"k":1}', None, "5"]),
        ([2**70, 1, 2], [str(2**70), "1", "2"]),
        ([None, None, 7], [None, None, 7]),
    ],
)
def test_json_metadata_as_stored(tmp_path: Path, values: list[Any], expected: list[Any]) -> None:
    lines = [json.dumps({"text": "t", "v": v}).encode() for v in values]
    path = write(tmp_path / "s.jsonl", b"\n".join(lines))
    assert meta(task(path, columns=Columns(id="v")), "id") == expected


def test_json_types_that_change_later(tmp_path: Path) -> None:
    values: list[Any] = [None] * 300 + [5] * 300 + ["x"] * 300
    path = write(tmp_path / "s.jsonl", b"\n".join(orjson.dumps({"text": "t" * 50, "v": v}) for v in values))
    found = meta(task(path, columns=Columns(id="v"), limits=Limits(batch_bytes=4000)), "id")
    assert [None if v is None else str(v) for v in found] == [None if v is None else str(v) for v in values]


def test_dotted_path_and_literal_name(tmp_path: Path) -> None:
    nested = write(tmp_path / "n.jsonl", b'{"meta":{"text":"a","id":7}}\n{"meta":null}\n{"meta":{"text":"b"}}\n')
    wanted = task(nested, columns=Columns(text="meta.text", id="meta.id"))
    assert read(wanted) == ({0: "a", 2: "b"}, [(1, "line 2", "text_null")])
    assert meta(wanted, "id") == [7, None]
    literal = write(tmp_path / "l.jsonl", b'{"meta.text":"a"}\n')
    assert read(task(literal, columns=Columns(text="meta.text"))) == ({0: "a"}, [])


def test_rows_are_physical_lines(tmp_path: Path) -> None:
    path = write(tmp_path / "s.jsonl", b"\n\r\n" + as_jsonl(["a"]) + b"  \n\n" + as_jsonl(["b"]))
    assert read(task(path)) == ({2: "a", 5: "b"}, [])
    assert fetch(task(path), [2, 3, 5]) == {2: "a", 5: "b"}


@pytest.mark.parametrize("start", [b"[", b"[\n", b" [ "])
def test_an_array_of_objects_is_one_part_that_was_not_read(tmp_path: Path, start: bytes) -> None:
    path = write(tmp_path / "s.json", start + b",\n".join([GOOD] * 3) + b"\n]\n")
    assert read(task(path)) == ({}, [(None, "line 1", "json_array")])
