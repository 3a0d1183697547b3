"""Unified social credit codes (GB 32100) as contracts state them: a code whose check characters do not hold identifies nobody."""

from __future__ import annotations

import re
from typing import Literal

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
FORM = re.compile(r"[0-9A-HJ-NPQRTUWXY]{2}[0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}", re.ASCII)
WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
ORGANISATION_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"

UsccStatus = Literal["none", "malformed", "bad_check", "valid"]


def uscc_status(code: str | None) -> UsccStatus:
    """`valid`: the form, the check character (modulo 31) and the organisation code inside it (GB 11714) all hold.

    Spaces around the code and small letters are forgiven. The empty string is `none`, like no code at all.
    """
    text = (code or "").strip().upper()
    if not text:
        return "none"
    if not FORM.fullmatch(text):
        return "malformed"
    return "valid" if _check_holds(text) and _organisation_holds(text[8:17]) else "bad_check"


def _check_holds(code: str) -> bool:
    total = sum(weight * ALPHABET.index(character) for weight, character in zip(WEIGHTS, code, strict=False))
    return ALPHABET[(31 - total % 31) % 31] == code[17]


def _organisation_holds(code: str) -> bool:
    total = sum(
        weight * ORGANISATION_ALPHABET.index(character)
        for weight, character in zip(ORGANISATION_WEIGHTS, code, strict=False)
    )
    return "0123456789X0"[11 - total % 11] == code[8]
