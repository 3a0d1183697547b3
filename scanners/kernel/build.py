"""Compiles the entries with numba into one object file."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import llvmlite.binding as llvm
from numba import from_dtype, types
from numba.core.compiler import Flags, compile_extra
from numba.core.registry import cpu_target

from scanners.kernel import cues, keccak, minhash, places, prints, shingles, text
from scanners.kernel.library import ENTRIES, kinds, symbol, target

_FUNCTIONS: tuple[Callable[..., Any], ...] = (
    text.measure, minhash.shingle, minhash.minhash, minhash.siphash, minhash.sketch, shingles.keyed_shingles,
    shingles.unit_places,
    shingles.overlap, shingles.merge, places.find, places.widen,
    cues.promising, prints.five_words, prints.licence_texts,
    keccak.keccak,
)  # fmt: skip # rows, which read as a table


def compile_entries() -> bytes:
    """The object file that holds every entry under its `symbol`."""
    module = llvm.parse_assembly("")
    for function in _FUNCTIONS:
        module.link_in(llvm.parse_assembly(_intermediate(function)))
    module.verify()
    return bytes(target().emit_object(module))


def _intermediate(function: Any) -> str:
    name = function.py_func.__name__
    arrays = tuple(types.Array(from_dtype(dtype), n, "C") for dtype, n in kinds(ENTRIES[name]))
    compiled = compile_extra(
        cpu_target.typing_context, cpu_target.target_context, function.py_func, arrays, None, _flags(), {}
    )
    code: str = compiled.library.get_llvm_str()
    return code.replace(compiled.fndesc.llvm_func_name, symbol(name))


def _flags() -> Flags:
    flags = Flags()
    flags.release_gil = flags.no_cpython_wrapper = flags.no_cfunc_wrapper = True
    flags.nrt = flags.boundscheck = False
    flags.error_model = "numpy"
    # `call` promises that arrays do not overlap; without this the loops would test for it on every turn.
    flags.noalias = True
    return flags
