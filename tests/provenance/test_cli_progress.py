"""How far an audit is: the same steps as lines, as JSON and as a bar, told when it is time, in counts alone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import fields

import pytest

from provenance.commands import progress
from provenance.commands.progress import Bar, Events, Lines, Voice, voice
from provenance.commands.terminal import amount, cells, counted, plain, say_json, say_table
from provenance.scanning import Step


def steps(shards: int = 8, size: int = 1_000_000) -> Iterator[Step]:
    """An audit of shards of equal size and 100 records each, of which one in four has a part that could not be read."""
    yield Step("declare")
    for k in range(shards + 1):
        yield Step("scan", k, shards, k * size, shards * size, 100 * k, k // 4, 3 * k * size)
    yield Step("compare")
    yield Step("judge")


def clock(seconds: float) -> Iterator[float]:
    """A clock on which that many seconds pass between two looks."""
    now = 0.0
    while True:
        yield now
        now += seconds


def test_lines_are_few_and_say_rate_and_remaining_time(capsys: pytest.CaptureFixture[str]) -> None:
    ticks = clock(2)
    with Lines(lambda: next(ticks)) as told:
        for step in steps():
            told(step)
    assert capsys.readouterr().err.splitlines() == [
        "reading the manifest, its evidence and its registers",
        "scanning 8 shards, 8.0 MB on disk",
        "scanning: 3 of 8 shards, 300 records, 1.5 MB/s, 0:00:10 left",
        "scanning: 6 of 8 shards, 600 records, 1.5 MB/s, 1 unreadable, 0:00:04 left",
        "scanning: 8 of 8 shards, 800 records, 1.5 MB/s, 2 unreadable",
        "comparing near-duplicates",
        "judging",
    ]


def test_ten_thousand_quick_shards_are_not_ten_thousand_lines(capsys: pytest.CaptureFixture[str]) -> None:
    for make, lines in ((Lines, 6), (Events, 6)):
        ticks = clock(0.001)
        with make(lambda: next(ticks)) as told:  # noqa: B023 - used at once
            for step in steps(10_000):
                told(step)
        assert len(capsys.readouterr().err.splitlines()) == lines


def test_events_carry_every_count(capsys: pytest.CaptureFixture[str]) -> None:
    with Events() as told:
        for step in steps(2):
            told(step)
    events = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert [e["phase"] for e in events] == ["declare", "scan", "scan", "compare", "judge"]
    last = Step("scan", 2, 2, 2_000_000, 2_000_000, 200, 0, 6_000_000)
    counts = [f.name for f in fields(Step) if f.name != "remarks"]
    assert events[2].keys() == {"event", "time", *counts}
    assert {name: events[2][name] for name in counts} == {name: getattr(last, name) for name in counts}


def test_remarks_are_told_before_anything_else(capsys: pytest.CaptureFixture[str]) -> None:
    step = Step("declare", remarks=("one thing", "another"))
    for kind in (Lines, Events):
        with kind() as told:
            told(step)
    lines = capsys.readouterr().err.splitlines()
    assert lines[:2] == ["one thing", "another"]
    assert [json.loads(line).get("text") for line in lines[3:]] == ["one thing", "another", None]


def test_a_bar_is_drawn_and_taken_away(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "120")
    with Bar() as told:
        for step in steps():
            told(step)
            told._bar.refresh()
    drawn = capsys.readouterr().err
    assert "8/8 shards, 800 records, " in drawn
    assert " MB/s, 2 unreadable" in drawn
    assert "judging" in drawn
    assert drawn.endswith("\x1b[2K")


def test_nothing_to_scan_is_no_division_by_zero(capsys: pytest.CaptureFixture[str]) -> None:
    for told in (Lines(), Events(), Voice(), Bar()):
        for step in steps(0):
            told(step)
    assert "no shard has to be scanned" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("tty", "term", "options", "kind"),
    [
        (True, "xterm", {}, Bar),
        (True, "dumb", {}, Lines),
        (False, "xterm", {}, Lines),
        (True, "xterm", {"json_logs": True}, Events),
        (True, "xterm", {"quiet": True}, Voice),
        (False, "xterm", {"quiet": True, "json_logs": True}, Voice),
    ],
)
def test_the_voice_fits_where_it_speaks(
    tty: bool, term: str, options: dict[str, bool], kind: type[Voice], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", term)
    monkeypatch.setattr(progress.sys.stderr, "isatty", lambda: tty)
    assert type(voice(**({"quiet": False, "json_logs": False} | options))) is kind


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("中文　a é", "中文　a é"),
        ("\x1b[31m\x07\n\t\x7f", r"\x1b[31m\x07\n\t\x7f"),
        ("\x9b2J\u202e\u200b\ufeff", r"\x9b2J\u202e\u200b\ufeff"),
        ("\udcff\ue000", r"\udcff\ue000"),
    ],
)
def test_nothing_is_printed_that_acts_or_hides(text: str, shown: str) -> None:
    assert plain(text) == shown


def test_json_loses_nothing_to_that(capsys: pytest.CaptureFixture[str]) -> None:
    value = {"path": "中\x1b\x9b\u202e\udcff.jsonl"}
    say_json(value)
    line = capsys.readouterr().out.rstrip("\n")
    assert line.isprintable()
    assert "中" in line
    assert json.loads(line) == value


def test_columns_are_aligned_by_cells(capsys: pytest.CaptureFixture[str]) -> None:
    say_table(("A", "B"), [("中文", 1), ("abc", None), ("x", "\x1b")])
    assert capsys.readouterr().out.splitlines() == ["A     B", "中文  1", "abc", r"x     \x1b"]
    assert cells("e\u0301中") == 3


def test_amounts_and_counts_are_for_people() -> None:
    sizes = (0, 999, 1000, 999_949, 999_950, 5_250_000_000, 12_345_000_000_000_000)
    assert [amount(n) for n in sizes] == [
        "0 bytes",
        "999 bytes",
        "1.0 kB",
        "999.9 kB",
        "1.0 MB",
        "5.2 GB",
        "12,345.0 TB",
    ]
    assert [counted(n, "part") for n in (0, 1, 2000)] == ["0 parts", "1 part", "2,000 parts"]
