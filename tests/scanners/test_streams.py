"""Decompression within limits, and lines in blocks."""

from __future__ import annotations

import gzip
import random
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pytest

from scanners.base import Limits
from scanners.lines import Block, blocks
from scanners.reading import Quarantined
from scanners.streams import decompress
from tests.scanners.shards import COMPRESSORS, WRITERS, task

ROOT = Path(__file__).parents[2]


def pieces(path: Path, **extra: object) -> tuple[bytes, list[Quarantined]]:
    found = list(decompress(task(path, **extra)))  # type: ignore[arg-type]  # a test double, or a value from outside
    bad = [p for p in found if isinstance(p, Quarantined)]
    assert bad == found[len(found) - len(bad) :]
    return b"".join(p for p in found if isinstance(p, bytes)), bad


@pytest.mark.parametrize("suffix", [".gz", ".zst", ".bz2"])
@pytest.mark.parametrize("padding", [b"", b"\0" * 700])
def test_members_and_frames(tmp_path: Path, suffix: str, padding: bytes) -> None:
    parts = [b"first " * 300_000, b"", b"second " * 10]
    path = tmp_path / f"s{suffix}"
    path.write_bytes(b"".join(map(COMPRESSORS[suffix], parts)) + (padding if suffix != ".zst" else b""))
    assert pieces(path) == (b"".join(parts), [])


def test_skippable_zstandard_frame(tmp_path: Path) -> None:
    path = tmp_path / "s.zst"
    path.write_bytes(b"\x50\x2a\x4d\x18\x03\0\0\0abc" + COMPRESSORS[".zst"](b"text"))
    assert pieces(path) == (b"text", [])


@pytest.mark.parametrize("suffix", [".gz", ".zst", ".bz2"])
def test_garbage_after_the_end(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"s{suffix}"
    path.write_bytes(COMPRESSORS[suffix](b"text" * 1000) + b"garbage that is no member")
    data, (bad,) = pieces(path)
    assert data == b"text" * 1000
    assert bad == Quarantined(None, "byte 4000", "corrupt")


@pytest.mark.parametrize("suffix", [".gz", ".bz2"])
def test_checksum_is_verified(tmp_path: Path, suffix: str) -> None:
    data = bytearray(COMPRESSORS[suffix](b"text" * 1000))
    data[-6 if suffix == ".gz" else 12] ^= 1
    path = tmp_path / f"s{suffix}"
    path.write_bytes(bytes(data))
    assert [b.reason for b in pieces(path)[1]] == ["corrupt"]


@pytest.mark.parametrize("suffix", [".gz", ".zst", ".bz2"])
def test_truncated(tmp_path: Path, suffix: str) -> None:
    plain = random.Random(7).randbytes(3_000_000)
    packed = COMPRESSORS[suffix](plain)
    path = tmp_path / f"s{suffix}"
    for length in (0, 1, 2, len(packed) // 2, len(packed) - 1):
        path.write_bytes(packed[:length])
        data, (bad,) = pieces(path)
        assert bad == Quarantined(None, f"byte {len(data)}" if length > 3 else "byte 0", "truncated")
        assert plain.startswith(data)
        lost = 200_000 if suffix == ".zst" else 1_000_000 if suffix == ".bz2" else 1000
        assert len(data) >= len(plain) * length // len(packed) - lost


@pytest.mark.parametrize("suffix", [".gz", ".zst", ".bz2"])
def test_expansion_limit(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"s{suffix}"
    path.write_bytes(COMPRESSORS[suffix](bytes(30_000_000)))
    data, (bad,) = pieces(path, limits=Limits(expansion_ratio=100, expansion_floor=5_000_000))
    assert bad.reason == "expansion_limit"
    assert len(data) <= 5_000_000
    assert len(pieces(path, limits=Limits())[0]) == 30_000_000


@pytest.mark.parametrize("suffix", [".gz", ".zst", ".bz2"])
def test_wrong_magic(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"s{suffix}"
    path.write_bytes(b'{"text":"plain"}\n')
    assert pieces(path) == (b"", [Quarantined(None, "byte 0", "wrong_magic")])
    assert pieces(path, compression="none") == (b'{"text":"plain"}\n', [])
    assert pieces(path, compression="lzma") == (b"", [Quarantined(None, "compression", "unknown_format")])


def test_declared_compression_wins(tmp_path: Path) -> None:
    path = tmp_path / "s.jsonl"
    path.write_bytes(gzip.compress(b"text"))
    assert pieces(path, compression="gz") == (b"text", [])


@pytest.mark.parametrize("size", [1, 64, 5000, 8 << 20])
def test_blocks_are_whole_lines(tmp_path: Path, size: int) -> None:
    chance = random.Random(5)
    lines = [b"x" * chance.choice([0, 1, 30, 900]) for _ in range(3000)] + [b"y" * 2_500_000, b"", b"end"]
    path = tmp_path / "s"
    path.write_bytes(b"\n".join(lines))
    found = list(blocks(task(path, limits=Limits(batch_bytes=size))))
    assert all(isinstance(b, Block) for b in found)
    kept = [b for b in found if isinstance(b, Block)]
    assert b"".join(b.data for b in kept) == b"\n".join(lines)
    line = 0
    for block in kept:
        assert block.line == line
        assert block.data.endswith(b"\n") or block is kept[-1]
        line += block.lines
    assert line == len(lines)


def test_a_long_line_is_skipped_and_counted(tmp_path: Path) -> None:
    path = tmp_path / "s"
    path.write_bytes(b"a\n" + b"x" * 5_000_000 + b"\nb\n" + b"y" * 3_000_000)
    found = list(blocks(task(path, limits=Limits(record_bytes=1_500_000))))
    assert [(b.data, b.line) for b in found if isinstance(b, Block)] == [(b"a\n", 0), (b"b\n", 2)]
    assert [(b.row, b.reason) for b in found if isinstance(b, Quarantined)] == [
        (1, "record_too_large"),
        (3, "record_too_large"),
    ]


MEASURED = """
import re, sys
from pathlib import Path
from scanners.base import Columns, Task
from scanners.reading import Batch
from scanners.readers import csv, jsonl, parquet
name, path = sys.argv[1:]
reader = {"jsonl": jsonl, "csv": csv, "parquet": parquet}[name]
task = Task(0, path, name, Columns(), b"", "")
sizes = [len(t.as_buffer()) for b in reader.read(task) if isinstance(b, Batch) for t in b.text]
print(max(sizes), int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) // 1024)
"""


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["jsonl", "csv", "parquet"])
@pytest.mark.parametrize("bad", [False, True])
def test_a_record_of_100_megabytes_fits_in_a_gigabyte(tmp_path: Path, kind: str, bad: bool) -> None:
    """With a bad neighbour too, so that the slow ways are measured. (`ru_maxrss` would count the memory of the parent.)"""
    path = tmp_path / "s"
    with path.open("wb") as file:
        data = WRITERS[kind][1](["short", "中文😀" * 10_000_000, "short"])
        file.write(data + (b'1,"x"y\n' if kind == "csv" else b"{\n") * (bad and kind != "parquet"))
    run = subprocess.run(
        [sys.executable, "-c", MEASURED, kind, str(path)], capture_output=True, text=True, check=True, cwd=ROOT
    )
    largest, megabytes = map(int, run.stdout.split())
    assert largest == 100_000_000
    assert megabytes < 1000


NULLS = """
import sys
from pathlib import Path
from tests.scanners.shards import read, task
path = Path(sys.argv[1])
for data in (b"null\\n", b"null\\nnull\\n", b"{}null\\nnull{}\\n", b"{\\nnull\\n}\\n"):
    path.write_bytes(data)
    assert not read(task(path))[0]
"""


def test_arrow_is_not_given_a_bare_null(tmp_path: Path) -> None:
    """pyarrow 26.0 crashes on it; the worker must not."""
    subprocess.run([sys.executable, "-c", NULLS, str(tmp_path / "s")], check=True, capture_output=True, cwd=ROOT)


def test_pyarrow_reads_zstandard_windows_within_bounds(tmp_path: Path) -> None:
    """A frame that asks for a window of 2 GiB is refused, not obeyed."""
    path = tmp_path / "s.zst"
    path.write_bytes(b"\x28\xb5\x2f\xfd\x00\xa8" + b"\x01\x00\x00")
    before = pa.total_allocated_bytes()
    assert [b.reason for b in pieces(path)[1]] == ["corrupt"]
    assert pa.total_allocated_bytes() - before < 8 << 20
