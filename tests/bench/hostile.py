"""Text made to slow the search for personal information down, beside ordinary text: time for a megabyte, and memory.

Findings are searched for by the compiled pass and by patterns without unbounded repetition, so time grows with the text and no faster;
what this part shows is by how much a megabyte of such text is dearer. Text that is full of real identifiers is not hostile but full.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from random import Random

import numpy as np

from tests.bench import installed, prose
from tests.bench.process import Cost, child
from tests.bench.rounds import Spread, interleaved
from tests.bench.table import Line

MB = 1_000_000
MOST = 5.0
"""How many times as much a megabyte of hostile text may take."""
SEED = 7

MADE: Mapping[str, Callable[[int], str]] = {
    "random digits": lambda size: "".join(Random(SEED).choices("0123456789", k=size)),
    "one digit": lambda size: "1" * size,
    "a@a.a@…": lambda size: "a@a.a@" * (size // 6),
    "one Han character": lambda size: "汉" * (size // 3),
    "one Chinese numeral": lambda size: "八" * (size // 3),
    "nested quotes": lambda size: "\"'“‘" * (size // 8) + "’”'\"" * (size // 8),
    "nested objects": lambda size: '{"a":' * (size // 10) + "}" * (size // 2),
    "points between digits": lambda size: "1.22." * (size // 5),
    "colons between digits": lambda size: "a:1:" * (size // 4),
    "signs before digits": lambda size: "+1-" * (size // 3),
    "half an address": lambda size: "http://a" * (size // 8),
    "heads of keys": lambda size: "-----BEGIN AKIAeyJ" * (size // 18),
}


def lines(folder: Path, megabytes: int, rounds: int) -> Iterator[Line]:
    """Each kind of hostile text against ordinary text, `megabytes` of it as one record, in one run."""
    place = _written(folder / f"hostile-{megabytes}MB-{SEED}", megabytes * MB)
    names = ["ordinary", *MADE]
    cases: dict[str, Callable[[], Cost]] = {
        name: lambda k=k: child("personal", str(place / f"{k}.txt"))  # type: ignore[misc]  # the default binds it
        for k, name in enumerate(names)
    }
    costs = interleaved(cases, rounds)
    ordinary = Spread.of([cost.work for cost in costs["ordinary"]])
    yield Line("hostile", "ordinary text", "ms/MB", _each(costs["ordinary"], megabytes))
    for name in MADE:
        spread = _each(costs[name], megabytes)
        ratio = Spread.of([cost.work for cost in costs[name]]).median / ordinary.median / MOST
        yield Line("hostile", name, "ms/MB", spread, f"limit of {MOST:g} × ordinary text", ratio, "at_most")
    peak = max(cost.driver_peak for name in MADE for cost in costs[name])
    usual = max(cost.driver_peak for cost in costs["ordinary"])
    yield Line(
        "hostile", "most memory, hostile text", "MB", Spread.of([peak / MB]), "ordinary text", peak / max(usual, 1)
    )


def _each(costs: list[Cost], megabytes: int) -> Spread:
    return Spread.of([cost.work * 1000 / megabytes for cost in costs])


def _written(folder: Path, size: int) -> Path:
    """The texts as files, by the order of their names."""
    if not (folder / f"{len(MADE)}.txt").is_file():
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        (folder / "0.txt").write_bytes(_ordinary(size))
        for k, make in enumerate(MADE.values(), 1):
            (folder / f"{k}.txt").write_text(make(size), "utf-8")
    return folder


def _ordinary(size: int) -> bytes:
    """A third each of Chinese, English and source code."""
    random = np.random.default_rng(SEED)
    languages = (prose.chinese(random), prose.english(installed.comments(random)))
    texts = [text for words in languages for text in prose.documents(random, words, size // 3)]
    return b"\n".join([*texts, *installed.code(random, size // 3)])
