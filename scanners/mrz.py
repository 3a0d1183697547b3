"""The second line of a passport's machine-readable zone (ICAO Doc 9303, part 4): 44 characters with five check digits."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from scanners import checksums

FILLING = "<<<<<"
"""What stands in nearly every zone, and in little else."""

UTOPIA = "UTO"
"""The state of the specimens that the standard prints."""

_LINE = re.compile(
    r"(?<![0-9A-Z])(?P<number>[A-Z0-9][A-Z0-9<]{8})[0-9](?P<state>[A-Z][A-Z<]{2})[0-9<]{6}[0-9][MFX<][0-9]{6}[0-9][A-Z0-9<]{14}[0-9<][0-9]"
    r"(?![0-9A-Za-z<])"
)
_FIELDS = ((0, 9), (13, 19), (21, 27))
"""Number, birth and expiry, each with its check digit behind it."""


class Zone(NamedTuple):
    """Where the number stands, without filling, and the holder's state."""

    start: int
    stop: int
    state: str


def zones(text: str) -> Iterator[Zone]:
    """All second lines in `text` whose check digits hold."""
    for match in _LINE.finditer(text):
        if _holds(match.group()):
            start = match.start("number")
            yield Zone(start, start + len(match["number"].rstrip("<")), match["state"])


def _holds(line: str) -> bool:
    optional, check = line[28:42], line[42]
    fields = all(checksums.seven_three_one(line[a:b]) == line[b] for a, b in _FIELDS)
    filled = optional.strip("<") == "" and check == "<"
    if not fields or not (filled or checksums.seven_three_one(optional) == check):
        return False
    return checksums.seven_three_one(line[:10] + line[13:20] + line[21:43]) == line[43]
