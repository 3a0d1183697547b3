"""What DuckDB said of a SELECT, kept between processes: to ask it for the syntax trees of a rulebook takes longer than all else in
loading one.

A file holds, for one rulebook, what it said by the text of the SELECT, and ends with a digest over that, our code that asked, and the
version of DuckDB: one that is missing, torn or of another state is as if there were none. Only what was accepted is kept.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_WIDTH = hashlib.sha256().digest_size
_MAKERS = ("kept.py", "selects.py", "syntax.py")
"""Our code on which the content depends."""


class Kept:
    """Values by text for the rulebook whose file has this name; another of the same name takes its place."""

    def __init__(self, book: str) -> None:
        self._name = f"selects-{_key(book)[:16]}.json"
        self._held = _first(_read(folder / self._name) for folder in _folders())
        self._used: dict[str, Any] = {}

    def get(self, text: str) -> Any | None:
        """What was kept for this text; None where nothing was."""
        key = _key(text)
        if key in self._held:
            self._used[key] = self._held[key]
        return self._used.get(key)

    def put(self, text: str, value: Any) -> None:
        """Keeps a JSON value for this text once `save` is called."""
        self._used[_key(text)] = value

    def save(self) -> None:
        """Writes what was asked for and put, in the first folder that lets us; nothing where that is what is held."""
        if self._used != self._held:
            content = json.dumps(self._used, sort_keys=True).encode()
            any(_write(folder / self._name, content) for folder in _folders())


def _key(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _digest(content: bytes) -> bytes:
    digest = hashlib.sha256(version("duckdb").encode())
    for name in _MAKERS:
        digest.update(b"\0" + Path(__file__).with_name(name).read_bytes())
    digest.update(b"\0" + content)
    return digest.digest()


def _folders() -> Iterator[Path]:
    yield Path(__file__).parent / "__pycache__"
    home = Path(os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache"))  # noqa: PTH111 - Path raises without a home
    if home.is_absolute():
        yield home / "provenance-auditor"


def _first(found: Iterable[Mapping[str, Any] | None]) -> Mapping[str, Any]:
    return next((content for content in found if content is not None), {})


def _read(path: Path) -> Mapping[str, Any] | None:
    try:
        held = path.read_bytes()
    except OSError:
        return None
    content = held[:-_WIDTH]
    if _digest(content) != held[-_WIDTH:]:
        return None
    values: Mapping[str, Any] = json.loads(content)
    return values


def _write(path: Path, content: bytes) -> bool:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=path.parent) as folder:
            new = Path(folder) / path.name
            new.write_bytes(content + _digest(content))
            new.replace(path)
    except OSError:
        return False
    return True
