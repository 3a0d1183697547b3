"""The result as lines, each with its spread and what it is compared with, in Markdown or JSON."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass

from tests.bench.rounds import Spread


@dataclass(frozen=True, slots=True)
class Line:
    """One figure. `against` names the peer or the limit, `ratio` is the figure over it: `at_least` and `at_most` say which side is
    good, `times` that it merely compares."""

    part: str
    what: str
    unit: str
    spread: Spread
    against: str = ""
    ratio: float | None = None
    wanted: str = "times"


def markdown(lines: Sequence[Line], notes: Sequence[str]) -> str:
    """The table, and the notes below it."""
    return "\n".join([*_rows(lines), "", *(f"- {note}" for note in notes)])


def as_json(lines: Sequence[Line], notes: Sequence[str]) -> str:
    """The same as one JSON object."""
    return json.dumps({"lines": [asdict(line) for line in lines], "notes": list(notes)}, indent=2)


def machine() -> str:
    """What ran it, without a name."""
    return f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}, Python {platform.python_version()}"


def _rows(lines: Sequence[Line]) -> Iterator[str]:
    yield "| part | what | median | least – most | ratio | of what |"
    yield "|---|---|---|---|---|---|"
    for line in lines:
        s = line.spread
        spread = "" if s.least == s.most else f"{_number(s.least)} – {_number(s.most)}"
        yield (
            f"| {line.part} | {line.what} | {_number(s.median)} {line.unit} | {spread} | {_ratio(line)} | {line.against} |"
        )


def _ratio(line: Line) -> str:
    if line.ratio is None:
        return ""
    met = {"at_least": line.ratio >= 1, "at_most": line.ratio <= 1}.get(line.wanted)
    return f"{_number(line.ratio)} ×" + {True: ", met", False: ", **missed**", None: ""}[met]


def _number(value: float) -> str:
    if value >= 1000:
        return f"{value:,.0f}"
    return f"{value:.3g}" if value >= 100 or value < 1 else f"{value:.2f}".rstrip("0").rstrip(".")
