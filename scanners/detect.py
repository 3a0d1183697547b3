"""From windows to findings: decode what lies around an anchor, fold it, ask the detectors, map the places back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from scanners import registry
from scanners.anchors import Compiled, Windows, compile_anchors, windows
from scanners.base import Detector, Hit, Sifting
from scanners.fold import fold_all, original
from scanners.rivals import Claim, standing
from scanners.surroundings import Said, Surroundings


class Found(NamedTuple):
    """A hit in a record: its position in the batch, who found it, and the hit in code points of the stored text."""

    record: int
    detector: Detector
    hit: Hit


@cache
def compiled() -> Compiled:
    """The anchors of all detectors, in their order."""
    return compile_anchors([d.anchor for d in registry.detectors()])


def detect(
    data: npt.NDArray[np.uint8], offsets: npt.NDArray[np.int32], also: Sequence[Detector] = ()
) -> Iterator[Found]:
    """All findings of all detectors in the records between `offsets`, in the order of the text. `also`: detectors that are asked, as those
    with `beside` are, where something about a person was found."""
    w = windows(compiled(), data, offsets)
    mask = _promising(data, w)
    kept = np.flatnonzero(mask)
    columns = (w.start, w.stop, w.record, w.char, mask)
    starts, stops, records, chars, masks = (column[kept].tolist() for column in columns)
    detectors = {m: [d for k, d in enumerate(registry.detectors()) if m >> k & 1] for m in set(masks)}
    stored = data.data
    texts = fold_all(str(stored[start:stop], "utf-8") for start, stop in zip(starts, stops, strict=True))
    surroundings = Surroundings(data, offsets, (*_beside(), *also))
    found: dict[int, list[Claim]] = {}
    for (text, places), record, start, stop, char, asked in zip(
        texts, records, starts, stops, chars, masks, strict=True
    ):
        said = [(d, _restore(hit, places, char)) for d in detectors[asked] for hit in d.find(text)]
        if said:
            found.setdefault(record, []).extend(said)
            if told := _told(said):
                surroundings.add(record, (start, stop), char, told)
    for record, later in _beside_hits(surroundings, found).items():
        found[record] += later
    for record, said in found.items():
        for detector, hit in standing(sorted(said, key=_place)):
            yield Found(record, detector, hit)


def _beside_hits(surroundings: Surroundings, found: Mapping[int, Sequence[Claim]]) -> dict[int, list[Claim]]:
    """By record, what detectors find beside other hits and did not find in windows of their own."""
    own = {record: Said(claim for claim in said if claim[0].anchor.beside) for record, said in found.items()}
    later: dict[int, list[Claim]] = {}
    for record, detector, hit in surroundings.hits():
        if not own[record].overlaps(detector, hit):
            later.setdefault(record, []).append((detector, hit))
    return later


def _place(claim: Claim) -> tuple[int, int]:
    return claim[1].start, claim[1].stop


def claims(text: str, asked: Sequence[Detector]) -> list[tuple[Detector, Hit]]:
    """What these detectors say of a whole folded text, and what those say of it that are asked beside something about a person; of rivals
    for one place the one that stands (`rivals`)."""
    found = [(detector, hit) for detector in asked for hit in detector.find(text)]
    if _told(found):
        found += [(detector, hit) for detector in _beside() if detector not in asked for hit in detector.find(text)]
    return standing(found)


def _told(found: Iterable[tuple[Detector, Hit]]) -> list[Hit]:
    """What was found about a person."""
    return [hit for detector, hit in found if detector.labels.get(hit.label) == "personal"]


@cache
def _beside() -> tuple[Detector, ...]:
    return tuple(d for d in registry.detectors() if d.anchor.beside)


def _promising(data: npt.NDArray[np.uint8], w: Windows) -> npt.NDArray[np.int64]:
    """Which detectors asked for each window and may find something there."""
    mask = w.mask.copy()
    for k, detector in _sifting():
        asked = np.flatnonzero(mask >> k & 1)
        if not len(asked):
            continue
        vain = ~detector.promising(data, w.start[asked], w.stop[asked])
        mask[asked[vain]] &= ~(1 << k)
    return mask


@cache
def _sifting() -> tuple[tuple[int, Sifting], ...]:
    """The detectors that sift windows, with their places; to ask a protocol costs as much as a small window."""
    return tuple((k, d) for k, d in enumerate(registry.detectors()) if isinstance(d, Sifting))


def _restore(hit: Hit, places: Sequence[int] | None, char: int) -> Hit:
    start, stop = original(places, hit.start, hit.stop)
    return Hit(char + start, char + stop, hit.label, hit.score, hit.extra)
