"""Readers: what is good comes out whole and in its place, what is not is named, nothing raises."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scanners.base import Columns, Limits
from tests.scanners.shards import COMPRESSORS, READERS, SAMPLE, WRITERS, fetch, read, task, write

QUICK = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


TEXTS = st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=40), min_size=1, max_size=12)


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


@pytest.mark.parametrize("format_", ["jsonl", "csv", "parquet", "arrow"])
def test_record_too_large(tmp_path: Path, format_: str) -> None:
    texts = ["a", "x" * 5_000_000, "b", "y" * 3000, 'c\n"d"']
    limits = Limits(batch_bytes=1000, record_bytes=2000)
    wanted = task(write(tmp_path / "s", WRITERS.get(format_, WRITERS["arrow file"])[1](texts)), format_, limits=limits)
    found, bad = read(wanted)
    assert found == {0: "a", 2: "b", 4: 'c\n"d"'}
    assert [(row, reason) for row, _, reason in bad] == [(1, "record_too_large"), (3, "record_too_large")]
    assert fetch(wanted, [0, 1, 4]) == {0: "a", 4: 'c\n"d"'}


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
