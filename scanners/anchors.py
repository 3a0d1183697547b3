"""The anchors of all detectors compiled for one pass over the bytes (`kernel/places.py`), and the windows that the pass finds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from scanners.base import Anchor
from scanners.grams import Grams, compile_grams
from scanners.kernel import CAPITAL, CHECKS, DIGIT, DOT, INFIX, JOINER, NOTHING, RECENT, SHAPES, SMALL, WORD
from scanners.kernel.library import Kept, call
from scanners.spelling import between_digits

_LENGTH_BITS, _MOST_GROUPS, _LONGEST, _LEAST = 5, 12, 30, 8

_FAR = 1024
"""Bytes around an anchor: who looks further has windows of its own, so that no other detector is handed so much text."""


_ROOM, _BYTES_AN_ANCHOR = 1024, 128
"""Room for anchors: for more than any but hostile text has, since where there are more the pass runs once again."""


@dataclass(frozen=True, slots=True)
class Groupings:
    """Lengths of groups, the last in the lowest five bits; which bits of the lengths of a run to compare; which detectors want it.
    Sorted by the last length, those with n of which begin at `rows[n]`."""

    lengths: npt.NDArray[np.uint64]
    bits: npt.NDArray[np.uint64]
    wanted: npt.NDArray[np.int64]
    rows: npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Compiled:
    """All anchors of up to 63 detectors, compiled. Bit k of a mask is the k-th detector."""

    kind: npt.NDArray[np.uint8]
    form: npt.NDArray[np.uint8]
    infix: npt.NDArray[np.int64]
    grams: Grams
    digits: Groupings
    codes: Groupings
    checked: npt.NDArray[np.int64]
    leads: npt.NDArray[np.int64]
    shapes: npt.NDArray[np.int64]
    before: npt.NDArray[np.int32]
    after: npt.NDArray[np.int32]
    run: npt.NDArray[np.int32]
    tables: tuple[Kept, ...] = field(init=False)
    """All but the last three, as `find` takes them."""

    def __post_init__(self) -> None:
        g, d, c = self.grams, self.digits, self.codes
        arrays = (
            g.pairs, g.sieve, self.kind, self.form, self.infix, g.bucket, g.following, g.first, g.size, g.behind, g.held, g.wanted,
            d.lengths, d.bits, d.wanted, d.rows, c.lengths, c.bits, c.wanted, c.rows, self.checked, self.leads, self.shapes,
        )  # fmt: skip # rows, which read as a table
        object.__setattr__(self, "tables", tuple(Kept(array) for array in arrays))


@dataclass(frozen=True, slots=True)
class Windows:
    """n merged windows in order: the record, byte positions in the batch's data (whole characters), the code point at which the
    window starts in its record, and which detectors asked for it."""

    record: npt.NDArray[np.int64]
    start: npt.NDArray[np.int64]
    stop: npt.NDArray[np.int64]
    char: npt.NDArray[np.int64]
    mask: npt.NDArray[np.int64]


def _kinds(anchors: Sequence[Anchor]) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.int64]]:
    kind, infix = np.full(256, NOTHING, np.uint8), np.zeros(256, np.int64)
    kind[ord("0") : ord("9") + 1] = DIGIT
    kind[ord("A") : ord("Z") + 1] = CAPITAL
    kind[ord("a") : ord("z") + 1] = SMALL
    kind[[ord(c) for c in " \t-()[]"]] = JOINER
    kind[[ord("_"), ord("+"), ord("%")]] = WORD
    kind[ord(".")] = DOT
    kind[0x80:] = WORD
    for k, anchor in enumerate(anchors):
        if anchor.infix:
            kind[ord(anchor.infix)] = INFIX
            infix[ord(anchor.infix)] |= 1 << k
    return kind, infix


def _groupings(wanted: Sequence[tuple[tuple[int, ...], ...]]) -> Groupings:
    masks: dict[tuple[int, ...], int] = {}
    for k, groupings in enumerate(wanted):
        for grouping in groupings:
            if sum(grouping) < _LEAST or len(grouping) > _MOST_GROUPS or not all(0 < n <= _LONGEST for n in grouping):
                raise ValueError(
                    f"{grouping}; at most {_MOST_GROUPS} groups of 1 to {_LONGEST} hold {_LEAST} characters or more"
                )
            masks[grouping] = masks.get(grouping, 0) | 1 << k
    known = sorted(masks, key=lambda grouping: grouping[::-1])
    lengths = [sum(n << _LENGTH_BITS * k for k, n in enumerate(reversed(g))) for g in known]
    bits = [(1 << _LENGTH_BITS * len(g)) - 1 for g in known]
    rows = np.searchsorted([g[-1] for g in known], np.arange(2 + (1 << _LENGTH_BITS)))
    return Groupings(
        np.array(lengths, np.uint64),
        np.array(bits, np.uint64),
        np.array([masks[g] for g in known], np.int64),
        rows.astype(np.int32),
    )


def compile_anchors(anchors: Sequence[Anchor]) -> Compiled:
    """The tables for these anchors, in their order. ValueError for more than 63, a literal that is too short, or a grouping too long."""
    if len(anchors) > 63:
        raise ValueError(f"{len(anchors)} detectors; one pass knows at most 63")
    words = [
        (w.lower().encode() if w.isascii() else w.encode(), 1 << k) for k, a in enumerate(anchors) for w in a.literals
    ]
    kind, infix = _kinds(anchors)
    return Compiled(
        kind,
        between_digits(),
        infix,
        compile_grams(words, kind, colons=any(a.pairs for a in anchors), numerals=any(a.digits for a in anchors)),
        _groupings([a.digits for a in anchors]),
        _groupings([a.codes for a in anchors]),
        np.array([sum(1 << k for k, a in enumerate(anchors) if a.check == check) for check in CHECKS], np.int64),
        _leads(anchors),
        _shapes(anchors),
        np.array([a.before for a in anchors], np.int32),
        np.array([a.after for a in anchors], np.int32),
        np.array([a.run for a in anchors], np.int32),
    )


def _leads(anchors: Sequence[Anchor]) -> npt.NDArray[np.int64]:
    """By character, the detectors whose groups may begin with it."""
    table = np.zeros(256, np.int64)
    for k, anchor in enumerate(anchors):
        table[[ord(c) for c in anchor.leads] if anchor.leads else slice(None)] |= 1 << k
    return table


def _shapes(anchors: Sequence[Anchor]) -> npt.NDArray[np.int64]:
    """The detectors that ask for each of `kernel.SHAPES`, and the limits that serve all of them."""
    asked = {
        "quads": [a.quads for a in anchors],
        "signed": [a.signed > 0 for a in anchors],
        "pairs": [a.pairs for a in anchors],
        "token": [a.token is not None for a in anchors],
        "spelled": [bool(a.digits) for a in anchors],
    }
    masks = [sum(1 << k for k, wanted in enumerate(asked[shape]) if wanted) for shape in SHAPES]
    tokens = [a.token for a in anchors if a.token is not None] or [(0, 0)]
    fewest = min((a.signed for a in anchors if a.signed), default=0)
    limits = (fewest, min(least for least, _ in tokens), max(most for _, most in tokens))
    return np.array([*masks, *limits], np.int64)


def windows(compiled: Compiled, data: npt.NDArray[np.uint8], offsets: npt.NDArray[np.int32]) -> Windows:
    """All windows of a batch's UTF-8 `data`, whose n records lie between its n + 1 `offsets`."""
    recent = np.empty(RECENT, np.uint8)
    room = max(_ROOM, len(data) // _BYTES_AN_ANCHOR)
    while True:
        record, start, stop, mask = (np.empty(room, np.int64) for _ in range(4))
        n = call("find", data, offsets, *compiled.tables, recent, record, start, stop, mask)
        if n <= room:
            break
        room = n
    found = (record[:n], start[:n], stop[:n], mask[:n])
    far = int(sum(1 << k for k in np.flatnonzero(compiled.before + compiled.after > _FAR).tolist()))
    groups = [_widened(compiled, data, offsets, found, wanted) for wanted in (far, ~far)]
    record, start, stop, mask, char = (np.concatenate(columns) for columns in zip(*groups, strict=True))
    order = np.lexsort((start, record))
    return Windows(record[order], start[order], stop[order], char[order], mask[order])


def _widened(
    compiled: Compiled,
    data: npt.NDArray[np.uint8],
    offsets: npt.NDArray[np.int32],
    found: tuple[npt.NDArray[np.int64], ...],
    wanted: int,
) -> tuple[npt.NDArray[np.int64], ...]:
    """The merged windows around the anchors of the detectors `wanted`: record, start, stop, mask and character."""
    kept = np.flatnonzero(found[3] & wanted)
    record, start, stop, mask = (column[kept] for column in found)
    mask &= wanted
    char = np.empty(len(kept), np.int64)
    m = call("widen", data, offsets, compiled.before, compiled.after, compiled.run, record, start, stop, mask, char)
    return record[:m], start[:m], stop[:m], mask[:m], char[:m]
