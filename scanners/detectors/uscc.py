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

_CODE = re.compile(rf"[{USCC_ALPHABET}]{{2}}[0-9]{{6}}[{USCC_ALPHABET}]{{10}}(?![0-9A-Za-z])")
_TOKEN = re.compile(r"[0-9A-Z]{18,}")
_ANCHOR = Anchor(alnum=18, before=160, after=32)


@dataclass(frozen=True, slots=True)
class Uscc:
    """Finds unified social credit codes in capitals. Score: 1.0 both check characters hold and nothing less is reported."""

    name: str = "uscc"
    version: int = 2
    anchor: Anchor = _ANCHOR
    labels: Mapping[str, str] = field(default_factory=lambda: {"uscc": "organisation", "uscc_specimen": "specimen"})

    def find(self, text: str) -> Iterator[Hit]:
        for token in _TOKEN.finditer(text):
            if token.end() - token.start() == 18 and _stands_alone(text, token.start()):
                hit = _hit(text, token.start())
                if hit is not None:
                    yield hit


def _stands_alone(text: str, start: int) -> bool:
    return start == 0 or not (text[start - 1].isascii() and text[start - 1].isalnum())


def _hit(text: str, start: int) -> Hit | None:
    if _CODE.match(text, start) is None:
        return None
    code = text[start : start + 18]
    if not identifiers.is_uscc(code) or (_may_be_person(code) and not identifiers.uscc_is_named(text, start)):
        return None
    return Hit(start, start + 18, "uscc_specimen" if code in identifiers.USCC_SPECIMENS else "uscc", 1.0)


def _may_be_person(code: str) -> bool:
    return code[:17].isdigit() and identifiers.is_resident(code)


DETECTOR = Uscc()
