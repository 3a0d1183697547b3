"""From windows to findings: decode what lies around an anchor, fold it, ask the detectors, map the places back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from scanners import registry
from scanners.anchors import Compiled, Windows, compile_anchors, windows
from scanners.base import Detector, Hit, Sifting
from scanners.fold import fold, original


@dataclass(frozen=True, slots=True)
class Found:
    """A hit in a record: its position in the batch, who found it, and the hit in code points of the stored text."""

    record: int
    detector: Detector
    hit: Hit


@cache
def compiled() -> Compiled:
    """The anchors of all detectors, in their order."""
    return compile_anchors([d.anchor for d in registry.detectors()])


def detect(data: npt.NDArray[np.uint8], offsets: npt.NDArray[np.int32]) -> Iterator[Found]:
    """All findings of all detectors in the records between `offsets`, in the order of the text."""
    w = windows(compiled(), data, offsets)
    all_detectors = registry.detectors()
    mask = _promising(data, w)
    kept = np.flatnonzero(mask)
    columns = (column[kept].tolist() for column in (w.record, w.start, w.stop, w.char, mask))
    for record, start, stop, char, mask in zip(*columns, strict=True):
        text, places = fold(data[start:stop].tobytes().decode())
        for k, detector in enumerate(all_detectors):
            if mask >> k & 1:
                for hit in detector.find(text):
                    yield Found(record, detector, _restore(hit, places, char))


def _promising(data: npt.NDArray[np.uint8], w: Windows) -> npt.NDArray[np.int64]:
    """Which detectors asked for each window and may find something there."""
    mask = w.mask.copy()
    for k, detector in enumerate(registry.detectors()):
        if isinstance(detector, Sifting):
            asked = np.flatnonzero(mask >> k & 1)
            vain = ~detector.promising(data, w.start[asked], w.stop[asked])
            mask[asked[vain]] &= ~(1 << k)
    return mask


def _restore(hit: Hit, places: Sequence[int] | None, char: int) -> Hit:
    start, stop = original(places, hit.start, hit.stop)
    return Hit(char + start, char + stop, hit.label, hit.score, hit.extra)
