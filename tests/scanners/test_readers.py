"""Readers: what is good comes out whole and in its place, what is not is named, nothing raises."""

from __future__ import annotations

import json
import os
import random
from pathlib import Path
from typing import Any

import orjson
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scanners.base import Batch, Columns, Limits
from scanners.readers import files, jsonl
from tests.scanners.shards import COMPRESSORS, READERS, WRITERS, as_arrow, as_jsonl, as_parquet, fetch, read, task

QUICK = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
TEXTS = st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=40), min_size=1, max_size=12)
SAMPLE = ["一篇文章，" * 40, "", 'quoted "text", with\nline ends\r\n', "nul \0 byte", "emoji 😀", "plain"] * 3


def write(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("compression", COMPRESSORS)
@pytest.mark.parametrize("kind", WRITERS)
@QUICK
@given(texts=TEXTS, batch=st.sampled_from([16, 200, 8 << 20]))
def test_round_trip(tmp_path: Path, kind: str, compression: str, texts: list[str], batch: int) -> None:
    format_, writer = WRITERS[kind]
    if compression and format_ in ("parquet", "arrow"):
        return
    path = write(tmp_path / f"s{compression}", COMPRESSORS[compression](writer(texts)))
    wanted = task(path, format_, encoding="utf-8", limits=Limits(batch_bytes=batch))
    assert read(wanted) == (dict(enumerate(texts)), [])
    some = [k for k in range(len(texts)) if k % 2]
    assert fetch(wanted, some) == {k: texts[k] for k in some}


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


@pytest.mark.parametrize("kind", WRITERS)
def test_missing_columns(tmp_path: Path, kind: str) -> None:
    format_, writer = WRITERS[kind]
    path = write(tmp_path / "s", writer(["a", "b"]))
    texts, bad = read(task(path, format_, columns=Columns(url="nowhere")))
    assert texts == {0: "a", 1: "b"}
    assert bad == [(None, "column url", "missing_column")]
    texts, bad = read(task(path, format_, columns=Columns(text="nowhere")))
    assert texts == {}
    assert {reason for *_, reason in bad} == {"missing_column"}
    assert fetch(task(path, format_, columns=Columns(text="nowhere")), [0]) == {}


@pytest.mark.parametrize("kind", WRITERS)
def test_fields(tmp_path: Path, kind: str) -> None:
    format_, writer = WRITERS[kind]
    path = write(tmp_path / "s", writer(["a", "b"]))
    assert READERS[format_].fields(task(path, format_)) == {
        "id": "string" if format_ in ("csv", "tsv") else "integer",
        "text": "string",
    }
    assert READERS[format_].fields(task(tmp_path / "none", format_)) == {}


@pytest.mark.parametrize("kind", WRITERS)
@pytest.mark.parametrize("eighth", range(8))
def test_truncated(tmp_path: Path, kind: str, eighth: int) -> None:
    format_, writer = WRITERS[kind]
    data = writer(SAMPLE)
    texts, bad = read(task(write(tmp_path / "s", data[: len(data) * eighth // 8]), format_, encoding="utf-8"))
    last = max(texts, default=-1)
    # The end of a plain CSV cannot be told from a record cut short.
    good = {row: text for row, text in texts.items() if row != last or format_ not in ("csv", "tsv")}
    assert good.items() <= dict(enumerate(SAMPLE)).items()
    if format_ in ("parquet", "arrow") and eighth:
        assert bad


@pytest.mark.parametrize("compression", [".gz", ".zst", ".bz2"])
@pytest.mark.parametrize("kind", ["jsonl", "csv", "tsv"])
@pytest.mark.parametrize("eighth", range(8))
def test_truncated_archive_gives_what_is_whole(tmp_path: Path, compression: str, kind: str, eighth: int) -> None:
    texts = [f"{k} " + random.Random(k).randbytes(4000).hex() for k in range(60)]
    data = COMPRESSORS[compression](WRITERS[kind][1](texts))
    path = write(tmp_path / f"s{compression}", data[: len(data) * eighth // 8])
    found, bad = read(task(path, kind))
    assert found.items() <= dict(enumerate(texts)).items()
    assert [reason for *_, reason in bad if reason != "missing_column"] == ["truncated"]
    if compression == ".gz" and eighth > 1:
        assert len(found) >= 60 * (eighth - 1) // 8


@pytest.mark.parametrize("kind", WRITERS)
@pytest.mark.parametrize("compression", ["", ".gz", ".zst", ".bz2"])
def test_flipped_bytes_never_raise(tmp_path: Path, kind: str, compression: str) -> None:
    format_, writer = WRITERS[kind]
    data = COMPRESSORS[compression](writer(SAMPLE)) if format_ not in ("parquet", "arrow") else writer(SAMPLE)
    chance = random.Random(f"{kind}{compression}")
    for _ in range(30):
        damaged = bytearray(data)
        for _ in range(chance.choice([1, 3, 10])):
            damaged[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        wanted = task(write(tmp_path / f"s{compression}", bytes(damaged)), format_)
        texts, _ = read(wanted)
        assert fetch(wanted, list(texts)) == texts


@pytest.mark.parametrize("format_", READERS)
def test_missing_and_unreadable(tmp_path: Path, format_: str) -> None:
    assert read(task(tmp_path / "none", format_)) == ({}, [(None, "file", "missing_file")])
    if format_ != "files":
        assert read(task(tmp_path, format_))[1] == [(None, "file", "unreadable_file")]
        os.mkfifo(tmp_path / "pipe")
        assert read(task(tmp_path / "pipe", format_))[1] == [(None, "file", "unreadable_file")]


@pytest.mark.parametrize("format_", ["jsonl", "csv", "parquet", "arrow"])
def test_wrong_magic(tmp_path: Path, format_: str) -> None:
    for data in (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), b"\x1f\x8b\x08\0 not ours", bytes(500)):
        assert read(task(write(tmp_path / "s", data), format_)) == ({}, [(None, "byte 0", "wrong_magic")])


def test_parquet_types_of_text(tmp_path: Path) -> None:
    texts = ["一", "b", None, ""]
    stored = pa.array(texts)
    kinds = [
        pa.large_string(),
        pa.string_view(),
        pa.binary(),
        pa.large_binary(),
        pa.dictionary(pa.int32(), pa.string()),
    ]
    for number, kind in enumerate(kinds):
        array = stored.dictionary_encode() if pa.types.is_dictionary(kind) else stored.cast(kind)
        whole = pa.table({"text": array})
        pq.write_table(whole, tmp_path / f"{number}.parquet")
        with pa.ipc.new_file(tmp_path / f"{number}.arrow", whole.schema) as writer:
            writer.write_table(whole)
        for format_ in ("parquet", "arrow"):
            found, bad = read(task(tmp_path / f"{number}.{format_}", format_))
            assert found == {0: "一", 1: "b", 3: ""}, (kind, format_)
            assert bad == [(2, "row 2", "text_null")]


@pytest.mark.parametrize("format_", ["parquet", "arrow"])
def test_invalid_utf8_in_a_column_is_lossy(tmp_path: Path, format_: str) -> None:
    column = pa.array([b"good", b"b\xffd", b"fine"], pa.binary())
    whole = pa.table({"text": column.view(pa.string()) if format_ == "arrow" else column, "id": column})
    path = tmp_path / "s"
    if format_ == "parquet":
        pq.write_table(whole, path)
    else:
        with pa.ipc.new_file(path, whole.schema) as writer:
            writer.write_table(whole)
    (batch,) = READERS[format_].read(task(path, format_, columns=Columns(id="id")))
    assert isinstance(batch, Batch)
    assert batch.text.to_pylist() == batch.meta["id"].to_pylist() == ["good", "b\ufffdd", "fine"]
    assert batch.lossy == (1,)


def test_a_corrupt_row_group_leaves_the_others(tmp_path: Path) -> None:
    texts = [f"{k}{'文' * 300}" for k in range(9)]
    data = bytearray(as_parquet(texts, compression="none", use_dictionary=False))
    at = data.find("4文文".encode())
    data[at] ^= 0x40
    path = write(tmp_path / "s.parquet", bytes(data))
    found, bad = read(task(path, "parquet"))
    assert found == {k: t for k, t in enumerate(texts) if k not in (3, 4, 5)}
    assert bad == [(3, "row group 1", "corrupt")]
    assert fetch(task(path, "parquet"), [2, 4, 7]) == {2: texts[2], 7: texts[7]}


def test_many_null_texts_are_named_in_runs(tmp_path: Path) -> None:
    texts = ["a", *[None] * 2000, "b", *[None] * 3000]
    path = write(tmp_path / "s.parquet", as_parquet(texts, group=10_000))
    found, bad = read(task(path, "parquet"))
    assert found == {0: "a", 2001: "b"}
    assert bad == [(1, "rows 1-2000", "text_null"), (2002, "rows 2002-5001", "text_null")]


def test_a_dictionary_is_not_expanded_beyond_a_batch(tmp_path: Path) -> None:
    big = "文" * 300_000
    column = pa.DictionaryArray.from_arrays(pa.array([0] * 2000, pa.int32()), pa.array([big]))
    path = tmp_path / "s.parquet"
    pq.write_table(pa.table({"text": column}), path, dictionary_pagesize_limit=4 << 20)
    before = pa.total_allocated_bytes()
    seen = 0
    for item in READERS["parquet"].read(task(path, "parquet")):
        assert isinstance(item, Batch)
        assert pa.total_allocated_bytes() - before < 600 << 20
        seen += len(item.rows)
    assert seen == 2000


@pytest.mark.parametrize(
    ("body", "texts", "bad"),
    [
        (b"1,a\n2\n3,c\n", {0: "a", 2: "c"}, [(1, "line 3", "bad_row")]),
        (b"1,a\n2,b,x\n3,c\n", {0: "a", 2: "c"}, [(1, "line 3", "bad_row")]),
        (b'1,"a"x\n2,b\n', {1: "b"}, [(0, "line 2", "bad_row")]),
        (b'1,"a\n2,b\n', {1: "b"}, [(0, "line 2", "bad_row")]),
        (b'1,"a\n\nb"\n\n2,b', {0: "a\n\nb", 1: "b"}, []),
        (b'1,5" pipe\n2,"b ""c"""\n', {0: '5" pipe', 1: 'b "c"'}, []),
        (b"1,a\r\n2,\r\n", {0: "a", 1: ""}, []),
        (b"1,a\rb\n2,b\n", {1: "b"}, [(0, "line 2", "bad_row")]),
        (b"1,\xffa\n2,b\n", {0: "\ufffda", 1: "b"}, []),
    ],
)
def test_csv_records(tmp_path: Path, body: bytes, texts: dict[int, str], bad: list[Any]) -> None:
    wanted = task(write(tmp_path / "s.csv", b"id,text\n" + body), "csv", encoding="utf-8")
    assert read(wanted) == (texts, bad)
    assert fetch(wanted, list(texts)) == texts


def test_csv_with_a_column_twice(tmp_path: Path) -> None:
    path = write(tmp_path / "s.csv", b"text,text,id\na,b,1\n")
    assert read(task(path, "csv")) == ({}, [(None, "column text", "missing_column")])


@pytest.mark.parametrize("format_", ["jsonl", "csv", "parquet", "arrow"])
def test_record_too_large(tmp_path: Path, format_: str) -> None:
    texts = ["a", "x" * 5_000_000, "b", "y" * 3000, 'c\n"d"']
    limits = Limits(batch_bytes=1000, record_bytes=2000)
    wanted = task(write(tmp_path / "s", WRITERS.get(format_, WRITERS["arrow file"])[1](texts)), format_, limits=limits)
    found, bad = read(wanted)
    assert found == {0: "a", 2: "b", 4: 'c\n"d"'}
    assert [(row, reason) for row, _, reason in bad] == [(1, "record_too_large"), (3, "record_too_large")]
    assert fetch(wanted, [0, 1, 4]) == {0: "a", 4: 'c\n"d"'}


def test_files(tmp_path: Path) -> None:
    folder = tmp_path / "shard"
    (folder / "sub").mkdir(parents=True)
    write(tmp_path / "secret.txt", b"outside")
    contents = {
        "a.txt": b"text",
        "b.py": b"",
        "c.png": b"\x89PNG\r\n\x1a\n\0",
        "d.txt": "简体中文的内容是好的".encode("gbk"),
    }
    contents |= {"e.txt": "wide\n".encode("utf-16"), "f.bin": bytes(range(256)) * 4, "j.txt": b"bad \xff byte " * 9}
    for name, content in (contents | {".hidden": b"x", "sub/deep.txt": b"x"}).items():
        write(folder / name, content)
    (folder / "g.txt").symlink_to(tmp_path / "secret.txt")
    (folder / "h.txt").symlink_to("a.txt")
    (folder / "i").symlink_to("sub")
    (folder / "k.txt").symlink_to("nowhere")
    os.mkfifo(folder / "z")
    items = list(files.read(task(folder, "files")))
    (batch,) = [i for i in items if isinstance(i, Batch)]
    assert batch.meta["id"].to_pylist() == ["a.txt", "b.py", "d.txt", "e.txt", "h.txt", "j.txt"]
    assert batch.text.to_pylist() == ["text", "", "简体中文的内容是好的", "wide\n", "text", "bad \ufffd byte " * 9]
    assert batch.rows.to_pylist() == [0, 1, 3, 4, 7, 8]
    assert batch.lossy == (8,)
    assert [(i.row, i.position, i.reason) for i in items if not isinstance(i, Batch)] == [
        (2, "file 2", "binary_file"),
        (5, "file 5", "binary_file"),
        (6, "file 6", "link_outside"),
        (9, "file 9", "missing_file"),
        (10, "file 10", "unreadable_file"),
    ]
    assert fetch(task(folder, "files"), [0, 2, 4]) == {0: "text", 4: "wide\n"}


def test_files_limits(tmp_path: Path) -> None:
    for k in range(5):
        write(tmp_path / f"{k}", b"x" * (60 if k != 3 else 101))
    found, bad = read(task(tmp_path, "files", limits=Limits(batch_bytes=100, record_bytes=100)))
    assert sorted(found) == [0, 1, 2, 4]
    assert bad == [(3, "file 3", "record_too_large")]


@pytest.mark.parametrize("name", ["utf-16", "utf-16-le", "utf-16-be", "gb18030", "big5", "utf-8-sig", "utf-32"])
@pytest.mark.parametrize("kind", ["jsonl", "csv"])
def test_encodings(tmp_path: Path, name: str, kind: str) -> None:
    texts = (
        ["我們的來源說明：這是可以使用的文件，有一些內容。"] * 3
        if name == "big5"
        else ["我们的来源说明：这是可以用的。"] * 3
    )
    path = write(tmp_path / "s", WRITERS[kind][1](texts).decode().encode(name))
    assert read(task(path, kind)) == (dict(enumerate(texts)), [])
    assert fetch(task(path, kind), [2]) == {2: texts[2]}


def test_arrow_file_without_footer_is_read_as_stream(tmp_path: Path) -> None:
    data = as_arrow(SAMPLE)
    found, bad = read(task(write(tmp_path / "s.arrow", data[: len(data) - 200]), "arrow"))
    assert found == dict(enumerate(SAMPLE))
    assert bad[-1][2] == "truncated"


def test_rows_are_physical_lines(tmp_path: Path) -> None:
    path = write(tmp_path / "s.jsonl", b"\n\r\n" + as_jsonl(["a"]) + b"  \n\n" + as_jsonl(["b"]))
    assert read(task(path)) == ({2: "a", 5: "b"}, [])
    assert fetch(task(path), [2, 3, 5]) == {2: "a", 5: "b"}
