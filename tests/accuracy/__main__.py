"""Prints how well the window detectors do on texts that others wrote: `python -m tests.accuracy [--shared DIR] [--least SCORE]`.

Nothing of those texts is printed, and none of it lies in this repository. Without them the labelled part is skipped, which is said.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.accuracy import measure, truth
from tests.accuracy.direct import found

_SOURCE_LIMIT = 12_000_000
_DRAWS = 20_000


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.accuracy", description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path(__file__).parents[3] / "shared" / "data")
    parser.add_argument("--least", type=float, default=0.5, help="count hits of at least this score")
    parser.add_argument(
        "--source-limit", type=int, default=_SOURCE_LIMIT, help="characters of unlabelled source to read"
    )
    arguments = parser.parse_args()
    sys.stdout.writelines(f"{line}\n" for line in report(arguments.shared, arguments.least, arguments.source_limit))


def report(shared: Path, least: float, source_limit: int) -> Iterator[str]:
    """The tables as lines of Markdown."""
    if shared.is_dir():
        yield from _personal(shared / "personal-information", least)
        yield from _licences(shared / "licence-text", least)
    else:
        yield "Labelled texts were not found: only unlabelled text is measured."
    yield from _unlabelled(source_limit)
    yield from _chance()


def _personal(folder: Path, least: float) -> Iterator[str]:
    yield f"\n| file | scanner | n | precision | recall exact | recall overlap | false hits | (score ≥ {least})"
    yield "|---|---|---|---|---|---|---|"
    notes = []
    for path in sorted(folder.glob("*.json*")):
        texts = list(truth.personal(path))
        for score in measure.personal(texts, found, least):
            overlap = f"{score.overlap / score.truth:.3f}"
            rates = f"{_rate(score.precision)} | {_rate(score.recall)} | {overlap} | {score.said - score.right}"
            yield f"| {path.stem} | {score.scanner} | {score.truth} | {rates} |"
        notes.append(f"{path.stem}: {measure.unassigned(texts)} mobile labels lie in segments nobody was assigned.")
    yield ""
    yield from notes


def _licences(folder: Path, least: float) -> Iterator[str]:
    yield "\n| licence texts | single-licence files | found exactly | share | licences wanted | found | recall | precision |"
    yield "|---|---|---|---|---|---|---|---|"
    for part in sorted(folder.iterdir()):
        s = measure.licences(truth.licensed(part), found, least)
        rates = (
            f"{_rate(s.exact / s.files)} | {s.keys} | {s.found} | {_rate(s.found / s.keys)} | {_rate(s.found / s.said)}"
        )
        yield f"| {part.name} | {s.files} | {s.exact} | {rates} |"


def _unlabelled(limit: int) -> Iterator[str]:
    megabytes, counts = measure.unlabelled(measure.sources(limit), found)
    yield f"\nSource of installed distributions, {megabytes:.1f} MB, unlabelled: hits a MB.\n"
    yield "| scanner | label | score ≥ 0.5 | below |"
    yield "|---|---|---|---|"
    for scanner, label in sorted({(scanner, label) for scanner, label, _ in counts}):
        above, below = (counts[scanner, label, is_above] / max(megabytes, 1e-9) for is_above in (True, False))
        yield f"| {scanner} | {label} | {above:.2f} | {below:.2f} |"


def _chance() -> Iterator[str]:
    yield f"\nRandom digits in a sentence that says nothing of them, {_DRAWS} draws a length: share reported.\n"
    yield "| digits | scanner | score ≥ 0.5 | below |"
    yield "|---|---|---|---|"
    for length in (11, 16, 18, 19):
        counts = measure.chance(found, length, _DRAWS)
        for scanner in sorted({scanner for scanner, _ in counts}):
            above, below = (counts[scanner, is_above] / _DRAWS for is_above in (True, False))
            yield f"| {length} | {scanner} | {above:.5f} | {below:.5f} |"


def _rate(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


if __name__ == "__main__":
    main()
