"""A licence's text on file is compared with the licence that is declared, in bounds, and once."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from provenance import licence_files
from provenance.licence_files import Texts, matches

TAG = "SPDX-License-Identifier: "
MIT = "Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation files"


@pytest.mark.parametrize(
    ("declared", "text", "same"),
    [
        ("MIT", f"{TAG}MIT", True),
        ("MIT", MIT, True),
        ("MIT", "The MIT License", True),
        ("MIT", f"{TAG}Apache-2.0", False),
        ("CC0-1.0", "GNU GENERAL PUBLIC LICENSE Version 3, 29 June 2007. not cc0", False),
        ("CC0-1.0", MIT, False),
        ("CC0-1.0", "The MIT License", None),
        ("MIT", "we made this", None),
        ("GPL-3.0-or-later", f"{TAG}GPL-3.0-only", True),
        ("MIT OR Apache-2.0", f"{TAG}Apache-2.0", True),
        ("MIT AND Apache-2.0", f"{TAG}MIT AND BSD-3-Clause", None),
        ("MIT AND Apache-2.0", f"{TAG}Apache-2.0 AND MIT AND BSD-3-Clause", True),
        ("MIT AND Apache-2.0", f"{TAG}BSD-3-Clause", False),
        ("MIT AND LicenseRef-house", f"{TAG}MIT", None),
        ("GPL-2.0-only WITH Classpath-exception-2.0", f"{TAG}GPL-2.0-only", True),
        ("LicenseRef-house", f"{TAG}MIT", None),
        ("BSD", f"{TAG}MIT", None),
        (None, f"{TAG}MIT", None),
    ],
)
def test_what_a_text_is(tmp_path: Path, declared: str | None, text: str, same: bool | None) -> None:
    assert matches(declared, read(tmp_path, text.encode())) is same


def read(folder: Path, data: bytes) -> licence_files.Stated | None:
    path = folder / "licence.txt"
    path.write_bytes(data)
    return licence_files.stated(path, hashlib.sha256(data).hexdigest())


@pytest.mark.parametrize("data", [b"", b"\xff\xfe\x00" * 999, b"(" * 99_999, b"copyright (c) " * 60_000, bytes(99_999)])
def test_hostile_bytes_state_nothing(tmp_path: Path, data: bytes) -> None:
    assert read(tmp_path, data) == {}


def test_a_text_that_is_too_large_or_another_by_now_is_not_looked_at(tmp_path: Path) -> None:
    assert read(tmp_path, MIT.encode().ljust(licence_files.LARGEST + 1)) is None
    assert licence_files.stated(tmp_path / "licence.txt", "0" * 64) is None
    assert licence_files.stated(tmp_path / "none.txt", "0" * 64) is None


def test_a_text_is_read_once(tmp_path: Path) -> None:
    data = f"{TAG}MIT".encode()
    path = tmp_path / "licence.txt"
    path.write_bytes(data)
    digest = hashlib.sha256(data).hexdigest()
    texts = Texts()
    assert texts.stated(path, digest) == {"MIT": 1.0}
    path.unlink()
    (row,) = texts.table().to_pylist()
    again = Texts({row["sha256"]: dict(zip(row["states"], row["scores"], strict=True))})
    assert again.stated(path, digest) == {"MIT": 1.0}
    assert again.table() == texts.table()
