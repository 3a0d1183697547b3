"""What is particular to Parquet, Arrow, CSV and folders of files."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from scanners.base import Columns, Limits
from scanners.readers import files
from scanners.reading import Batch
from tests.scanners.shards import READERS, SAMPLE, as_arrow, as_parquet, fetch, read, task, write


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


def test_record_larger_than_a_small_limit_among_others(tmp_path: Path) -> None:
    path = write(tmp_path / "s.parquet", as_parquet(["a", "x" * 300, "b"]))
    assert read(task(path, "parquet", limits=Limits(record_bytes=200))) == (
        {0: "a", 2: "b"},
        [(1, "row 1", "record_too_large")],
    )


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
    assert batch.meta["id"].to_pylist() == [".hidden", "a.txt", "b.py", "d.txt", "e.txt", "h.txt", "j.txt"]
    assert batch.text.to_pylist() == ["x", "text", "", "简体中文的内容是好的", "wide\n", "text", "bad \ufffd byte " * 9]
    assert batch.rows.to_pylist() == [0, 1, 2, 4, 5, 8, 9]
    assert batch.lossy == (9,)
    assert [(i.row, i.position, i.reason) for i in items if not isinstance(i, Batch)] == [
        (3, "file 3", "binary_file"),
        (6, "file 6", "binary_file"),
        (7, "file 7", "link_outside"),
        (10, "file 10", "missing_file"),
        (11, "file 11", "unreadable_file"),
    ]
    assert fetch(task(folder, "files"), [1, 3, 5]) == {1: "text", 5: "wide\n"}


def test_files_limits(tmp_path: Path) -> None:
    for k in range(5):
        write(tmp_path / f"{k}", b"x" * (60 if k != 3 else 101))
    found, bad = read(task(tmp_path, "files", limits=Limits(batch_bytes=100, record_bytes=100)))
    assert sorted(found) == [0, 1, 2, 4]
    assert bad == [(3, "file 3", "record_too_large")]


def test_arrow_file_without_footer_is_read_as_stream(tmp_path: Path) -> None:
    data = as_arrow(SAMPLE)
    found, bad = read(task(write(tmp_path / "s.arrow", data[: len(data) - 200]), "arrow"))
    assert found == dict(enumerate(SAMPLE))
    assert bad[-1][2] == "truncated"
