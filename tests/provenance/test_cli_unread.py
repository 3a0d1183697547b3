"""`audit` and `gate` name the shards that could not be read, and a glob that matches nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.provenance.cli_runs import inside, run

MANIFEST = """
provenance: 1
dataset: {id: tiny}
sources:
  - {id: web, shards: [{path: "w/*.jsonl"}, {path: "none/*.csv"}, {path: gone.jsonl}]}
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("unread")
    (folder / "w").mkdir()
    (folder / "w/good.jsonl").write_text('{"text": "a page"}\n')
    for number in range(10):
        (folder / f"w/bad-{number}.jsonl").write_text('{"text": "a page"}\n{broken\n{broken\n')
    (folder / "manifest.yaml").write_text(MANIFEST)
    with inside(folder):
        yield folder


def test_the_broken_shards_are_named_ten_at_most(folder: Path) -> None:
    said = run("gate", "manifest.yaml")
    named = [line.removeprefix("could not be read: ") for line in said.err.splitlines() if "could not be read" in line]
    assert named[:2] == [
        "source web: gone.jsonl: File missing",
        "sources[0].shards[1].path: none/*.csv matches no file",
    ]
    assert named[2] == "source web: w/bad-0.jsonl, line 2: Invalid JSON (and 1 more part)"
    assert named[10:] == ["2 more shards; the view quarantine of the catalogue has every part"]
    assert "could not be read" not in said.out
    assert "could not be read: source web: w/bad-0" in run("audit", "manifest.yaml").err
    assert run("gate", "manifest.yaml", "--quiet").err == ""


def test_machines_get_the_same_as_json(folder: Path) -> None:
    said = run("gate", "manifest.yaml", "--json-logs")
    events = [json.loads(line) for line in said.err.splitlines()]
    unread = [e for e in events if e["event"] == "unread"]
    assert (len(unread), events[-1]["event"], events[-1]["shards"]) == (10, "unread_more", 2)
    assert (unread[1]["field"], unread[1]["reason"]) == ("sources[0].shards[1].path", "no_match")
    assert [unread[2][name] for name in ("path", "position", "reason", "parts")] == [
        "w/bad-0.jsonl",
        "line 2",
        "bad_json",
        2,
    ]


def test_a_bad_file_of_a_folder_is_named_unless_its_name_tells_of_a_person(tmp_path: Path) -> None:
    with inside(tmp_path):
        for name in ("a.txt", "13800138000.txt"):
            folder = tmp_path / name[0]
            folder.mkdir()
            (folder / "0.txt").write_text("a page")
            (folder / name).write_bytes(b"\x00\x01\x02" * 99)
        (tmp_path / "manifest.yaml").write_text(
            MANIFEST.splitlines()[1]
            + """
dataset: {id: tiny}
sources:
  - {id: web, shards: [{path: a/, format: files}, {path: 1/, format: files}]}
"""
        )
        said = run("gate", "manifest.yaml").err
    assert "source web: a/, file 1 (a.txt): Binary file" in said
    assert "source web: 1/, file 1: Binary file" in said
    assert "13800138000" not in said
