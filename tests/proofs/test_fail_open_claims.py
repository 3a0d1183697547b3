"""A claim that lifts a duty is believed only where nothing that is on file speaks against it."""

from __future__ import annotations

import pytest

from tests.proofs.corpus import Corpus, Entry, assert_shut, sha256


def claimed_as_own(corpus: Corpus, source: Entry) -> None:
    record = corpus.folder / "evidence/production.txt"
    record.write_text("Written by our own editors.\n", "utf-8")
    source["collection"] = {
        "self_produced": True,
        "production_record": {"path": "evidence/production.txt", "sha256": sha256(record)},
    }


@pytest.mark.parametrize(
    ("control", "reason"), [("A7-2.03", "non_commercial_licence"), ("A7-1.02", "self_produced_by_others")]
)
def test_others_works_claimed_as_ones_own(corpus: Corpus, control: str, reason: str) -> None:
    with corpus.source("essays-in-order") as source:
        source["licence"]["id"] = "CC-BY-NC-4.0"
        claimed_as_own(corpus, source)
    assert_shut(corpus, control, reason)


def test_fetched_pages_under_others_terms_claimed_as_ones_own(corpus: Corpus) -> None:
    with corpus.source("web-in-order") as source:
        source["licence"]["id"] = "LicenseRef-ARR"
        claimed_as_own(corpus, source)
    assert_shut(corpus, "A7-2.03", "all_rights_reserved")


def test_fetched_pages_claimed_as_ones_own_without_a_word_of_terms(corpus: Corpus) -> None:
    with corpus.source("web-in-order") as source:
        del source["licence"]
        claimed_as_own(corpus, source)
    assert_shut(corpus, "A7-1.02", "self_produced_with_address")
