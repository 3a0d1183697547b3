"""Figures of how well detectors do on labelled texts: with intervals, for people, for programs, and as rows of a catalogue."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from importlib.resources import files
from pathlib import Path
from statistics import NormalDist
from typing import Any

import pyarrow as pa

from scanners import labelled, scoring

Z = NormalDist().inv_cdf(0.975)
"""95 % of a normal distribution lie within so many standard deviations."""

SHIPPED = "detector_quality.json"


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts of one label in one file. `tp`, `fp` by overlap, `exact_tp`, `exact_fp` by the very bounds (`scanners.scoring`). `scanner` is
    None where nobody here finds the label."""

    file: str
    digest: str
    measured_on: str
    least_score: float
    label: str
    scanner: str | None
    version: int | None
    n: int
    tp: int
    fp: int
    exact_tp: int
    exact_fp: int

    @property
    def fn(self) -> int:
        """Marked and not found."""
        return self.n - self.tp


@dataclass(frozen=True, slots=True)
class Measured:
    """The figures of one file, and how often types are marked in it that no label answers to."""

    figures: tuple[Figures, ...]
    unmapped: Mapping[str, int]


def wilson(hits: int, n: int) -> tuple[float, float]:
    """The 95 % interval of a proportion after Wilson (1927); all of [0, 1] where nothing was tried."""
    if not n:
        return 0.0, 1.0
    share, square = hits / n, Z * Z / n
    middle, reach = share + square / 2, Z * (share * (1 - share) / n + square / n / 4) ** 0.5
    return max(0.0, (middle - reach) / (1 + square)), min(1.0, (middle + reach) / (1 + square))


def rates(tp: int, fp: int, n: int) -> dict[str, dict[str, float | None]]:
    """Precision, recall and F1 with their intervals. F1 is 2J / (1 + J) of the share J of true findings among all that was found or
    marked, which is a proportion and has such an interval; it is carried over, since the function grows with J."""
    together = fp + n
    low, high = wilson(tp, together)
    return {
        "precision": _rate(tp, tp + fp),
        "recall": _rate(tp, n),
        "f1": {
            "value": 2 * tp / (tp + fp + n) if n else None,
            "low": 2 * low / (1 + low),
            "high": 2 * high / (1 + high),
        },
    }


def _rate(hits: int, n: int) -> dict[str, float | None]:
    low, high = wilson(hits, n)
    return {"value": hits / n if n else None, "low": low, "high": high}


def measure(path: Path, day: dt.date, least: float, types: Mapping[str, tuple[str, ...]] | None = None) -> Measured:
    """Runs the detectors over a labelled file. Raises `labelled.LabelledError` and `OSError`."""
    result = scoring.score(labelled.read(path), least, types)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    found = []
    for label, c in result.counts.items():
        scanner, version = scoring.scanner_of(label) or (None, None)
        counts = (c.n, c.found, c.false, c.exact, c.inexact)
        found.append(Figures(path.name, digest, day.isoformat(), least, label, scanner, version, *counts))
    return Measured(tuple(found), result.unmapped)


_SCHEMA = pa.schema(
    [(name, pa.string()) for name in ("label", "measured_as", "scanner")]
    + [("version", pa.int32())]
    + [(name, pa.int64()) for name in ("n", "tp", "fp", "fn", "exact_tp", "exact_fp")]
    + [("least_score", pa.float64()), ("digest", pa.string()), ("measured_on", pa.date32())]
)


def table(figures: Iterable[Figures]) -> pa.Table:
    """Rows of `t_detector_quality`: one for each label that a measurement is about, where somebody here finds it."""
    rows = [
        asdict(f)
        | {"label": label, "measured_as": f.label, "fn": f.fn, "measured_on": dt.date.fromisoformat(f.measured_on)}
        for f in figures
        if f.scanner is not None and f.n
        for label in scoring.labels_measured_as(f.label)
    ]
    return pa.Table.from_pylist([{name: row[name] for name in _SCHEMA.names} for row in rows], _SCHEMA)


def shipped() -> tuple[Figures, ...]:
    """The figures that came with this installation, on texts that others wrote."""
    held = json.loads((files("provenance") / SHIPPED).read_text("utf-8"))
    return tuple(Figures(**row) for row in held["figures"])


def as_shipped(measured: Sequence[Measured]) -> str:
    """The content of the file of shipped figures."""
    names = [f.name for f in fields(Figures)]
    rows = [{name: getattr(f, name) for name in names} for one in measured for f in one.figures]
    lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    return f'{{"figures": [\n{lines}\n]}}\n'


def as_json(measured: Sequence[Measured]) -> dict[str, Any]:
    """All figures with rates and intervals, as a JSON-ready value."""
    return {
        "schema": "provenance-detectors/1",
        "figures": [
            asdict(f) | {"fn": f.fn, "overlap": rates(f.tp, f.fp, f.n), "strict": rates(f.exact_tp, f.exact_fp, f.n)}
            for one in measured
            for f in one.figures
        ],
        "not_scored": [dict(one.unmapped) for one in measured],
    }


HEADS = ("file", "label", "scanner", "n", "precision", "recall", "F1", "strict precision", "strict recall", "strict F1")


def rows(figures: Iterable[Figures]) -> list[tuple[str, ...]]:
    """The cells of a table for people, under `HEADS`; each rate with its interval."""
    made = []
    for f in figures:
        scanner = f"{f.scanner} {f.version}" if f.scanner else "none"
        both = [rates(f.tp, f.fp, f.n), rates(f.exact_tp, f.exact_fp, f.n)]
        cells = [_cell(r[name]) for r in both for name in ("precision", "recall", "f1")]
        made.append((f.file, f.label, scanner, str(f.n), *cells))
    return made


def _cell(rate: Mapping[str, float | None]) -> str:
    return "–" if rate["value"] is None else f"{rate['value']:.3f} ({rate['low']:.3f}–{rate['high']:.3f})"


def as_markdown(figures: Iterable[Figures], first: int = 0) -> str:
    """The same as a table of Markdown, from the column `first` on."""
    lines = [HEADS, ["---"] * len(HEADS), *rows(figures)]
    return "".join(f"| {' | '.join(line[first:])} |\n" for line in lines)
