"""`audit`, `gate`, `report`, `init` and `schema` from outside: exit codes, what is said where, and no output that says more than it may."""

from __future__ import annotations

import datetime as dt
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import duckdb
import jsonschema
import pytest

from expectations.verdict import Outcome
from provenance import auditing
from provenance.notebook import Audit
from tests.provenance.cli_runs import EMAIL, MOBILE, PLACE, corpus, files, inside, run, visible

ROOT = Path(__file__).parents[2]
PRIVATE = (MOBILE, EMAIL, PLACE)


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    corpus(tmp_path)
    with inside(tmp_path):
        yield tmp_path


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder in which an audit was run."""
    folder = tmp_path_factory.mktemp("done")
    corpus(folder)
    with inside(folder):
        assert run("audit", "manifest.yaml", "--as-of", "2026-11-23").code == 10
        yield folder


def test_an_audit_says_what_stands_in_the_way_and_leaks_nothing(folder: Path) -> None:
    said = run("audit", "manifest.yaml", "--as-of", "2026-11-23")
    assert said.code == 10
    assert visible(said)
    assert "Refused under cn-interim-measures-2023 (exit 10)." in said.out
    assert "Reports: report/report.html, report/report.md, report/report.json" in said.out
    assert "1 part could not be read." in said.out
    assert "scanning 3 shards" in said.err
    outputs = files(folder / "report") | {"catalogue": (folder / "manifest.duckdb").read_bytes()}
    outputs |= {"stdout": said.out.encode(), "stderr": said.err.encode()}
    assert not [(name, text) for name, data in outputs.items() for text in PRIVATE if text.encode() in data]
    again = run("audit", "manifest.yaml", "--as-of", "2026-11-23", "--out", "again", "--format", "json,md")
    assert again.code == 10
    assert "no shard has to be scanned" in again.err
    assert files(folder / "again") == {name: outputs[name] for name in ("report.json", "report.md")}


@pytest.mark.parametrize("outcome", Outcome)
def test_the_exit_code_is_that_of_the_judgement(done: Path, outcome: Outcome, monkeypatch: pytest.MonkeyPatch) -> None:
    code = auditing.EXIT_CODES[outcome]
    found = Audit(done / "manifest.duckdb", auditing.load("cn-interim-measures-2023"), code)
    monkeypatch.setattr(auditing, "audit", lambda *_, **__: found)
    for command in ("audit", "gate"):
        assert run(command, "manifest.yaml").code == code == {"pass": 0, "fail": 10}.get(outcome, 11)


def test_quiet_says_only_what_decides(done: Path) -> None:
    said = run("audit", "manifest.yaml", "--quiet", "--out", "quiet", "--as-of", "2026-11-23")
    assert said.err == ""
    assert said.out == "Refused under cn-interim-measures-2023 (exit 10).\n"


def test_the_gate_gives_a_line_for_each_control_that_stands_in_the_way(done: Path) -> None:
    said = run("gate", "manifest.yaml", "--quiet", "--as-of", "2026-11-23")
    assert said.code == 10
    query = "SELECT control, effective FROM verdict WHERE effective NOT IN ('pass', 'not_applicable', 'waived')"
    with duckdb.connect("manifest.duckdb", read_only=True) as con:
        blocking = set(con.execute(query).fetchall())
    lines = [line.split(" ", 3) for line in said.out.splitlines()]
    assert {(control, outcome) for control, outcome, *_ in lines} == blocking
    assert all(reason.isidentifier() and title for *_, reason, title in lines)
    assert [outcome for _, outcome, *_ in lines] == sorted(
        (o for _, o, *_ in lines), key=["fail", "unproven", "review"].index
    )


def test_logs_are_json_lines_of_counts(done: Path) -> None:
    (done / "shards" / "plain.jsonl").touch()
    said = run("audit", "manifest.yaml", "--json-logs", "--out", "logged", "--as-of", "2026-11-23")
    events = [json.loads(line) for line in said.err.splitlines()]
    phases = [e.get("phase", e["event"]) for e in events]
    assert phases == ["declare", "scan", "scan", "compare", "judge", "result", "unread"]
    assert all(dt.datetime.fromisoformat(e["time"]).tzinfo for e in events)
    assert events[-2]["exit"] == 10
    words = {v for e in events[:-1] for k, v in e.items() if isinstance(v, str) and k != "time"}
    assert words == {"progress", "declare", "scan", "compare", "judge", "result", "refused"}


def test_a_report_is_written_again_from_the_catalogue_alone(done: Path, tmp_path: Path) -> None:
    said = run("report", "manifest.duckdb", "--out", tmp_path / "again")
    assert said.code == 0
    assert files(tmp_path / "again") == files(done / "report")
    assert said.out.splitlines() == [str(tmp_path / "again" / f"report.{name}") for name in ("html", "md", "json")]


def test_a_report_under_another_rulebook_is_refused(done: Path, tmp_path: Path) -> None:
    ours = ROOT / "expectations/rulebooks/cn-interim-measures-2023.yml"
    other = tmp_path / "changed.yml"
    other.write_text(ours.read_text("utf-8") + "# changed\n", "utf-8")
    said = run("report", "manifest.duckdb", "--rulebook", other, "--out", tmp_path / "no")
    assert (said.code, said.out) == (1, "")
    assert "another state of the rulebook" in said.err
    assert not (tmp_path / "no").exists()


def test_a_catalogue_whose_audit_did_not_end_is_not_reported(folder: Path) -> None:
    run("audit", "manifest.yaml", "--quiet")
    with duckdb.connect("manifest.duckdb") as con:
        con.execute("UPDATE t_run SET status = 'running'")
    for command in ("report", "findings"):
        said = run(command, "manifest.duckdb")
        assert (said.code, said.out) == (1, "")
        assert "did not end" in said.err


def test_a_first_manifest_can_be_audited_and_does_not_pass(tmp_path: Path) -> None:
    corpus(tmp_path)
    with inside(tmp_path):
        said = run("init", "shards", "--out", "first.yaml")
        assert said.code == 0
        assert said.out.startswith("wrote first.yaml: 1 source, 2 shards, ")
        assert said.out.endswith("then  provenance audit first.yaml\n")
        assert "# TODO licence" in (tmp_path / "first.yaml").read_text("utf-8")
        assert run("init", "shards", "--out", "first.yaml").code == 1
        assert run("init", "shards", "--out", "first.yaml", "--force").code == 0
        assert run("gate", "first.yaml", "--quiet").code in (10, 11)


def test_the_schema_is_one(done: Path) -> None:
    said = run("schema")
    assert said.code == 0
    schema = json.loads(said.out)
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["title"] == "Manifest"


def test_the_version_is_told() -> None:
    said = run("--version")
    assert (said.code, said.out.split()[0]) == (0, "provenance-auditor")


@pytest.mark.parametrize(
    ("number", "code", "word"), [(signal.SIGINT, 130, "interrupted"), (signal.SIGTERM, 143, "terminated")]
)
@pytest.mark.parametrize("group", [True, False])
def test_a_signal_ends_an_audit_and_its_workers_in_order(
    tmp_path: Path, number: signal.Signals, code: int, word: str, group: bool
) -> None:
    corpus(tmp_path)
    command = [sys.executable, "-c", "from provenance.cli import main; main()", "audit", "manifest.yaml", "--jobs", "2"]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        command,
        cwd=tmp_path,
        env=environment,
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
        preexec_fn=lambda: signal.signal(number, signal.SIG_DFL),  # whoever runs the tests may ignore it
    ) as process:
        assert process.stderr is not None
        said = b""
        while b"scanning" not in said:  # the workers are only starting, and so the audit cannot be over
            said += process.stderr.readline()
        (os.killpg if group else os.kill)(process.pid, number)
        said += process.stderr.read()  # ends when the last worker has let go of it
    assert process.returncode == code
    assert said.decode().splitlines()[-1].startswith(f"{word}; ")
    assert b"Traceback" not in said
    assert not list(tmp_path.glob("*.spool"))
    with inside(tmp_path):
        assert run("gate", "manifest.yaml").code == 10
