"""Words that stand where something is still to be declared, which is not a declaration."""

from __future__ import annotations

import unicodedata
from functools import cache
from importlib.resources import files


def is_placeholder(value: str) -> bool:
    """Whether the value is one of the words of `placeholders.txt`, or no word at all. An empty value is none: it says nothing."""
    if not value or value.isspace():
        return False
    plain = unicodedata.normalize("NFKC", value).casefold()
    first = next((k for k, c in enumerate(plain) if c.isalnum()), None)
    if first is None:
        return True
    last = max(k for k, c in enumerate(plain) if c.isalnum())
    plain = plain[first : last + 1]
    words, beginnings = _words()
    return plain in words or any(_begins(plain, word) for word in beginnings)


def _begins(plain: str, word: str) -> bool:
    """Whether the word stands in front: `todo: ask` and `待补充`, but not `todor`."""
    rest = plain.removeprefix(word)
    return rest != plain and not (word.isascii() and rest[:1].isalnum())


@cache
def _words() -> tuple[frozenset[str], tuple[str, ...]]:
    lines = files("provenance").joinpath("placeholders.txt").read_text("utf-8").splitlines()
    words = [line for line in lines if not line.startswith("#")]
    return frozenset(w.rstrip("*") for w in words), tuple(w[:-1] for w in words if w.endswith("*"))
