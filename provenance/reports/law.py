"""What the report takes from a rulebook, as plain JSON values."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from provenance.reports.runnable import name
from provenance.reports.wording import Phrase, both

if TYPE_CHECKING:
    from expectations.fields import Text
    from expectations.rulebook import Citation, Clause, Document, Parameter, Rule, Rulebook
    from provenance.reports.tables import Row


@dataclass(frozen=True, slots=True)
class Law:
    """A rulebook as the report quotes it: its head, its documents, its clauses in order."""

    rulebook: Rulebook
    head: Row
    documents: list[Row]
    clauses: list[Row]

    def control(self, control: str) -> Row:
        """What the rulebook says of a control; one it does not know stands under its id, without a clause."""
        rule = self.rulebook.rules.get(control)
        if rule is None:
            return _unknown(control)
        return _control(rule, {d["document"]: d for d in self.documents})

    def reason(self, control: str, code: str) -> Phrase:
        """The wording of a reason code, which stands for itself where nobody has words for it."""
        text = self.rulebook.reason(control, code)
        return _phrase(text) if text else both(code)


def law(rulebook: Rulebook) -> Law:
    """The parts of a rulebook that every report prints."""
    return Law(
        rulebook,
        {"rulebook": rulebook.id, "title": _phrase(rulebook.title), "rulebook_digest": rulebook.digest},
        [_document(d) for d in rulebook.documents.values()],
        [_clause(c) for c in rulebook.clauses.values()],
    )


def _phrase(text: Text) -> Phrase:
    return {"zh": text.zh, "en": text.en}


def _document(d: Document) -> Row:
    return {
        "document": d.id,
        "title": _phrase(d.title),
        "force": d.force,
        "verified": d.verified,
        "effective_on": d.effective_on.isoformat() if d.effective_on else None,
        "note": _phrase(d.note) if d.note else None,
    }


def _clause(c: Clause) -> Row:
    return {"clause": c.id, "document": c.document, "article": _phrase(c.article), "text": _phrase(c.text)}


def _control(rule: Rule, documents: Mapping[str, Row]) -> Row:
    return {
        "control": rule.id,
        "query": name(rule.id, "population"),
        "queries": {section: name(rule.id, section) for section in rule.control.sections},
        "test": rule.control.name,
        "clause": rule.clause,
        "title": _phrase(rule.title),
        "tests": _phrase(rule.tests),
        "remedy": _phrase(rule.remedy),
        "citations": [_citation(c, documents) for c in rule.citations],
        "parameters": [_parameter(p, documents) for p in rule.parameters.values()],
    }


def _citation(c: Citation, documents: Mapping[str, Row]) -> Row:
    """`place` is the English of `where`, which came later."""
    where = _phrase(c.clause) if c.clause else None
    return {**_standing(c.document, documents), "place": where["en"] if where else None, "where": where}


def _parameter(p: Parameter, documents: Mapping[str, Row]) -> Row:
    return {"name": p.name, "value": _plain(p.value), "unit": p.unit, **_standing(p.source, documents)}


def _standing(document: str, documents: Mapping[str, Row]) -> Row:
    """A document by its id, with the force and the verification status that must stand beside every figure from it."""
    known = documents[document]
    return {"document": document, "force": known["force"], "verified": known["verified"]}


def _plain(value: Any) -> Any:
    if isinstance(value, tuple | list):
        return [_plain(v) for v in value]
    return value.isoformat() if isinstance(value, dt.date) else value


def _unknown(control: str) -> Row:
    return {
        "control": control,
        "query": "verdicts",
        "queries": {},
        "test": None,
        "clause": None,
        "title": both(control),
        "tests": None,
        "remedy": None,
        "citations": [],
        "parameters": [],
    }
