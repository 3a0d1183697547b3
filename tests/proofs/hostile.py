"""Shards that somebody made to hurt whoever reads them, and what has to be said of each."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import zstandard

from expectations.rulebook import load
from provenance.notebook import Audit
from tests.proofs import killed
from tests.proofs.corpus import LAW

PATIENCE = 300
"""Seconds after which an audit counts as hanging; it takes a few."""
MARKUP = "<script>alert(1)</script>'; DROP TABLE t_source; --"
GOOD = b"".join(
    json.dumps({"id": f"r{k}", "text": f"a plain record, the {k}th of them"}).encode() + b"\n" for k in range(9)
)
BOMB = 300 << 20
COLUMNS = {"text": "text", "id": "id"}


@dataclass(frozen=True)
class Hostile:
    """A shard by file name, its content, and the reasons of which one at least must be given; none if it can be read whole."""

    file: str
    content: bytes | Callable[[Path], object]
    reasons: frozenset[str] = frozenset()
    columns: tuple[tuple[str, str], ...] = ()

    def write(self, folder: Path) -> None:
        folder.mkdir(parents=True)
        path = folder / self.file
        if isinstance(self.content, bytes):
            path.write_bytes(self.content)
        else:
            self.content(path)

    def shard(self, folder: str) -> dict[str, Any]:
        name = "*" if self.file.encode("utf-8", "ignore").decode() != self.file else self.file
        return {"path": f"{folder}/{name}", "columns": COLUMNS | dict(self.columns)}


def bad(file: str, content: bytes | Callable[[Path], object], *reasons: str, **columns: str) -> Hostile:
    return Hostile(file, content, frozenset(reasons), tuple(columns.items()))


def line(**members: Any) -> bytes:
    return GOOD + json.dumps({"id": "h", "text": "a record"} | members).encode() + b"\n"


def parquet(text: pa.Array, twice: bool = False, **columns: pa.Array) -> bytes:
    names = ["text", *(["text"] if twice else []), *columns]
    arrays = [text, *([text] if twice else []), *columns.values()]
    out = io.BytesIO()
    pq.write_table(pa.Table.from_arrays(arrays, names=names), out)
    return out.getvalue()


def arrow(**columns: pa.Array) -> bytes:
    out = io.BytesIO()
    table = pa.table(columns)
    with pa.ipc.new_file(out, table.schema) as writer:
        writer.write_table(table)
    return out.getvalue()


def offsets_that_point_outside() -> bytes:
    """A string column whose last offset lies far beyond its bytes."""
    sound = arrow(text=pa.array(["abc", "defg"]), id=pa.array(["a", "b"]))
    offsets = b"".join(n.to_bytes(4, "little") for n in (0, 3, 7))
    assert sound.count(offsets) == 1
    return sound.replace(offsets, offsets[:8] + (1 << 20).to_bytes(4, "little"))


def linked_outside(path: Path) -> None:
    outside = path.parents[3] / "outside.jsonl"
    outside.write_bytes(GOOD)
    path.symlink_to(outside)


TEXTS = pa.array(["a record", "another"])
IDS = pa.array(["a", "b"])
DEEP = 200_000
TIMES = ("0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59", "9" * 30, 1e300, -1, [2025])
ADDRESSES = ("http://[::1", "//", "http://" + "a" * 70_000, "http://\ud800", "http://a\0b/", 7)
UNBALANCED = b'id,text\n1,fine\n2,"never closed\n3,fine\n'

FILES = {
    "cut-gz": bad("a.jsonl.gz", gzip.compress(GOOD * 99, mtime=0)[:-40], "truncated"),
    "cut-zst": bad("a.jsonl.zst", zstandard.compress(GOOD * 99)[:-4], "truncated", "corrupt"),
    "cut-bz2": bad("a.jsonl.bz2", bz2.compress(GOOD * 99)[:-9], "truncated"),
    "damaged-gz": bad("a.jsonl.gz", gzip.compress(GOOD * 99, mtime=0)[:-8] + bytes(8), "corrupt"),
    "more-behind-gz": bad("a.jsonl.gz", gzip.compress(GOOD, mtime=0) + b"more", "truncated"),
    "bomb-gz": bad(
        "a.jsonl.gz",
        lambda p: p.write_bytes(gzip.compress(b"\n" * BOMB, 1, mtime=0)),
        "expansion_limit",
        "missing_column",
    ),
    "bomb-zst": bad(
        "a.jsonl.zst", lambda p: p.write_bytes(zstandard.compress(b"\n" * BOMB, 1)), "expansion_limit", "missing_column"
    ),
    "text-called-gz": bad("a.jsonl.gz", GOOD, "wrong_magic"),
    "text-called-parquet": bad("a.parquet", GOOD, "wrong_magic"),
    "text-called-arrow": bad("a.arrow", GOOD, "wrong_magic"),
    "zip-called-jsonl": bad("a.jsonl", b"PK\3\4" + bytes(200), "wrong_magic"),
    "no-format": bad("a.unheard-of", GOOD, "unknown_format"),
    "pipe": bad("a.jsonl", os.mkfifo, "unreadable_file"),
    "link-outside": bad("a.jsonl", linked_outside, "link_outside"),
    "link-to-a-device": bad("a.jsonl", lambda p: p.symlink_to("/dev/zero"), "link_outside"),
    "link-to-itself": bad("a.jsonl", lambda p: p.symlink_to(p), "unreadable_file"),
    "link-to-nothing": bad("a.jsonl", lambda p: p.symlink_to("nothing"), "missing_file"),
}
RECORDS = {
    "nul-bytes": bad("a.jsonl", GOOD + b'{"id": "x", "text": "a\0b"}\n', "bad_json"),
    "nul-escapes": bad("a.jsonl", line(id="a\0b", text="a\0b")),
    "lone-surrogates": bad("a.jsonl", GOOD + b'{"id": "\\udc00", "text": "half \\ud83d of a pair"}\n'),
    "ten-megabytes": bad("a.jsonl", line(text="0123456789" * (1 << 20))),
    "huge-integer": bad("a.jsonl", GOOD + b'{"id": ' + b"9" * 400 + b', "text": "x"}\n'),
    "integer-beyond-python": bad("a.jsonl", GOOD + b'{"id": ' + b"9" * 6000 + b', "text": "x"}\n'),
    "huge-exponent": bad("a.jsonl", GOOD + b'{"id": 1e999999, "text": "x"}\n'),
    "not-a-number": bad("a.jsonl", GOOD + b'{"id": NaN, "text": "x"}\n'),
    "a-key-twice": bad("a.jsonl", GOOD + b'{"text": "seen", "id": "x", "text": "unseen"}\n', "bad_json"),
    "a-key-twice-in-disguise": bad("a.jsonl", GOOD + b'{"text": "seen", "id": "x", "\\u0074ext": "unseen"}\n', "bad_json"),
    "deep": bad("a.jsonl", GOOD + b'{"id": "x", "text": ' + b"[" * DEEP + b"]" * DEEP + b"}\n", "bad_json", "text_not_string"),
    "deep-beside": bad("a.jsonl", GOOD + b'{"id": "x", "text": "t", "more": ' + b"[" * DEEP + b"]" * DEEP + b"}\n"),
    "deep-and-cut": bad("a.jsonl", GOOD + b'{"text": ' + b'{"a":' * DEEP, "bad_json"),
    "a-list": bad("a.jsonl", GOOD + b'["text"]\n', "not_an_object"),
    "a-bare-null": bad("a.jsonl", b"null\n" + GOOD, "not_an_object"),
    "text-a-list": bad("a.jsonl", line(text=["t"]), "text_not_string"),
    "two-on-a-line": bad("a.jsonl", GOOD + b'{"id": "x", "text": "seen"}{"id": "y", "text": "unseen"}\n', "bad_json"),
    "over-two-lines": bad("a.jsonl", GOOD + b'{"id": "x",\n"text": "t"}\n', "bad_json"),
    "id-an-object": bad("a.jsonl", line(id={"a": ["b", None]})),
    "bad-utf-8": bad("a.jsonl", GOOD + b'{"id": "\xff", "text": "\xfe\xff\xc0\xaf"}\n'),
    "mark-before": bad("a.jsonl", b"\xef\xbb\xbf" + GOOD),
    "times": bad("a.jsonl", b"".join(line(at=at) for at in TIMES), fetched_at="at"),
    "addresses": bad("a.jsonl", b"".join(line(url=url) for url in ADDRESSES), url="url"),
}  # fmt: skip # rows, which read as a table
TABLES = {
    "quote-never-closed": bad("a.csv", UNBALANCED, "bad_row"),
    "csv-with-nul": bad("a.csv", b"id,text\n1,a\0b\n"),
    "csv-header-twice": bad("a.csv", b"id,text,text\n1,seen,unseen\n", "missing_column"),
    "csv-too-many-cells": bad("a.csv", b"id,text\n1,a,b\n2,c\n", "bad_row"),
    "text-an-integer": bad("a.parquet", parquet(pa.array([1, 2]), id=IDS), "text_not_string"),
    "text-a-struct": bad("a.parquet", parquet(pa.array([{"a": "b"}] * 2), id=IDS), "text_not_string"),
    "text-a-list-of-texts": bad("a.parquet", parquet(pa.array([["a"], ["b"]]), id=IDS), "text_not_string"),
    "text-nothing": bad("a.parquet", parquet(pa.nulls(2), id=IDS), "text_not_string", "text_null"),
    "text-twice": bad("a.parquet", parquet(TEXTS, twice=True, id=IDS), "missing_column"),
    "text-no-utf-8": bad("a.parquet", parquet(pa.array([b"\xff\xfe", b"b"]), id=IDS)),
    "text-a-dictionary": bad("a.parquet", parquet(TEXTS.dictionary_encode(), id=IDS)),
    "id-a-decimal": bad("a.parquet", parquet(TEXTS, id=pa.array([Decimal(9) ** 70, None], pa.decimal256(76, 0)))),
    "id-a-map": bad("a.parquet", parquet(TEXTS, id=pa.array([[("a", 1)], None], pa.map_(pa.string(), pa.int64())))),
    "id-a-duration": bad("a.arrow", arrow(text=TEXTS, id=pa.array([1, 2**62], pa.duration("s")))),
    "time-beyond-time": bad("a.parquet", parquet(TEXTS, id=IDS, at=pa.array([2**62, -(2**62)], pa.timestamp("us"))), fetched_at="at"),
    "seconds-beyond-time": bad("a.arrow", arrow(text=TEXTS, id=IDS, at=pa.array([2**62, -(2**62)], pa.timestamp("s"))), fetched_at="at"),
    "dates-beyond-time": bad("a.arrow", arrow(text=TEXTS, id=IDS, at=pa.array([2**31 - 1, -(2**31)], pa.date32())), fetched_at="at"),
    "zone-unknown": bad("a.arrow", arrow(text=TEXTS, id=IDS, at=pa.array([0, 1], pa.timestamp("us", "No/Where"))), fetched_at="at"),
    "cut-parquet": bad("a.parquet", parquet(TEXTS, id=IDS)[:-20], "truncated", "corrupt"),
    "cut-arrow": bad("a.arrow", arrow(text=TEXTS, id=IDS)[:-300], "truncated", "corrupt"),
    "offsets-outside": bad("a.arrow", offsets_that_point_outside(), "corrupt"),
}  # fmt: skip # rows, which read as a table
NAMES = {
    "name-with-newline": bad("a\nb.jsonl", GOOD),
    "name-with-escape": bad("a\x1b[31mb\x07.jsonl", GOOD),
    "name-with-sql": bad("'; DROP TABLE t_shard; --.jsonl", GOOD),
    "name-with-html": bad("<script>alert(1)<", GOOD, "unknown_format"),
    "name-with-quotes": bad("\"'`$(x)${y}%s{0}.jsonl", GOOD),
    "name-not-utf-8": bad(os.fsdecode(b"\xff\xfe.jsonl"), GOOD),
}
HOSTILE = FILES | RECORDS | TABLES | NAMES


def damaged(seed: int = 3, each: int = 6) -> Iterator[Hostile]:
    """Sound shards of every format with a few of their bytes changed."""
    random = Random(seed)
    sound = {"parquet": parquet(TEXTS, id=IDS), "arrow": arrow(text=TEXTS, id=IDS), "jsonl": GOOD, "csv": UNBALANCED}
    sound |= {"jsonl.gz": gzip.compress(GOOD, mtime=0), "jsonl.zst": zstandard.compress(GOOD)}
    for suffix, data in sound.items():
        for number in range(each):
            changed = bytearray(data)
            for _ in range(3):
                changed[random.randrange(len(changed))] = random.randrange(256)
            yield Hostile(f"{number}.{suffix}", bytes(changed))


def audited(folder: Path, shards: dict[str, Hostile]) -> Audit:
    """An audit by two workers, in a process of its own, of one source a shard and one that is sound."""
    sources: list[dict[str, Any]] = []
    for name, hostile in shards.items():
        hostile.write(folder / "data" / name)
        sources.append({"id": name, "name": MARKUP, "type": "open", "shards": [hostile.shard(f"data/{name}")]})
    folder.joinpath("good.jsonl").write_bytes(GOOD)
    sources.append({"id": "good", "type": "open", "shards": [{"path": "good.jsonl", "columns": COLUMNS}]})
    manifest = folder / "manifest.json"
    manifest.write_text(
        json.dumps({"provenance": 1, "dataset": {"id": "hostile", "title": MARKUP}, "sources": sources})
    )
    code = killed.start(manifest).wait(PATIENCE)
    assert folder.joinpath("stderr").read_text() == ""
    assert code in (10, 11)
    return Audit(manifest.with_suffix(".duckdb"), load(LAW), code)
