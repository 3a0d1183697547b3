"""International mobile equipment identities (3GPP TS 23.003): 15 digits with a Luhn check digit, after a word that names them.

One random number of 15 digits in ten passes Luhn, so that digits alone say nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from scanners import checksums
from scanners.announced import Announced, spelled
from scanners.base import Anchor, Hit

_IMEI = Announced(
    "imei|手机串号|设备串号|串号|串码|(?:国际)?移动设备(?:国际)?(?:识别|身份)码",
    r"[0-9][0-9](?:[0-9]{13}|([ -])[0-9]{6}\1[0-9]{6}\1[0-9]|[0-9]{6}[ -][0-9]{6}[ -][0-9]|[0-9]{4}[ -][0-9]{2}[ -][0-9]{6}[ -][0-9])",
)
_SPECIMENS = frozenset({"490154203237518", "352099001761481", "356938035643809"})
"""Numbers that handbooks print as examples."""
_ANCHOR = Anchor(literals=(*spelled("imei"), "串号", "串码", "移动设备"), before=32, after=192)


@dataclass(frozen=True, slots=True)
class Imei:
    """Finds IMEI. Score: 0.9 a word for it and the check digit."""

    name: str = "imei"
    version: int = 1
    anchor: Anchor = _ANCHOR
    labels: Mapping[str, str] = field(default_factory=lambda: {"imei": "device", "imei_specimen": "specimen"})

    def find(self, text: str) -> Iterator[Hit]:
        for said in _IMEI.said(text):
            digits = "".join(filter(str.isdigit, said.value))
            if checksums.luhn(digits) and len(set(digits)) > 1:
                label = "imei_specimen" if digits in _SPECIMENS else "imei"
                yield Hit(said.start, said.stop, label, 0.9)


DETECTOR = Imei()
