"""Licence texts, recognised by fingerprints: a sample of the hashes of five words in a row, never the words.

`licence_prints.txt` beside this module has a line for each licence of the SPDX list: its identifier, how many hashes its text has, and
those that were kept. `python -m tests.accuracy.make_prints` makes it from a folder of texts. A text counts as a licence where it has at
least half of that licence's prints; of several, the one that explains most of the text wins, and of a licence and the same with a
clause more, the one whose own clauses are there. A print that n licences share weighs 1/√n.
"""

from __future__ import annotations

import base64
import threading
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np
import numpy.typing as npt

from scanners.kernel.library import Kept, call

_LEAST = np.array([0.5, 4, 2.5, 400])
"""Share and number of prints; and how much longer than the licence a text may be, as a factor and in bytes."""

_ENOUGH = Kept(_LEAST)
_SLOTS = 1 << 16
_FAVOUR = 2.0
_LETTERS_A_WORD = 7
_MOST_TEXTS = 64


@dataclass(frozen=True, slots=True)
class Match:
    """A licence text: the bytes from its first print to its last, its SPDX identifier, and the share of its prints that stand there.

    `slack` is how far the text may go on, at either end, without a print having been kept of it."""

    start: int
    stop: int
    expression: str
    share: float
    slack: int


@dataclass(frozen=True, slots=True)
class _Table:
    names: tuple[str, ...]
    numbers: Mapping[str, int]
    keys: npt.NDArray[np.uint32]
    values: npt.NDArray[np.int32]
    first: npt.NDArray[np.int32]
    licences: npt.NDArray[np.float64]
    kept: tuple[Kept, ...]


class _Room(threading.local):
    """What a thread works in, and where it finds the results."""

    def __init__(self) -> None:
        table = _table()
        self.found, self.shares = np.empty((3, _MOST_TEXTS), np.int64), np.empty(_MOST_TEXTS)
        work = np.empty(len(table.first), np.uint8), np.empty(table.licences.shape), self.found, self.shares
        self.kept = tuple(Kept(array) for array in work)


def hashes(text: bytes) -> npt.NDArray[np.uint32]:
    """The hashes of all five words in a row of a text, in its order. A word is a run of ASCII letters and digits, in small letters."""
    data, places = _room(text)
    return places[0, : call("five_words", data, places)].astype(np.uint32)


def matches(text: bytes, named: Collection[str] = ()) -> Iterator[Match]:
    """The licence texts that stand in `text`, the most telling first, at most 64. Of licences that are much alike, one that is `named`
    wins."""
    table, room = _table(), _rooms()
    data, places = _room(text)
    licences: Kept | npt.NDArray[np.float64] = table.kept[-1]
    if named:
        licences = table.licences.copy()
        licences[3, [table.numbers[name] for name in named if name in table.numbers]] = _FAVOUR
    n = call("licence_texts", data, places, *table.kept[:-1], licences, _ENOUGH, *room.kept)
    found, shares = room.found, room.shares
    for licence, start, stop, share in zip(*found[:, :n].tolist(), shares[:n].tolist(), strict=True) if n else ():
        slack = round(2 * table.licences[2, licence] / table.licences[0, licence])
        yield Match(start, stop, table.names[licence], share, slack)


def numbered() -> tuple[npt.NDArray[np.uint32], npt.NDArray[np.int32]]:
    """The prints that are known, as a hash table with open addressing: hashes, and the number of the print at a slot or -1."""
    return _table().keys, _table().values


def encoded(name: str, length: int, prints: npt.NDArray[np.uint32]) -> str:
    """A line of the table."""
    return f"{name} {length} {base64.b85encode(np.sort(prints).astype('<u4').tobytes()).decode()}"


def _room(text: bytes) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.int64]]:
    return np.frombuffer(text, np.uint8), np.empty((3, len(text) // 2 + 1), np.int64)


@cache
def _table() -> _Table:
    text = resources.files(__package__).joinpath("licence_prints.txt").read_text("ascii")
    rows = [line.split(" ") for line in text.splitlines()]
    prints = [np.frombuffer(base64.b85decode(row[2]), "<u4") for row in rows]
    known, index, shared = np.unique(np.concatenate(prints), return_inverse=True, return_counts=True)
    owner = np.repeat(np.arange(len(rows)), [len(p) for p in prints])
    order = np.argsort(index, kind="stable")
    keys, values = _slots(known)
    weights = np.bincount(owner, 1 / np.sqrt(shared[index]))
    sizes, lengths = [len(p) for p in prints], [_LETTERS_A_WORD * int(row[1]) for row in rows]
    first, owners = np.concatenate([[0], np.cumsum(shared)]).astype(np.int32), owner[order].astype(np.int32)
    licences = np.array([sizes, weights, lengths, np.ones(len(rows))], np.float64)
    names = tuple(row[0] for row in rows)
    kept = tuple(Kept(array) for array in (keys, values, first, owners, licences))
    return _Table(names, {name: number for number, name in enumerate(names)}, keys, values, first, licences, kept)


@cache
def _rooms() -> _Room:
    return _Room()


def _slots(known: npt.NDArray[np.uint32]) -> tuple[npt.NDArray[np.uint32], npt.NDArray[np.int32]]:
    """A hash table with open addressing: keys, and the number of the key at a slot or -1."""
    keys, values = [0] * _SLOTS, [-1] * _SLOTS
    for number, key in enumerate(known.tolist()):
        k = key % _SLOTS
        while values[k] >= 0:
            k = (k + 1) % _SLOTS
        keys[k], values[k] = key, number
    return np.array(keys, np.uint32), np.array(values, np.int32)
