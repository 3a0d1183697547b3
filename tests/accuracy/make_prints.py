"""Makes `scanners/licence_prints.txt` from licence texts: `python -m tests.accuracy.make_prints FOLDER`.

FOLDER holds one file `<SPDX identifier>.txt` a licence, such as the folder `text` of the SPDX licence list. Of texts with the same words
(`GPL-2.0-only`, `GPL-2.0-or-later`) the shortest identifier is kept; those that license-expression does not know are left out, so that
every detection is of its vocabulary. The same texts give the same bytes.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import numpy as np

from scanners import licence_prints, spdx_expression

_SAMPLE = 36
_RARE = 12
_GPL = b"GNU GENERAL PUBLIC LICENSE\nVersion 3"


def table(texts: dict[str, bytes]) -> str:
    """The table for texts by identifier: of each a sample of at most `_SAMPLE` hashes, and those that one or two texts have."""
    words: dict[bytes, str] = {}
    for name in sorted(filter(_is_known, texts), key=lambda name: (len(name), name)):
        words.setdefault(licence_prints.hashes(texts[name]).tobytes(), name)
    hashes = {name: np.unique(licence_prints.hashes(texts[name])) for name in sorted(words.values())}
    shared = Counter(h for several in hashes.values() for h in several.tolist())
    lines = [_line(name, several, shared) for name, several in hashes.items() if len(several)]
    return "".join(f"{line}\n" for line in lines)


def _is_known(name: str) -> bool:
    return spdx_expression.canonical(name) != spdx_expression.UNKNOWN


def _line(name: str, hashes: np.typing.NDArray[np.uint32], shared: Counter[int]) -> str:
    rate = 1
    while np.count_nonzero(hashes % rate == 0) > _SAMPLE:
        rate *= 2
    sample = hashes[hashes % rate == 0]
    rare = sorted((shared[h], h) for h in hashes.tolist() if h % rate)[:_RARE]
    own = np.array([h for n, h in rare if n <= 3], np.uint32)
    return licence_prints.encoded(name, len(hashes), np.concatenate([sample, own]))


def _own(name: str, text: bytes) -> bytes:
    """The SPDX list prints the GPL below the LGPL 3.0, which adds to it; most copies do not."""
    return text[: text.find(_GPL)] if name.startswith("LGPL-3.0") and _GPL in text else text


def main(folder: Path) -> None:
    texts = {path.stem: _own(path.stem, path.read_bytes()) for path in sorted(folder.glob("*.txt"))}
    target = Path(licence_prints.__file__).with_name("licence_prints.txt")
    target.write_text(table(texts), encoding="ascii")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
