"""The JSON Schema that docs/report.md describes in words, as far as a machine can check it."""

from __future__ import annotations

from typing import Any, Final

OUTCOME = {"enum": ["fail", "unproven", "review", "pass", "not_applicable"]}
PHRASE = {
    "type": "object",
    "required": ["zh", "en"],
    "additionalProperties": False,
    "properties": {"zh": {"type": "string"}, "en": {"type": "string"}},
}
TABLE = {
    "type": "object",
    "required": ["query", "rows"],
    "additionalProperties": False,
    "properties": {"query": {"type": "string"}, "rows": {"type": "array", "items": {"type": "object"}}},
}
CONTROL = {
    "type": "object",
    "required": [
        "control",
        "query",
        "queries",
        "title",
        "outcome",
        "effective",
        "by_outcome",
        "reasons",
        "telling",
        "measures",
        "waivers",
        "deciders",
        "citations",
        "parameters",
    ],
    "properties": {
        "title": PHRASE,
        "outcome": OUTCOME,
        "effective": {"anyOf": [OUTCOME, {"type": "null"}]},
        "parameters": {"type": "array", "items": {"required": ["name", "value", "document", "force", "verified"]}},
        "reasons": {
            "type": "array",
            "items": {
                "required": ["outcome", "code", "n", "texts"],
                "properties": {
                    "outcome": OUTCOME,
                    "texts": {
                        "type": "array",
                        "items": {"required": ["text", "n", "counted", "places"], "properties": {"text": PHRASE}},
                    },
                },
            },
        },
    },
}
SCHEMA: Final[dict[str, Any]] = {
    "type": "object",
    "additionalProperties": False,
    "required": ["schema", "subject", "basis", "outcome", "scope", "clauses", "queries"],
    "properties": {
        "schema": {"const": "provenance-report/1"},
        "subject": {"type": "object", "required": ["query"]},
        "basis": {"type": "object", "required": ["rulebook", "rulebook_digest", "title", "documents", "scanners"]},
        "outcome": {
            "type": "object",
            "required": [
                "query",
                "decision",
                "by_outcome",
                "broke",
                "missing",
                "undecided",
                "evidence_open",
                "decisions_open",
                "waived",
                "evidence_own",
                "exemption",
                "shared_gaps",
            ],
            "properties": {"decision": {"enum": ["refused", "not_demonstrated", "passed_with_waivers", "passed"]}},
        },
        "scope": {
            "type": "object",
            "additionalProperties": False,
            "required": ["sought", "sentences", "known", "tested", "beyond", "not_tested", "figures"],
            "properties": {
                "sought": {"type": "array", "items": {"type": "string"}},
                "known": {"type": "integer"},
                "tested": {"type": "array", "items": {"type": "string"}},
                "beyond": {"type": "array", "items": {"type": "string"}},
                "sentences": {"type": "array", "items": PHRASE, "minItems": 3},
                "not_tested": {
                    "type": "array",
                    "items": {"required": ["control", "title"], "properties": {"title": PHRASE}},
                },
                "figures": {"type": "array", "items": {"required": ["document", "force", "verified", "parameters"]}},
            },
        },
        "clauses": {
            **TABLE,
            "properties": {
                "query": {"type": "string"},
                "rows": {
                    "type": "array",
                    "items": {
                        "required": ["clause", "article", "text", "outcome", "controls"],
                        "properties": {
                            "article": PHRASE,
                            "text": PHRASE,
                            "controls": {"type": "array", "items": CONTROL},
                        },
                    },
                },
            },
        },
        **dict.fromkeys(
            ("reading", "quarantine", "sources", "licences", "origins", "findings", "evidence", "registers"), TABLE
        ),
        **dict.fromkeys(("defects", "waivers", "coverage", "deciders"), TABLE),
        **{name: {"properties": {"groups": TABLE, "examples": TABLE}} for name in ("duplicates", "works")},
        "unexamined": TABLE,
        "passed_over": TABLE,
        "limits": {"type": "array", "items": PHRASE},
        "queries": {"type": "array", "items": {"required": ["id", "sql"]}},
    },
}
