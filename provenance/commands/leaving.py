"""How the process of a command ends: with all said that was to be said, and without the taking down of what it has loaded, which costs a
tenth of a second and is of no use to anybody."""

from __future__ import annotations

import atexit
import os
import sys
import threading


def leave(code: object) -> None:
    """Ends the process at once, with this exit code, after what wanted to be called at the end was called and both streams are written
    out. Returns, for the interpreter to end as it always does, where something is left to it: a code that is a message, a thread at
    work, a profiler that counts on the return, or a stream that nobody reads any more."""
    if not isinstance(code, int | None) or threading.active_count() > 1 or sys.getprofile() or sys.gettrace():
        return
    atexit._run_exitfuncs()
    try:
        for stream in filter(None, (sys.stdout, sys.stderr)):
            stream.flush()
    except (OSError, ValueError):
        return
    os._exit(code or 0)
