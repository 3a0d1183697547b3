"""The report as JSON: the facts as they are, schema `provenance-report/1` (docs/report.md)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

format = "json"  # noqa: A001 - the name by which a report format is found
suffix = ".json"


def render(facts: Mapping[str, Any]) -> str:
    """UTF-8 JSON, two spaces, keys in the order of the facts, a newline at the end."""
    return json.dumps(facts, ensure_ascii=False, indent=2, allow_nan=False) + "\n"
