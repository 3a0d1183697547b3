"""`provenance.audit` as a person calls it from a prompt or a notebook: an audit that says how far it is."""

from __future__ import annotations

import datetime as dt
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from provenance.commands.progress import WORDS, Voice, so_far, voice

if TYPE_CHECKING:
    from provenance.notebook import Audit
    from provenance.scanning import Progress, Step

SECONDS_BETWEEN_LOOKS = 0.2


class Line(Voice):
    """One line of stderr, written over as the audit goes on, which a notebook shows as a terminal does; it ends with the time taken."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._start = self._begun = self._last = clock()
        self._width = 0

    def __exit__(self, kind: object = None, *_: object) -> None:
        seconds = dt.timedelta(seconds=round(self._clock() - self._start))
        self._write(f"{'stopped' if kind else 'audited'} after {seconds}")
        sys.stderr.write("\n")

    def __call__(self, step: Step) -> None:
        """Writes the line anew, if it is time to."""
        now = self._clock()
        for told in step.remarks:
            self._write(told)
            sys.stderr.write("\n")
        if not step.shards:
            self._begun = self._last = now
            self._write(WORDS[step.phase])
        elif now - self._last >= SECONDS_BETWEEN_LOOKS or step.shards == step.shards_total:
            self._last = now
            self._write(f"scanning: {step.shards:,}/{step.shards_total:,} shards, {so_far(step, now - self._begun)}")

    def _write(self, text: str) -> None:
        sys.stderr.write("\r" + text.ljust(self._width))
        sys.stderr.flush()
        self._width = len(text)


def audit(
    manifest: str | Path,
    *,
    catalogue: str | Path | None = None,
    rulebook: str = "cn-interim-measures-2023",
    jobs: int | None = None,
    as_of: dt.date | None = None,
    waivers: str | Path | None = None,
    allow_roots: Sequence[str | Path] = (),
    linkage_key: str | Path | None = None,
    recognizers: str | Path | None = None,
    names: bool = False,
    names_share: float = 0.01,
    progress: Progress | bool | Literal["auto"] | None = "auto",
) -> Audit:
    """Audits the data set of a manifest and leaves the evidence in a catalogue (beside the manifest unless told otherwise).

    `as_of` is the day on which terms and waivers are judged, today in UTC by default. `linkage_key` is a file of 32 random bytes apart
    from the data, under which identifiers of persons are hashed, so that one person is known again in several sources; by default that
    of the environment (`PROVENANCE_LINKAGE_KEY_FILE`), and without either nothing is linked. `recognizers` is a file of recognisers of
    Presidio that look beside ours (docs/presidio.md), in the place of the manifest's. `names` has the engine of the extra `names` look
    for names, too, and count them in `names_share` of the records that tell nothing else about a person. `progress` is told every step
    of the audit; "auto" writes them to stderr at a prompt or in a notebook and nothing in a script, True writes them everywhere, False
    and None nowhere. Raises `InputError` or `RulebookError` with everything that is wrong with the manifest, the waivers, the key, the
    recognisers or the rulebook, and `ValueError` for fewer than one of `jobs`; bad data raises nothing.
    """
    from provenance import auditing

    if jobs is not None and jobs < 1:
        raise ValueError("jobs is a number of worker processes, at least 1")

    with _told(progress) as told:
        return auditing.audit(
            manifest,
            catalogue=catalogue,
            rulebook=rulebook,
            jobs=jobs,
            as_of=as_of,
            waivers=waivers,
            allow_roots=allow_roots,
            linkage_key=linkage_key,
            recognizers=recognizers,
            names=names,
            names_share=names_share,
            progress=progress if callable(progress) else told,
        )


def _told(progress: Progress | bool | Literal["auto"] | None) -> Voice:
    # The interpreter and IPython, in a terminal or as a kernel, set `sys.ps1` where a person types and nowhere else.
    prompted = hasattr(sys, "ps1")
    if progress is True or (progress == "auto" and prompted):
        return Line() if prompted and not sys.stderr.isatty() else voice(quiet=False, json_logs=False)
    return Voice()
