"""How numbers of eighteen characters are written whose last may be an `X`: resident identity numbers (GB 11643) and
those made like them."""

from __future__ import annotations

import re

from scanners.digit_runs import GAP, Groupings, Number, ends, words

_PLACE = ((6,), (3, 3), (2, 2, 2), (2, 4))
_BIRTH = ((8,), (4, 4), (4, 2, 2))
_REST = ((4,), (3, 1), (3,))
_WHOLE = (
    (18,), (17, 1), (17,), (14, 4), (14, 3, 1), (14, 3), (10, 8), (10, 7), (8, 10), (8, 9), (6, 12), (6, 11), (9, 9), (9, 8), (6, 6, 6),
    (6, 6, 5), (4, 4, 4, 4, 2), (4, 4, 4, 4, 1), (4, 4, 4, 6), (4, 4, 4, 5), (3, 3, 3, 3, 3, 3), (3, 3, 3, 3, 3, 2),
)  # fmt: skip # rows, which read as a table
GROUPINGS: Groupings = _WHOLE + tuple(p + b + r for p in _PLACE for b in _BIRTH for r in _REST)
"""By its parts, which are place, birth, and serial number with check character; or without regard to them."""

WORDS = words("(?=[a-z]{0,19}[g-z])[a-z]{2,20}")
"""Any word of letters may touch the number on the left that is no hexadecimal number: so much else of the number must hold."""

_CHECK_X = re.compile(rf"(?:{GAP})?[Xx](?![0-9A-Za-z])")


def written(text: str, number: Number) -> tuple[str, int] | None:
    """All eighteen characters, an `X` in capitals, and where they end; None where the number goes on or the `X` is missing."""
    digits, stop = number.digits, number.stop
    if len(digits) == 17:
        check = _CHECK_X.match(text, stop)
        if check is None:
            return None
        digits, stop = digits + "X", check.end()
    return (digits, stop) if ends(text, stop) else None
