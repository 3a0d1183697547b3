"""The process of a command ends at once and leaves nothing unsaid, uncalled or unwritten."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from provenance.opening import open as opened
from tests.provenance.cli_runs import corpus

MAIN = "from provenance.cli import main; main()"
AT_THE_END = "import atexit, logging; atexit.register(print, 'called at the end'); "
NEVER_TAKEN_DOWN = """
class Loaded:
    def __del__(self):
        print("taken down", flush=True)
loaded = Loaded()
"""
AT_WORK = """
import threading, time
threading.Thread(target=lambda: (time.sleep(1), print("worked to its end"))).start()
"""


def python(code: str, *arguments: str | Path, **options: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", code, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, **options)  # type: ignore[call-overload,no-any-return]  # options of any kind


@pytest.mark.parametrize(("argument", "code"), [("--version", 0), ("--no-such-option", 2), ("schema", 0)])
def test_the_code_is_kept_and_all_is_said(argument: str, code: int) -> None:
    done = python(MAIN, argument)
    assert done.returncode == code
    assert (done.stderr if code else done.stdout).endswith("\n")


def test_a_judgement_is_the_exit_code_and_on_disk(tmp_path: Path) -> None:
    manifest = corpus(tmp_path)
    done = python(MAIN, "gate", manifest, "--jobs", "1", "--quiet")
    assert done.returncode in (10, 11), done.stderr
    assert opened(manifest.with_suffix(".duckdb")).exit_code == done.returncode
    left = {path.name for path in tmp_path.iterdir()}
    assert left == {"shards", "papers", "manifest.yaml", "manifest.duckdb", "manifest.duckdb.key"}


def test_what_wants_to_be_called_at_the_end_is_called_and_written_out() -> None:
    assert python(AT_THE_END + MAIN, "--version").stdout.endswith("\ncalled at the end\n")


def test_nothing_is_taken_down_that_ends_with_the_process_anyway() -> None:
    assert "taken down" not in python(NEVER_TAKEN_DOWN + MAIN, "--version").stdout


def test_a_thread_at_work_is_waited_for() -> None:
    assert python(AT_WORK + MAIN, "--version").stdout.endswith("worked to its end\n")


def test_a_reader_that_is_gone_is_no_success() -> None:
    read, write = os.pipe()
    os.close(read)
    try:
        done = subprocess.run([sys.executable, "-c", MAIN, "schema"], stdout=write, stderr=subprocess.PIPE, check=False)
    finally:
        os.close(write)
    assert done.returncode != 0
