"""The part `personal`: our scanner of personal information beside its peers and its limits, on one core, in memory, in one interleaved run.

Each case reads the beginning of one file of `people`, as much of it as it can bear: its rate and its recall are those of that beginning.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, MutableSequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

from tests.bench import people
from tests.bench.process import Cost, run
from tests.bench.rounds import Spread, interleaved, say
from tests.bench.table import Line

PART = "personal"
WHAT: Mapping[str, str] = {
    "memory": "limit: one byte counted in all of the text",
    "anchors": "limit: our compiled pass alone, anchors of all detectors",
    "ours": "our scanner, all detectors of personal information, devices, networks and secrets",
    "ours-everything": "our scanner, with the detectors of licences and of labels too",
    "ours-dense": f"our scanner, all of these, an identifier to {people.DENSE // 1000} kB of text and not to {people.USUAL // 1000} kB",
    "ours-10": "our scanner, 10 detectors",
    "ours-20": "our scanner, 20 detectors",
    "ours-40": "our scanner, 40 detectors",
    "presidio": "peer: Presidio, default recognisers, no NLP model",
    "presidio_patterns": "peer: Presidio, patterns of eight entities, no NLP model",
    "presidio_model": "peer: Presidio, default recognisers, small English model",
    "presidio_on_windows": "Presidio on our windows, the same eight entities",
    "argus_redact": "peer: argus-redact, fast mode, Chinese and English",
    "jionlp": "peer: jionlp, its extractors with places",
}
OURS = ("memory", "anchors", "ours", "ours-everything", "ours-dense", "ours-10", "ours-20", "ours-40")
"""What needs no peer."""
MOST: Mapping[str, float] = {
    "presidio": 1.0,
    "presidio_patterns": 4.0,
    "presidio_model": 0.1,
    "presidio_on_windows": 40.0,
    "argus_redact": 1.0,
    "jionlp": 4.0,
}
"""Megabytes that a case reads at most; ours and the limits read all."""
PER_CORE = 120.0
TIMES: Mapping[str, float] = {"presidio_patterns": 25.0, "argus_redact": 100.0}
"""How many times as fast as a peer ours is to be."""
WINDOWS, KEPT = 10.0, 0.98
"""How many times as fast as the same patterns the windows are to be, and what share of their results they are to keep."""


@dataclass(slots=True)
class Bench:
    """Where the cases run, what they read, and what each found when it last ran."""

    path: Path
    dense: Path
    megabytes: float
    pythons: Mapping[str, str]
    told: dict[str, Mapping[str, Any]] = field(default_factory=dict)

    def run(self, name: str) -> Cost:
        """A case in a process of its own."""
        most = min(self.megabytes, MOST.get(name, self.megabytes))
        path = self.dense if name.endswith("-dense") else self.path
        command = [self.pythons[name], "-m", "tests.bench.people_child", name, str(path), str(most)]
        cost, out = run(command, cores=1)
        self.told[name] = told = json.loads(out.splitlines()[-1])
        return replace(cost, work=told["seconds"], said=told["count"])

    def recall(self, name: str, texts: int) -> dict[str, tuple[int, int]]:
        """What a case found of each type in the first so many texts, and how much there is."""
        found: Counter[str] = Counter()
        planted: Counter[str] = Counter()
        for text, kind, hit in self.told[name]["planted"]:
            if text < texts:
                planted[kind] += 1
                found[kind] += hit
        return {kind: (found[kind], n) for kind, n in sorted(planted.items())}


def lines(folder: Path, peers: Path, megabytes: float, rounds: int, notes: MutableSequence[str]) -> Iterator[Line]:
    """Rates with their ratios, the curve over the number of detectors, and recall by type; what is absent is told in the notes."""
    path = people.made(folder, megabytes)
    pythons = {name: python for name in WHAT if (python := _python(name, peers)) is not None}
    if absent := [WHAT[name] for name in WHAT if name not in pythons]:
        notes.append(f"Not installed and so not measured (`make bench-peers`): {'; '.join(absent)}.")
    bench = Bench(path, people.made(folder, megabytes, people.DENSE), megabytes, pythons)
    costs = interleaved({name: partial(bench.run, name) for name in pythons}, rounds)
    yield from _rates({name: [cost.said / 1e6 / cost.work for cost in several] for name, several in costs.items()})
    yield from _windows(bench)
    yield from _recalls(bench, notes)


def _python(name: str, peers: Path) -> str | None:
    """The interpreter that can run a case: this one, or that of the peers."""
    for python in (sys.executable, str(peers / "bin" / "python")):
        if Path(python).exists():
            try:
                run([python, "-m", "tests.bench.people_child", name], cores=1)
            except subprocess.CalledProcessError:
                continue
            return python
    say(f"{PART}: {name} cannot be run here")
    return None


def _rates(rates: Mapping[str, list[float]]) -> Iterator[Line]:
    ours = rates["ours"]
    yield Line(
        PART, f"{WHAT['ours']}, per core", "MB/s", Spread.of(ours),
        f"target of {PER_CORE:g} MB/s", Spread.of(ours).median / PER_CORE, "at_least",
    )  # fmt: skip # rows, which read as a table
    for name, several in rates.items():
        spread = Spread.of(several)
        if name != "ours":
            yield Line(PART, WHAT[name], "MB/s", spread, WHAT["ours"], spread.median / Spread.of(ours).median)
        if name in TIMES:
            yield _times(f"{WHAT['ours']}, against {WHAT[name]}", ours, several, TIMES[name])
    if {"presidio_on_windows", "presidio_patterns"} <= rates.keys():
        yield _times(WHAT["presidio_on_windows"], rates["presidio_on_windows"], rates["presidio_patterns"], WINDOWS)
    if {"presidio_on_windows", "presidio"} <= rates.keys():
        times = [a / b for a, b in zip(rates["presidio_on_windows"], rates["presidio"], strict=True)]
        yield Line(PART, f"{WHAT['presidio_on_windows']}, against its default recognisers", "×", Spread.of(times))


def _times(what: str, ours: list[float], theirs: list[float], target: float) -> Line:
    """How many times as fast, round by round, against a target."""
    times = Spread.of([a / b for a, b in zip(ours, theirs, strict=True)])
    return Line(PART, what, "×", times, f"target of {target:g} ×", times.median / target, "at_least")


def _windows(bench: Bench) -> Iterator[Line]:
    """What share of the results on whole texts the windows keep, over the texts that both read."""
    names = ("presidio_patterns", "presidio_on_windows")
    if not {*names} <= bench.told.keys():
        return
    texts = min(bench.told[name]["texts"] for name in names)
    whole, windows = ({tuple(place) for place in bench.told[name]["places"] if place[0] < texts} for name in names)
    if whole:
        share = Spread.of([len(whole & windows) / len(whole)])
        what = f"{WHAT['presidio_on_windows']}: kept of {len(whole):,} results"
        yield Line(PART, what, "", share, f"target of {KEPT:g}", share.median / KEPT, "at_least")


def _recalls(bench: Bench, notes: MutableSequence[str]) -> Iterator[Line]:
    """Against each peer, the worst of all types: our share of the planted identifiers over its, on the texts that it read. All shares are
    told in the notes."""
    for name, told in bench.told.items():
        counts = bench.recall(name, told["texts"])
        if not counts or name.startswith("ours-"):
            continue
        shares = ", ".join(f"{kind} {hits / n:.3g} of {n:,}" for kind, (hits, n) in counts.items())
        notes.append(f"Found by {WHAT[name].removeprefix('peer: ')}: {shares}.")
        if name != "ours":
            mine = bench.recall("ours", told["texts"])
            ratios = {kind: (mine[kind][0] / hits, kind) for kind, (hits, _) in counts.items() if hits}
            if ratios:
                worst, kind = min(ratios.values())
                what = f"our recall against {WHAT[name].removeprefix('peer: ')}, worst type ({kind})"
                yield Line(PART, what, "×", Spread.of([worst]), "not below it", worst, "at_least")
