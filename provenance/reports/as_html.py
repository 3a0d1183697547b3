"""The report as one HTML file: no script, no outside request, Chinese and English switched by radio buttons, fit for print.

Everything that comes from data, manifest or rulebook is escaped by the template engine; only our own charts are markup.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Mapping
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from provenance.reports import charts
from provenance.reports.gaps import codes
from provenance.reports.wording import LANGUAGES, figure, phrase, size, wording

format = "html"  # noqa: A001 - the name by which a report format is found
suffix = ".html"

CHARTS: Mapping[str, Callable[..., str]] = {
    "verdicts": charts.verdicts,
    "licence": charts.sources_by_licence,
    "origin": charts.sources_by_origin,
    "findings": charts.findings,
}


def render(facts: Mapping[str, Any]) -> str:
    """A complete HTML document; the same facts give the same text."""
    drawn = {name: {lang: Markup(draw(facts, lang)) for lang in LANGUAGES} for name, draw in CHARTS.items()}  # noqa: S704 - our own drawings, escaped where they are made
    template = environment().get_template("report.html.j2")
    return template.render(**facts, **looked_up(facts), charts=drawn)


def card(facts: Mapping[str, Any]) -> str:
    """What a notebook shows of an audit: decision, coverage, clauses, and what broke, is missing or needs a person."""
    drawn = Markup(charts.verdicts(facts, "en"))  # noqa: S704 - our own drawing, escaped where it was made
    return environment().get_template("card.html.j2").render(**facts, **looked_up(facts), drawn=drawn)


def looked_up(facts: Mapping[str, Any]) -> dict[str, Any]:
    """What templates look up by id: controls, titles of documents, the documents that the clauses stand in, and the codes of reasons that
    are told once for all controls."""
    documents = facts["basis"]["documents"]
    clauses = facts["clauses"]["rows"]
    return {
        "controls": {c["control"]: c for clause in clauses for c in clause["controls"]},
        "names": {d["document"]: d["title"] for d in documents},
        "shared": codes(facts["outcome"]["shared_gaps"]),
        "documents_of_clauses": [d for d in documents if d["document"] in {clause["document"] for clause in clauses}],
    }


@functools.cache
def environment(finalize: Callable[[Any], Any] | None = None) -> Environment:
    """The templates' environment: everything is escaped, and a name that is not there is an error. `finalize` sees every value
    first and may escape it for another language."""
    env = Environment(
        finalize=finalize,
        loader=PackageLoader("provenance.reports"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    env.filters.update(figure=figure, size=size, anchor=anchor)
    env.globals.update(
        phrase=phrase,
        ui=wording()["ui"],
        decision_text=wording()["decision_text"],
        exemption_head=wording()["exemption"]["head"],
        signs=charts.SYMBOLS,
    )
    return env


def anchor(name: str) -> str:
    """A fragment identifier for a query, a control or a clause."""
    return re.sub(r"[^A-Za-z0-9.-]+", "-", name)
