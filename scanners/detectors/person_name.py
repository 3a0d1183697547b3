"""Names of persons, by rules alone: in Chinese (`han_names`) and in Latin letters (`latin_names`).

A name is in nearly every text, and says little by itself; what matters is a name that stands with something else about the person. So the
detector is asked where another one found something about a person, and where a word says that a name follows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from scanners.base import Anchor, Hit
from scanners.han_names import HAN, LABELS, TITLES, han_names, identifiers_in
from scanners.latin_names import SAID, latin_names

_CHINESE = re.compile(f"[{HAN}]")
_ANCHOR = Anchor(
    literals=(*LABELS, *TITLES, *SAID, "mr. ", "mrs. ", "ms. ", "dr. ", "prof. ", 'name":'),
    before=160,
    after=160,
    beside=True,
)


@dataclass(frozen=True, slots=True)
class PersonName:
    """Finds names of persons. Score: 0.8 behind a label of a form; 0.7 behind a word for what the person is, or before an e-mail address in
    brackets; 0.6 with a title, or with a word for what the person has; 0.5 beside an identifier."""

    name: str = "person_name"
    version: int = 1
    anchor: Anchor = _ANCHOR
    labels: Mapping[str, str] = field(default_factory=lambda: {"person_name": "personal"})

    def find(self, text: str) -> Iterator[Hit]:
        identifiers = identifiers_in(text)
        chinese = han_names(text, identifiers) if _CHINESE.search(text) else ()
        for start, stop, score in (*chinese, *latin_names(text, identifiers)):
            yield Hit(start, stop, "person_name", score)


DETECTOR = PersonName()
