"""What becomes of an error: the operator's is told in lines without a traceback, ours by type and place. Exit 1 either way.

The message of an error that we did not write stays unsaid, since it may repeat what was being read. The exit code of a judgement (0, 10,
11) comes from a judgement alone.
"""

from __future__ import annotations

import functools
import os
from collections.abc import Callable, Iterator
from types import TracebackType
from typing import Any

import typer

from provenance.commands.progress import event
from provenance.commands.terminal import remark

ERROR = 1
INTERRUPTED = 130
OURS = ("provenance.", "scanners.", "expectations.")


def guarded(command: Callable[..., None]) -> Callable[..., None]:
    """The command with every error but wrong usage turned into lines on stderr and an exit code."""

    @functools.wraps(command)
    def run(*args: Any, **options: Any) -> None:
        try:
            command(*args, **options)
        except (typer.Exit, typer.BadParameter, BrokenPipeError):
            raise
        except KeyboardInterrupt:
            _tell(["interrupted; what was landed in the catalogue stays, and the next run goes on from there"], options)
            raise typer.Exit(INTERRUPTED) from None
        except Exception as error:  # noqa: BLE001 - a traceback could show what was being read
            _tell(list(told(error)), options)
            raise typer.Exit(ERROR) from None

    return run


def _tell(lines: list[str], options: dict[str, Any]) -> None:
    for line in lines:
        if options.get("json_logs"):
            event("error", message=line)
        else:
            remark(line)


def told(error: Exception) -> Iterator[str]:
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
