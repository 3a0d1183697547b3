"""What the compiled pass says about a batch: sizes, scripts, units, NFKC forms and band hashes.

The one place that knows how Arrow lays out strings and how the kernel wants its arrays.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from scanners import kernel, tables

Int32 = npt.NDArray[np.int32]
Int64 = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Measured:
    """Of n records: `chars`, `words` (n,), `scripts` (n, 11), `stops` (n, languages), units as hashes with n + 1 offsets."""

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
    _complex: npt.NDArray[np.bool_]

    def normal(self, record: int) -> bytes | memoryview:
        """The NFKC form of one record, in UTF-8."""
        if self._complex[record]:
            raw = self.data[self.offsets[record] : self.offsets[record + 1]].tobytes()
            return unicodedata.normalize("NFKC", raw.decode()).encode()
        return self._normal[self._normal_offsets[record] : self._normal_offsets[record + 1]].data


def buffers(text: pa.StringArray) -> tuple[npt.NDArray[np.uint8], Int32]:
    """The UTF-8 bytes of an array without nulls and its n + 1 offsets into them, without copying."""
    _, offsets, data = text.buffers()
    of = np.frombuffer(offsets, np.int32, len(text) + 1, text.offset * 4) if offsets else np.zeros(1, np.int32)
    return np.frombuffer(data, np.uint8) if data and data.size else np.empty(0, np.uint8), of


def measure(text: pa.StringArray, stop_words: Mapping[str, Iterable[str]]) -> Measured:
    """One compiled pass over `text`, which must hold valid UTF-8 and no nulls."""
    data, offsets = buffers(text)
    n, size = len(text), int(offsets[-1] - offsets[0])
    forms, pool = tables.normal_forms()
    hashes, languages = tables.stop_word_table(stop_words)

    def zeros(*shape: int, dtype: Any = np.int32) -> Any:
        return np.zeros(shape, dtype)

    measured = Measured(
        data,
        offsets,
        chars=zeros(n),
        words=zeros(n),
        scripts=zeros(n, len(kernel.SCRIPTS)),
        stops=zeros(n, max(1, len(stop_words))),
        units=np.empty(size, np.uint64),
        unit_offsets=zeros(n + 1, dtype=np.int64),
        _normal=np.empty(size, np.uint8),
        _normal_offsets=zeros(n + 1, dtype=np.int64),
        _complex=zeros(n, dtype=np.bool_),
    )
    kernel.measure(
        data, offsets, tables.scripts(), forms, pool, hashes, languages, measured.chars, measured.scripts, measured.stops,
        measured.words, measured.unit_offsets, measured.units, measured._normal, measured._normal_offsets, measured._complex,
    )  # fmt: skip
    return measured


def bands(measured: Measured, secret: bytes) -> npt.NDArray[np.uint64]:
    """Keyed band hashes (n, 32); rows of records with fewer than five units are zero. The key is the first 16 bytes of `secret`."""
    k0, k1 = (np.uint64(int.from_bytes(secret[i : i + 8], "little")) for i in (0, 8))
    out = np.zeros((len(measured.chars), kernel.BANDS), np.uint64)
    p = tables.permutations()
    kernel.sketch(measured.units, measured.unit_offsets, p.a, p.b, k0, k1, out)
    return out


def shingles(measured: Measured, record: int) -> npt.NDArray[np.uint64]:
    """The 64-bit hashes of one record's 5-grams of units, in text order; empty below five units."""
    units = measured.units[measured.unit_offsets[record] : measured.unit_offsets[record + 1]]
    out = np.empty(max(0, len(units) - kernel.SHINGLE + 1), np.uint64)
    if len(out):
        kernel.shingle(units, out)
    return out


def signature(hashes: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint32]:
    """The 128-permutation MinHash of shingle hashes; datasketch gives the same for their upper 32 bits (scheme `affine32`)."""
    out = np.full(kernel.PERMUTATIONS, 0xFFFFFFFF, np.uint32)
    p = tables.permutations()
    kernel.minhash((hashes >> np.uint64(32)).astype(np.uint32), p.a, p.b, out)
    return out
