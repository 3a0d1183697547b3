"""Our detectors as Presidio sees them."""

from __future__ import annotations

import socket
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import pytest
import yaml

from provenance.demo import identifiers
from provenance.text_windows import encoded
from scanners import registry
from scanners.detect import detect

pytest.importorskip("presidio_analyzer", reason="the extra [presidio] is not installed")

from presidio_analyzer import EntityRecognizer, PatternRecognizer, RecognizerResult

from provenance import presidio

CASES = Path(__file__).parents[1] / "scanners" / "cases"
PERSONAL = [d.name for d in registry.detectors() if set(d.labels.values()) & presidio.PERSONAL_FAMILIES]


@pytest.fixture(scope="module")
def engine() -> Any:
    return presidio.analyzer()


def spans(results: list[RecognizerResult], text: str) -> list[tuple[str, str]]:
    return sorted((r.entity_type, text[r.start : r.end]) for r in results)


def test_it_is_ready_without_a_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("something asked the network")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)
    found = presidio.analyzer().analyze("a@corp.cn", language="zh")
    assert [r.entity_type for r in found] == ["EMAIL_ADDRESS"]


@pytest.mark.parametrize("language", presidio.LANGUAGES)
def test_identifiers_glued_to_chinese_text(engine: Any, language: str) -> None:
    random = Random(3)
    resident, card, mobile, code = (
        getattr(identifiers, name)(random) for name in ("resident", "bank_card", "mobile", "credit_code")
    )
    text = f"身份证号{resident}卡号{card}电话{mobile}邮箱zhang@corp.cn统一社会信用代码{code}的单位"
    assert spans(engine.analyze(text, language=language), text) == [
        ("CN_RESIDENT_ID", resident),
        ("CN_USCC", code),
        ("CREDIT_CARD", card),
        ("EMAIL_ADDRESS", "zhang@corp.cn"),
        ("PHONE_NUMBER", mobile),
    ]


def test_offsets_are_those_of_the_text_as_given(engine: Any) -> None:
    mobile = identifiers.mobile(Random(1))
    wide = "".join(chr(ord(c) + 0xFEE0) for c in mobile)
    written = wide[:4] + "\u200b" + wide[4:]
    text = f"𠮷\ud800\u200b电话：{written}。"
    (found,) = engine.analyze(text, language="zh")
    assert text[found.start : found.end] == written


@pytest.mark.parametrize("name", PERSONAL)
def test_what_the_scanner_finds_presidio_finds(engine: Any, name: str) -> None:
    """In each case of the detector's own table, with place, label and score."""
    detector = next(d for d in registry.detectors() if d.name == name)
    for case in yaml.safe_load((CASES / f"{name}.yml").read_text("utf-8"))["hit"]:
        offered = engine.registry.get_recognizers("zh", [presidio.entity(label) for label, *_ in case["find"]])
        own = next(r for r in offered if r.name == f"provenance.{name}")
        given = [(r.recognition_metadata["label"], r.start, r.end, r.score) for r in own.analyze(case["text"], None)]
        data, offsets = encoded([case["text"]])
        found = detect(np.frombuffer(data, np.uint8), np.array(offsets, np.int32))
        hits = [f.hit for f in found if f.detector is detector]
        wanted = [h for h in hits if detector.labels[h.label] in presidio.PERSONAL_FAMILIES]
        assert given == [(h.label, h.start, h.stop, h.score) for h in wanted]


def test_metadata_says_how_a_result_came_about(engine: Any) -> None:
    (found,) = engine.analyze("sales@corp.cn", language="en", return_decision_process=True)
    detector = next(d for d in registry.detectors() if d.name == "email")
    told = found.recognition_metadata
    assert (told["scanner"], told["label"], told["family"]) == ("email", "email_role", "organisation")
    assert told["scanner_version"] == detector.version
    assert told[RecognizerResult.RECOGNIZER_NAME_KEY] == "provenance.email"
    assert "email_role" in found.analysis_explanation.textual_explanation


def test_published_examples_are_reported_where_they_are_asked_for(engine: Any) -> None:
    text = "write to jane@example.com"
    assert engine.analyze(text, language="en") == []
    (found,) = presidio.analyzer(specimens=True).analyze(text, language="en")
    assert (found.entity_type, found.recognition_metadata["family"]) == ("EMAIL_ADDRESS", "specimen")


def test_only_the_entities_that_are_asked_for(engine: Any) -> None:
    text = f"a@corp.cn, {identifiers.mobile(Random(2))}"
    assert [r.entity_type for r in engine.analyze(text, language="en", entities=["EMAIL_ADDRESS"])] == ["EMAIL_ADDRESS"]


def test_recognisers_of_others_stand_beside_ours() -> None:
    ours = presidio.registry()
    ours.add_recognizer(PatternRecognizer("PROJECT", deny_list=["Albatross"], supported_language="en"))
    found = presidio.AnalyzerEngine(
        registry=ours, nlp_engine=presidio.analyzer().nlp_engine, supported_languages=list(presidio.LANGUAGES)
    ).analyze("Albatross: a@corp.cn", language="en")
    assert sorted(r.entity_type for r in found) == ["EMAIL_ADDRESS", "PROJECT"]


def test_every_label_of_a_detector_has_an_entity(engine: Any) -> None:
    offered = {*engine.get_supported_entities("zh")}
    for detector in registry.detectors():
        for label, family in detector.labels.items():
            if family in presidio.PERSONAL_FAMILIES:
                assert presidio.entity(label) in offered
                assert presidio.entity(label).isupper()
    assert {type(r).__mro__[1] for r in engine.get_recognizers()} == {EntityRecognizer}


@pytest.mark.parametrize(
    ("label", "entity"),
    [
        ("bank_card", "CREDIT_CARD"),
        ("iban", "IBAN_CODE"),
        ("us_ssn", "US_SSN"),
        ("uk_nhs", "UK_NHS"),
        ("ipv6", "IP_ADDRESS"),
        ("person_name", "PERSON"),
        ("url", "URL"),
        ("resident_id_specimen", "CN_RESIDENT_ID"),
        ("iban_specimen", "IBAN_CODE"),
        ("vehicle_plate", "CN_VEHICLE_PLATE"),
        ("hk_id", "HK_ID"),
    ],
)
def test_entities_have_the_names_that_presidio_gives_them(label: str, entity: str) -> None:
    assert presidio.entity(label) == entity
