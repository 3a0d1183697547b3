"""NHS numbers of England, Wales and the Isle of Man: ten digits whose modulus 11 check digit holds, after a word for them.

One telephone in eleven passes the check as well, so that a number which nobody calls one is not reported.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from scanners import checksums_international
from scanners.base import Anchor, Hit
from scanners.context import Words

_NUMBER = re.compile(r"(?<![0-9A-Za-z])(?<![0-9][.-])([0-9]{3})([ -]?)([0-9]{3})\2([0-9]{4})(?![0-9A-Za-z]|[.-][0-9])")
_SPECIMENS = frozenset({"9434765919", "9434765870", "4010232137"})
"""Printed in the NHS Data Dictionary and in manuals."""
_TEST = "999"
"""The NHS gives these numbers to test patients alone."""
_CONTEXT = Words(r"nhs[ _-]?(?:number|no|num|id)|national health service|nhs号码|nhs编号", r"nhs")
_REACH = 48
_ANCHOR = Anchor(literals=("nhs", "national health service"), before=96, after=160)


@dataclass(frozen=True, slots=True)
class UkNhs:
    """Finds NHS numbers after a word for them. Score: 0.9."""

    name: str = "uk_nhs"
    version: int = 1
    anchor: Anchor = _ANCHOR
    labels: Mapping[str, str] = field(default_factory=lambda: {"uk_nhs": "personal", "uk_nhs_specimen": "specimen"})

    def find(self, text: str) -> Iterator[Hit]:
        for match in _NUMBER.finditer(text):
            digits = match[1] + match[3] + match[4]
            if not checksums_international.nhs(digits) or len(set(digits)) == 1:
                continue
            if _CONTEXT.precede(text, match.start(), _REACH):
                specimen = digits in _SPECIMENS or digits.startswith(_TEST)
                yield Hit(match.start(), match.end(), "uk_nhs_specimen" if specimen else "uk_nhs", 0.9)


DETECTOR = UkNhs()
