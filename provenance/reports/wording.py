"""The words of the reports in both languages, and how figures are written in them."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence
from importlib.resources import files
from typing import Any

import yaml

from provenance.reports.numbers import agreeing, running

Phrase = Mapping[str, str]
"""One wording in both languages: `{"zh": …, "en": …}`."""

LANGUAGES = ("zh", "en")
PLACEHOLDER = re.compile(r"\{(\w+)(?::([^{}]*))?\}")
RATES = ("share", "rate", "ratio")
VOCABULARIES = {
    "label": "label",
    "licence_class": "class",
    "type": "type",
    "status": "state",
    "cause": "quarantine",
    "kind": "evidence_kind",
    "since": "day",
}
"""Placeholders whose values are codes that we have words for, and the group in which those stand."""


@functools.cache
def wording() -> Mapping[str, Any]:
    """The contents of `wording.yml`: group -> key -> phrase, and `limits`, a list of phrases."""
    text = files("provenance.reports").joinpath("wording.yml").read_text("utf-8")
    loaded: Mapping[str, Any] = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - safe either way
    return loaded


def phrase(group: str, key: object) -> Phrase:
    """Our wording for a closed vocabulary's value; a value we have no words for stands for itself in both languages."""
    known: Mapping[str, Phrase] = wording()[group]
    found = known.get(str(key))
    return found if found is not None else both(str(key))


def both(text: str) -> Phrase:
    return {"zh": text, "en": text}


def fill(text: Phrase, values: Mapping[str, object]) -> Phrase:
    """The phrase with `{name}` and `{name:format}` replaced, its English in the singular after a number that is one. A value that is
    absent shows as `…`, so that a gap is seen."""
    templates = {**text, "en": agreeing(text["en"], values)}
    return {lang: PLACEHOLDER.sub(functools.partial(_replace, values, lang), templates[lang]) for lang in LANGUAGES}


def _replace(values: Mapping[str, object], lang: str, match: re.Match[str]) -> str:
    value = values.get(match[1])
    if value is None:
        return "…"
    if match[1] in VOCABULARIES:
        word = phrase(VOCABULARIES[match[1]], value)[lang]
        word = running(word) if lang == "en" and match.start() else word
        return f"{word}{_columns(values)}" if value == "missing_columns" else word
    try:
        return format(value, match[2]) if match[2] else figure(value, match[1])
    except (ValueError, TypeError):
        return figure(value, match[1])


def _columns(values: Mapping[str, object]) -> str:
    """Which columns a register lacks, behind the status that says so."""
    missing = values.get("missing_columns")
    return f": {', '.join(map(str, missing))}" if isinstance(missing, list) and missing else ""


def figure(value: object, name: str = "") -> str:
    """A value in running text: thousands separated, a share as per cent, four significant digits, lists joined."""
    if isinstance(value, bool) or value is None:
        return {True: "✓", False: "✗", None: "–"}[value]
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, float):
        if any(word in name for word in RATES):
            return f"{value * 100:.4g} %"
        return f"{value:,.0f}" if value.is_integer() else f"{value:,.4g}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return ", ".join(figure(v) for v in value)
    return str(value)


def size(count: int) -> str:
    """A number of bytes for people, decimal units."""
    if count < 1000:
        return f"{count} B"
    scaled = float(count)
    for unit in ("kB", "MB", "GB", "TB"):
        scaled /= 1000
        if scaled < 999.95:
            return f"{scaled:.1f} {unit}"
    return f"{scaled / 1000:,.1f} PB"
