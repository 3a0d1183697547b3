"""Vehicle identification numbers (GB 16735, ISO 3779): 17 capitals and digits without I, O and Q whose ninth character checks the rest.

Makers outside China and North America may leave the ninth character without meaning; such numbers are not found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from scanners import checksums
from scanners.base import Anchor, Hit
from scanners.context import Words
from scanners.digit_runs import begins

_VIN = re.compile(r"[A-HJ-NPR-Z0-9][A-HJ-NPR-Z0-9]{7}[0-9X][A-HJ-NPR-Z0-9]{4}[0-9]{4}(?![0-9A-Za-z])")
_CONTEXT = Words(r"车架|车辆识别|车輛識別|大架号|发动机|車架", r"vin|vehicle|chassis|vin[_ ]?(?:no|code|number)")
_REACH = 32
_TOUCHING = re.compile(r"[+/=_#&.-]")
_SPECIMENS = frozenset({"1M8GDM9AXKP042788", "1HGCM82633A004352"})
"""Numbers that handbooks print as examples."""
_ANCHOR = Anchor(codes=((17,),), before=128, after=32)


@dataclass(frozen=True, slots=True)
class Vin:
    """Finds VIN in capitals whose check digit holds. Score: 0.95 a word for it; 0.5 bare."""

    name: str = "vin"
    version: int = 1
    anchor: Anchor = _ANCHOR
    labels: Mapping[str, str] = field(default_factory=lambda: {"vin": "personal", "vin_specimen": "specimen"})

    def find(self, text: str) -> Iterator[Hit]:
        for match in _VIN.finditer(text):
            code = match.group()
            if not begins(text, match.start()) or code.isdigit() or checksums.vin(code) != code[8]:
                continue
            if code in _SPECIMENS:
                yield Hit(*match.span(), "vin_specimen", 0.95)
            elif _CONTEXT.precede(text, match.start(), _REACH):
                yield Hit(*match.span(), "vin", 0.95)
            elif _stands_alone(text, *match.span()) and sum(map(str.isalpha, code)) >= 3:
                yield Hit(*match.span(), "vin", 0.5)


def _stands_alone(text: str, start: int, stop: int) -> bool:
    """Whether nothing touches a code that would make it a piece of something longer, such as encoded bytes."""
    return not (_TOUCHING.match(text, start - 1) if start else None) and not _TOUCHING.match(text, stop)


DETECTOR = Vin()
