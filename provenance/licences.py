"""What a declared licence is called in SPDX and to which class of obligations it belongs (regulation.md, 8.2).

The names are data (`licence_aliases.yml`); identifiers beyond the common ones come from the licence index that license-expression
ships, which is loaded when it is first needed. Words that cannot be recognised are `unknown`, never a guess. No licence texts are
shipped here or there, so that nothing is said about whether a text on file is the licence that was declared.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal, NamedTuple, cast

import yaml

LicenceClass = Literal[
    "public_domain",
    "permissive",
    "attribution",
    "share_alike",
    "copyleft",
    "behavioural",
    "data_use_agreement",
    "no_derivatives",
    "non_commercial",
    "unknown",
    "all_rights_reserved",
]
Limit = Literal["non_commercial", "no_derivatives", "share_alike"]
Rule = Literal["absent", "identifier", "alias", "vague_alias", "cc_url", "expression", "slash", "unrecognised"]

LONGEST = 512
CC_URL = re.compile(
    r"creativecommons\.org/(?:licenses/(?P<code>by(?:-nc)?(?:-nd|-sa)?)|publicdomain/(?P<public>zero|mark))"
    r"/(?P<version>\d\.\d)(?:/[a-z]{2,3})?(?:/(?:legalcode|deed)[a-z.\-]*)?"
)
LOOSE_OR = re.compile(r"(?<![^\s()])(?!OR)(?i:or)(?![^\s()])")
"""SPDX 2.3, annex D.2: operators are matched in capitals."""
PUBLIC = {"zero": "CC0", "mark": "CC-PDM"}
LIMITS: Mapping[str, Limit] = {"NC": "non_commercial", "ND": "no_derivatives", "SA": "share_alike"}


@dataclass(frozen=True, slots=True)
class LicenceName:
    """A declared licence under its normal name. `expression` is SPDX, with `LicenseRef-…` for what SPDX does not list; None where nothing
    was recognised. `licence_class` is the one class under which it is counted; `limits` are what it forbids or asks, of which one licence
    can have several (CC-BY-NC-ND has two). `rule` says how it was recognised; `confidence`, 0 to 1, how surely the words mean this
    licence."""

    expression: str | None
    licence_class: LicenceClass
    rule: Rule
    confidence: float
    limits: frozenset[Limit] = frozenset()


class _Terms(NamedTuple):
    """What is taken from one licence, or from an expression of several."""

    licence_class: LicenceClass
    limits: frozenset[Limit]


@dataclass(frozen=True, slots=True)
class _Names:
    ranks: Mapping[str, int]
    common: Mapping[str, tuple[str, LicenceClass]]
    families: tuple[tuple[str, LicenceClass], ...]
    categories: Mapping[str, LicenceClass]
    exact: Mapping[str, str]
    vague: Mapping[str, str]


@functools.lru_cache(maxsize=65536)
def normalise(declared: str | None) -> LicenceName:
    """The normal name of what was declared: an SPDX expression, the words of a licence's name, a classifier or a URL."""
    words = " ".join((declared or "").split())
    if not words:
        return LicenceName(None, "unknown", "absent", 0.0)
    if len(words) > LONGEST:
        return LicenceName(None, "unknown", "unrecognised", 0.0)
    return _single(words) or _expression(words) or _slashed(words) or LicenceName(None, "unknown", "unrecognised", 0.0)


def restrictiveness(licence_class: str) -> int:
    """The rank of a class, 0 least restrictive. `unknown` ranks above all licences that are known to allow something."""
    return _names().ranks[licence_class]


def _single(words: str) -> LicenceName | None:
    """One licence under its identifier, one of its names or its address, without the index."""
    names, key = _names(), words.casefold()
    if key in names.common:
        return _common(key, "identifier", 1.0)
    address = re.sub(r"^https?://(www\.)?", "", key)
    if address != key:
        key = re.sub(r"(\.html?|\.txt|\.en|\.zh-cn)*/*$", "", address)
    if key in names.exact:
        return _common(names.exact[key].casefold(), "alias", 0.95)
    if key in names.vague:
        return _common(names.vague[key].casefold(), "vague_alias", 0.7)
    return _creative_commons(key)


def _common(folded: str, rule: Rule, confidence: float) -> LicenceName:
    key, licence_class = _names().common[folded]
    return LicenceName(key, licence_class, rule, confidence, _limits(key, licence_class))


def _creative_commons(key: str) -> LicenceName | None:
    match = CC_URL.fullmatch(key)
    if match is None:
        return None
    code = PUBLIC.get(match["public"] or "") or f"CC-{match['code'].upper()}"
    found = _expression(f"{code}-{match['version']}")
    return replace(found, rule="cc_url", confidence=0.95) if found else None


def _expression(words: str) -> LicenceName | None:
    """An SPDX expression, parsed with the licence index; None if a part of it is neither listed nor a `LicenseRef-`, or if it has an `or`
    that is not SPDX's operator but a word."""
    from license_expression import ExpressionError, ParseError

    if LOOSE_OR.search(words):
        return None
    try:
        tree = _licensing().parse(words)
        if tree is None or not all(_listed(symbol) for symbol in tree.symbols):
            return None
        rule: Rule = "expression" if tree.args else "identifier"
        terms = _terms(tree)
        return LicenceName(tree.render("{symbol.key}"), terms.licence_class, rule, 1.0, terms.limits)
    except (ExpressionError, ParseError, RecursionError):
        return None


def _slashed(words: str) -> LicenceName | None:
    """`MIT/Apache-2.0` and `MIT or Apache 2.0`, where each part is a licence. It is a choice where it makes no difference which part is
    chosen; else nobody said who may choose, and all parts count."""
    parts = re.split(r"\s*/\s*|\s+or\s+", words, flags=re.IGNORECASE)
    found = [_single(part) or _expression(part) for part in parts if part]
    if len(found) < 2 or not all(found):
        return None
    names = cast("list[LicenceName]", found)
    worst = max(names, key=lambda name: restrictiveness(name.licence_class))
    agree = len({(name.licence_class, name.limits) for name in names}) == 1
    return LicenceName(
        (" OR " if agree else " AND ").join(name.expression or "NOASSERTION" for name in names),
        worst.licence_class,
        "slash",
        min(name.confidence for name in names) * 0.9,
        frozenset[Limit]().union(*(name.limits for name in names)),
    )


def _listed(symbol: Any) -> bool:
    known = _licensing().known_symbols
    parts = [symbol.license_symbol, symbol.exception_symbol] if hasattr(symbol, "license_symbol") else [symbol]
    return all(part.key in known or part.key.startswith("LicenseRef-") for part in parts)


def _terms(tree: Any) -> _Terms:
    """AND takes the most restrictive part and the limits of all, OR the least restrictive with its own."""
    if tree.args and type(tree).__name__ in ("AND", "OR"):
        parts = sorted(map(_terms, tree.args), key=lambda part: (restrictiveness(part.licence_class), len(part.limits)))
        if type(tree).__name__ == "OR":
            return parts[0]
        return _Terms(parts[-1].licence_class, frozenset[Limit]().union(*(part.limits for part in parts)))
    key = tree.license_symbol.key if hasattr(tree, "license_symbol") else tree.key
    licence_class = _class_of_key(key)
    return _Terms(licence_class, _limits(key, licence_class))


def _limits(key: str, licence_class: LicenceClass) -> frozenset[Limit]:
    """What a licence forbids or asks: of Creative Commons what its identifier spells out, of others what their class says."""
    spelt = key.upper().removeprefix("LICENSEREF-").split("-")
    codes = {LIMITS[code] for code in spelt if code in LIMITS} if spelt[0] == "CC" else set()
    return frozenset(codes | {limit for limit in LIMITS.values() if limit == licence_class})


def _class_of_key(key: str) -> LicenceClass:
    names = _names()
    if key.casefold() in names.common:
        return names.common[key.casefold()][1]
    for beginning, licence_class in names.families:
        if key.casefold().startswith(beginning.casefold()):
            return licence_class
    return names.categories.get(_index().get(key, ""), "unknown")


@functools.cache
def _names() -> _Names:
    text = Path(__file__).with_name("licence_aliases.yml").read_text(encoding="utf-8")
    data = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 -- a safe loader either way
    return _Names(
        ranks={name: rank for rank, name in enumerate(data["classes"])},
        common={key.casefold(): (key, name) for name, keys in data["common"].items() for key in keys},
        families=tuple((beginning, name) for beginning, name in data["families"]),
        categories=data["categories"],
        exact={alias.casefold(): key for key, aliases in data["exact"].items() for alias in aliases},
        vague={alias.casefold(): key for key, aliases in data["vague"].items() for alias in aliases},
    )


@functools.cache
def _licensing() -> Any:
    from license_expression import get_spdx_licensing

    return get_spdx_licensing()


@functools.cache
def _index() -> Mapping[str, str]:
    """SPDX identifier to category of the licence index."""
    from license_expression import get_license_index

    return {item["spdx_license_key"]: item["category"] for item in get_license_index() if item.get("spdx_license_key")}
