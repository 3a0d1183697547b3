"""WeChat accounts: `wxid_…`, or a name of 6 to 20 letters, digits, hyphens and underscores after a word for WeChat.

The shape is that of any word of code, so a word for WeChat must announce it; one in Latin letters announces only what has a digit or an
underscore in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from scanners.announced import spelled
from scanners.base import Anchor, Hit

_GIVEN = re.compile(r"(?<![0-9A-Za-z_])wxid_[a-z0-9]{10,22}(?![0-9A-Za-z_])")
_CUES = ("微信", "薇信", "威信", "v信", "加v", "加微", "wechat", "weixin", "wx", "vx")
_NAMED = re.compile(
    r"(?P<told>[ ]?(?:号码|号|账号|帐号|id))?(?P<sign>[\"')\]]{0,2}[ ]{0,2}(?:[:=]|是|为|為)[ ]{0,2}[\"'(\[]{0,2}|[ ]{0,2}[(\[\"]?)"
    r"(?P<value>[a-z][-_a-z0-9]{5,19})(?![-_a-z0-9]|[.@(/][a-z0-9(])",
    re.IGNORECASE,
)
_NOT_ONE = re.compile(
    r"wx[0-9a-f]{16}|(?:wxid|gh)_[-_0-9a-z]{0,20}|(?:your|my|the|test|example|xxx|null|none|undefined|string|wechat|weixin|android|iphone|windows)[-_0-9a-z]{0,20}",
    re.IGNORECASE,
)
_TELLING, _DIGIT = re.compile("[0-9_]"), re.compile("[0-9]")
_ANCHOR = Anchor(
    literals=(
        "微信",
        "薇信",
        "加微",
        *spelled("wechat", "weixin", "wxid_", "vx"),
        "v信",
        "Ｖ信",
        "加v",
        "加V",
        "加Ｖ",
        "加ｖ",
        "wx:",
        "wx：",
        "wx号",
    ),
    before=64,
    after=96,
)


@dataclass(frozen=True, slots=True)
class Wechat:
    """Finds WeChat accounts. Score: 0.9 `wxid_…`, or a word for an account (微信号, wechat id); 0.7 a Chinese word for WeChat and a name
    with a digit or underscore; 0.5 such a word, a colon and letters alone, or a Latin word for WeChat."""

    name: str = "wechat"
    version: int = 1
    anchor: Anchor = _ANCHOR
    labels: Mapping[str, str] = field(default_factory=lambda: {"wechat_id": "personal"})

    def find(self, text: str) -> Iterator[Hit]:
        for match in _GIVEN.finditer(text):
            yield Hit(*match.span(), "wechat_id", 0.9)
        lower = text.lower()
        for cue in _CUES if len(lower) == len(text) else ():
            for stop in _ends(lower, cue):
                said = _NAMED.match(text, stop)
                score = _score(cue, said) if said else None
                if said and score is not None:
                    yield Hit(*said.span("value"), "wechat_id", score)


def _ends(lower: str, cue: str) -> Iterator[int]:
    """Where a cue ends. One of Latin letters is no end of a longer word."""
    at = lower.find(cue)
    while at >= 0:
        if (
            at == 0
            or not cue.isascii()
            or not (lower[at - 1].isascii() and (lower[at - 1].isalnum() or lower[at - 1] == "_"))
        ):
            yield at + len(cue)
        at = lower.find(cue, at + 1)


def _score(cue: str, match: re.Match[str]) -> float | None:
    value, signed = match["value"], match["sign"].strip(" \"'()[]") != ""
    if _NOT_ONE.fullmatch(value):
        return None
    if match["told"] and signed:
        return 0.9 if _TELLING.search(value) or not cue.isascii() else None
    if cue.isascii():
        return 0.5 if _DIGIT.search(value) and (signed or match["told"]) else None
    if _TELLING.search(value):
        return 0.7
    return 0.5 if signed else None


DETECTOR = Wechat()
