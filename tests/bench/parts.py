"""The parts of the benchmark. Each gives lines, and each can be run alone."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.bench import corpus, found, hostile, personal, process
from tests.bench.corpus import Corpus
from tests.bench.process import Cost
from tests.bench.rounds import Spread, interleaved, say
from tests.bench.table import Line

MB = 1e6
PER_CORE, AFTER = 50.0, 100.0
PEER_THEN = 2 / (1 / 380 + 1 / 550)
"""MB/s of the peer on the machine for which `PER_CORE` was set: 380 of JSONL.zst and 550 of Parquet, half the corpus each."""
SPEED_UP = 1.8
SECOND_RUN = 3.0
WORKER_MEMORY = 1e9
WARM_UP_MB = 0.2


@dataclass(slots=True)
class Session:
    """Where the benchmark works, how large and how often. `notes` are printed below the table."""

    folder: Path
    megabytes: float
    rounds: int
    shards: int
    record_megabytes: int
    peers: Path = Path("bench/peers")
    notes: list[str] = field(default_factory=list)

    def catalogue(self, name: str) -> Path:
        """A path for a catalogue, with nothing there."""
        folder = self.folder / "catalogues" / name
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        return folder / "catalogue.duckdb"

    def main(self) -> Corpus:
        """The main corpus."""
        return corpus.main(self.folder, self.megabytes)

    def fresh(self, made: Corpus, name: str, jobs: int, cores: int) -> Cost:
        """An audit into a new catalogue."""
        return process.product(made.manifest, self.catalogue(name), jobs, cores)


def warm_up(session: Session) -> None:
    """Compiles the kernels if they are not in numba's cache, and fills the page cache with the libraries."""
    cost = session.fresh(corpus.main(session.folder, WARM_UP_MB), "warm-up", 1, 2)
    session.notes.append(
        f"A warm-up audit of {WARM_UP_MB:g} MB was not counted ({cost.wall:.1f} s, compilation included)."
    )


def speed(session: Session) -> Iterator[Line]:
    """The whole product on one and two cores, beside merely reading the same shards. What an audit costs before it begins is measured
    by one of next to nothing, and given once with it and once without."""
    made, small = session.main(), corpus.main(session.folder, WARM_UP_MB)
    costs = interleaved(
        {
            "read": lambda: process.child("read", str(made.folder)),
            "one": lambda: session.fresh(made, "one", 1, 1),
            "two": lambda: session.fresh(made, "two", 2, 2),
            "small one": lambda: session.fresh(small, "small", 1, 1),
            "small two": lambda: session.fresh(small, "small", 2, 2),
        },
        session.rounds,
    )
    read = Spread.of([made.text_bytes / MB / cost.work for cost in costs["read"]])
    yield Line("speed", "peer: decompress and parse, 1 core, start-up left out", "MB/s", read)
    for name, cores in (("one", 1), ("two", 2)):
        fixed = Spread.of([cost.wall for cost in costs[f"small {name}"]]).median
        yield from _rates(made.text_bytes - small.text_bytes, costs[name], cores, fixed, read)
        yield from _rates(made.text_bytes, costs[name], cores, 0.0, read)
    yield from _faster(costs, "one core to two, start-up left out", "small ")
    yield from _faster(costs, "one core to two", None)
    yield from _peaks("speed", costs["two"])
    _found(session, made)


def _rates(size: int, costs: Sequence[Cost], cores: int, fixed: float, read: Spread) -> Iterator[Line]:
    """Rates of audits of so many bytes, `fixed` seconds left out; none where nothing would be left."""
    if min(cost.wall for cost in costs) <= fixed:
        return
    what = f"audit, {cores} worker{'s' * (cores > 1)} on {cores} core{'s' * (cores > 1)}"
    what += ", start-up left out" if fixed else ""
    whole = Spread.of([size / MB / (cost.wall - fixed) for cost in costs])
    yield Line("speed", what, "MB/s", whole, "the peer on one core", whole.median / read.median)
    if cores == 1:
        share = Spread.of([size / MB / (cost.wall - fixed) / read.median for cost in costs])
        target = f"target of {PER_CORE / PEER_THEN:.3f} ({PER_CORE:g} MB/s where the peer reads {PEER_THEN:.0f})"
        yield _least("speed", f"{what}, as a share of the peer", "×", share, target, PER_CORE / PEER_THEN)
    each = Spread.of([size / MB / (cost.wall - fixed) / cores for cost in costs])
    yield _least(
        "speed", f"{what}, per core", "MB/s", each, f"target of {PER_CORE:g} MB/s ({AFTER:g} wanted)", PER_CORE
    )
    if not fixed:
        used = Spread.of([size / MB / cost.cpu for cost in costs])
        yield Line("speed", f"{what}, per second of CPU", "MB", used)


def _faster(costs: Mapping[str, Sequence[Cost]], what: str, without: str | None) -> Iterator[Line]:
    """How much faster two cores are than one, round by round."""

    def fixed(name: str) -> float:
        return Spread.of([cost.wall for cost in costs[without + name]]).median if without else 0.0

    one, two = ([cost.wall - fixed(name) for cost in costs[name]] for name in ("one", "two"))
    if min(*one, *two) <= 0:
        return
    times = Spread.of([slow / fast for slow, fast in zip(one, two, strict=True)])
    yield _least("speed", what, "×", times, f"target of {SPEED_UP:g}", SPEED_UP)


def start_up(session: Session) -> Iterator[Line]:
    """What an audit costs before it begins, and with next to nothing to do."""
    small = corpus.main(session.folder, WARM_UP_MB)
    costs = interleaved(
        {
            "bare interpreter": lambda: process.child("nothing"),
            "imports of the driver": lambda: process.child("imports"),
            "imports and cached kernels of a worker": lambda: process.child("kernels"),
            f"audit of {WARM_UP_MB:g} MB, 1 worker": lambda: session.fresh(small, "small", 1, 2),
        },
        session.rounds,
    )
    bare = Spread.of([cost.wall for cost in costs["bare interpreter"]]).median
    for name, several in costs.items():
        wall = Spread.of([cost.wall for cost in several])
        yield Line("start-up", name, "s", wall, "a bare interpreter", wall.median / bare)


def second_run(session: Session) -> Iterator[Line]:
    """A second run over the unchanged main corpus."""
    yield from _again(session, session.main(), "second-run", f"{session.megabytes:g} MB")


def tiny_shards(session: Session) -> Iterator[Line]:
    """A first and a second run over thousands of shards of two records."""
    yield from _again(session, corpus.tiny(session.folder, session.shards), "tiny-shards", f"{session.shards:,} shards")


def _again(session: Session, made: Corpus, part: str, what: str) -> Iterator[Line]:
    catalogue = session.catalogue(part)
    first = process.product(made.manifest, catalogue, 2, 2)
    say(f"{part}: first run: {first.wall:.2f} s")
    costs = interleaved({"second run": lambda: process.product(made.manifest, catalogue, 2, 2)}, session.rounds)
    yield Line(part, f"first run, {what}, 2 workers", "s", Spread.of([first.wall]))
    again = Spread.of([cost.wall for cost in costs["second run"]])
    yield Line(part, f"second run, {what}, nothing changed", "s", again, "the first run", again.median / first.wall)
    if part == "tiny-shards":
        limit = f"limit of {SECOND_RUN:g} s for 10,000 shards"
        yield Line(part, "the same", "s", again, limit, again.median / SECOND_RUN, "at_most")


def memory(session: Session) -> Iterator[Line]:
    """A very long record, and how large a catalogue gets."""
    large = corpus.large_record(session.folder, session.record_megabytes)
    cost = session.fresh(large, "large", 1, 2)
    yield from _peaks("memory", [cost], f" with a record of {session.record_megabytes} MB")
    made = session.main()
    catalogue = session.catalogue("size")
    costs = [process.product(made.manifest, catalogue, 2, 2)]
    yield from _peaks("memory", costs, f" over {session.megabytes:g} MB")
    size = catalogue.stat().st_size
    each = Spread.of([size / made.documents])
    yield Line("memory", "catalogue, a document", "bytes", each, "the text", size / made.text_bytes)


def _peaks(part: str, costs: Sequence[Cost], what: str = "") -> Iterator[Line]:
    """Peak memory of a worker against its limit, and of the driver."""
    if not any(cost.worker_peak for cost in costs):
        yield Line(part, "peak memory: not measured on this system", "", Spread.of([0.0]))
        return
    worker = Spread.of([cost.worker_peak / MB for cost in costs])
    limit = f"limit of {WORKER_MEMORY / 1e9:g} GB"
    yield Line(part, f"peak of a worker{what}", "MB", worker, limit, worker.median * MB / WORKER_MEMORY, "at_most")
    yield Line(part, f"peak of the driver{what}", "MB", Spread.of([cost.driver_peak / MB for cost in costs]))


def _least(part: str, what: str, unit: str, spread: Spread, against: str, target: float) -> Line:
    return Line(part, what, unit, spread, against, spread.median / target, "at_least")


def _found(session: Session, made: Corpus) -> None:
    shares = found.shares(made, session.folder / "catalogues" / "two" / "catalogue.duckdb")
    told = ", ".join(f"{share:.1%} of the {name}" for name, share in shares.items())
    session.notes.append(f"The audit that was timed found {told}.")


def hostile_text(session: Session) -> Iterator[Line]:
    """Text made to slow the search for personal information down."""
    return hostile.lines(session.folder, max(1, session.record_megabytes // 10), session.rounds)


def personal_information(session: Session) -> Iterator[Line]:
    """Our scanner of personal information beside its peers and its limits."""
    return personal.lines(session.folder, session.peers, session.megabytes, session.rounds, session.notes)


PARTS: Mapping[str, Callable[[Session], Iterator[Line]]] = {
    "start-up": start_up,
    "speed": speed,
    "second-run": second_run,
    "tiny-shards": tiny_shards,
    "memory": memory,
    "hostile": hostile_text,
    "personal": personal_information,
}
