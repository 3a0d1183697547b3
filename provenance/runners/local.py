"""The local runner: worker processes that each take one shard at a time.

A worker that dies (killed, out of memory, a fault in a library) costs its shard, not the run: the shard is tried once more alone
and then reported as failed. Results come in the order in which they are ready.

To load what a worker needs takes a quarter of a second, which is most of a small audit. One that is started before anything else runs in
this process is a copy of it, with all that it has loaded; any other is a new process.
"""

from __future__ import annotations

import multiprocessing as mp
import os
import signal
import sys
import threading
import warnings
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from pathlib import Path
from types import ModuleType
from typing import Any, Generic, TypeVar

from provenance.lean import keep_pandas_out

T = TypeVar("T")
R = TypeVar("R")

TRIES = 2

_MINDS_FORKS = "jemalloc_bg_thd"
"""The thread of Arrow's allocator, which holds nothing at the moment of a fork."""


class WorkerError(RuntimeError):
    """An error of ours on a worker: its type and the places it came through, without its message, which may hold text of a record."""


@dataclass(frozen=True, slots=True)
class Died(Generic[T]):
    """What a task became whose worker died `TRIES` times."""

    task: T
    exit_code: int | None


@dataclass(slots=True)
class _Worker:
    process: Any
    pipe: Connection
    task: Any = None
    tries: int = 0


class Pool:
    """Up to `jobs` worker processes, started when there is work and kept until `close`, so that what a worker loads it loads once."""

    def __init__(self, jobs: int) -> None:
        self._jobs = max(1, jobs)
        self._workers: list[_Worker] = []
        self._again: deque[tuple[Any, int]] = deque()

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def start(self, count: int) -> None:
        """Starts this many workers, up to `jobs`, before there is work for them."""
        copied = _is_alone()
        for _ in range(min(count, self._jobs)):
            self._start(copied)

    def run(self, function: Callable[[T], R], tasks: Iterable[T]) -> Iterator[tuple[T, R | Died[T]]]:
        """Applies `function` (importable by name) to every task; yields each task once, with its result or `Died`.

        An exception of `function` is our error, not the data's: it is raised here as `WorkerError` with its type and place. One run at
        a time; a run that is left early leaves the pool fit only to be closed.
        """
        waiting = iter(tasks)
        while True:
            self._hand_out(function, waiting)
            busy: dict[Any, _Worker] = {w.pipe: w for w in self._workers if w.task is not None}
            if not busy:
                return
            for pipe in wait(list(busy)):
                yield from self._collect(busy[pipe])

    def _hand_out(self, function: Callable[[Any], Any], tasks: Iterator[Any]) -> None:
        idle = [w for w in self._workers if w.task is None]
        while idle or len(self._workers) < self._jobs:
            task, tries = self._again.popleft() if self._again else (next(tasks, None), 0)
            if task is None:
                return
            was_idle = bool(idle)
            worker = idle.pop() if was_idle else self._start()
            worker.task, worker.tries = task, tries + 1
            try:
                worker.pipe.send((function, task))
            except OSError:
                # It is dead, and is buried when its pipe is read; one that died idle had not begun this task.
                worker.tries -= was_idle

    def _start(self, copied: bool = False) -> _Worker:
        context: Any = mp.get_context("fork" if copied else "spawn")
        ours, theirs = context.Pipe()
        # A copy has our ends of all pipes too, and while it had, no worker would see that we are gone.
        inherited = [ours, *(worker.pipe for worker in self._workers)] if copied else []
        process = context.Process(target=_serve, args=(theirs, inherited), daemon=True)
        with _no_script(), warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # Python counts the allocator's thread too
            process.start()
        theirs.close()
        worker = _Worker(process, ours)
        self._workers.append(worker)
        return worker

    def _collect(self, worker: _Worker) -> Iterator[tuple[Any, Any]]:
        task = worker.task
        try:
            ok, value = worker.pipe.recv()
        except (EOFError, OSError):
            yield from self._bury(worker, task)
            return
        worker.task = None
        if not ok:
            raise WorkerError(value)
        yield task, value

    def _bury(self, worker: _Worker, task: Any) -> Iterator[tuple[Any, Any]]:
        self._workers.remove(worker)
        worker.process.join()
        worker.pipe.close()
        if worker.tries < TRIES:
            self._again.append((task, worker.tries))
        else:
            yield task, Died(task, worker.process.exitcode)

    def close(self) -> None:
        """Ends the workers; one that is at work is terminated."""
        for worker in self._workers:
            if worker.task is not None:
                worker.process.terminate()
            worker.pipe.close()
        for worker in self._workers:
            worker.process.join()
        self._workers.clear()


@contextmanager
def _no_script() -> Iterator[None]:
    """Keeps a new process from running the script that this one runs, which need not expect it: it may have no `__main__` guard."""
    script = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = script


def _is_alone() -> bool:
    """Whether no other thread runs in this process, which could hold a lock that nobody would open in a copy; False where that is not
    known, as on every system but Linux."""
    try:
        names = [task.joinpath("comm").read_text().strip() for task in Path("/proc/self/task").iterdir()]
    except OSError:
        return False
    return len([name for name in names if name != _MINDS_FORKS]) == 1


def _serve(pipe: Connection, inherited: Sequence[Connection]) -> None:
    # Ctrl-C reaches the whole group; it is for the driver to end its workers, by SIGTERM, of which a copy has the driver's view.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    for other in inherited:
        other.close()
    threading.Thread(target=_end_with_driver, daemon=True).start()
    keep_pandas_out()
    while True:
        try:
            function, task = pipe.recv()
        except EOFError:
            # The pool was closed; to take down what a worker has loaded costs a quarter of a second and nobody needs it.
            os._exit(0)
        try:
            pipe.send((True, function(task)))
        except BrokenPipeError:  # the driver was killed; what was found is found again by the next run
            return
        except BaseException as error:  # noqa: BLE001 - else Python prints it, with the text it quotes
            pipe.send((False, _where(error)))


def _end_with_driver() -> None:
    """Ends this process when the driver's ends, at whatever work, since nobody waits for what it would find."""
    driver = mp.parent_process()
    if driver is not None:
        wait([driver.sentinel])
        os._exit(1)


def _where(error: BaseException) -> str:
    """The type of an error and the places it came through; its message may hold a record's text and stays here."""
    lines, trace = [], error.__traceback__
    while trace:
        code = trace.tb_frame.f_code
        lines.append(f"  {code.co_qualname}, line {trace.tb_lineno}")
        trace = trace.tb_next
    return "\n".join([type(error).__name__, *lines])
