"""What may stand right before or behind a telephone number in prose, lists and code in Latin letters to say that it is one."""

from __future__ import annotations

import re

from scanners.announced import spelled

_NOUNS = (
    r"[a-z]{0,9}phones?|mobile|fax|facsimile|whatsapp|hotline|helpline|toll[ -]free|voicemail|msisdn|telefon"
    r"|tel(?=[:. =\"'])|tél(?=[:. ])"
)
_PLACES = r"(?:cell|desk|direct|office|home|work|contact|mobil|handy)(?=:)"
_VERBS = (
    r"answering at|(?:call|reach|text|ring)[ ](?:me|us|him|her|them|you|back)(?:[ ](?:back|now|today|directly|again|anytime)){0,2}"
    r"(?:[ ](?:on|at|under))?|contact[ ](?:me|us)[ ]at|(?:can|please)[ ]call|dial(?=[ ])"
)
_BEFORE = re.compile(
    rf"(?<![a-z])(?:{_NOUNS}|{_PLACES})(?:[ _-]?(?:numbers?|no|nr|num|line))?[.\"'”)\]]{{0,2}}[ \t]{{0,3}}"
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
    *spelled("phone", "mobile", "fax", "office"), "ｔｅｌ", "ＴＥＬ", "facsimile", "whatsapp", "hotline", "helpline", "toll free",
    "toll-free", "voicemail", "msisdn", "telefon", "tel:", "tel.",
    "tel ", "tel=", "tel\"", "tel'", "tél", "cell:", "desk:", "direct:", "home:", "work:",
    "contact:", "mobil:", "handy:", "answering at", "contact me at", "contact us at", "can call", "please call", "dial ",
    *(f"{verb} {whom}" for verb in ("call", "reach", "text", "ring") for whom in ("me", "us", "him", "her", "them", "you", "back")),
)  # fmt: skip
"""Words for the compiled pass, one of which stands wherever `told` says yes."""


def told(text: str, start: int, stop: int) -> bool:
    """Whether what stands right before or behind says that [`start`, `stop`) is a telephone number."""
    if _BEHIND.match(text, stop, stop + 24) is not None:
        return True
    before = text[max(0, start - _REACH) : start]
    word = before.rstrip(_LINK)
    return word[-1:].isalpha() and _BEFORE.search(before) is not None
