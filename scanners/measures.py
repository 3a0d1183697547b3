"""What the compiled pass says about a batch: sizes, scripts, units, NFKC forms and band hashes.

The one place that knows how Arrow lays out strings and how the kernel wants its arrays.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from scanners import kernel, tables
from scanners.kernel.library import Kept, call

Int32 = npt.NDArray[np.int32]
Int64 = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Measured:
    """Of n records: `chars`, `words` (n,), `scripts` (n, 12: the last column counts characters of no script), `stops` (n, languages),
    units as hashes with n + 1 offsets."""

    data: npt.NDArray[np.uint8]
    offsets: Int32
    chars: Int32
    words: Int32
    scripts: Int32
    stops: Int32
    units: npt.NDArray[np.uint64]
    unit_offsets: Int64
    _normal: npt.NDArray[np.uint8]
    _normal_offsets: Int64
    _form: npt.NDArray[np.uint8]

    def stored(self) -> Iterator[memoryview]:
        """The text of each record, in UTF-8."""
        return _cut(self.data, self.offsets)

    def normal(self) -> Iterator[bytes | memoryview]:
        """The NFKC form of each record, in UTF-8."""
        folded = _cut(self._normal, self._normal_offsets)
        for form, raw, own in zip(self._form.tolist(), self.stored(), folded, strict=True):
            if form == kernel.AS_STORED:
                yield raw
            elif form == kernel.FOLDED:
                yield own
            else:
                yield unicodedata.normalize("NFKC", str(raw, "utf-8")).encode()


def _cut(data: npt.NDArray[np.uint8], offsets: Int32 | Int64) -> Iterator[memoryview]:
    whole = data.data
    return (whole[start:stop] for start, stop in pairwise(offsets.tolist()))


class Scratch:
    """The large arrays of one measured batch after another, since memory that is new costs as much as the pass that first writes to it. A
    batch with more than `MOST` bytes gets its own."""

    MOST = 16 << 20

    def __init__(self) -> None:
        self._units, self._normal = np.empty(0, np.uint64), np.empty(0, np.uint8)

    def arrays(self, size: int) -> tuple[npt.NDArray[np.uint64], npt.NDArray[np.uint8]]:
        """Room for `size` units and for the bytes of their normal forms, which belongs to whoever asked last."""
        if size > self.MOST:
            return np.empty(size, np.uint64), np.empty(size, np.uint8)
        if size > len(self._units):
            self._units, self._normal = np.empty(size, np.uint64), np.empty(size, np.uint8)
        return self._units, self._normal


def buffers(text: pa.StringArray) -> tuple[npt.NDArray[np.uint8], Int32]:
    """The UTF-8 bytes of an array without nulls and its n + 1 offsets into them, without copying."""
    _, offsets, data = text.buffers()
    of = np.frombuffer(offsets, np.int32, len(text) + 1, text.offset * 4) if offsets else np.zeros(1, np.int32)
    return np.frombuffer(data, np.uint8) if data and data.size else np.empty(0, np.uint8), of


def measure(text: pa.StringArray, stop_words: Mapping[str, Iterable[str]], scratch: Scratch | None = None) -> Measured:
    """One compiled pass over `text`, which must hold valid UTF-8 and no nulls. With a `scratch`, what was measured with it before no longer
    holds."""
    data, offsets = buffers(text)
    n, size = len(text), int(offsets[-1] - offsets[0])

    units, normal = (scratch or Scratch()).arrays(size + 1)

    def zeros(*shape: int, dtype: Any = np.int32) -> Any:
        return np.zeros(shape, dtype)

    measured = Measured(
        data,
        offsets,
        chars=zeros(n),
        words=zeros(n),
        scripts=zeros(n, len(kernel.SCRIPTS) + 1),
        stops=zeros(n, max(1, len(stop_words))),
        units=units,
        unit_offsets=zeros(n + 1, dtype=np.int64),
        _normal=normal,
        _normal_offsets=zeros(n + 1, dtype=np.int64),
        _form=zeros(n, dtype=np.uint8),
    )
    call(
        "measure", data, offsets, *_characters(), *tables.stop_word_table(stop_words), np.empty(1025, np.uint64),
        measured.chars, measured.scripts, measured.stops, measured.words, measured.unit_offsets, measured.units,
        measured._normal, measured._normal_offsets, measured._form,
    )  # fmt: skip # rows, which read as a table
    return measured


@cache
def _characters() -> tuple[Kept, ...]:
    """Scripts, weights of letters, runs and normal forms, as `measure` takes them."""
    return tuple(Kept(table) for table in (tables.scripts(), tables.weights(), tables.runs(), *tables.normal_forms()))


def bands(measured: Measured, secret: bytes) -> npt.NDArray[np.uint64]:
    """Keyed band hashes (n, 32); rows of records with fewer than five units are zero. The key is the first 16 bytes of `secret`."""
    key = np.frombuffer(secret, "<u8", 2)
    out = np.zeros((len(measured.chars), kernel.BANDS), np.uint64)
    p = tables.permutations()
    longest = int(np.diff(measured.unit_offsets).max(initial=0))
    call(
        "sketch", measured.units, measured.unit_offsets, p.a, p.b, key, np.empty(longest, np.uint32),
        np.empty(kernel.PERMUTATIONS, np.uint32), np.empty(3, np.uint64), out,
    )  # fmt: skip # rows, which read as a table
    return out


def shingles(measured: Measured, record: int) -> npt.NDArray[np.uint64]:
    """The 64-bit hashes of one record's 5-grams of units, in text order; empty below five units."""
    units = measured.units[measured.unit_offsets[record] : measured.unit_offsets[record + 1]]
    out = np.empty(max(0, len(units) - kernel.SHINGLE + 1), np.uint64)
    if len(out):
        call("shingle", units, out)
    return out


def signature(hashes: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint32]:
    """The 128-permutation MinHash of shingle hashes; datasketch gives the same for their upper 32 bits (scheme `affine32`)."""
    out = np.full(kernel.PERMUTATIONS, 0xFFFFFFFF, np.uint32)
    p = tables.permutations()
    call("minhash", (hashes >> np.uint64(32)).astype(np.uint32), p.a, p.b, out)
    return out
