"""The manual of controls, made from a rulebook: one section a control, equal to what is judged because it is made from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from expectations.rulebook import Document, Parameter, Rule, Rulebook

HEAD = """# Controls

Made from `expectations/rulebooks/{id}.yml` and the SQL beside it; a test keeps them equal. The Chinese text of the law governs, English
is our working translation. Article 7 contains no number: each figure names the document it comes from, with its force and with how
far that document's wording could be checked. A scanner's findings count from `min_score` on;
of those between `review_score` and it, where a control has one, a person decides.
"""


def manual(rulebook: Rulebook) -> str:
    """The whole page as Markdown."""
    parts = [HEAD.format(id=rulebook.id), *_documents(rulebook)]
    for clause in rulebook.clauses.values():
        rules = [rule for rule in rulebook.rules.values() if rule.clause == clause.id]
        if rules:
            parts.append(f"## {clause.article.zh} · {clause.article.en}\n\n> {clause.text.zh}\n>\n> {clause.text.en}\n")
        parts += [_section(rulebook, rule) for rule in rules]
    return "\n".join(parts)


def _documents(rulebook: Rulebook) -> Iterator[str]:
    yield "| key | document | force | verified | in effect |\n|---|---|---|---|---|"
    for d in rulebook.documents.values():
        yield f"| `{d.id}` | {d.title.zh} · {d.title.en} | {d.force} | {d.verified} | {d.effective_on or ''} |"
    yield ""


def _section(rulebook: Rulebook, rule: Rule) -> str:
    control = rule.control
    lines = [
        f"### {rule.id} {control.name}\n",
        f"**{rule.title.zh} · {rule.title.en}**\n",
        f"{rule.tests.zh} {rule.tests.en}\n",
        f"- Sources: {'; '.join(_cited(rulebook.documents[c.document], c.clause.en if c.clause else None) for c in rule.citations)}",
        f"- Needs: {', '.join(f'`{need}`' for need in control.needs)}",
        f"- Where Article 2 paragraph 3 is claimed: {rule.carve_out}",
        *(_parameter(p, rulebook.documents[p.source]) for p in rule.parameters.values()),
        f"- Remedy: {rule.remedy.zh} {rule.remedy.en}\n",
        "| outcome | code | 说明 | wording |\n|---|---|---|---|",
        *(
            f"| {outcome} | `{code}` | {rule.reasons[code].zh} | {rule.reasons[code].en} |"
            for outcome, code in _codes(rule)
        ),
        "",
    ]
    return "\n".join(lines)


def _codes(rule: Rule) -> Iterator[tuple[str, str]]:
    for section in rule.control.sections.values():
        yield from ((section.name, code) for code in rule.reasons if code in section.reasons)
    if rule.control.empty:
        yield "not_applicable", rule.control.empty


def _cited(document: Document, clause: str | None) -> str:
    place = f"{document.id} {clause}" if clause else document.id
    return f"{place} ({document.force}, {document.verified})"


def _parameter(parameter: Parameter, document: Document) -> str:
    value = ", ".join(map(str, parameter.value)) if isinstance(parameter.value, tuple) else parameter.value
    unit = f" {parameter.unit}" if parameter.unit else ""
    return f"- `{parameter.name}` = {value}{unit}, from {_cited(document, None)}"
