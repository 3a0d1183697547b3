"""`provenance demo`: 10 when the refusal is the planted one, 1 with the differences otherwise, and no folder but its own is touched."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from provenance import demo as demos
from provenance.demo import build
from tests.provenance.cli_runs import files, inside, run, visible

SMALL = ("packaging", "PyYAML", "pluggy")
Change = Callable[[dict[str, Any]], None]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder in which the demo takes few distributions."""
    monkeypatch.setattr(demos, "build", partial(build, distributions=SMALL))
    with inside(tmp_path):
        yield tmp_path


def test_the_demo_is_refused_as_planted_and_can_be_run_again(folder: Path) -> None:
    first = run("demo", "--out", "d")
    assert first.code == 10, first.out
    assert visible(first)
    assert "3 installed Python distributions: " in first.out
    assert "20 seeded sources: " in first.out
    assert "Refused, as it has to be: " in first.out
    assert first.out.endswith("Report: d/report/report.html\n")
    reports = files(folder / "d" / "report")
    assert set(reports) == {"report.html", "report.md", "report.json"}
    (folder / "d" / "mine.txt").write_text("kept")
    second = run("demo", "--out", "d", "--quiet")
    assert (second.code, second.err) == (10, "")
    assert second.out.splitlines()[-1] == "Report: d/report/report.html"
    assert (folder / "d" / "mine.txt").read_text() == "kept"
    assert files(folder / "d" / "report") == reports


def _verdict(truth: dict[str, Any]) -> None:
    truth["expected"]["verdicts"]["A7-1.06"] = "pass"


def _finding(truth: dict[str, Any]) -> None:
    truth["planted"]["findings"] = truth["planted"]["findings"][1:]


def _control(truth: dict[str, Any]) -> None:
    truth["expected"]["verdicts"]["A7-9.99"] = "fail"


@pytest.mark.parametrize(
    ("change", "difference"),
    [
        (_verdict, "verdict missing: A7-1.06 pass"),
        (_finding, "finding not expected: "),
        (_control, "verdict missing: A7-9.99 fail"),
    ],
)
def test_any_difference_from_what_was_planted_is_an_error(
    folder: Path, monkeypatch: pytest.MonkeyPatch, change: Change, difference: str
) -> None:
    def altered(path: Path) -> demos.Demo:
        demo = build(path, distributions=SMALL)
        truth = json.loads(demo.truth.read_bytes())
        change(truth)
        demo.truth.write_text(json.dumps(truth), "utf-8")
        return demo

    monkeypatch.setattr(demos, "build", altered)
    said = run("demo", "--out", "d", "--quiet")
    assert said.code == 1
    assert "Not as planted: " in said.out
    assert f"\n  {difference}" in said.out
    assert "as it has to be" not in said.out


def test_a_demo_that_is_not_refused_is_an_error(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(demos, "build", partial(build, variant="clean"))
    said = run("demo", "--out", "d", "--quiet")
    assert said.code == 1
    assert "exit code: expected 10, got 0" in said.out


def _file(place: Path) -> None:
    place.write_text("mine")


def _folder(place: Path) -> None:
    (place / "data").mkdir(parents=True)
    (place / "data" / "mine.txt").write_text("mine")


def _marked_by_somebody(place: Path) -> None:
    _folder(place)
    (place / "DEMO.txt").write_text("notes for my demo")


def _link(place: Path) -> None:
    (place.parent / "real").mkdir()
    place.symlink_to(place.parent / "real")


@pytest.mark.parametrize("make", [_file, _folder, _marked_by_somebody, _link])
def test_what_a_demo_did_not_make_is_left_alone(folder: Path, make: Callable[[Path], None]) -> None:
    make(folder / "d")
    before = files(folder)
    said = run("demo", "--out", "d")
    assert (said.code, said.out) == (1, "")
    assert said.err == "d: is there and was not made by a demo; choose another folder with --out\n"
    assert files(folder) == before


def test_an_interrupted_demo_is_made_anew(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(path: Path) -> None:
        path.mkdir()
        (path / "half.txt").write_text("half")
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(demos, "build", interrupted)
        assert run("demo", "--out", "d").code == 130
    assert run("demo", "--out", "d", "--quiet").code == 10
    assert not (folder / "d" / "data" / "half.txt").exists()
