"""Source files of the installed distributions: real code, with real notices and addresses in it, and words for the English prose."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from provenance.demo.distributions import installed

LEAST, MOST = 200, 1_000_000
COMMENT_FILES = 600


def files() -> list[Path]:
    """Python source files of all installed distributions between `LEAST` and `MOST` bytes, in the order of their names."""
    found = {
        path
        for distribution in installed().values()
        for file in distribution.files or ()
        if file.suffix == ".py" and LEAST <= (_size(path := Path(str(file.locate())))) <= MOST
    }
    return sorted(found)


def code(random: np.random.Generator, size: int) -> list[bytes]:
    """Distinct files drawn at random, `size` bytes in all where there are as many, and a tenth more at most: whatever is installed, a large
    file must not make a small corpus another one."""
    paths = files()
    chosen: dict[bytes, None] = {}
    total = 0
    for k in random.permutation(len(paths)).tolist():
        if total >= size:
            break
        text = _text(paths[k])
        if text and text not in chosen and total + len(text) <= size * 1.1:
            chosen[text] = None
            total += len(text)
    return list(chosen)


def comments(random: np.random.Generator) -> Iterator[str]:
    """The comment lines of some files: what people write about code, which is prose enough to take words from."""
    paths = files()
    for k in random.permutation(len(paths))[:COMMENT_FILES].tolist():
        yield "\n".join(re.findall(r"(?m)^\s*#(.*)$", _text(paths[k]).decode()))


def _size(path: Path) -> int:
    return path.stat().st_size if path.is_file() else 0


def _text(path: Path) -> bytes:
    """The file's bytes; nothing if they are not UTF-8 text."""
    data = path.read_bytes()
    try:
        data.decode()
    except UnicodeDecodeError:
        return b""
    return b"" if b"\0" in data else data
