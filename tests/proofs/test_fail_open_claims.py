"""A claim that lifts a duty is believed only where nothing that is on file speaks against it."""

from __future__ import annotations

import json

import pytest

from tests.proofs.corpus import ROWS, SEASONS, Corpus, Entry, assert_shut, sha256


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


def test_a_source_checked_before_it_was_collected(corpus: Corpus) -> None:
    with corpus.source("web-in-order") as source:
        source["assessment_after"]["assessed_on"] = "2024-01-01"
    assert_shut(corpus, "A7-1.12", "checked_before_collected")


def test_a_source_of_which_nobody_says_when_it_was_collected(corpus: Corpus) -> None:
    with corpus.source("manuals") as source:
        del source["collection"]
    assert_shut(corpus, "A7-1.12", "end_of_collection_unknown")
    assert_shut(corpus, "A7-1.08", "collection_not_dated")


def test_a_sample_that_is_larger_than_its_source(corpus: Corpus) -> None:
    with corpus.source("essays-in-order") as source:
        source["assessment_after"].update(sample_size=10_000_000, flagged=1)
    assert_shut(corpus, "A7-1.12", "sample_larger_than_source")


@pytest.mark.parametrize(
    ("signed", "reason"), [("2030-01-01", "contract_dated_later"), ("2025-03-01", "signed_after_collection")]
)
def test_a_contract_that_was_signed_too_late(corpus: Corpus, signed: str, reason: str) -> None:
    with corpus.source("manuals") as source:
        source["contract"]["signed_on"] = signed
    assert_shut(corpus, "A7-1.08", reason)


def test_data_that_was_there_before_its_contract(corpus: Corpus) -> None:
    with corpus.source("manuals") as source:
        source["collection"] = {"ended_on": "2020-01-01"}
    assert_shut(corpus, "A7-1.08", "collected_out_of_term")


def test_records_that_were_fetched_before_their_contract(corpus: Corpus) -> None:
    lines = [f'{{"id": "r{k}", "text": "第{k}天", "fetched_at": "2019-01-01T00:00:00Z"}}\n' for k in range(ROWS)]
    columns = {"text": "text", "id": "id", "fetched_at": "fetched_at"}
    corpus.put("".join(lines).encode(), ".jsonl", columns=columns)
    assert_shut(corpus, "A7-1.08", "collected_out_of_term")


@pytest.mark.parametrize("control", ["A7-1.08", "A7-1.12"])
def test_a_contract_or_a_check_without_a_day_of_training(corpus: Corpus, control: str) -> None:
    with corpus.declared() as manifest:
        del manifest["dataset"]["train_date"]
    assert_shut(corpus, control, "training_day_unknown")


def test_people_whose_names_differ_in_case_do_not_agree_for_each_other(corpus: Corpus) -> None:
    lines = [{"id": f"r{k}", "text": f"联系电话13800138{k:03d}。", "subject": f"aB{k}Xq"} for k in range(ROWS)]
    columns = {"text": "text", "id": "id", "subject": "subject"}
    data = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    corpus.put(data.encode(), ".jsonl", "chats-in-order", columns=columns)
    given = "".join(f"Ab{k}xQ,2025-02-01T09:30:00Z,True,model_training,,,2025-01\n" for k in range(ROWS))
    header = "subject,{},separate,purposes,withdrawn_at,expires_at,terms_version\n"
    for name, time in (("consent", "given_at"), ("authorisation", "authorised_at")):
        corpus.folder.joinpath(f"evidence/chats-in-order/{name}.csv").write_text(header.format(time) + given, "utf-8")
    with corpus.source("chats-in-order") as source:
        del source["personal_information"]["consent"]["sha256"], source["authorisation"]["log"]["sha256"]
    assert_shut(corpus, "A7-3.06", "no_consent")
    assert_shut(corpus, "A7-1.10", "no_authorisation")


def test_people_who_gave_no_consent_are_missed_whatever_they_wrote(corpus: Corpus) -> None:
    lines = [{"id": f"r{k}", "text": SEASONS[k % 2].format(k), "subject": f"nobody-{k}"} for k in range(ROWS)]
    data = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    columns = {"text": "text", "id": "id", "subject": "subject"}
    corpus.put(data.encode(), ".jsonl", "chats-in-order", columns=columns)
    assert_shut(corpus, "A7-3.06", "no_consent")


@pytest.mark.parametrize("control", ["A7-3.02", "A7-3.06"])
def test_weak_signs_of_personal_information_are_not_its_absence(corpus: Corpus, control: str) -> None:
    texts = [f"{SEASONS[k % 2].format(k)} https://api.example.zz/u?m=174000000{k:02d}&n=1" for k in range(ROWS)]
    lines = [{"id": f"r{k}", "text": text} for k, text in enumerate(texts)]
    data = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    corpus.put(data.encode(), ".jsonl", columns={"text": "text", "id": "id"})
    audit = assert_shut(corpus, control, "weak_signs_without_basis")
    assert (
        audit.sql("SELECT max(score) AS s FROM finding WHERE source = 'manuals' AND family = 'personal'")["s"].item()
        < 0.5
    )


@pytest.mark.parametrize("field", ["declared_by", "declared_on"])
def test_a_trigger_that_nobody_answers_for_the_absence_of(corpus: Corpus, field: str) -> None:
    with corpus.declared() as manifest:
        del manifest["dataset"]["intended_use"][field]
    assert_shut(corpus, "A7-0.03", "declaration_not_signed")


def test_two_sources_that_are_made_from_each_other(corpus: Corpus) -> None:
    record = corpus.folder / "evidence/made.txt"
    record.write_text("Rewritten.\n", "utf-8")
    for child, parent in (("essays-in-order", "manuals"), ("manuals", "essays-in-order")):
        with corpus.source(child) as source:
            made = {"path": "evidence/made.txt", "sha256": sha256(record)}
            source["parents"] = [{"source": parent, "transform": "rewritten", "record": made}]
    assert_shut(corpus, "A7-1.15", "lineage_without_beginning")


def test_generated_records_that_all_deny_it(corpus: Corpus) -> None:
    lines = [{"id": f"r{k}", "text": SEASONS[k % 2].format(k), "is_synthetic": False} for k in range(ROWS)]
    data = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    columns = {"text": "text", "id": "id", "is_synthetic": "is_synthetic"}
    corpus.put(data.encode(), ".jsonl", "generated-in-order", columns=columns)
    assert_shut(corpus, "A7-4.01", "all_records_deny_generation")


def test_a_robots_txt_of_years_before_the_fetch(corpus: Corpus) -> None:
    with corpus.source("web-in-order") as source:
        for snapshot in source["collection"]["robots"]:
            snapshot["fetched_at"] = "1999-01-01T00:00:00Z"
    assert_shut(corpus, "A7-1.06", "snapshot_too_old")


def test_a_page_in_the_place_of_a_robots_txt(corpus: Corpus) -> None:
    page = corpus.folder / "evidence/page.txt"
    page.write_text("<html>Please log in</html>", "utf-8")
    with corpus.source("web-in-order") as source:
        for snapshot in source["collection"]["robots"]:
            snapshot["file"] = {"path": "evidence/page.txt", "sha256": sha256(page)}
    assert_shut(corpus, "A7-1.06", "snapshot_is_page")
