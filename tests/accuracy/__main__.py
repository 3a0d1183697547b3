"""Prints how well scanners do on texts that others wrote: `python -m tests.accuracy [--shared DIR] [--least SCORE]`.

Nothing of those texts is printed, and none of it lies in this repository. Without them the labelled part is skipped, which is said.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.accuracy import measure, planted, product, truth
from tests.accuracy.direct import in_whole, through_windows

_SOURCE_LIMIT = 12_000_000
_DRAWS = 20_000
_SEED = 11


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.accuracy", description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path(__file__).parents[3] / "shared" / "data")
    parser.add_argument("--least", type=float, default=0.5, help="count findings of at least this score")
    parser.add_argument(
        "--source-limit", type=int, default=_SOURCE_LIMIT, help="characters of unlabelled source to read"
    )
    arguments = parser.parse_args()
    for line in report(arguments.shared, arguments.least, arguments.source_limit):
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()


def report(shared: Path, least: float, source_limit: int) -> Iterator[str]:
    """The tables as lines of Markdown."""
    if shared.is_dir():
        yield from _personal(shared / "personal-information", least)
        yield from _licences(shared / "licence-text")
        yield from _duplicates(shared / "works")
        yield from _passages(shared / "works")
        verse = (text for _, text in truth.texts(shared / "works" / "pages.jsonl", "zh"))
        yield from _unlabelled("Classical Chinese verse and prose", measure.unlabelled(verse, through_windows))
    else:
        yield "Labelled texts were not found: only unlabelled text is measured."
    sources = measure.sources(source_limit)
    yield from _unlabelled("Source of installed distributions", measure.unlabelled(sources, through_windows))
    yield from _chance()


def _personal(folder: Path, least: float) -> Iterator[str]:
    yield f"\nFindings of a score of {least} or more; the last column is what the detectors find in whole texts.\n"
    yield "| file | scanner | n | precision | recall exact | recall overlap | false hits | whole: recall exact |"
    yield "|---|---|---|---|---|---|---|---|"
    notes = []
    for path in sorted(folder.glob("*.json*")):
        texts = list(truth.personal(path))
        whole = {score.scanner: score for score in measure.personal(texts, in_whole, least)}
        for score in measure.personal(texts, through_windows, least):
            overlap = f"{score.overlap / score.truth:.3f}"
            rates = f"{_rate(score.precision)} | {_rate(score.recall)} | {overlap} | {score.said - score.right}"
            yield f"| {path.stem} | {score.scanner} | {score.truth} | {rates} | {_rate(whole[score.scanner].recall)} |"
        notes.append(f"{path.stem}: {measure.unassigned(texts)} mobile labels lie in segments nobody was assigned.")
    yield ""
    yield from notes


def _licences(folder: Path) -> Iterator[str]:
    yield "\n| licence texts | single-licence files | found exactly | share | licences wanted | found | recall | precision |"
    yield "|---|---|---|---|---|---|---|---|"
    for part in sorted(folder.iterdir()):
        for half in ("read", "held out"):
            s = measure.licences(truth.licensed(part, half), through_windows, 0.0)
            if s.files:
                found = f"{_rate(s.found / s.keys)} | {_rate(s.found / s.said)}"
                yield f"| {part.name}, {half} | {s.files} | {s.exact} | {_rate(s.exact / s.files)} | {s.keys} | {s.found} | {found} |"


def _duplicates(folder: Path) -> Iterator[str]:
    texts = dict(truth.texts(folder / "pages.jsonl"))
    copies = list(planted.copies(texts.items(), _SEED))
    with tempfile.TemporaryDirectory() as place:
        pairs = product.duplicates(texts, copies, Path(place))
    yield "\n| similarity | edited | pairs planted | found | recall |"
    yield "|---|---|---|---|---|"
    for (band, kind), (n, found) in pairs.recall.items():
        name = f"{band:.1f} to {min(1.0, band + 0.1):.1f}" if band else "below 0.4"
        yield f"| {name} | {kind} | {n} | {found} | {found / n:.3f} |"
    share = _rate(pairs.right / pairs.reported) if pairs.reported else "–"
    yield f"\nPairs reported: {pairs.reported}, of which {pairs.right} have a similarity of 0.5 or more (precision {share})."


def _passages(folder: Path) -> Iterator[str]:
    passages = [json.loads(line) for line in (folder / "truth.jsonl").read_text("utf-8").splitlines()]
    with tempfile.TemporaryDirectory() as place:
        result = product.passages(folder / "pages.jsonl", folder / "works.jsonl", passages, Path(place))
    yield "\n| share of words edited | passages planted | found | recall | median overlap |"
    yield "|---|---|---|---|---|"
    for edited, (n, found, overlap) in result.found.items():
        yield f"| {edited} | {n} | {found} | {found / n:.3f} | {overlap:.3f} |"
    yield f"\nMatches reported beside these: {result.others}."


def _unlabelled(name: str, result: measure.Unlabelled) -> Iterator[str]:
    megabytes, counts = result
    yield f"\n{name}, {megabytes:.1f} MB, unlabelled: findings a MB.\n"
    yield "| scanner | label | score ≥ 0.9 | 0.5 to 0.9 | below |"
    yield "|---|---|---|---|---|"
    for scanner, label in sorted({(scanner, label) for scanner, label, _ in counts}):
        rates = (f"{counts[scanner, label, level] / max(megabytes, 1e-9):.2f}" for level in measure.LEVELS)
        yield f"| {scanner} | {label} | {' | '.join(rates)} |"


def _chance() -> Iterator[str]:
    yield f"\nRandom digits in a sentence that says nothing of them, {_DRAWS} draws a length: share reported.\n"
    yield "| digits | scanner | score ≥ 0.9 | 0.5 to 0.9 | below |"
    yield "|---|---|---|---|---|"
    for length in (11, 16, 18, 19):
        counts = measure.chance(through_windows, length, _DRAWS)
        for scanner in sorted({scanner for scanner, _ in counts}):
            shares = (f"{counts[scanner, level] / _DRAWS:.5f}" for level in measure.LEVELS)
            yield f"| {length} | {scanner} | {' | '.join(shares)} |"


def _rate(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


if __name__ == "__main__":
    main()
