"""Numbers of SIM cards (ITU-T E.118): 19 or 20 digits that begin with 89, those of mainland China with 8986 and the operator.

Cards of mainland China do not always keep the check digit of the recommendation. So it is asked for only where no word says what the
number is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from scanners import checksums
from scanners.announced import Announced, spelled
from scanners.base import Anchor, Hit

_NAMED = Announced(
    r"iccid|sim[ ]?卡|sim[ ]card|集成电路卡识别码",
    r"89(?:[0-9]{17,18}|[0-9]{2}(?:[ -][0-9]{4}){3}[ -][0-9]{3,4}|[0-9]{3}(?:[ -][0-9]{5}){2}[ -][0-9]{4,5})",
)
_BARE = re.compile(r"8986(?:0[0-9]|1[15])[0-9]{13,14}(?![0-9A-Za-z_+/=-]|\.[0-9])")
_TOUCHING = re.compile(r"[0-9A-Za-z._+/=#-]")
_ANCHOR = Anchor(
    digits=((19,), (20,)),
    leads="8",
    literals=(*spelled("iccid"), "sim卡", "ＳＩＭ卡", "sim 卡", "sim card", "集成电路卡"),
    before=64,
    after=160,
)


@dataclass(frozen=True, slots=True)
class Iccid:
    """Finds ICCID. Score: 0.9 a word for it; 0.6 bare, an operator of mainland China and the Luhn check digit."""

    name: str = "iccid"
    version: int = 1
    anchor: Anchor = _ANCHOR
    labels: Mapping[str, str] = field(default_factory=lambda: {"iccid": "device"})

    def find(self, text: str) -> Iterator[Hit]:
        named = {said.start: said.stop for said in _NAMED.said(text)}
        yield from (Hit(start, stop, "iccid", 0.9) for start, stop in named.items())
        for match in _BARE.finditer(text):
            touched = match.start() > 0 and _TOUCHING.match(text, match.start() - 1)
            if match.start() not in named and not touched and checksums.luhn(match.group()):
                yield Hit(match.start(), match.end(), "iccid", 0.6)


DETECTOR = Iccid()
