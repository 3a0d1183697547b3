"""The local runner gives every task back exactly once, whatever its worker did."""

from __future__ import annotations

import multiprocessing as mp
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from provenance.runners import local


def run(function: Any, tasks: Any, jobs: int) -> list[Any]:
    with local.Pool(jobs) as pool:
        return list(pool.run(function, tasks))


def double(n: int) -> int:
    return 2 * n


def die_on_three(n: int) -> int:
    if n == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return n


def fail_with_text(n: int) -> int:
    raise ValueError("身份证 110105194912310021")


@pytest.mark.parametrize("jobs", [1, 2])
def test_every_task_comes_back_once(jobs: int) -> None:
    assert sorted(run(double, range(1, 8), jobs)) == [(n, 2 * n) for n in range(1, 8)]


def test_no_tasks_start_no_worker() -> None:
    assert list(run(double, [], 2)) == []


def test_a_dead_worker_costs_its_task_only() -> None:
    results = dict(run(die_on_three, range(1, 7), 2))
    assert {n: r for n, r in results.items() if n != 3} == {n: n for n in (1, 2, 4, 5, 6)}
    assert results[3] == local.Died(3, -signal.SIGKILL)


def test_an_error_of_ours_is_raised_without_the_text_it_quotes() -> None:
    with pytest.raises(RuntimeError, match="ValueError") as caught:
        list(run(fail_with_text, [1], 1))
    assert "110105" not in str(caught.value)
    assert "fail_with_text" in str(caught.value)


def exit_with_text(n: int) -> int:
    raise SystemExit("身份证 110105194912310021")


def test_an_exit_is_no_way_to_tell_the_text(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(RuntimeError, match="SystemExit"):
        list(run(exit_with_text, [1], 1))
    assert "110105" not in "".join(capfd.readouterr())


def test_workers_are_kept_between_runs() -> None:
    with local.Pool(1) as pool:
        first = list(pool.run(process, [1]))
        assert first == list(pool.run(process, [1]))


def process(_: int) -> int:
    return os.getpid()


def slow_double(n: int) -> int:
    time.sleep(0.05)
    return 2 * n


def test_a_worker_that_died_between_two_runs_costs_nothing() -> None:
    with local.Pool(2) as pool:
        workers = {pid for _, pid in pool.run(process, range(6)) if isinstance(pid, int)}
        for pid in workers:
            os.kill(pid, signal.SIGKILL)
        for child in mp.active_children():
            child.join()
        assert sorted(pool.run(slow_double, range(5))) == [(n, 2 * n) for n in range(5)]


def test_a_script_without_a_guard_is_not_run_again_by_its_workers(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(
        "from provenance.runners import local\n"
        "print('script')\n"
        "with local.Pool(2) as pool:\n"
        "    print(sorted(result for _, result in pool.run(abs, [-3, -2])))\n",
        "utf-8",
    )
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout == "script\n[2, 3]\n"


EARLY = """
import os, sys, threading
from provenance.runners import local
{before}
with local.Pool(2) as pool:
    pool.start({count})
    commands = [open(f"/proc/{{pid}}/cmdline").read() for pid in (os.getpid(), *(w.process.pid for w in pool._workers))]
    print([command == commands[0] for command in commands[1:]])
    print(sorted(result for _, result in pool.run(abs, [-3, -2, -1])))
    print(len(pool._workers))
print(len(pool._workers))
"""
IN_A_THREAD = "threading.Thread(target=threading.Event().wait, daemon=True).start()"
linux = pytest.mark.skipif(sys.platform != "linux", reason="processes are copied on Linux only")


def early(count: int, before: str = "") -> list[str]:
    code = EARLY.format(count=count, before=before)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert done.stderr == ""
    return done.stdout.splitlines()


@linux
def test_workers_that_are_started_before_anything_runs_are_copies() -> None:
    assert early(2) == ["[True, True]", "[1, 2, 3]", "2", "0"]


@linux
def test_no_process_is_copied_in_which_a_thread_runs() -> None:
    assert early(2, IN_A_THREAD) == ["[False, False]", "[1, 2, 3]", "2", "0"]


@linux
@pytest.mark.parametrize(("count", "started"), [(0, "[]"), (1, "[True]"), (9, "[True, True]")])
def test_no_more_workers_are_started_early_than_are_asked_for_and_allowed(count: int, started: str) -> None:
    assert early(count)[0] == started


@pytest.mark.parametrize("tasks", [[], [1]])
def test_workers_without_work_end_with_the_pool(tasks: list[int]) -> None:
    with local.Pool(2) as pool:
        pool.start(2)
        begun = [worker.process for worker in pool._workers]
        list(pool.run(double, tasks))
    assert [process.exitcode for process in begun] == [0, 0]
