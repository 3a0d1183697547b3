"""Writes the detector card: `python -m tests.accuracy.detectors [--shared DIR] [--as-of DAY]`, or `make detectors`.

Measures all detectors on the labelled texts that others wrote, keeps the figures with the package (`provenance/detector_quality.json`) and
makes `docs/detectors.md` from them. Nothing of the texts is kept.
"""

from __future__ import annotations

import argparse
import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from provenance import quality
from provenance.quality import Figures

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "detectors.md"
HELD = ROOT / "provenance" / quality.SHIPPED
LEAST = 0.5
FILES = (
    "zh_synthetic_seed7.jsonl",
    "presidio_research_generated_large.json",
    "presidio_research_generated_small.json",
)

HEAD = """# How well the detectors find

Made by `make detectors` (`tests/accuracy/detectors.py`) with `provenance evaluate`, on texts that no one here wrote; a test keeps this page
equal to the figures that come with the package (`provenance/detector_quality.json`), which control A7-3.12 takes as the project's own.

| file | what | from | SHA-256 | measured on |
|---|---|---|---|---|
"""

ABOUT = {
    "zh_synthetic_seed7.jsonl": "600 Chinese sentences, generated | argus-redact's benchmark generator, seed 7 (MIT)",
    "presidio_research_generated_large.json": "2,109 English sentences, generated | presidio-research `tests/data` (MIT)",
    "presidio_research_generated_small.json": "100 English sentences, generated | presidio-research `tests/data` (MIT)",
}

COUNTED = """
## How it is counted

- Findings of a score of 0.5 or more, by the detectors as an audit runs them: anchors, windows, validation.
- What is marked has a type; a type is known under one label or several (`scanners/scoring.py`, `--types` for others). It counts for the
  first of these labels whose shape it has, and is found if a finding under any of them is there.
- **Overlap** (the columns without *strict*): the finding covers at least four fifths of what is marked. **Strict**: it has the very bounds.
- Some marks hold a word for the identifier (`护照号E…`). A finding may hold this word or not: both are strict. For the overlap only
  the identifier itself counts.
- A finding is false if it touches nothing that is marked with a type of its label; what is marked with another type does not excuse it.
  Strict, it is also false if it touches such a mark without having its bounds. Labels whose types are not marked in a file are not
  counted in it.
- In brackets: the 95 % interval after Wilson. That of F1 is carried over from the share of true findings among all that was found or
  marked.
- Labels that the same code finds are measured as one: `resident_id_minor` and `residence_permit` as `resident_id`, `email_role` as `email`,
  `bank_card_test` as `bank_card`, and specimens as what they are specimens of.

These texts are generated. Names and addresses in real prose are harder to find than in such sentences; identifiers with check characters
are not. A label that is not in the tables has no measured recall, and A7-3.12 says so where it is found.

## Measuring on texts of your own

```sh
provenance evaluate labelled.jsonl --record data/manifest.duckdb
```

`labelled.jsonl` holds a JSON object a line, `{"text": …, "entities": [{"type": …, "start": …, "end": …}]}`, places in code points, the
second exclusive; the lists of presidio-research are read too. Types that are not known can be named in a file for `--types`:

```yaml
person_zh: person_name
kontakt: [mainland_mobile, landline, phone_number]
```

With `--record` the figures stand in the catalogue (view `detector_quality`, `origin` `operator`) with the digest of the file and the
scanners' versions, and the next audit judges A7-3.12 by them, whatever the project's own figures say. Figures of another version of a
scanner prove nothing, and neither do figures for which weaker findings were counted than an audit takes up (`--min-score` below 0.5).
Nothing of the texts is printed or kept.
"""


def page(figures: Sequence[Figures]) -> str:
    """The detector card."""
    days = {f.file: (f.digest, f.measured_on) for f in figures}
    files = "".join(f"| `{name}` | {ABOUT[name]} | `{digest}` | {day} |\n" for name, (digest, day) in days.items())
    tables = "".join(
        f"\n## {name}\n\n{quality.as_markdown((f for f in figures if f.file == name), 1)}" for name in days
    )
    return HEAD + files + tables + COUNTED


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.accuracy.detectors", description=__doc__)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared" / "data")
    parser.add_argument("--as-of", type=dt.date.fromisoformat, default=dt.datetime.now(dt.UTC).date())
    arguments = parser.parse_args()
    folder = arguments.shared / "personal-information"
    measured = [quality.measure(folder / name, arguments.as_of, LEAST) for name in FILES]
    HELD.write_text(quality.as_shipped(measured), "utf-8", newline="\n")
    PAGE.write_text(page(quality.shipped()), "utf-8", newline="\n")


if __name__ == "__main__":
    main()
