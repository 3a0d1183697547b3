"""Persons who were children, labels that nobody classified, lists that disagree: what an audit is not told is never taken for harmless."""

from __future__ import annotations

import dataclasses
import json

import pytest

from expectations import rulebook
from expectations.labels import Labels
from provenance import auditing
from scanners.checksums import mod_11_2
from tests.proofs.corpus import LAW, ROWS, Corpus, Entry, assert_shut, outcomes, reasons

UNKNOWN = ("A7-3.02", "A7-3.03", "A7-3.05", "A7-3.06", "A7-3.07", "A7-3.08", "A7-3.09", "A7-3.10", "A7-3.13")


def number(born: str) -> str:
    """An identity number of a county that never existed."""
    digits = f"110000{born}001"
    return digits + mod_11_2(digits)


def with_number(born: str, day: str | None) -> bytes:
    lines = [
        {
            "id": f"put-{k}",
            "text": f"证件{number(born)}。" if k == 0 else "春天的茶园。",
            "url": f"https://h{k % 5}.example.zz/{k}",
        }
        | ({"fetched_at": f"{day}T00:00:00Z"} if day else {})
        for k in range(ROWS)
    ]
    return b"".join(json.dumps(line, ensure_ascii=False).encode() + b"\n" for line in lines)


def told(corpus: Corpus, born: str, day: str | None) -> set[tuple[str, str]]:
    corpus.put(with_number(born, day), ".jsonl", columns=columns(day))
    with corpus.source("manuals") as source:
        if day is None:
            source["collection"] = {"ended_on": "2025-04-30"}
    return {(c, r) for c, r in reasons(corpus.audit(rulebook=f"{LAW}#A7-3.04")) if c == "A7-3.04"}


def columns(day: str | None) -> Entry:
    return {"text": "text", "id": "id", "url": "url"} | ({"fetched_at": "fetched_at"} if day else {})


@pytest.mark.parametrize(
    ("born", "day", "reason"),
    [
        pytest.param("20150601", "2025-03-01", "no_guardian_consent_log", id="a child"),
        pytest.param("20110601", "2025-03-01", "fourteen_when_collected", id="fourteen in that year"),
        pytest.param("20080601", "2019-03-01", "no_guardian_consent_log", id="a child then, of age now"),
        pytest.param("20080601", None, "collection_day_not_known", id="nobody knows when"),
    ],
)
def test_somebody_who_was_or_may_have_been_a_child(corpus: Corpus, born: str, day: str | None, reason: str) -> None:
    assert ("A7-3.04", reason) in told(corpus, born, day)


def test_somebody_who_was_no_child_when_it_was_collected(corpus: Corpus) -> None:
    assert told(corpus, "20080601", "2025-03-01") == set()


def test_no_birth_date_is_kept(corpus: Corpus) -> None:
    told(corpus, "20110601", "2025-03-01")
    audit = corpus.audit(rulebook=f"{LAW}#A7-3.04")
    assert audit.rows("SELECT in_year FROM turns_fourteen") == [(2025,)]
    assert b"0110601" not in corpus.catalogue.read_bytes()


@pytest.mark.parametrize("control", UNKNOWN)
def test_a_label_that_nobody_classified(corpus: Corpus, monkeypatch: pytest.MonkeyPatch, control: str) -> None:
    book = rulebook.load(LAW)
    known = {label: c for label, c in book.labels.classes.items() if label != "mainland_mobile"}
    law = dataclasses.replace(book, labels=Labels(known, book.labels.searched_by))
    monkeypatch.setattr(auditing, "load", lambda _: law)
    audit = corpus.audit()
    assert outcomes(audit)[control] in ("fail", "unproven")
    assert (control, "label_not_classified") in reasons(audit)
    assert audit.exit_code in (10, 11)


def test_a_scanner_that_the_law_wants_and_nobody_has(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    book = rulebook.load(LAW)
    law = dataclasses.replace(book, labels=Labels(book.labels.classes, book.labels.searched_by | {"face"}))
    monkeypatch.setattr(auditing, "load", lambda _: law)
    audit = corpus.audit()
    assert ("A7-3.01", "scanner_absent") in reasons(audit)
    assert audit.exit_code == 11


def test_another_list_is_a_choice_that_refuses_more(corpus: Corpus) -> None:
    corpus.put(with_number("19800601", "2025-03-01"), ".jsonl", columns=columns("2025-03-01"))
    assert_shut(corpus, "A7-3.03", "sensitive_under_wider_list")
    with corpus.declared() as value:
        value["dataset"]["sensitivity_profile"] = "gbt35273_2020_b1"
    assert_shut(corpus, "A7-3.03", "no_consent_log")


@pytest.mark.parametrize(
    ("field", "value", "control", "reason"),
    [
        ("basis", "legitimate_interest", "A7-3.02", "basis_not_in_law"),
        ("basis", "13.6", "A7-3.05", "impact_not_declared"),
        ("anonymisation", {"methods": ["hash"], "key_destroyed": True}, "A7-3.08", "only_deidentified"),
        ("anonymisation", {"methods": ["deletion"]}, "A7-3.08", "identifiers_remain"),
        ("handlers", [{"direction": "provided"}], "A7-3.09", "passed_on_against_declaration"),
    ],
)
def test_what_is_claimed_of_personal_information(
    corpus: Corpus, field: str, value: object, control: str, reason: str
) -> None:
    with corpus.source("chats-in-order") as source:
        source["personal_information"][field] = value
    assert_shut(corpus, control, reason)


def test_data_worked_on_abroad_without_a_way_of_the_law(corpus: Corpus) -> None:
    with corpus.source("chats-in-order") as source:
        source["regions"]["processing"] = ["CN", "SG"]
    assert_shut(corpus, "A7-3.10", "no_mechanism")
    with corpus.source("chats-in-order") as source:
        del source["regions"]
    assert_shut(corpus, "A7-3.10", "region_not_declared")


def test_a_number_that_was_crawled_and_not_cleaned_away(corpus: Corpus) -> None:
    corpus.put(with_number("19800601", "2025-03-01"), ".jsonl", columns=columns("2025-03-01"))
    with corpus.source("manuals") as source:
        source["type"] = "self_collected"
    assert_shut(corpus, "A7-3.07", "identifier_remains")
    assert_shut(corpus, "A7-3.07", "no_cleaning_record")
