"""QQ accounts: 5 to 11 digits after a word for QQ, and the account that is the local part of an address at qq.com."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from scanners.announced import Announced, spelled
from scanners.base import Anchor, Hit

_NUMBER = r"[1-9][0-9]{4,10}"
_NAMED = Announced("qq|扣扣|企鹅号", _NUMBER + r"(?!\.[0-9]|[ ]?[元万亿人])")
_MAILBOX = re.compile(rf"{_NUMBER}(?=@(?:[Vv][Ii][Pp]\.)?[Qq][Qq]\.[Cc][Oo][Mm](?![0-9A-Za-z-]))")
_LOCAL = re.compile("[0-9A-Za-z._+%-]")
_ANCHOR = Anchor(literals=(*spelled("qq"), "扣扣", "企鹅号"), before=64, after=96)


@dataclass(frozen=True, slots=True)
class Qq:
    """Finds QQ accounts. Score: 0.9 an address at qq.com, or a word for QQ in capitals or Chinese; 0.5 the word in small letters,
    which stands in code as well."""

    name: str = "qq"
    version: int = 1
    anchor: Anchor = _ANCHOR
    labels: Mapping[str, str] = field(default_factory=lambda: {"qq_id": "personal"})

    def find(self, text: str) -> Iterator[Hit]:
        for match in _MAILBOX.finditer(text):
            if match.start() == 0 or not _LOCAL.match(text, match.start() - 1):
                yield Hit(*match.span(), "qq_id", 0.9)
        for said in _NAMED.said(text):
            if text[said.stop : said.stop + 1] != "@":
                yield Hit(said.start, said.stop, "qq_id", 0.5 if said.cue == "qq" else 0.9)


DETECTOR = Qq()
