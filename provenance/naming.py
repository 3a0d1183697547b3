"""Whether the name of a file or folder may be told: it may be a telephone or an identity number, or an address."""

from __future__ import annotations

import pyarrow as pa

from scanners.masking import PATH, names


def showable(name: str) -> bool:
    """Whether nothing in the name looks like personal information."""
    _, masked = names(pa.array([name.encode("utf-8", "replace").decode()]), bytes(32), PATH)
    return not masked[0]
