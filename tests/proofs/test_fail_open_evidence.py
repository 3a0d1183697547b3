"""Evidence that is missing, changed, cut off or not declared is never a pass, whoever weighs it."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from functools import reduce
from typing import Any

import pytest

from provenance.problems import InputError
from tests.proofs.corpus import Corpus, Entry, assert_shut, reasons, sha256

CONSENT, AUTHORISATION = "evidence/chats-in-order/consent.csv", "evidence/chats-in-order/authorisation.csv"
LOG = "evidence/web-in-order/collection-log.csv"
REGISTERS: dict[str, tuple[str, tuple[str, ...]]] = {
    "A7-3.06": (CONSENT, ("personal_information", "consent")),
    "A7-1.10": (AUTHORISATION, ("authorisation", "log")),
    "A7-1.05": (LOG, ("collection", "log")),
}


def rewritten(corpus: Corpus, control: str, change: Callable[[bytes], bytes], suffix: str = "") -> None:
    """Changes a register and declares no digest of it, so that nothing but its content can tell."""
    path, place = REGISTERS[control]
    data = corpus.folder.joinpath(path).read_bytes()
    corpus.folder.joinpath(path + suffix).write_bytes(change(data))
    with corpus.source(path.split("/")[1]) as source:
        register: Entry = reduce(lambda entry, name: entry[name], place, source)
        del register["sha256"]
        register["path"] = path + suffix


@pytest.mark.parametrize("control", REGISTERS)
def test_a_register_without_a_digest_would_pass(corpus: Corpus, control: str) -> None:
    rewritten(corpus, control, lambda data: data)
    assert corpus.audit().exit_code == 0


@pytest.mark.parametrize("control", REGISTERS)
@pytest.mark.parametrize(
    ("change", "suffix"),
    [
        pytest.param(lambda data: data[:-37], "", id="cut in a line"),
        pytest.param(lambda data: gzip.compress(data, mtime=0)[:-40], ".gz", id="cut in the archive"),
        pytest.param(lambda data: b"", "", id="empty"),
        pytest.param(lambda data: data.replace(data.split(b",")[1], b"other", 1), "", id="a column renamed"),
        pytest.param(lambda data: data.replace(b"2025", b"soon", 1), "", id="a cell that cannot be read"),
        pytest.param(lambda data: data.replace(b",", b"\xff,", 20), "", id="not text"),
    ],
)
def test_a_register_that_is_not_whole_is_no_pass(
    corpus: Corpus, control: str, change: Callable[[bytes], bytes], suffix: str
) -> None:
    rewritten(corpus, control, change, suffix)
    assert_shut(corpus, control, "register_incomplete")


@pytest.mark.parametrize(
    ("control", "reason"),
    [("A7-3.06", "no_consent"), ("A7-1.10", "no_authorisation"), ("A7-1.05", "record_not_in_log")],
)
def test_lines_that_are_gone_are_missed(corpus: Corpus, control: str, reason: str) -> None:
    rewritten(corpus, control, lambda data: b"\n".join(data.splitlines()[:-3]) + b"\n")
    assert_shut(corpus, control, reason)


@pytest.mark.parametrize("lines", [0, 1])
def test_a_collection_log_without_a_line_is_no_pass(corpus: Corpus, lines: int) -> None:
    rewritten(corpus, "A7-1.05", lambda data: b"\n".join(data.splitlines()[:1]) + b"\n" * (lines + 1))
    assert_shut(corpus, "A7-1.06", "log_is_empty")


@pytest.mark.parametrize("how", ["changed", "lost", "empty", "elsewhere"])
def test_every_evidence_file_must_be_what_was_filed(corpus: Corpus, how: str) -> None:
    """All of them at once, so that each has to show by itself: a reason for as many files as the manifest names."""
    files = [p for p in sorted(corpus.folder.glob("evidence/**/*")) if p.suffix == ".txt"]
    for path in files:
        if how == "elsewhere":
            outside = corpus.folder.parent / f"{path.parent.name}-{path.name}"
            outside.write_bytes(path.read_bytes())
        if how in ("lost", "elsewhere"):
            path.unlink()
        if how == "elsewhere":
            path.symlink_to(outside)
        if how in ("changed", "empty"):
            path.write_bytes(b"" if how == "empty" else path.read_bytes() + b"#")
    audit = corpus.audit()
    assert audit.exit_code == 10
    told = audit.sql("SELECT sum(n)::BIGINT AS n FROM verdict_reason WHERE reason = 'evidence_not_as_filed'")
    assert told["n"].item() == len(files) == audit.sql("FROM evidence_file WHERE status <> 'ok'").shape[0]
    wanted = {
        ("A7-1.16", "model_licence_text_missing"),
        ("A7-1.03", "licence_text_missing"),
        ("A7-1.12", "check_record_missing"),
    }
    wanted |= {
        ("A7-1.06", "unreadable_snapshot"),
        ("A7-1.08", "contract_file_missing"),
        ("A7-1.09", "commitment_not_evidence"),
        ("A7-1.09", "proof_not_evidence"),
        ("A7-1.09", "review_not_evidence"),
        ("A7-1.14", "source_not_explained"),
        ("A7-1.14", "identities_not_verified"),
        ("A7-1.14", "transaction_not_recorded"),
        ("A7-3.03", "no_impact_assessment"),
    }
    wanted |= {("A7-2.01", "no_ip_policy"), ("A7-5.10", "no_annotation_rules"), ("A7-3.03", "no_necessity_notice")}
    assert wanted <= reasons(audit)


@pytest.mark.parametrize("file", ["evidence/chats-in-order/terms.txt", "evidence/policies/robots.txt"])
def test_evidence_that_no_control_weighs_must_be_there_too(corpus: Corpus, file: str) -> None:
    corpus.folder.joinpath(file).unlink()
    assert_shut(corpus, "A7-1.15", "evidence_not_as_filed")


def without(*place: str) -> Callable[[Any], None]:
    def change(manifest: Any) -> None:
        *way, last = place
        for step in way:
            manifest = next(s for s in manifest if s["id"] == step) if isinstance(manifest, list) else manifest[step]
        del manifest[last]

    return change


CHATS, WEB, MANUALS = ("sources", "chats-in-order"), ("sources", "web-in-order"), ("sources", "manuals")


@pytest.mark.parametrize(
    ("place", "control", "reason"),
    [
        (("dataset", "train_date"), "A7-2.08", "training_day_unknown"),
        (("dataset", "intended_use"), "A7-0.01", "public_service_not_declared"),
        (("dataset", "article_17"), "A7-0.03", "trigger_not_declared"),
        (("dataset", "base_models"), "A7-1.16", "empty_population"),
        (("dataset", "policies"), "A7-2.01", "no_ip_policy"),
        ((*MANUALS, "type"), "A7-1.02", "type_not_declared"),
        ((*MANUALS, "contract"), "A7-1.08", "no_contract"),
        ((*MANUALS, "commitments"), "A7-1.09", "commitment_missing"),
        ((*MANUALS, "commitments", "quality", "proof"), "A7-1.09", "proof_missing"),
        ((*MANUALS, "commitments", "review"), "A7-1.09", "not_reviewed"),
        ((*MANUALS, "via_intermediary"), "A7-1.14", "not_declared"),
        ((*MANUALS, "intermediary"), "A7-1.14", "no_intermediary_record"),
        ((*MANUALS, "assessment_after"), "A7-1.12", "not_checked"),
        ((*MANUALS, "origin_country"), "A7-1.13", "origin_not_declared"),
        ((*MANUALS, "is_synthetic"), "A7-4.01", "synthetic_not_declared"),
        (("sources", "essays-in-order", "licence"), "A7-1.03", "licence_not_identified"),
        ((*WEB, "licence"), "A7-2.10", "licence_unknown"),
        ((*WEB, "collection"), "A7-1.05", "no_collection_log"),
        ((*WEB, "collection", "log"), "A7-1.06", "no_collection_log"),
        ((*WEB, "collection", "robots"), "A7-1.06", "no_snapshot"),
        ((*CHATS, "authorisation"), "A7-1.10", "no_authorisation_log"),
        ((*CHATS, "child_directed"), "A7-3.04", "children_not_declared"),
        ((*CHATS, "personal_information"), "A7-3.02", "no_basis"),
        ((*CHATS, "personal_information", "consent"), "A7-3.06", "no_consent_log"),
        ((*CHATS, "personal_information", "impact_assessment"), "A7-3.03", "no_impact_assessment"),
    ],
    ids=lambda x: ".".join(x[-2:]) if isinstance(x, tuple) else x,
)
def test_what_is_not_declared_is_not_assumed(corpus: Corpus, place: tuple[str, ...], control: str, reason: str) -> None:
    with corpus.declared() as manifest:
        without(*place)(manifest)
    assert_shut(corpus, control, reason)


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("CC-BY-4.0 / CC-BY-NC-4.0", "non_commercial_licence"),
        ("MIT/All rights reserved", "all_rights_reserved"),
        ("Apache-2.0 or proprietary", "all_rights_reserved"),
        ("CC0-1.0/unknown", "licence_unknown"),
        ("BSD", "licence_named_loosely"),
        ("public domain", "licence_named_loosely"),
    ],
)
def test_a_licence_in_words_that_leave_open_which_one_it_is(corpus: Corpus, words: str, reason: str) -> None:
    with corpus.source("essays-in-order") as source:
        source["licence"]["id"] = words
    assert_shut(corpus, "A7-2.03", reason)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("GNU GENERAL PUBLIC LICENSE Version 3, 29 June 2007. not cc0", "licence_text_differs"),
        ("we made this", "licence_text_not_recognised"),
    ],
)
def test_a_licence_text_that_is_not_that_of_the_licence(corpus: Corpus, text: str, reason: str) -> None:
    corpus.folder.joinpath("evidence/essays-in-order/licence.txt").write_text(text, "utf-8")
    with corpus.source("essays-in-order") as source:
        del source["licence"]["text"]["sha256"]
    audit = assert_shut(corpus, "A7-1.03", reason)
    assert text[:20] not in audit.report("json")


def filed(corpus: Corpus, *place: str) -> Any:
    value = json.loads(corpus.manifest.read_text("utf-8"))
    return reduce(lambda entry, name: entry[name], place, value)


POLICIES = ("dataset", "policies")


def test_a_policy_of_white_space_is_no_policy(corpus: Corpus) -> None:
    path = corpus.folder / filed(corpus, *POLICIES, "ip", "path")
    path.write_bytes(b" \n")
    with corpus.declared() as manifest:
        manifest["dataset"]["policies"]["ip"]["sha256"] = sha256(path)
    assert_shut(corpus, "A7-2.01", "no_ip_policy")


def test_a_policy_without_a_digest_needs_a_person(corpus: Corpus) -> None:
    with corpus.declared() as manifest:
        del manifest["dataset"]["policies"]["ip"]["sha256"]
    assert_shut(corpus, "A7-1.15", "evidence_without_digest")


def test_one_file_is_not_two_policies(corpus: Corpus) -> None:
    with corpus.declared() as manifest:
        policies = manifest["dataset"]["policies"]
        policies["algorithm_description"] |= {name: policies["ip"][name] for name in ("path", "sha256")}
    assert_shut(corpus, "A7-1.15", "one_file_of_several_kinds")


def test_annotation_rules_must_say_what_they_cover(corpus: Corpus) -> None:
    with corpus.declared() as manifest:
        manifest["dataset"]["policies"]["annotation"]["sections"] = []
    assert_shut(corpus, "A7-5.10", "annotation_rules_incomplete")


def test_what_was_not_annotated_has_no_rules(corpus: Corpus) -> None:
    with corpus.declared() as manifest:
        manifest["dataset"]["policies"]["annotation"]["not_annotated"] = True
    assert_shut(corpus, "A7-5.10", "annotation_declared_both_ways")


def test_a_check_by_nobody_is_none(corpus: Corpus) -> None:
    with corpus.source("manuals") as entry:
        del entry["assessment_after"]["assessor"]
    assert_shut(corpus, "A7-1.12", "assessor_not_named")


@pytest.mark.parametrize(("field", "value"), [("declared_by", "TODO"), ("declared_by", "待定")])
def test_a_placeholder_is_an_error(corpus: Corpus, field: str, value: str) -> None:
    with corpus.declared() as manifest:
        manifest["dataset"]["intended_use"][field] = value
    with pytest.raises(InputError, match=rf"dataset\.intended_use\.{field}: is a placeholder"):
        corpus.audit()
