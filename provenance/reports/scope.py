"""What was sought and what was not, said beside the decision: a pass of some controls must not be read as a pass of all."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from importlib.resources import files
from typing import TYPE_CHECKING

import yaml

from provenance.reports.wording import LANGUAGES, Phrase, fill, phrase

if TYPE_CHECKING:
    from provenance.reports.law import Law
    from provenance.reports.tables import Row

JOINERS = {"zh": "、", "en": ", "}
KINDS_JOINED = {"zh": "、", "en": "; "}
"""Some kinds have a comma in their English name."""


@functools.cache
def known_controls() -> Mapping[str, Phrase]:
    """Control -> short title, of the whole catalogue of controls, in its order, whether or not a rulebook tests them."""
    text = files("provenance.reports").joinpath("known_controls.yml").read_text("utf-8")
    loaded: Mapping[str, Phrase] = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - safe either way
    return loaded


def scope(law: Law, scanners: Sequence[Row]) -> Row:
    """The kinds of personal information sought, sentences on what was and was not sought, the controls of the catalogue that the
    rulebook tests and those that it does not, and the documents that its figures come from."""
    known = known_controls()
    rules = law.rulebook.rules
    tested = [control for control in known if control in rules]
    counts = {"known": len(known), "tested": len(tested), "untested": len(known) - len(tested)}
    beyond = [control for control in rules if control not in known]
    sought = [s["scanner"] for s in scanners if s["family"] == "personal"]
    return {
        "sought": sought,
        "sentences": [_sought(sought), phrase("scope", "works"), _controls(counts, beyond)],
        "known": counts["known"],
        "tested": tested,
        "beyond": beyond,
        "not_tested": [{"control": c, "title": dict(title)} for c, title in known.items() if c not in rules],
        "figures": _figures(law),
    }


def _sought(scanners: Sequence[str]) -> Phrase:
    if not scanners:
        return phrase("scope", "nothing_personal")
    names = [phrase("label", scanner) for scanner in scanners]
    said = phrase("scope", "personal")
    return {
        lang: fill(said, {"n": len(names), "kinds": KINDS_JOINED[lang].join(n[lang] for n in names)})[lang]
        for lang in LANGUAGES
    }


def _controls(counts: Mapping[str, int], beyond: Sequence[str]) -> Phrase:
    said = fill(phrase("scope", "controls"), counts)
    if not beyond:
        return said
    ids = {lang: JOINERS[lang].join(beyond) for lang in LANGUAGES}
    more = {"beyond": len(beyond), "total": counts["tested"] + len(beyond)}
    joined = {"zh": "", "en": " "}
    return {
        lang: said[lang] + joined[lang] + fill(phrase("scope", "beyond"), {**more, "ids": ids[lang]})[lang]
        for lang in LANGUAGES
    }


def _figures(law: Law) -> list[Row]:
    """The documents that parameters stand in, in the rulebook's order, each with the number of parameters."""
    stand = [p.source for rule in law.rulebook.rules.values() for p in rule.parameters.values()]
    return [{**d, "parameters": stand.count(d["document"])} for d in law.documents if d["document"] in stand]
