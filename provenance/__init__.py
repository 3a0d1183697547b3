"""Audits training data against Article 7 of China's Interim Measures for Generative AI Services.

`audit(manifest)` gives an `Audit`: verdicts, findings and sources as data frames, `sql` over the catalogue's views, reports and charts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from provenance.auditing import audit as audit
    from provenance.notebook import Audit as Audit

__all__ = ["Audit", "audit"]


def __getattr__(name: str) -> Any:
    """Loads what is asked for when it is asked for: `import provenance` must cost next to nothing."""
    from importlib import import_module

    homes = {"audit": "provenance.auditing", "Audit": "provenance.notebook"}
    if name not in homes:
        raise AttributeError(f"module 'provenance' has no attribute {name!r}")
    value = getattr(import_module(homes[name]), name)
    globals()[name] = value
    return value
