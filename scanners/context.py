"""Words that stand shortly before a number and say what it is."""

from __future__ import annotations

import re


class Words:
    """Words to look for: `plain` wherever they stand, `whole` only where no Latin letter touches them; case is ignored.

    Both are alternatives in the syntax of `re`, in lower case.
    """

    __slots__ = ("_plain", "_whole")

    def __init__(self, plain: str, whole: str) -> None:
        self._plain = re.compile(plain)
        self._whole = re.compile(rf"(?:{whole})(?![a-z])")

    def precede(self, text: str, start: int, reach: int) -> bool:
        """Whether one of the words stands in the `reach` code points before `start`."""
        before = text[max(0, start - reach) : start].lower()
        if self._plain.search(before):
            return True
        whole = self._whole.finditer(before)
        return any(match.start() == 0 or not ("a" <= before[match.start() - 1] <= "z") for match in whole)
