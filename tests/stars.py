"""A text with copies around it: each is near to it, and none to another."""

from __future__ import annotations

from random import Random

WORDS = [f"word{k}" for k in range(240)]
NEAR = 0.8
"""Each copy has a higher similarity to the text, and each two copies a lower one (for up to 60 copies)."""


def star(copies: int) -> tuple[str, list[str]]:
    """The text in the centre, and its copies, each with four words of its own."""
    random = Random(4)
    places = [random.sample(range(2, len(WORDS), 5), 4) for _ in range(copies)]
    rays = [" ".join(f"ray{k}" if p in some else w for p, w in enumerate(WORDS)) for k, some in enumerate(places)]
    return " ".join(WORDS), rays
