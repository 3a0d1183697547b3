"""Audits training data against Article 7 of China's Interim Measures for Generative AI Services.

`audit(manifest)` gives an `Audit`: verdicts, findings and sources as data frames, `sql` over the catalogue's views, reports and charts.
`open(catalogue)` gives it again later, without auditing. `InputError` and `RulebookError` say what is wrong with a file of yours.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from expectations.fields import RulebookError as RulebookError
    from provenance.commands.interactive import audit as audit
    from provenance.notebook import Audit as Audit
    from provenance.opening import open as open  # noqa: A004 - said with the package's name
    from provenance.problems import InputError as InputError

__all__ = ["Audit", "InputError", "RulebookError", "audit", "open"]

_HOMES = {
    "Audit": "provenance.notebook",
    "InputError": "provenance.problems",
    "RulebookError": "expectations.fields",
    "audit": "provenance.commands.interactive",
    "open": "provenance.opening",
}


def __getattr__(name: str) -> Any:
    """Loads what is asked for when it is asked for: `import provenance` must cost next to nothing."""
    from importlib import import_module

    if name not in _HOMES:
        raise AttributeError(f"module 'provenance' has no attribute {name!r}")
    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """What is public. Modules below are the project's own, whether or not they have been imported."""
    return [*__all__, "__doc__", "__name__", "__path__"]
