"""Whatever goes wrong is told in a line on stderr, with the right exit code, and never in the words of what was being read."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from provenance import auditing
from provenance.runners.local import WorkerError
from tests.provenance.cli_runs import MOBILE, corpus, inside, run, visible

UNKNOWN_FIELD = "provenance: 1\ndataset: {id: x, titel: y}\nsources: 7\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Files of every wrong kind."""
    folder = tmp_path_factory.mktemp("errors")
    corpus(folder)
    (folder / "bad.yaml").write_text(UNKNOWN_FIELD)
    (folder / "text.duckdb").write_text("no catalogue at all\n" * 500)
    (folder / "empty.duckdb").write_bytes(b"")
    (folder / "waivers.yaml").write_text("- {control: A7-1.01}\n")
    (folder / "key.duckdb.key").write_bytes(b"short")
    with duckdb.connect(str(folder / "other.duckdb")) as con:
        con.execute("CREATE TABLE mine (a INTEGER)")
    with duckdb.connect(str(folder / "older.duckdb")) as con:
        con.execute("CREATE TABLE t_meta (name VARCHAR, value VARCHAR); INSERT INTO t_meta VALUES ('schema', '0')")
    with inside(folder):
        yield folder


INPUT = {
    "no manifest": (["gate", "none.yaml"], "none.yaml: there is no such file"),
    "manifest a folder": (["gate", "shards"], "shards: cannot be read"),
    "manifest a shard": (["gate", "shards/plain.jsonl"], "shards/plain.jsonl"),
    "manifest wrong": (["audit", "bad.yaml"], "bad.yaml:2: dataset.titel: unknown field; did you mean 'title'?"),
    "no rulebook": (["gate", "manifest.yaml", "--rulebook", "nonsense"], "rulebook: there is no rulebook 'nonsense'"),
    "rulebook wrong": (["gate", "manifest.yaml", "--rulebook", "bad.yaml"], "rulebook: "),
    "waivers wrong": (
        ["gate", "manifest.yaml", "--waivers", "waivers.yaml"],
        "waivers.yaml:1: waivers[0].owner: is required",
    ),
    "no waivers": (["gate", "manifest.yaml", "--waivers", "none.yaml"], "none.yaml: there is no such file"),
    "catalogue a text": (["gate", "manifest.yaml", "--catalogue", "text.duckdb"], "text.duckdb: is not a catalogue"),
    "catalogue the manifest": (
        ["gate", "manifest.yaml", "--catalogue", "manifest.yaml"],
        "manifest.yaml: is not a catalogue",
    ),
    "catalogue of others": (
        ["gate", "manifest.yaml", "--catalogue", "other.duckdb"],
        "other.duckdb: was not written as a catalogue",
    ),
    "catalogue nowhere": (
        ["gate", "manifest.yaml", "--catalogue", "no/such/c.db"],
        "no/such/c.db: cannot be opened as a catalogue",
    ),
    "key too short": (["gate", "manifest.yaml", "--catalogue", "key.duckdb"], "key.duckdb.key: is not a catalogue key"),
    "no catalogue": (["report", "none.duckdb"], "none.duckdb: there is no such file"),
    "report of a text": (["report", "text.duckdb"], "text.duckdb: is not a catalogue"),
    "findings of nothing": (["findings", "empty.duckdb"], "empty.duckdb: is not a catalogue"),
    "findings of a folder": (["findings", "shards"], "shards: cannot be opened as a catalogue"),
    "findings of others": (["findings", "other.duckdb"], "other.duckdb: is a database, but not a catalogue"),
    "findings of an older": (["findings", "older.duckdb"], "older.duckdb: is not a catalogue of schema"),
    "findings in memory": (["findings", ":memory:"], ":memory:: there is no such file"),
    "show of a text": (["show", "text.duckdb", "1:1:email:1"], "text.duckdb: is not a catalogue"),
    "init of nothing": (["init", "none"], "none: is not a folder"),
    "init over a manifest": (["init", "."], "manifest.yaml: is already there; nothing was written"),
    "demo over data": (["demo", "--out", "."], ".: is there and was not made by a demo"),
}


@pytest.mark.parametrize(("arguments", "message"), INPUT.values(), ids=INPUT)
def test_bad_input_is_an_error_in_a_line(folder: Path, arguments: list[str], message: str) -> None:
    before = {path: path.read_bytes() for path in folder.glob("*.*") if path.is_file()}
    said = run(*arguments)
    assert (said.code, said.out) == (1, "")
    assert any(line.startswith(message) for line in said.err.splitlines()), said.err
    assert "Traceback" not in said.err
    assert "Error" not in said.err
    assert all(path.read_bytes() == data for path, data in before.items())


USAGE = {
    "no command": [],
    "no such command": ["judge"],
    "no manifest": ["audit"],
    "no such option": ["audit", "manifest.yaml", "--fast"],
    "no such report": ["audit", "manifest.yaml", "--format", "html,pdf"],
    "no report": ["report", "none.duckdb", "--format", ","],
    "reports into a file": ["audit", "manifest.yaml", "--out", "bad.yaml"],
    "no such day": ["gate", "manifest.yaml", "--as-of", "2026-02-30"],
    "no day": ["gate", "manifest.yaml", "--as-of", "yesterday"],
    "no workers": ["gate", "manifest.yaml", "--jobs", "0"],
    "no such form": ["findings", "text.duckdb", "--format", "xml"],
    "fewer than none": ["findings", "text.duckdb", "--limit", "-1"],
}


@pytest.mark.parametrize("arguments", USAGE.values(), ids=USAGE)
def test_wrong_usage_is_told_before_anything_is_done(folder: Path, arguments: list[str]) -> None:
    said = run(*arguments)
    assert said.code == 2
    assert "Usage: " in said.out + said.err
    assert not (folder / "manifest.duckdb").exists()


def test_a_locked_catalogue_names_who_holds_it(folder: Path) -> None:
    hold = "import duckdb, sys; c = duckdb.connect('held.duckdb'); print('held', flush=True); sys.stdin.read()"
    with subprocess.Popen(
        [sys.executable, "-c", hold], cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        for arguments in (["gate", "manifest.yaml", "--catalogue", "held.duckdb"], ["findings", "held.duckdb"]):
            said = run(*arguments)
            assert (said.code, said.err) == (1, f"held.duckdb: is in use by another process (PID {holder.pid})\n")
        holder.communicate()


def _raise(error: BaseException) -> Callable[..., Any]:
    def raising(*_: object, **__: object) -> None:
        raise error

    return raising


@pytest.mark.parametrize(
    "error", [ValueError(MOBILE), KeyError(MOBILE), duckdb.ConversionException(MOBILE), RecursionError(MOBILE)]
)
@pytest.mark.parametrize("logs", [[], ["--json-logs"], ["--quiet"]])
def test_an_error_of_ours_is_told_by_type_and_place(
    folder: Path, error: Exception, logs: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(auditing, "audit", _raise(error))
    said = run("gate", "manifest.yaml", *logs)
    assert (said.code, said.out) == (1, "")
    assert f"internal error: {type(error).__name__} in provenance.commands.judging.judged, line " in said.err
    assert MOBILE not in said.err
    assert "Traceback" not in said.err


def test_a_worker_s_error_keeps_its_places(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(auditing, "audit", _raise(WorkerError("IndexError\n  scan, line 41")))
    said = run("gate", "manifest.yaml")
    assert said.code == 1
    assert said.err.splitlines()[1:3] == ["IndexError", "scan, line 41"]


def test_errors_are_json_lines_too(folder: Path) -> None:
    said = run("audit", "bad.yaml", "--json-logs")
    assert said.code == 1
    events = [json.loads(line) for line in said.err.splitlines()]
    assert [e["event"] for e in events] == ["error", "error"]
    assert events[0]["message"].startswith("bad.yaml:2: dataset.titel: ")


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_counts_whatever_a_library_makes_of_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch, number: signal.Signals, code: int
) -> None:
    def interrupted(*_: object, **__: object) -> None:
        try:
            signal.raise_signal(number)
        except KeyboardInterrupt:
            raise RuntimeError("Query interrupted") from None

    usual = signal.default_int_handler if number == signal.SIGINT else signal.SIG_DFL
    before = signal.signal(number, usual)  # whoever runs the tests may ignore it
    try:
        monkeypatch.setattr(auditing, "audit", interrupted)
        assert run("gate", "manifest.yaml").code == code
        assert signal.getsignal(number) == usual
    finally:
        signal.signal(number, before)


SHUT = 'IO Error: Cannot open file "/somewhere/manifest.duckdb": Permission denied'


def test_a_place_that_is_not_writable_is_told_as_such(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    connect = duckdb.connect

    def shut(*arguments: Any, read_only: bool = False, **options: Any) -> Any:
        if not read_only:
            raise duckdb.IOException(SHUT)
        return connect(*arguments, read_only=read_only, **options)

    run("gate", "manifest.yaml", "--catalogue", "shut.duckdb")
    with connect("shut.duckdb", read_only=True) as con:
        ((finding,),) = con.execute("SELECT finding_id FROM finding ORDER BY ALL LIMIT 1").fetchall()
    monkeypatch.setattr(duckdb, "connect", shut)
    said = run("gate", "manifest.yaml", "--catalogue", "shut.duckdb")
    assert (said.code, said.out) == (1, "")
    assert said.err == "shut.duckdb: cannot be written there; name a place that is writable with --catalogue\n"
    shown = run(
        "show", "shut.duckdb", finding, "--manifest", "manifest.yaml", "--reveal", "--why", "test", "--who", "me"
    )
    assert (shown.code, shown.out) == (1, "")
    assert shown.err.startswith("shut.duckdb: is not writable; --reveal keeps in it who, when and why")


def test_an_interrupt_has_a_code_of_its_own(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(auditing, "audit", _raise(KeyboardInterrupt()))
    said = run("gate", "manifest.yaml")
    assert (said.code, said.out) == (130, "")
    assert said.err.startswith("interrupted; ")


@pytest.mark.parametrize("name", ["\x1b[31mred", "a\nb", "\u202ertl", "\x9b2J", "bell\x07"])
@pytest.mark.parametrize("command", ["audit", "report", "findings", "init"])
def test_a_name_cannot_act_on_the_terminal(folder: Path, command: str, name: str) -> None:
    said = run(command, name)
    assert said.code == 1
    assert visible(said)
