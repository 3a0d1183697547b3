"""International mobile subscriber identities (ITU-T E.212): 14 or 15 digits that begin with a country code, after a word for them.

There is no check digit.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from scanners.announced import Announced, spelled
from scanners.base import Anchor, Hit

_IMSI = Announced(
    "imsi|(?:国际)?移动(?:用户|客户)识别(?:码|号)|国际移动用户识别码", r"[2-7][0-9]{2}[ -]?[0-9]{2}[ -]?[0-9]{9,10}"
)
_ANCHOR = Anchor(literals=(*spelled("imsi"), "移动用户识别", "移动客户识别"), before=32, after=192)


@dataclass(frozen=True, slots=True)
class Imsi:
    """Finds IMSI. Score: 0.9 mainland China (460 with 00 to 09 or 11, 15 digits); 0.7 another country."""

    name: str = "imsi"
    version: int = 1
    anchor: Anchor = _ANCHOR
    labels: Mapping[str, str] = field(default_factory=lambda: {"imsi": "device"})

    def find(self, text: str) -> Iterator[Hit]:
        for said in _IMSI.said(text):
            digits = "".join(filter(str.isdigit, said.value))
            domestic = digits.startswith("460")
            if not domestic:
                yield Hit(said.start, said.stop, "imsi", 0.7)
            elif len(digits) == 15 and (digits[3] == "0" or digits[3:5] == "11"):
                yield Hit(said.start, said.stop, "imsi", 0.9)


DETECTOR = Imsi()
