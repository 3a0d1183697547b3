"""Somebody else's recognisers over the records of a batch: a compiled pass of their own, and what comes of it.

One that raises, or takes too long, costs the record its examination, never the audit: what could not be examined is told and counts as
not examined.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import cache
from typing import Literal, NamedTuple

import numpy as np
import numpy.typing as npt

from scanners.anchors import Compiled, compile_anchors, windows
from scanners.base import Hit
from scanners.detect import Found
from scanners.recognizer_spec import RecognizerSet
from scanners.recognizers import Reads, Recognizer, build

MOST_TIMEOUTS = 5
"""Records of a batch on which a recogniser may take too long before no more of the batch are given to it."""
AT_ONCE = 63
"""As many detectors as one compiled pass knows."""


class Failed(NamedTuple):
    """A record that a recogniser could not examine, by its position in the batch."""

    record: int
    scanner: str
    reason: Literal["recognizer_failed", "recognizer_timeout"]


@dataclass(slots=True)
class _Outcome:
    found: list[Found] = field(default_factory=list)
    failed: dict[tuple[int, str], Failed] = field(default_factory=dict)
    timeouts: Counter[str] = field(default_factory=Counter)


@cache
def _passes(wanted: RecognizerSet) -> tuple[tuple[tuple[Recognizer, ...], Compiled], ...]:
    """Those that look for words, and the tables of the pass that finds them."""
    searching = [r for r in build(wanted) if r.reads != "every record"]
    parts = [tuple(searching[k : k + AT_ONCE]) for k in range(0, len(searching), AT_ONCE)]
    return tuple((part, compile_anchors([r.anchor for r in part])) for part in parts)


def look(
    wanted: RecognizerSet, data: npt.NDArray[np.uint8], offsets: npt.NDArray[np.int32]
) -> tuple[list[Found], list[Failed]]:
    """All findings in the records between `offsets`, in the order of the recognisers, and what could not be examined."""
    outcome = _Outcome()
    whole: dict[int, list[Recognizer]] = defaultdict(list)
    for searching, compiled in _passes(wanted):
        w = windows(compiled, data, offsets)
        columns = (w.record, w.start, w.stop, w.char, w.mask)
        for record, start, stop, char, mask in zip(*(column.tolist() for column in columns), strict=True):
            asked = [r for k, r in enumerate(searching) if mask >> k & 1]
            if beside := [r for r in asked if r.reads == "windows"]:
                text = str(data.data[start:stop], "utf-8")
                for recognizer in beside:
                    _ask(outcome, recognizer, record, text, char)
            whole[record] += [r for r in asked if _holds(r.reads) and r not in whole[record]]
    everywhere = [r for r in build(wanted) if r.reads == "every record"]
    for record in range(len(offsets) - 1) if everywhere else sorted(whole):
        if asked := [*whole.get(record, ()), *everywhere]:
            text = str(data.data[offsets[record] : offsets[record + 1]], "utf-8")
            for recognizer in asked:
                _ask(outcome, recognizer, record, text, 0)
    return outcome.found, sorted(outcome.failed.values())


def _holds(reads: Reads) -> bool:
    return reads == "records that hold a word"


def _ask(outcome: _Outcome, recognizer: Recognizer, record: int, text: str, char: int) -> None:
    name = recognizer.name
    reason: Literal["recognizer_failed", "recognizer_timeout"] = "recognizer_timeout"
    if outcome.timeouts[name] < MOST_TIMEOUTS:
        try:
            hits = list(recognizer.find(text))
        except TimeoutError:
            outcome.timeouts[name] += 1
        except Exception:  # noqa: BLE001 - somebody else's code; its message may hold the text and is dropped
            reason = "recognizer_failed"
        else:
            outcome.found += [
                Found(record, recognizer, Hit(char + hit.start, char + hit.stop, hit.label, hit.score)) for hit in hits
            ]
            return
    outcome.failed.setdefault((record, name), Failed(record, name, reason))
