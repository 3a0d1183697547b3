"""Cards of officers, non-commissioned officers and soldiers: `军字第1234567号`, or a number right behind a word for the card.

Certificates of property and files of courts are numbered in the same way (`…字第…号`), so that the words before it decide.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from scanners.base import Anchor, Hit
from scanners.naming import AFTER, BEFORE, Named

_WORDS = "军官证|士官证|军士证|士兵证|义务兵证|军人证|文职干部证|文职人员证|警官证|武警证|军人保障卡|junguanzheng|military_id(?![a-z])"
_CERTIFICATE = re.compile("(?P<value>[\u4e00-\u9fff]字第 ?[0-9A-Za-z]{4,8}(?: ?[号號])?)(?![0-9A-Za-z])")
_NAMED = Named(_WORDS, "[0-9]{6,8}")
_WORD = re.compile(_WORDS, re.IGNORECASE)
_FORCES = re.compile("军字")
_PAPERS = re.compile("权证|權證|国用|判决|裁定|文件|公告|公报|批复|决定|许可")
_REACH = 32
_ANCHORS = (
    "军官证", "士官证", "军士证", "士兵证", "务兵证", "军人证", "军人保障卡", "职干部证", "职人员证", "警官证",
    "武警证", "军字第", "junguanzheng", "military_id",
)  # fmt: skip # rows, which read as a table
"""Of each word a part with characters that are rare in text, which costs the compiled pass least."""
_ANCHOR = Anchor(
    literals=_ANCHORS,
    before=BEFORE,
    after=AFTER,
)


@dataclass(frozen=True, slots=True)
class MilitaryId:
    """Finds numbers of military cards. Score: 0.9 `…字第…号` after a word for such cards in the 32 characters before; 0.6 six to eight
    digits right behind one; 0.5 `军字第…号` and the like alone."""

    name: str = "military_id"
    version: int = 1
    anchor: Anchor = _ANCHOR
    labels: Mapping[str, str] = field(default_factory=lambda: {"military_id": "personal"})

    def find(self, text: str) -> Iterator[Hit]:
        hits = [hit for match in _CERTIFICATE.finditer(text) if (hit := _certificate(text, match))]
        hits += [Hit(said.start, said.stop, "military_id", 0.6) for said in _NAMED.said(text)]
        yield from sorted(hits, key=lambda hit: hit.start)


def _certificate(text: str, match: re.Match[str]) -> Hit | None:
    start, stop = match.span()
    if not any(c.isdigit() for c in match.group()):
        return None
    before = max(0, start - _REACH)
    if _WORD.search(text, before, start):
        return Hit(start, stop, "military_id", 0.9)
    alone = _FORCES.match(match.group()) and not _PAPERS.search(text, before, start)
    return Hit(start, stop, "military_id", 0.5) if alone else None


DETECTOR = MilitaryId()
