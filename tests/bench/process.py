"""Runs a part of the benchmark in a fresh process and says what it cost: time, CPU, and the peak memory of it and its workers.

Peaks are `VmHWM` of each process, read while it lives (not `ru_maxrss`, which across fork and exec keeps the peak of the parent).
Where there is no `/proc` they are 0, and the report says that they were not measured.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

ROOT = Path(__file__).parents[2]
INTERVAL = 0.05
PINNED = hasattr(os, "sched_setaffinity")
"""Whether this system can keep a process to some of its cores."""
NO_WORKER = b"resource_tracker"
"""In the command line of the one process of multiprocessing's that works at nothing. That of a worker may be the driver's."""


@dataclass(frozen=True, slots=True)
class Cost:
    """`wall` and `cpu` in seconds from the start of the interpreter to its end, workers included; peaks in bytes. `work` and `said`:
    what a child says of its own time, which begins after the interpreter's start, and of how much it did."""

    wall: float
    cpu: float
    driver_peak: int
    worker_peak: int
    work: float = 0.0
    said: int = 0


def child(*arguments: str) -> Cost:
    """`tests.bench.child` with these arguments, on one core."""
    cost, out = run([sys.executable, "-m", "tests.bench.child", *arguments], cores=1)
    told = json.loads(out)
    return replace(cost, work=told["seconds"], said=told["count"])


def product(manifest: Path, catalogue: Path, jobs: int, cores: int) -> Cost:
    """`provenance gate`: a whole audit through the command line, with nothing written but the catalogue."""
    command = Path(sys.executable).with_name("provenance")
    start = [str(command)] if command.exists() else [sys.executable, "-c", "from provenance.cli import main; main()"]
    arguments = ["gate", str(manifest), "--catalogue", str(catalogue), "--jobs", str(jobs)]
    return run([*start, *arguments], cores=cores, accepted=(0, 10, 11))[0]


def run(command: Sequence[str], *, cores: int, accepted: Sequence[int] = (0,)) -> tuple[Cost, str]:
    """A command, kept to so many cores where the system can do that, and what it printed. Raises `CalledProcessError` for an exit
    code that is not accepted."""
    # Without compiled modules every start would compile its libraries anew, which no installation does.
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"} | {"PYTHONPATH": str(ROOT)}
    pipe = subprocess.PIPE
    before, started = _cpu(), time.perf_counter()
    with (
        subprocess.Popen(
            command, stdout=pipe, stderr=pipe, text=True, env=environment, preexec_fn=_kept_to(cores)
        ) as process,
        _Peaks(process.pid) as peaks,
    ):
        out, err = process.communicate()
        wall, cpu = time.perf_counter() - started, _cpu() - before
    if process.returncode not in accepted:
        raise subprocess.CalledProcessError(process.returncode, list(command), out, err)
    return Cost(wall, cpu, peaks.of_driver, peaks.of_workers), out


def _cpu() -> float:
    """CPU seconds of all processes that were waited for, and of those that they waited for."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _kept_to(cores: int) -> Callable[[], None] | None:
    if not PINNED:
        return None
    chosen = sorted(os.sched_getaffinity(0))[:cores]
    return lambda: os.sched_setaffinity(0, chosen)


class _Peaks:
    """Peaks of a process and the workers it starts, read by a thread between entering and leaving."""

    def __init__(self, pid: int) -> None:
        self.of_driver = self.of_workers = 0
        self._pid = pid
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._watch)

    def __enter__(self) -> _Peaks:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._ended.wait(INTERVAL):
            self.of_driver = max(self.of_driver, _peak(self._pid))
            self.of_workers = max(self.of_workers, *map(_peak, _workers(self._pid)), 0)


def _workers(parent: int) -> list[int]:
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        pid = int(folder.name)
        try:
            if _parent(folder) == parent and NO_WORKER not in (folder / "cmdline").read_bytes():
                found.append(pid)
        except (OSError, ValueError):
            continue
    return found


def _parent(folder: Path) -> int:
    return int((folder / "stat").read_text().rpartition(")")[2].split()[1])


def _peak(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM:")), 0)
