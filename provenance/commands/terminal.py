"""What reaches the terminal. Results go to stdout; progress, remarks and errors to stderr.

Names of files, sources and records were written by strangers, so nothing is printed but through `plain`.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Sequence

import typer

WIDE = frozenset("WF")


def plain(text: str) -> str:
    """The text with every character that a terminal may act on, or that cannot be seen, as an escape: `\\x1b`, `\\u202e`."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() or unicodedata.category(c) == "Zs" else _escape(c) for c in text)


def _escape(character: str) -> str:
    return character.encode("unicode_escape").decode("ascii")


def say(text: str = "") -> None:
    """One line of the result."""
    typer.echo(plain(text))


def say_json(value: object) -> None:
    """One line of JSON; what cannot be printed is escaped as JSON escapes it, so that nothing is lost."""
    text = json.dumps(value, ensure_ascii=False)
    typer.echo(text if text.isprintable() else "".join(c if c.isprintable() else json.dumps(c)[1:-1] for c in text))


def remark(text: str) -> None:
    """One line beside the result."""
    typer.echo(plain(text), err=True)


def say_table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Columns aligned as a terminal shows them, where a Han character is two cells wide."""
    lines = [list(heads), *([plain("" if cell is None else str(cell)) for cell in row] for row in rows)]
    widths = [max(map(cells, column)) for column in zip(*lines, strict=True)]
    for line in lines:
        padded = (cell + " " * (width - cells(cell)) for cell, width in zip(line, widths, strict=True))
        say("  ".join(padded).rstrip())


def cells(text: str) -> int:
    """How many cells of a terminal a text takes."""
    return sum(2 if unicodedata.east_asian_width(c) in WIDE else 1 for c in text if not unicodedata.combining(c))


def amount(size: int) -> str:
    """A number of bytes for people."""
    if size < 1000:
        return f"{size} bytes"
    for power, unit in enumerate(("kB", "MB", "GB"), 1):
        if size < 999.95 * 1000**power:
            return f"{size / 1000**power:.1f} {unit}"
    return f"{size / 1e12:,.1f} TB"


def counted(n: int, thing: str) -> str:
    """`1 record`, `2,000 records`."""
    return f"{n:,} {thing}" if n == 1 else f"{n:,} {thing}s"
