"""Which licences a passage states: by the wording of a licence's text, by the notice that it prescribes, by its name or its address.

Texts are recognised by fingerprints (`scanners/licence_prints.py`), which know the licences of the SPDX list; what a licence says about
other licences inside its own text is no statement. The rest is looked up in the passage's normal form (`scanners/licence_words.py`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from scanners import gnu_licences, licence_names, licence_prints, licence_words
from scanners import spdx_phrases as known
from scanners.licence_grant import Found, weight

_MIT = "permission is hereby granted free of charge to any person obtaining a copy of this software"
_MIT_TAIL = "the above copyright notice and this permission notice"
_ISC = re.compile(
    r"permission to use copy modify and (?:or )?distribute this software for any purpose with or without fee is hereby granted "
    r"provided that the above copyright notice and this permission notice appear in all copies"
)
_CURL = "except as contained in this notice the name of a copyright holder"
_BSD = "redistribution and use in source and binary forms"
_BSD_CLAUSE = "redistributions of source code must retain the above copyright"
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
_PUBLIC = "public domain"
_DEDICATION = re.compile(
    r"(?:placed|released|dedicated|put|donated|committed|contributed|hereby|license|licence|is|are|been)"
    r"(?: (?!not |no |license |never )\w+){0,6} (?:the )?\Z|(?:license|licence) \Z"
)
_LEGAL_WORDS = (
    "warranty warranties permission permitted redistribution redistributions liable liability hereby granted damages licensor "
    "merchantability conditions copies modify distribute notice redistribute freely copy derivative responsible acknowledge "
    "purpose infringement beer wish use please domain whatever lizenz rechte nutzung licence auteur"
)
LEGAL = frozenset(_LEGAL_WORDS.split())
"""Words of which every licence's text that has prints has two, but for a few of one sentence."""
_CUES = frozenset(cue for cue, *_ in known.PHRASES if cue.isascii())
_TEXT_CUES = ("permi", "redistribut", "warrant", "liab", "hereby", "freely", "lizenz")
_NAME_CUES = (
    "licen", "gpl", "gnu", "creative", "public domain", "cc by", "cc-by", "cc0", "mulan", "proprietary", "rail", "beer",
)  # fmt: skip # rows, which read as a table
_HAN_CUES = ("木兰",)
_AROUND_TEXT = (400, 800)
_AROUND_NAME = (240, 320)
"""How much of the text before and after such words says what they mean."""
BLOCK = 1 << 18
_OVERLAP = 1 << 16
"""A licence that begins in one block and ends in the next is seen whole, and no text costs more memory than a block."""
_NAMED = 0.5
_NEAR = 250
"""How far from a licence's text its bare name may stand and still be its title."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A licence that a text states: code points, stop exclusive; `expression` is an SPDX identifier or `LicenseRef-…`."""

    start: int
    stop: int
    expression: str
    score: float


def stated(small: str) -> Iterator[Statement]:
    """The licences that a text in small letters (`licence_words.lower`) states, in their order: each expression at its best place, of
    a text longer than `BLOCK` in every block of that length."""
    reached: dict[str, int] = {}
    for begin in range(0, max(1, len(small)), BLOCK):
        for s in _in_block(small[begin : begin + BLOCK + _OVERLAP]):
            if s.start < BLOCK and begin + s.start >= reached.get(s.expression, 0):
                reached[s.expression] = begin + s.stop
                yield Statement(begin + s.start, begin + s.stop, s.expression, s.score)


def _in_block(small: str) -> list[Statement]:
    first, last = _region(small)
    if first < 0:
        return []
    small = licence_words.bare(small[:last])
    words = licence_words.words(small[first:])
    held, normal = set(words), " ".join(words)
    named = [*_by_name(normal, held), *_by_words(words, held)]
    notices = list(_placed(small, first, normal, [*_by_wording(normal, held), *named]))
    texts = list(_texts(small, {found[2] for found in named})) if len(held & LEGAL) > 1 else []
    best: dict[str, Statement] = {}
    for statement in [*(t for t, _ in texts), *(n for n in notices if not any(_belongs(n, *t) for t in texts))]:
        if statement.expression not in best or statement.score > best[statement.expression].score:
            best[statement.expression] = statement
    return sorted(best.values(), key=lambda s: (s.start, s.stop, s.expression))


def _region(small: str) -> tuple[int, int]:
    """Where what may state a licence begins and ends: the whole of a text with several words of a licence's own wording, else the
    surroundings of words that name a licence; (-1, -1) where there are none."""
    wording = list(islice((cue for cue in _TEXT_CUES if cue in small), 2))
    if len(wording) > 1:
        return 0, len(small)
    names = _NAME_CUES if small.isascii() else _NAME_CUES + _HAN_CUES
    held = wording + [cue for cue in names if cue in small]
    if not held:
        return -1, -1
    before, after = _AROUND_TEXT if wording else _AROUND_NAME
    first, last = max(0, min(map(small.find, held)) - before), max(map(small.rfind, held)) + after
    return _whole(small, first) if small[first - 1 : first].isalnum() else first, _whole(small, last)


def _whole(small: str, place: int) -> int:
    """Where the word ends in which `place` is: `mit` does not stand in `permit`."""
    while small[place : place + 1].isascii() and small[place : place + 1].isalnum():
        place += 1
    return place


def _belongs(notice: Statement, text: Statement, slack: int) -> bool:
    """Whether a notice stands inside a licence's text, or is its title or the notice that it prescribes."""
    same = notice.expression.partition("-")[0] == text.expression.partition("-")[0]
    reach = max(slack, _NEAR if same and notice.score <= _NAMED else 0)
    return notice.stop > text.start - reach and notice.start < text.stop + reach


def _texts(small: str, named: set[str]) -> Iterator[tuple[Statement, int]]:
    raw = small.encode()
    for match in licence_prints.matches(raw, named):
        start, stop = match.start, match.stop
        if len(raw) > len(small):
            start, stop = len(raw[:start].decode()), len(raw[:stop].decode())
        yield Statement(start, stop, match.expression, 0.95), match.slack


def _placed(small: str, first: int, normal: str, found: list[Found]) -> Iterator[Statement]:
    """Found in the normal form, and placed in the text, of which it is the part from `first` on."""
    stands = licence_words.places(small, first, normal, {at for start, stop, *_ in found for at in (start, stop - 1)})
    for start, stop, expression, score in found:
        yield Statement(stands[start], stands[stop - 1] + 1, expression, score)


def _by_wording(text: str, held: set[str]) -> Iterator[Found]:
    yield from _phrases(text, held)
    if "permission" in held:
        yield from _mit(text)
        yield from _isc(text)
    if not held.isdisjoint(("redistribution", "redistributions")):
        yield from _bsd(text)


def _by_name(text: str, held: set[str]) -> Iterator[Found]:
    if "cc" in text or "creative" in text:
        yield from _creative_commons(text)
    if _PUBLIC in text:
        yield from _public_domain(text)
    if "gpl" in text or "gnu" in held or "general public" in text:
        yield from gnu_licences.stated(text)


def _by_words(words: list[str], held: set[str]) -> Iterator[Found]:
    if licence_names.HEADS.isdisjoint(held):
        return
    start = reached = 0
    for first, after, expression, score in licence_names.mentions(words):
        start += sum(map(len, words[reached:first])) + first - reached
        reached = first
        yield start, start + sum(map(len, words[first:after])) + after - first - 1, expression, score


def _phrases(text: str, held: set[str]) -> Iterator[Found]:
    if text.isascii() and held.isdisjoint(_CUES):
        return
    for cue, phrase, expression, is_grant in known.PHRASES:
        if cue in held or cue not in _CUES:
            start = text.find(phrase)
            if start >= 0:
                yield start, start + len(phrase), expression, 0.95 if is_grant else weight(text, start)


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
    if start < 0 and (start := text.find(_BSD_CLAUSE)) >= 0:
        names = _BSD_NAMES.search(text, start, start + _BSD_REACH) is not None
        yield start, start + len(_BSD_CLAUSE), "BSD-3-Clause" if names else "BSD-2-Clause", 0.95
        return
    while start >= 0:
        tail = text[start : start + _BSD_REACH]
        advertising = "all advertising materials mentioning features" in tail
        names = _BSD_NAMES.search(tail) is not None
        clauses = "BSD-4-Clause" if advertising and names else "BSD-3-Clause" if names else "BSD-2-Clause"
        if "retain the above copyright" in tail or "retain the copyright" in tail or "above copyright notice" in tail:
            yield start, start + len(_BSD), clauses, 0.95
        start = text.find(_BSD, start + 1)


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


def _public_domain(text: str) -> Iterator[Found]:
    start = text.find(_PUBLIC)
    while start >= 0:
        if _DEDICATION.search(text, max(0, start - 60), start) is not None:
            yield start, start + len(_PUBLIC), "LicenseRef-scancode-public-domain", 0.9
        start = text.find(_PUBLIC, start + 1)
