"""Unified social credit codes (GB 32100) of organisations.

A code counts when its 18 characters are of the standard's alphabet, its check character holds and so does that of the organisation
code inside it (GB 11714). An all-digit code that is a valid resident identity number too is a person's, unless the words before it
announce a credit code (统一社会信用代码, 信用代码, 税号, 纳税人识别号). Resident numbers in `X` end with a letter of this alphabet as well
and are told apart in the same way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from scanners import identifiers
from scanners.base import Anchor, Hit
from scanners.checksums import USCC_ALPHABET
from scanners.digit_runs import Number, Rules, by_first, code_runs, in_run, words

_CODE = re.compile(rf"[{USCC_ALPHABET}]{{2}}[0-9]{{6}}[{USCC_ALPHABET}]{{10}}")
_GROUPINGS = (
    (18,), (17, 1), (2, 16), (8, 10), (10, 8), (9, 9), (8, 9, 1), (2, 6, 10), (2, 6, 9, 1), (2, 6, 8, 1, 1), (2, 6, 8, 2), (1, 1, 6, 9, 1),
    (6, 6, 6), (6, 12), (4, 4, 4, 4, 2), (3, 3, 3, 3, 3, 3),
)  # fmt: skip # rows, which read as a table
_WORDS = "uscc|code|no|num|id|tax|taxno|taxid|taxcode|tin|xydm|tyshxydm|nsrsbh|sh|creditcode"
_LABEL = re.compile(rf"(?:{_WORDS})(?=[0-9])", re.IGNORECASE)
_RULES = Rules(by_first(_GROUPINGS), lambda code: _CODE.fullmatch(code) is not None, words(_WORDS))
_ANY_CASE = re.compile(r"(?<![0-9A-Za-z])[0-9][0-9A-Za-z][0-9]{6}[0-9A-Za-z]{10}(?![0-9A-Za-z])")
_ANCHOR = Anchor(
    codes=_GROUPINGS,
    check="uscc",
    token=(18, 18),
    before=160,
    after=160,
)


@dataclass(frozen=True, slots=True)
class Uscc:
    """Finds unified social credit codes. Both check characters hold, or nothing is reported. Score: 1.0; 0.7 small letters, 0.5 groups of
    digits alone, or groups that go on on either side, where no word says what they are."""

    name: str = "uscc"
    version: int = 6
    anchor: Anchor = _ANCHOR
    labels: Mapping[str, str] = field(default_factory=lambda: {"uscc": "organisation", "uscc_specimen": "specimen"})

    def find(self, text: str) -> Iterator[Hit]:
        for run in code_runs(text):
            for number in in_run(text, _without_label(text, run), _RULES):
                hit = _hit(text, number)
                if hit is not None:
                    yield hit
        yield from _in_small_letters(text)


def _in_small_letters(text: str) -> Iterator[Hit]:
    """Codes in one piece that begin with a digit and have a small letter."""
    for match in _ANY_CASE.finditer(text):
        written = match.group()
        code = written.upper()
        if code == written or code.startswith("0X") or _may_be_person(code) or not identifiers.is_uscc(code):
            continue
        named = identifiers.uscc_is_named(text, match.start())
        specimen = code in identifiers.USCC_SPECIMENS
        yield Hit(*match.span(), "uscc_specimen" if specimen else "uscc", 1.0 if named or specimen else 0.7)


def _without_label(text: str, run: tuple[tuple[int, int], ...]) -> tuple[tuple[int, int], ...]:
    """The groups of a run, the first without a word in capitals that touches the code."""
    (start, stop), *rest = run
    label = _LABEL.match(text, start, stop)
    return ((label.end() if label else start, stop), *rest)


def _hit(text: str, number: Number) -> Hit | None:
    code, after = number.digits, text[number.stop : number.stop + 1]
    if after.isascii() and after.isalnum():
        return None
    named = identifiers.uscc_is_named(text, number.start)
    if not identifiers.is_uscc(code) or (_may_be_person(code) and not named):
        return None
    if identifiers.is_foreign_resident(code) and not identifiers.is_of_organisation(code, text, number.start):
        return None
    if code in identifiers.USCC_SPECIMENS:
        return Hit(number.start, number.stop, "uscc_specimen", 1.0)
    if code.isdigit() and code[1] == "0" and not named:
        return None
    doubtful = number.embedded or (len(number.groups) > 1 and code.isdigit())
    return Hit(number.start, number.stop, "uscc", 0.5 if doubtful and not named else 1.0)


def _may_be_person(code: str) -> bool:
    """Whether it is a resident number, or was one before somebody mistyped it: no credit code begins with a province."""
    return code[:17].isdigit() and code[:2] in identifiers.PROVINCES and identifiers.birth(code) is not None


DETECTOR = Uscc()
