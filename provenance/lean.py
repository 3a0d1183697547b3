"""Keeps out of our own processes what they do not need. pyarrow imports pandas at the first list that becomes an array, to ask whether
that is a frame, which costs each worker and each command half a second and 50 MB; numpy's linear algebra starts a thread for each
processor, which waits for work by spinning; pydantic looks through all installed distributions for plugins, and we use none."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec
from types import ModuleType


class _NoPandas:
    """A finder of modules that finds no pandas."""

    @staticmethod
    def find_spec(
        name: str,
        path: Sequence[str] | None = None,  # noqa: ARG004 - the signature is the import system's
        target: ModuleType | None = None,  # noqa: ARG004 - the same
    ) -> ModuleSpec | None:
        """Refuses pandas and leaves every other module to the finders behind this one."""
        if name == "pandas":
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
        return None


def keep_pandas_out() -> None:
    """Lets pyarrow find, once, that there is no pandas. `to_pandas` and `read_pandas` look again and work; `pyarrow.array` no longer
    takes a pandas series for one, and so this is for processes of our own only. Nothing happens where pandas is already imported.
    A numpy that is imported after this starts no threads and a pydantic looks for no plugins, neither here nor in worker processes."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    if "pandas" in sys.modules:
        return
    import pyarrow as pa

    sys.meta_path.insert(0, _NoPandas)
    try:
        pa.array([0])
    finally:
        sys.meta_path.remove(_NoPandas)
