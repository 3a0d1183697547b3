"""How a command tells how far it is: a bar on a terminal, a line now and then elsewhere, JSON for machines, or not at all.

Told are phases and counts, never a name or a value of the data.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import sys
import time
from collections.abc import Callable
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from provenance.commands.terminal import amount, counted, plain, remark

if TYPE_CHECKING:
    from provenance.scanning import Step

SECONDS_BETWEEN_LINES = 5.0

WORDS = {
    "declare": "reading the manifest, its evidence and its registers",
    "scan": "scanning",
    "compare": "comparing near-duplicates",
    "judge": "judging",
}


class Voice:
    """Told every step of an audit, between entering and leaving. This one says nothing."""

    def __enter__(self) -> Voice:
        return self

    def __exit__(self, *_: object) -> None:
        return None

    def __call__(self, step: Step) -> None:
        """Tells the step, if it is time to."""


def voice(*, quiet: bool, json_logs: bool) -> Voice:
    """The voice that fits the options and what stderr is."""
    if quiet:
        return Voice()
    if json_logs:
        return Events()
    if sys.stderr.isatty() and os.environ.get("TERM") != "dumb":
        return Bar()
    return Lines()


class Lines(Voice):
    """A line for each phase, and one every few seconds of a scan."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._begun = self._last = clock()

    def __call__(self, step: Step) -> None:
        """Writes the line that is due."""
        now = self._clock()
        for told in step.remarks:
            remark(told)
        if step.phase != "scan":
            remark(WORDS[step.phase])
        elif not step.shards:
            self._begun = self._last = now
            work = f"scanning {counted(step.shards_total, 'shard')}, {amount(step.bytes_total)} on disk"
            remark(work if step.shards_total else "no shard has to be scanned")
        elif now - self._last >= SECONDS_BETWEEN_LINES or step.shards == step.shards_total:
            self._last = now
            remark(self._line(step, now - self._begun))

    def _line(self, step: Step, seconds: float) -> str:
        parts = [f"scanning: {step.shards:,} of {counted(step.shards_total, 'shard')}, {so_far(step, seconds)}"]
        if step.bytes and step.bytes < step.bytes_total:
            left = seconds * (step.bytes_total - step.bytes) / step.bytes
            parts.append(f"{dt.timedelta(seconds=round(left))} left")
        return ", ".join(parts)


class Events(Voice):
    """One JSON object a line: `event`, `time` and counts."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._last = clock()

    def __call__(self, step: Step) -> None:
        """Writes the event that is due."""
        now = self._clock()
        inside = 0 < step.shards < step.shards_total
        if inside and now - self._last < SECONDS_BETWEEN_LINES:
            return
        self._last = now
        for told in step.remarks:
            event("remark", text=told)
        counts = asdict(step) if step.phase == "scan" else {}
        event("progress", phase=step.phase, **{k: v for k, v in counts.items() if k not in ("phase", "remarks")})


class Bar(Voice):
    """A bar with rate and remaining time, which leaves nothing behind."""

    def __init__(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeRemainingColumn

        self._begun = time.monotonic()
        self._bar = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}", markup=False),
            BarColumn(bar_width=16),
            TextColumn("{task.fields[told]}", markup=False),
            TimeRemainingColumn(compact=True),
            console=Console(stderr=True),
            transient=True,
        )
        self._task = self._bar.add_task("starting", total=None, told="")

    def __enter__(self) -> Bar:
        self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.stop()

    def __call__(self, step: Step) -> None:
        """Moves the bar."""
        for told in step.remarks:
            self._bar.console.print(plain(told), markup=False, highlight=False)
        if step.shards:
            told = f"{step.shards:,}/{step.shards_total:,} shards, {so_far(step, time.monotonic() - self._begun)}"
            self._bar.update(self._task, completed=step.bytes, told=told)
            return
        self._begun = time.monotonic()
        self._bar.remove_task(self._task)
        self._task = self._bar.add_task(WORDS[step.phase], total=step.bytes_total or None, told="")


def so_far(step: Step, seconds: float) -> str:
    """What a scan has read, and how fast."""
    rate = step.text_bytes / seconds / 1e6 if seconds > 0 else 0.0
    told = f"{counted(step.records, 'record')}, {rate:.1f} MB/s"
    return f"{told}, {step.quarantined:,} unreadable" if step.quarantined else told


def event(name: str, **facts: Any) -> None:
    """One line of `--json-logs` on stderr."""
    now = dt.datetime.now(dt.UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    remark(json.dumps({"event": name, "time": now, **facts}))
