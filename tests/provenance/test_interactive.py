"""`provenance.audit` says how far it is where a person types, and nowhere else unless asked."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

import provenance
from provenance.commands.interactive import Line
from provenance.scanning import Step

MANIFEST = """
provenance: 1
dataset: {id: small, version: "1", title: Small}
sources:
  - id: web
    type: self_collected
    shards: [{path: web.jsonl, columns: {text: text, id: id}}]
"""


@pytest.fixture
def manifest(tmp_path: Path) -> Path:
    tmp_path.joinpath("web.jsonl").write_text('{"id": "1", "text": "A page about tea."}\n', "utf-8")
    path = tmp_path / "manifest.yaml"
    path.write_text(MANIFEST, "utf-8")
    return path


def test_a_script_is_silent_unless_it_asks(manifest: Path, capsys: pytest.CaptureFixture[str]) -> None:
    provenance.audit(manifest, jobs=1)
    assert capsys.readouterr() == ("", "")
    provenance.audit(manifest, jobs=1, progress=True)
    assert capsys.readouterr().err.splitlines()[-1] == "judging"


def test_a_prompt_is_told_unless_it_declines(
    manifest: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "ps1", "In : ", raising=False)
    provenance.audit(manifest, jobs=1)
    told = capsys.readouterr()
    assert told.out == ""
    assert "\rscanning: 1/1 shards, 1 record, " in told.err
    assert told.err.count("\n") == 1
    for declined in (None, False):
        provenance.audit(manifest, jobs=1, progress=declined)
    steps: list[Step] = []
    provenance.audit(manifest, jobs=1, progress=steps.append)
    assert capsys.readouterr() == ("", "")
    assert {step.phase for step in steps} == {"declare", "scan", "compare", "judge"}


def test_the_line_is_written_over_and_ends(capsys: pytest.CaptureFixture[str]) -> None:
    def ticks() -> Iterator[float]:
        yield from map(float, range(0, 100, 2))

    clock = ticks()
    with suppress(KeyError), Line(lambda: next(clock)) as told:
        told(Step("declare"))
        told(Step("scan", 0, 2, 0, 20))
        told(Step("scan", 1, 2, 10, 20, 1000, 1, 3_000_000))
        raise KeyError
    written = capsys.readouterr().err
    assert written.endswith("\n")
    assert [part.rstrip() for part in written.split("\r")[1:]] == [
        "reading the manifest, its evidence and its registers",
        "scanning",
        "scanning: 1/2 shards, 1,000 records, 1.5 MB/s, 1 unreadable",
        "stopped after 0:00:08",
    ]
