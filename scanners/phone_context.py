"""What may stand right before or behind a telephone number in prose, lists and code in Latin letters to say that it is one."""

from __future__ import annotations

import re

_NOUNS = r"[a-z]{0,9}phones?|mobile|fax|whatsapp|hotline|toll[ -]free|telefon|tel(?=[:.=])|tél(?=[:. ])|(?:cell|desk)(?=:)|office(?=:)"
_VERBS = (
    r"answering at|(?:call[ ](?:me|us)|reach[ ](?:me|us|you))(?:[ ](?:back|now|today|directly|again|anytime)){0,2}"
    r"(?:[ ](?:on|at|under))?|can[ ]call"
)
_BEFORE = re.compile(
    rf"(?<![a-z])(?:{_NOUNS})(?:[ _-]?(?:numbers?|no|nr|num|line))?[.\"'”)\]]{{0,2}}[ \t]{{0,3}}"
    r"(?:[:=#>|-]|is(?=[ ])|are(?=[ ])|at(?=[ ])|on(?=[ ]))?[ \t\r\n]{0,3}[\"'“<]{0,2}\Z"
    rf"|(?<![a-z])(?:{_VERBS})[ ]?:?[ ]?\Z",
    re.IGNORECASE,
)
_BEHIND = re.compile(
    r"[ -]?\(?(?:office|fax|mobile|phone)\)?(?=[ \t]{0,2}(?:[^ \t0-9A-Za-z_=(\[{:.+-]|\Z))", re.IGNORECASE
)
_REACH = 56
_LINK = " \t\r\n:=#>|-\"'”)]“<."
"""What may stand between a word and its number: where no letter stands before it, `told` need not look for a word."""
LITERALS = (
    "phone", "mobile", "fax", "ＦＡＸ", "office", "whatsapp", "hotline", "toll free", "toll-free", "telefon", "tel:", "tel.", "tel=",
    "ＴＥＬ", "tél", "cell:", "desk:", "answering at", "call me", "call us", "reach me", "reach us", "reach you", "can call",
    "tel：", "tel．", "tel＝", "tél：", "tél．", "cell：", "desk：",
)  # fmt: skip # rows, which read as a table
"""Words for the compiled pass, one of which stands wherever `told` says yes: few and rare ones, since each costs the pass something."""


def told(text: str, start: int, stop: int) -> bool:
    """Whether what stands right before or behind says that [`start`, `stop`) is a telephone number."""
    if _BEHIND.match(text, stop, stop + 24) is not None:
        return True
    before = text[max(0, start - _REACH) : start]
    word = before.rstrip(_LINK)
    return word[-1:].isalpha() and _BEFORE.search(before) is not None
