"""What becomes of an error: the operator's is told in lines without a traceback, ours by type and place. Exit 1 either way.

SIGTERM ends a command as Ctrl-C does: what it holds is put away on the way out.

The message of an error that we did not write stays unsaid, since it may repeat what was being read. The exit code of a judgement (0, 10,
11) comes from a judgement alone.
"""

from __future__ import annotations

import functools
import os
import signal
import threading
from collections.abc import Callable, Iterator
from types import FrameType, TracebackType
from typing import Any

import typer

from provenance.commands.progress import event
from provenance.commands.terminal import remark

ERROR = 1
INTERRUPTED = 130
TERMINATED = 143
SIGNALLED = 128
"""What a shell adds to the number of a signal."""
_GOES_ON = "what was landed in the catalogue stays, and the next run goes on from there"
ENDED = {INTERRUPTED: f"interrupted; {_GOES_ON}", TERMINATED: f"terminated; {_GOES_ON}"}
OURS = ("provenance.", "scanners.", "expectations.")


def guarded(command: Callable[..., None]) -> Callable[..., None]:
    """The command with every error but wrong usage turned into lines on stderr and an exit code."""

    @functools.wraps(command)
    def run(*args: Any, **options: Any) -> None:
        ending = Ending()
        try:
            with ending:
                command(*args, **options)
        except (typer.Exit, typer.BadParameter, BrokenPipeError):
            raise
        except BaseException as error:
            if not ending.asked and not isinstance(error, Exception | KeyboardInterrupt):
                raise
            code = ending.asked or (ERROR if isinstance(error, Exception) else INTERRUPTED)
            _tell([ENDED[code]] if code in ENDED else list(told(error)), options)
            raise typer.Exit(code) from None

    return run


class Ending:
    """Entered around a command: SIGINT and SIGTERM raise `KeyboardInterrupt`, so that what the command holds is put away on the way out.
    `asked` is the exit code that the signal stands for, 0 without one; a library may have turned the interrupt into an error of its own.
    Signals belong to the main thread, and one that whoever started us ignores or handles is left to them.
    """

    def __init__(self) -> None:
        self.asked = 0
        self._before: dict[int, Any] = {}

    def __enter__(self) -> None:
        if threading.current_thread() is threading.main_thread():
            for number in (signal.SIGINT, signal.SIGTERM):
                if signal.getsignal(number) in (signal.SIG_DFL, signal.default_int_handler):
                    self._before[number] = signal.signal(number, self._ask)

    def __exit__(self, *_: object) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)

    def _ask(self, number: int, _: FrameType | None) -> None:
        self.asked = SIGNALLED + number
        if number == signal.SIGTERM:  # sent twice it must not disturb the putting away
            signal.signal(number, signal.SIG_IGN)
        raise KeyboardInterrupt


def _tell(lines: list[str], options: dict[str, Any]) -> None:
    for line in lines:
        if options.get("json_logs"):
            event("error", message=line)
        else:
            remark(line)


def told(error: BaseException) -> Iterator[str]:
    """The lines that say what went wrong."""
    from expectations.fields import RulebookError
    from provenance.problems import InputError
    from provenance.runners.local import WorkerError

    if isinstance(error, InputError):
        yield from str(error).splitlines()
    elif isinstance(error, RulebookError):
        yield from (f"rulebook: {line}" for line in str(error).splitlines())
    elif isinstance(error, OSError) and error.errno is not None:
        yield ": ".join(filter(None, (_name(error.filename), os.strerror(error.errno))))
    else:
        yield f"internal error: {type(error).__name__} in {_place(error.__traceback__)}"
        if isinstance(error, WorkerError):
            yield from (line.strip() for line in str(error).splitlines())
        yield "this is a fault of provenance-auditor, not of the data"


def _name(filename: object) -> str:
    return os.fsdecode(filename) if isinstance(filename, str | bytes | os.PathLike) else ""


def _place(trace: TracebackType | None) -> str:
    """The innermost function of ours that the error came through, and its line."""
    place = "an unknown place"
    while trace:
        frame = trace.tb_frame
        module = str(frame.f_globals.get("__name__"))
        if module.startswith(OURS):
            place = f"{module}.{frame.f_code.co_qualname}, line {trace.tb_lineno}"
        trace = trace.tb_next
    return place
