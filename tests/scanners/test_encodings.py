"""Which encoding a text is in, and how it becomes UTF-8."""

from __future__ import annotations

import bz2
import gzip
import random
from pathlib import Path

import pytest

from scanners.encodings import BAD, Transcoder, detect, is_binary, wide
from scanners.reading import Quarantined
from scanners.streams import encoding, text
from tests.scanners.shards import task

CHINESE = "我们在这里说明，这个来源的内容是可以使用的，也不是所有的人都知道。\n"


TRADITIONAL = "我們在這裡說明，這個來源的內容是可以使用的，也不是所有的人都知道。\n"


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (CHINESE.encode(), "utf-8"),
        (CHINESE.encode("gbk"), "gb18030"),
        (CHINESE.encode("gb18030") * 9, "gb18030"),
        (TRADITIONAL.encode("big5") * 9, "big5hkscs"),
        (b"plain ascii " * 99 + CHINESE.encode("gbk"), "gb18030"),
        (CHINESE.encode()[:-5] * 20 + b"\xff" + CHINESE.encode(), "utf-8"),
        ("Élève déjà reçu à l'été, où êtes-vous ? ".encode("latin-1") * 9, "utf-8"),
        (
            "안녕하세요 저는 한국어를 공부하고 있습니다 그리고 많은 사람들이 이 글을 읽고 있습니다 ".encode("euc-kr")
            * 9,
            "utf-8",
        ),
        ("これは日本語の文章です。たくさんの人がこの文章を読んでいます。".encode("euc-jp") * 9, "utf-8"),
        ("これは日本語の文章です。たくさんの人がこの文章を読んでいます。".encode("shift_jis") * 9, "utf-8"),
        (random.Random(3).randbytes(5000), "utf-8"),
        (b"", "utf-8"),
    ],
)
def test_detect(data: bytes, expected: str) -> None:
    assert detect(data) == expected


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (CHINESE.encode("utf-16"), "utf-16-le"),
        (b"\xfe\xff" + CHINESE.encode("utf-16-be"), "utf-16-be"),
        (CHINESE.encode("utf-32"), "utf-32-le"),
        (f'{{"text":"{CHINESE * 50}"}}'.encode("utf-16-le"), "utf-16-le"),
        ('{"text":"a"}\n'.encode("utf-16-be"), "utf-16-be"),
        (b'{"text":"\0\0"}', None),
        (CHINESE.encode(), None),
        (bytes(2000), None),
    ],
)
def test_wide(data: bytes, expected: str | None) -> None:
    assert wide(data) == expected


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", False),
        (b"text", False),
        (CHINESE.encode("gbk"), False),
        (CHINESE.encode("utf-16"), False),
        (b"a single \0 in a text", False),
        (bytes(range(256)), True),
        (b"PAR1 whatever", True),
        (gzip.compress(b"x", mtime=0), True),
        (bz2.compress(b"x"), True),
    ],
)
def test_is_binary(data: bytes, expected: bool) -> None:
    assert is_binary(data) is expected


@pytest.mark.parametrize("name", ["utf-8", "utf-16", "utf-16-be", "gbk", "gb18030", "big5", "utf-32", "shift_jis"])
@pytest.mark.parametrize("step", [4, 7, 1000])
def test_transcoding_in_pieces(name: str, step: int) -> None:
    plain = "漢字 text 文\n" * 40
    data = plain.encode(name)
    transcoder = Transcoder(name)
    out = b"".join(transcoder.feed(data[k : k + step]) for k in range(0, len(data), step))
    assert (out + transcoder.feed(b"", final=True)).decode("utf-8-sig") == plain


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("gbk", "中".encode("gbk") + b"\xff" + "文".encode("gbk"), "中".encode() + BAD + "文".encode()),
        ("gbk", "中文".encode("gbk")[:-1], "中".encode() + BAD),
        (
            "utf-16-le",
            "中".encode("utf-16-le") + b"\x00\xd8" + "文".encode("utf-16-le"),
            "中".encode() + BAD + "文".encode(),
        ),
        ("utf-8", b"a\xff", b"a\xff"),
        ("gb18030", "\ufffd".encode("gb18030"), "\ufffd".encode()),
    ],
)
def test_what_is_invalid_stays_visible(name: str, data: bytes, expected: bytes) -> None:
    assert Transcoder(name).feed(data, final=True) == expected


@pytest.mark.parametrize("name", ["no-such-encoding", "rot13", "hex"])
def test_unknown_encoding(tmp_path: Path, name: str) -> None:
    (tmp_path / "s").write_bytes(b"x")
    assert list(text(task(tmp_path / "s", encoding=name))) == [Quarantined(None, "encoding", "undecodable")]


def test_encoding_is_decided_where_ascii_ends(tmp_path: Path) -> None:
    path = tmp_path / "s"
    path.write_bytes(b"ascii only\n" * 300_000 + CHINESE.encode("gbk") * 99)
    assert b"".join(text(task(path))).decode() == "ascii only\n" * 300_000 + CHINESE * 99  # type: ignore[arg-type]  # a test double, or a value from outside
    assert encoding(task(path)) == "gb18030"
    path.write_bytes(b"ascii")
    assert encoding(task(path)) == "utf-8"
    path.write_bytes(b"\x89PNG\r\n\x1a\n")
    assert encoding(task(path)) is None
