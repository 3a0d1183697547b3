"""Looks for private text in bytes, in whatever encoding it might have got there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from urllib.parse import quote

import numpy as np
import numpy.typing as npt

WINDOW = 8
ENCODINGS: dict[str, Callable[[str], bytes]] = {
    "utf-8": lambda s: s.encode(),
    "utf-16-le": lambda s: s.encode("utf-16-le"),
    "utf-16-be": lambda s: s.encode("utf-16-be"),
    "utf-32-le": lambda s: s.encode("utf-32-le"),
    "gb18030": lambda s: s.encode("gb18030"),
    "json": lambda s: "".join(c if c.isascii() else f"\\u{ord(c):04x}" for c in s).encode(),
    "JSON": lambda s: "".join(c if c.isascii() else f"\\u{ord(c):04X}" for c in s).encode(),
    "html": lambda s: "".join(c if c.isascii() else f"&#{ord(c)};" for c in s).encode(),
    "url": lambda s: quote(s, safe="").encode(),
    "hex": lambda s: s.encode().hex().encode(),
}


@dataclass(frozen=True)
class Needles:
    """Byte strings to be found nowhere, by their first eight bytes."""

    first: npt.NDArray[np.uint64]
    whole: dict[int, frozenset[bytes]]

    def within(self, data: bytes) -> set[bytes]:
        """Those that stand in `data`."""
        found: set[bytes] = set()
        data += bytes(2 * WINDOW)  # so that the last bytes are looked at in every alignment
        for shift in range(WINDOW):
            words = np.frombuffer(data, "<u8", (len(data) - shift) // WINDOW, shift)
            places = np.searchsorted(self.first, words)
            hits = np.flatnonzero(self.first[np.minimum(places, len(self.first) - 1)] == words)
            for at in (hits * WINDOW + shift).tolist():
                candidates = self.whole[int.from_bytes(data[at : at + WINDOW], "little")]
                found.update(needle for needle in candidates if data.startswith(needle, at))
        return found


def needles(identifiers: Iterable[str], sentences: Iterable[str]) -> Needles:
    """Each identifier, and every eight characters in a row of each sentence, in every encoding."""
    texts = set(identifiers)
    texts.update(s[k : k + WINDOW] for s in sentences for k in range(len(s) - WINDOW + 1))
    whole: defaultdict[int, set[bytes]] = defaultdict(set)
    for text in texts:
        for encoded in {encode(text) for encode in ENCODINGS.values()}:
            assert len(encoded) >= WINDOW
            whole[int.from_bytes(encoded[:WINDOW], "little")].add(encoded)
    first = np.array(sorted(whole), np.uint64)
    return Needles(first, {key: frozenset(group) for key, group in whole.items()})
