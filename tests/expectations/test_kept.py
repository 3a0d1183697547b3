"""What is kept of a rulebook's SELECTs is what would be found anew, and nothing that was refused, torn or of another state."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from expectations import kept, selects
from expectations.kept import Kept
from expectations.rulebook import RulebookError, load
from tests.expectations.test_rulebook import copy

SOUND = "SELECT source, 'x' AS reason FROM document WHERE row > $k"
REFUSED = "SELECT * FROM document"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(kept, "_folders", lambda: iter([tmp_path / "kept"]))
    return tmp_path / "kept"


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts for which a syntax tree was asked."""
    texts: list[str] = []
    ask = selects._asked
    monkeypatch.setattr(selects, "_asked", lambda new: texts.extend(new) or ask(new))
    return texts


def file(folder: Path) -> Path:
    (found,) = folder.glob("*.json")
    return found


def test_a_rulebook_from_what_was_kept_is_the_same(folder: Path, asked: list[str]) -> None:
    first = load("cn-interim-measures-2023")
    assert asked
    asked.clear()
    assert load("cn-interim-measures-2023") == first
    assert asked == []


def test_what_is_kept_is_what_duckdb_says(folder: Path) -> None:
    with duckdb.connect(":memory:") as con:
        told = selects.reader(con)([SOUND])
    for _ in range(2):
        known = Kept("a")
        assert selects.keeping(known)([SOUND]) == told
        known.save()
    assert Kept("a").get(SOUND) == told[0]


def test_what_is_refused_is_refused_again(folder: Path, asked: list[str]) -> None:
    for _ in range(2):
        known = Kept("a")
        found = selects.keeping(known)([REFUSED, SOUND])
        assert [type(facts) for facts in found] == [ValueError, dict]
        known.save()
    assert asked == [REFUSED, SOUND, REFUSED]
    assert Kept("a").get(REFUSED) is None


def test_another_text_is_asked_for_anew(folder: Path, tmp_path: Path, asked: list[str]) -> None:
    copy(tmp_path)
    load(tmp_path / "r.yml")
    asked.clear()
    (tmp_path / "controls").mkdir()
    name = "concentration.sql"
    text = (Path(selects.__file__).parent / "controls" / name).read_text("utf-8")
    (tmp_path / "controls" / name).write_text(text.replace("FROM document", "FROM finding"), "utf-8")
    with pytest.raises(RulebookError, match="finding"):
        load(tmp_path / "r.yml")
    assert asked


@pytest.mark.parametrize("damage", [b"", b"{}", b"torn", b"\0" * 64])
def test_a_damaged_file_counts_for_nothing(folder: Path, damage: bytes) -> None:
    known = Kept("a")
    known.put(SOUND, {"views": []})
    known.save()
    assert Kept("a").get(SOUND) == {"views": []}
    file(folder).write_bytes(damage)
    assert Kept("a").get(SOUND) is None


@pytest.mark.parametrize("by", ["database", "code"])
def test_another_state_counts_for_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch, by: str) -> None:
    known = Kept("a")
    known.put(SOUND, {"views": []})
    known.save()
    if by == "database":
        monkeypatch.setattr(kept, "version", lambda _: "0")
    else:
        monkeypatch.setattr(kept, "_MAKERS", kept._MAKERS[1:])
    assert Kept("a").get(SOUND) is None


def test_a_folder_that_cannot_be_written_costs_time_only(folder: Path) -> None:
    folder.write_text("a file stands here")
    known = Kept("a")
    known.put(SOUND, {"views": []})
    known.save()
    assert Kept("a").get(SOUND) is None
