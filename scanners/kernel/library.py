"""Runs compiled functions, whose machine code is kept on disk between processes.

Importing numba and loading what it compiled costs two to three seconds of every process that scans; reading an object file with
llvmlite costs a twentieth of one. So numba is imported only where the object file for this source, these compilers and this
processor does not exist yet (`build`).
"""

from __future__ import annotations

import ctypes
import hashlib
import os
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

import llvmlite.binding as llvm
import numpy as np
import numpy.typing as npt

ENTRIES: Mapping[str, str] = {
    "measure": "u1 i4 u1 u8 u1 i4 u1 u1 u8 u1 u8 i4 i4x2 i4x2 i4 i8 u8 u1 i8 u1",
    "shingle": "u8 u8",
    "minhash": "u4 u4 u4 u4",
    "siphash": "u8 u8",
    "keyed_shingles": "u8 u8 u8 u8",
    "unit_places": "u1 i4 u1 i4 i4",
    "overlap": "u8 i8 i8 i8 u8 i8 i8 i8x2",
    "merge": "u8 u8 i8",
    "sketch": "u8 i8 u4 u4 u8 u4 u4 u8 u8x2",
    "find": "u1 i4 u4 u1 u1 u1 i8 i4 i4 i4 i4 i4 u1 i8 u8 u8 i8 i4 u8 u8 i8 i4 i8 i8 i8 u1 i8 i8 i8 i8",
    "widen": "u1 i4 i4 i4 i4 i8 i8 i8 i8 i8",
    "promising": "u1 i8 i8 i2 u8 u1 u8x2 u8x2 u8 u4 i4 u8x2 u8 u1",
    "five_words": "u1 i8x2",
    "licence_texts": "u1 i8x2 u4 i4 i4 i4 f8x2 f8 u1 f8x2 i8x2 f8",
    "keccak": "u1x2 u8 u8 i8 u8 u8 u1x2",
}
"""The arrays that each entry takes, in its order: element type, and the number of dimensions where it is not one."""

_DIGEST = hashlib.sha256().digest_size


@dataclass(frozen=True, slots=True)
class _Entry:
    kinds: tuple[tuple[np.dtype[Any], int], ...]
    function: Any


class Kept:
    """An array that many calls take, with what they need of it; it must stay as it is in shape and place."""

    __slots__ = ("array", "fields", "kind")

    def __init__(self, array: npt.NDArray[Any]) -> None:
        self.array, self.kind, self.fields = array, (array.dtype, array.ndim), _fields(array)


def _fields(array: npt.NDArray[Any]) -> tuple[Any, ...] | None:
    if not array.flags.c_contiguous:
        return None
    return None, None, array.size, array.itemsize, array.__array_interface__["data"][0], *array.shape, *array.strides


def call(name: str, *arrays: npt.NDArray[Any] | Kept) -> int:
    """Runs the entry `name` on C-contiguous arrays of exactly its types, none of which may overlap another that it writes to, and
    returns its number (0 where it has none).

    Raises TypeError for an array of another type or layout, for the compiled code would read or write beyond it.
    """
    entry = _library()[name]
    flat: list[Any] = []
    for k, (array, kind) in enumerate(zip(arrays, entry.kinds, strict=True)):
        if isinstance(array, Kept):
            given, fields = array.kind, array.fields
        else:
            given, fields = (array.dtype, array.ndim), _fields(array)
        if given != kind or fields is None:
            raise TypeError(f"{name} takes {ENTRIES[name].split()[k]} as its array {k}, not {given[0]}x{given[1]}")
        flat += fields
    result = ctypes.c_int64()
    entry.function(ctypes.byref(result), None, *flat)
    return result.value


def kinds(signature: str) -> tuple[tuple[np.dtype[Any], int], ...]:
    """Element type and dimensions of each array of a signature in `ENTRIES`."""
    parts = (part.partition("x") for part in signature.split())
    return tuple((np.dtype(code), int(dimensions or 1)) for code, _, dimensions in parts)


def symbol(name: str) -> str:
    """What the entry is called in the object file."""
    return f"provenance_kernel_{name}"


def features() -> str:
    """What this processor can do, the widest vectors included where the compiler would shun them: the loop over the permutations, which
    is most of the work on vectors, takes a third longer in narrower ones."""
    of_host: str = llvm.get_host_cpu_features().flatten()
    return of_host + ",-prefer-256-bit" if "+avx512f" in of_host else of_host


def target() -> llvm.TargetMachine:
    """This processor."""
    llvm.initialize_native_target()
    llvm.initialize_native_asmprinter()
    return llvm.Target.from_default_triple().create_target_machine(
        cpu=llvm.get_host_cpu_name(), features=features(), opt=3
    )


@cache
def _library() -> Mapping[str, _Entry]:
    machine = target()
    _KEPT.append(engine := llvm.create_mcjit_compiler(llvm.parse_assembly(""), machine))
    engine.add_object_file(llvm.ObjectFileRef.from_data(_object()))
    engine.finalize_object()
    return {name: _bound(engine.get_function_address(symbol(name)), kinds(s)) for name, s in ENTRIES.items()}


_KEPT: list[llvm.ExecutionEngine] = []
"""The memory that the functions lie in belongs to the engine."""


def _bound(address: int, wanted: tuple[tuple[np.dtype[Any], int], ...]) -> _Entry:
    # numba's calling convention: where the result goes, where an exception would go, then each array as its owner, its parent, the
    # number of items, their size, the address, the shape and the strides.
    kinds_of: list[Any] = [ctypes.c_void_p, ctypes.c_void_p]
    for _, dimensions in wanted:
        kinds_of += [ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int64, ctypes.c_int64, ctypes.c_void_p]
        kinds_of += [ctypes.c_int64] * (2 * dimensions)
    return _Entry(wanted, ctypes.CFUNCTYPE(ctypes.c_int32, *kinds_of)(address))


def _object() -> bytes:
    name = f"kernel-{_fingerprint()}.o"
    for folder in _folders():
        content = _read(folder / name)
        if content is not None:
            return content
    return _built(name)


def _built(name: str) -> bytes:
    from scanners.kernel import build

    content = build.compile_entries()
    for folder in _folders():
        if _write(folder / name, content):
            break
    return content


def _folders() -> Iterator[Path]:
    yield Path(__file__).parent / "__pycache__"
    home = Path(os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache"))  # noqa: PTH111 - Path raises without a home
    if home.is_absolute():
        yield home / "provenance-auditor"


def sources() -> tuple[Path, ...]:
    """The files whose functions and tables are compiled in: this package, and the one module outside it that it takes a table from."""
    package = Path(__file__).parent
    return *sorted(package.glob("*.py")), package.parent / "checksums.py"


def _fingerprint() -> str:
    digest = hashlib.sha256()
    for source in sources():
        digest.update(source.read_bytes())
    for fact in (
        version("numba"),
        version("llvmlite"),
        llvm.get_process_triple(),
        llvm.get_host_cpu_name(),
        features(),
    ):
        digest.update(fact.encode() + b"\0")
    return digest.hexdigest()[:32]


def _read(path: Path) -> bytes | None:
    try:
        held = path.read_bytes()
    except OSError:
        return None
    content = held[:-_DIGEST]
    return content if hashlib.sha256(content).digest() == held[-_DIGEST:] else None


def _write(path: Path, content: bytes) -> bool:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=path.parent) as folder:
            new = Path(folder) / path.name
            new.write_bytes(content + hashlib.sha256(content).digest())
            new.replace(path)
    except OSError:
        return False
    return True
