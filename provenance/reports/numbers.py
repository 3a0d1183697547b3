"""English that agrees with the number one: rulebooks and our own wording are written for several things.

Only a template is changed, never a value that is put into it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

NOUNS = (
    "records", "items", "sources", "lines", "shards", "parts", "pairs", "files", "works", "samples", "registers", "controls", "figures",
    "lists", "columns", "rows", "looks", "kinds", "identifiers",
)  # fmt: skip # rows, which read as a table
VERBS = {
    "are": "is", "were": "was", "have": "has", "do": "does", "hold": "holds", "name": "names", "differ": "differs",
    "lack": "lacks", "rest": "rests", "bear": "bears", "repeat": "repeats", "contradict": "contradicts",
}  # fmt: skip # rows, which read as a table
SENTENCE = re.compile(r"(?<=[.;]) ")
NOUN = re.compile(
    rf"(?<!\}} of )\{{(\w+)\}}( (?:more |other |unusable |generated |evidence |public )?)({'|'.join(NOUNS)})\b"
)
"""A number with what it counts; in `0 of 1 shards` the plural is right."""
SUBJECT = re.compile(rf"\{{(\w+)\}} (?:other |generated |evidence |public )?(?:{'|'.join(NOUNS)})\b")
VERB = re.compile(rf"(?<!may )(?<!can )(?<!not )(?<!they )\b(?:{'|'.join(VERBS)})\b")
PREDICATE_ENDS = re.compile(r",| while ")


def agreeing(template: str, values: Mapping[str, object]) -> str:
    """The template with its nouns and verbs in the singular wherever the number before them is one."""
    return " ".join(_sentence(part, values) for part in SENTENCE.split(template))


def _sentence(template: str, values: Mapping[str, object]) -> str:
    text = NOUN.sub(lambda m: _singular(m) if _one(values, m[1]) else m[0], template)
    if text == template:
        return template
    text = text.replace("when they were", "when it was")
    subject = SUBJECT.match(template)
    if not (subject and _one(values, subject[1])):
        return text
    end = PREDICATE_ENDS.search(text)
    predicate = text[: end.start()] if end else text
    return VERB.sub(lambda m: VERBS[m[0]], predicate) + text[len(predicate) :]


def _one(values: Mapping[str, object], name: str) -> bool:
    value = values.get(name)
    return isinstance(value, int | float) and value == 1


def _singular(match: re.Match[str]) -> str:
    return f"{{{match[1]}}}{match[2]}{match[3].removesuffix('s')}"


def running(name: str) -> str:
    """A name as it stands within a sentence: `Bank card number` as `bank card number`, `IoT number` as it is."""
    first = name.split(" ", 1)[0]
    return name[:1].lower() + name[1:] if first[1:] == first[1:].lower() else name
