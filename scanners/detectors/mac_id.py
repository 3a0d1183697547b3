"""Hardware identifiers of network interfaces (IEEE 802 EUI-48): six pairs of hexadecimal digits.

Pairs between colons say enough; pairs between hyphens, and three groups of four, count after a word for them. Identifiers that belong to
no one device (all zero, broadcast, multicast) are not found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from scanners.announced import Announced, spelled
from scanners.base import Anchor, Hit

_PAIR = "[0-9A-Fa-f]{2}"
_COLONS = re.compile(rf"[0-9A-Fa-f][0-9A-Fa-f](?::{_PAIR}){{5}}(?![0-9A-Za-z]|[:._-][0-9A-Za-z]|::)")
_TOUCHING = re.compile(r"[0-9A-Za-z:._-]")
_NAMED = Announced(
    r"mac(?:[ _-]?addr(?:ess)?|地址)?|物理地址|硬件地址|网卡地址|网卡|hwaddr|ether|bssid|(?:physical|hardware|ethernet)[ ]address",
    rf"[0-9A-Fa-f][0-9A-Fa-f](?:([:-]){_PAIR}(?:\1{_PAIR}){{4}}|{_PAIR}(?:\.[0-9A-Fa-f]{{4}}){{2}})",
    link=r"(?:[ .]{2,40}:|[ \t]{0,2}[12])?[\"'”’)\]*]{0,3}[ \t]{0,3}(?:[:=>|]|是|为|為|is(?=[ ]))?[ \t]{0,3}[\"'“‘(\[<]{0,2}",
)
_DOCUMENTATION = re.compile("00005e0053..|01005e9010..")
"""RFC 9542, section 2.1."""
_TYPED = frozenset(
    {"112233445566", "001122334455", "aabbccddeeff", "123456789abc", "0123456789ab", "deadbeefcafe", "001b44113ab7"}
)
"""Rows of digits that authors write for want of one, and an example that many texts share."""
_ANCHOR = Anchor(
    pairs=True,
    literals=(
        *spelled("hwaddr", "bssid"), "ＭＡＣ", "ｍａｃ", "mac:", "mac：", "mac=", "mac\":", "mac address", "macaddr", "mac_addr",
        "mac-addr",
        "mac地址", "物理地址", "硬件地址", "网卡",
        "physical address", "hardware address", "ethernet address",
    ),
    before=64,
    after=160,
)  # fmt: skip # rows, which read as a table


@dataclass(frozen=True, slots=True)
class MacId:
    """Finds hardware identifiers. Score: 0.9 a word for them; 0.7 bare between colons, 0.5 one that software made up (locally
    administered)."""

    name: str = "mac_id"
    version: int = 1
    anchor: Anchor = _ANCHOR
    labels: Mapping[str, str] = field(default_factory=lambda: {"mac_id": "device", "mac_id_specimen": "specimen"})

    def find(self, text: str) -> Iterator[Hit]:
        named = {said.start: said.stop for said in _NAMED.said(text)}
        bare = {
            a: z
            for a, z in (match.span() for match in _COLONS.finditer(text))
            if not (a and _TOUCHING.match(text, a - 1))
        }
        for start, stop in sorted((bare | named).items()):
            pairs = re.sub("[^0-9a-f]", "", text[start:stop].lower())
            label = _label(pairs)
            if label is not None:
                yield Hit(start, stop, label, 0.9 if start in named else 0.7 if pairs[1] in "048c" else 0.5)


def _label(pairs: str) -> str | None:
    if _DOCUMENTATION.fullmatch(pairs) or pairs in _TYPED:
        return "mac_id_specimen"
    return None if len(set(pairs)) <= 2 or int(pairs[1], 16) & 1 else "mac_id"


DETECTOR = MacId()
