"""The report formats there are: every module of this folder that has a `format`."""

from __future__ import annotations

import functools
import pkgutil
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any, Protocol, cast

import provenance.reports


class Format(Protocol):
    """A module that renders facts: its name on the command line, the file's ending, and the rendering."""

    format: str
    suffix: str

    def render(self, facts: Mapping[str, Any]) -> str:
        """The whole report as text; the same facts give the same text."""
        ...


@functools.cache
def formats() -> Mapping[str, Format]:
    """Format name -> module, in the order of their names."""
    names = (m.name for m in pkgutil.iter_modules(provenance.reports.__path__, "provenance.reports."))
    modules = (import_module(name) for name in names)
    found = [cast("Format", m) for m in modules if hasattr(m, "format") and hasattr(m, "render")]
    return {m.format: m for m in sorted(found, key=lambda m: m.format)}


def renderers() -> Mapping[str, Callable[[Mapping[str, Any]], str]]:
    """Format name -> its `render`."""
    return {name: module.render for name, module in formats().items()}
