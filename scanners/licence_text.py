"""Which licences a passage states, whatever line breaks, comment signs and punctuation its wording is wrapped in.

The passage is brought to a normal form of lower-case words, in which each licence's own sentences (`scanners/spdx_phrases.py`) are
looked up; families whose versions and clauses decide (GNU, BSD, MIT, Creative Commons) have rules.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from scanners import gnu_licences
from scanners import spdx_phrases as known
from scanners.licence_grant import Found, weight

_TOKEN = re.compile(r"[0-9a-z]+(?:\.[0-9]+)*\+?|[\u4e00-\u9fff]+")
_LOWER = {code: code + 32 for code in range(0x41, 0x5B)}
_MIT = "permission is hereby granted free of charge to any person obtaining a copy of this software"
_MIT_TAIL = "the above copyright notice and this permission notice"
_ISC = re.compile(
    r"permission to use copy modify and (?:or )?distribute this software for any purpose with or without fee is hereby granted "
    r"provided that the above copyright notice and this permission notice appear in all copies"
)
_CURL = "except as contained in this notice the name of a copyright holder"
_BSD = "redistribution and use in source and binary forms"
_BSD_REACH = 1500
_BSD_NAMES = re.compile(
    r"neither the names?(?![a-z])|may not be used to endorse|be used to endorse or promote|used in advertising"
)
_CC_URL = re.compile(
    r"creativecommons org (?:licenses (?P<kind>by(?: nc)?(?: sa| nd)?) (?P<number>[1-4]\.[05])|publicdomain (?P<public>zero|mark) 1.0)"
)
_CC_SHORT = re.compile(
    r"cc(?<![0-9a-z]cc)(?:0 1.0|0 universal| by(?P<nc> nc)?(?P<last> sa| nd)? (?:v|version )?(?P<number>[1-4]\.[05]))(?![0-9])"
)
_CC_LONG = re.compile(
    r"creative commons attribution(?P<nc> non ?commercial)?(?P<last> share ?alike| no ?derivatives| no ?derivs)? "
    r"(?:license )?(?:v|version )?(?P<number>[1-4]\.[05])"
)
_VERSION = re.compile(r" (?:(?:epl|mpl|cpl|eupl|npl|osl) )?(?:version |v )?v?([1-3]\.[0-2])(?![0-9])")


@dataclass(frozen=True, slots=True)
class Statement:
    """A licence that a text states: code points, stop exclusive; `expression` is an SPDX identifier or `LicenseRef-…`."""

    start: int
    stop: int
    expression: str
    score: float


@dataclass(frozen=True, slots=True)
class _Places:
    """Where the words of a normal form begin, there (`at`) and in the text that it was made from (`origin`)."""

    at: list[int]
    origin: list[int]

    def span(self, start: int, stop: int) -> tuple[int, int]:
        first, last = bisect_right(self.at, start) - 1, bisect_right(self.at, stop - 1) - 1
        return self.origin[first] + start - self.at[first], self.origin[last] + stop - self.at[last]


def stated(text: str) -> list[Statement]:
    """The licences that `text` states, each expression at its best place, in the order of their places."""
    small = lower(text)
    best: dict[str, Found] = {}
    for found in _all(" ".join(_TOKEN.findall(small))):
        if found[2] not in best or found[3] > best[found[2]][3]:
            best[found[2]] = found
    if not best:
        return []
    places = _places(small)
    statements = [
        Statement(*places.span(start, stop), expression, score) for start, stop, expression, score in best.values()
    ]
    return sorted(statements, key=lambda s: (s.start, s.stop, s.expression))


def _places(small: str) -> _Places:
    spans = [match.span() for match in _TOKEN.finditer(small)]
    at = list(accumulate((stop - start + 1 for start, stop in spans), initial=0))[:-1]
    return _Places(at, [start for start, _ in spans])


def lower(text: str) -> str:
    """Capitals as small letters, where that keeps every place; else only those of ASCII."""
    small = text.lower()
    return small if len(small) == len(text) else text.translate(_LOWER)


def _all(text: str) -> Iterator[Found]:
    yield from _phrases(text)
    yield from _mit(text)
    yield from _isc(text)
    yield from _bsd(text)
    yield from _versioned(text)
    yield from _creative_commons(text)
    if any(word in text for word in ("gnu", "gpl", "general public", "free documentation")):
        yield from gnu_licences.stated(text)


def _phrases(text: str) -> Iterator[Found]:
    for expression, phrases in known.GRANTS.items():
        for phrase in phrases:
            start = text.find(phrase)
            if start >= 0:
                yield start, start + len(phrase), expression, 0.95
    for expression, names in known.NAMES.items():
        for name in names:
            start = _word(text, name)
            if start >= 0:
                yield start, start + len(name), expression, weight(text, start)


def _word(text: str, phrase: str) -> int:
    start = text.find(phrase)
    while start >= 0:
        before, after = text[start - 1 : start], text[start + len(phrase) : start + len(phrase) + 1]
        if not (before.isascii() and before.isalnum()) and not (after.isascii() and after.isalnum()):
            return start
        start = text.find(phrase, start + 1)
    return -1


def _mit(text: str) -> Iterator[Found]:
    start = text.find(_MIT)
    while start >= 0:
        tail = text[start : start + 1600]
        if _MIT_TAIL in tail or "associated documentation files" in tail:
            special = "except as contained in this notice the name" in tail
            yield start, start + len(_MIT), "X11" if special else "MIT", 0.95
        start = text.find(_MIT, start + 1)


def _isc(text: str) -> Iterator[Found]:
    for match in _ISC.finditer(text):
        yield *match.span(), "curl" if _CURL in text[match.end() : match.end() + 900] else "ISC", 0.95


def _bsd(text: str) -> Iterator[Found]:
    start = text.find(_BSD)
    while start >= 0:
        tail = text[start : start + _BSD_REACH]
        advertising = "all advertising materials mentioning features" in tail
        names = _BSD_NAMES.search(tail) is not None
        clauses = "BSD-4-Clause" if advertising and names else "BSD-3-Clause" if names else "BSD-2-Clause"
        if "retain the above copyright" in tail or "retain the copyright" in tail or "above copyright notice" in tail:
            yield start, start + len(_BSD), clauses, 0.95
        start = text.find(_BSD, start + 1)


def _versioned(text: str) -> Iterator[Found]:
    for name, form in known.VERSIONED.items():
        start = text.find(name)
        while start >= 0:
            version = _VERSION.match(text, start + len(name))
            if version is not None and form.format(version[1]) in known.VERSIONS:
                yield start, version.end(), form.format(version[1]), weight(text, start)
            start = text.find(name, start + 1)


def _creative_commons(text: str) -> Iterator[Found]:
    for match in _CC_URL.finditer(text):
        if match["public"]:
            yield *match.span(), "CC0-1.0" if match["public"] == "zero" else "CC-PDM-1.0", 0.9
        elif (
            expression := f"CC-{match['kind'].upper().replace(' ', '-')}-{match['number']}"
        ) in known.CREATIVE_COMMONS:
            yield *match.span(), expression, 0.9
    for pattern in (_CC_SHORT, _CC_LONG):
        for match in pattern.finditer(text):
            number = match["number"]
            kind = "-NC" * bool(match["nc"]) + {"s": "-SA", "n": "-ND"}.get((match["last"] or " -").strip()[0], "")
            yield *match.span(), f"CC-BY{kind}-{number}" if number else "CC0-1.0", weight(text, match.start())
