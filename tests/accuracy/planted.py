"""Pairs of texts that share a known part: copies edited at known rates, with their similarity counted apart from the product."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

Kind = Literal["words", "cut", "moved"]

KINDS: tuple[Kind, ...] = ("words", "cut", "moved")
RATES = (0.005, 0.01, 0.02, 0.03, 0.05, 0.07, 0.1, 0.14)
BANDS = (0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.0)
"""Lower bounds of the bands of similarity that are reported."""

_UNIT = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W\u3040-\u30ff\u3400-\u9fff]+")
_PIECE = re.compile(r"[\u3400-\u9fff]|[^\W\u3400-\u9fff]+|[\W]")


@dataclass(frozen=True, slots=True)
class Copy:
    """An edited copy of a text. `similarity` is the Jaccard similarity of their sets of five units in a row (words, Han characters)."""

    of: str
    text: str
    kind: Kind
    similarity: float

    @property
    def band(self) -> float:
        return next(low for low in BANDS if self.similarity >= low)


def copies(texts: Iterable[tuple[str, str]], seed: int) -> Iterator[Copy]:
    """One copy of each text (identifier, text), edited in one way at one rate, both drawn from `seed`."""
    draw = random.Random(seed)
    for name, text in texts:
        kind, rate = draw.choice(KINDS), draw.choice(RATES)
        edited = _edited(text, kind, rate, draw)
        yield Copy(name, edited, kind, similarity(text, edited))


def _edited(text: str, kind: Kind, rate: float, draw: random.Random) -> str:
    if kind == "cut":
        return text[: int(len(text) * (1 - 3 * rate))]
    if kind == "moved":
        lines = text.split("\n")
        for _ in range(max(1, int(2 * rate * len(lines)))):
            line = lines.pop(draw.randrange(len(lines)))
            lines.insert(draw.randrange(len(lines) + 1), line)
        return "\n".join(lines)
    return "".join(_words(_PIECE.findall(text), rate, draw))


def _words(pieces: Sequence[str], rate: float, draw: random.Random) -> Iterator[str]:
    """Words (Han characters) replaced, dropped or followed by one of the same text, each a third of the time."""
    words = [piece for piece in pieces if piece.isalnum()]
    for piece in pieces:
        if not piece.isalnum() or draw.random() >= rate:
            yield piece
            continue
        edit = draw.choice(("replace", "drop", "insert"))
        if edit == "insert":
            yield piece + (" " if piece.isascii() else "")
        if edit != "drop":
            yield draw.choice(words)


def similarity(a: str, b: str) -> float:
    """Jaccard similarity of the sets of five units in a row; 0 for texts with fewer."""
    set_a, set_b = _shingles(a), _shingles(b)
    return len(set_a & set_b) / max(1, len(set_a | set_b))


def _shingles(text: str) -> set[tuple[str, ...]]:
    units = _UNIT.findall(text.lower())
    return {tuple(units[k : k + 5]) for k in range(len(units) - 4)}
