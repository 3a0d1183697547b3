"""How the loops are compiled: no interpreter lock, no bounds checks, no reference counts, whole functions only."""

from __future__ import annotations

from typing import Any

from numba import njit
from numba.core import config

from scanners.kernel.library import features

config.CPU_FEATURES = features()  # numba reads it when the first function is declared

entry: Any = njit(
    nogil=True, boundscheck=False, error_model="numpy", no_cpython_wrapper=True, no_cfunc_wrapper=True, _nrt=False
)
"""A function that `library.call` can run."""

inline: Any = njit(inline="always", error_model="numpy", boundscheck=False, _nrt=False)
"""A part of one."""
