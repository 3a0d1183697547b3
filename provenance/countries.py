"""Country codes of ISO 3166-1 alpha-2, as `country_codes.txt` lists them."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

_MEANT = {"UK": "GB", "EN": "GB", "JA": "JP", "KO": "KR", "ZH": "CN", "CS": "CZ", "EL": "GR"}
"""Codes of languages, and of habit, that are often written for those of countries."""


def assigned(code: str) -> str:
    """The code, if it is that of a country. Raises ValueError with what is meant, where that can be told."""
    if code in _codes():
        return code
    near = _MEANT.get(code)
    raise ValueError("is no country code of ISO 3166-1" + (f"; did you mean {near!r}?" if near else ""))


@cache
def _codes() -> frozenset[str]:
    lines = files("provenance").joinpath("country_codes.txt").read_text("utf-8").splitlines()
    return frozenset(code for line in lines if not line.startswith("#") for code in line.split())
