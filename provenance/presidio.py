"""Our detectors as recognisers of Microsoft Presidio, for Chinese and English, without a model and without a download.

    from provenance import presidio
    presidio.analyzer().analyze("邮箱zhang@corp.cn联系", language="zh")

Needs the extra `presidio` (it brings spaCy, of which nothing but an empty vocabulary is used). Offsets are code points of the text as
it was given, whatever spelling was folded to read it. `recognition_metadata` says by which scanner, version, label and family of ours a
result came about; the score is the rule's (docs/scanners.md), not a probability.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

import numpy as np
from presidio_analyzer import (
    AnalysisExplanation,
    AnalyzerEngine,
    EntityRecognizer,
    RecognizerRegistry,
    RecognizerResult,
)
from presidio_analyzer.nlp_engine import NlpArtifacts, NlpEngine, NoOpNlpEngine

from provenance.text_windows import encoded
from scanners.base import Detector
from scanners.detect import Found, detect
from scanners.registry import detectors

LANGUAGES = ("zh", "en")
PERSONAL_FAMILIES = frozenset({"personal", "organisation", "device", "network", "secret"})
"""Families of labels that are reported. Licences and labels of generated content are no personal information."""
SPECIMEN = "specimen"

ENTITIES: Mapping[str, str] = {
    "address_cn": "LOCATION",
    "address_en": "LOCATION",
    "bank_card": "CREDIT_CARD",
    "bank_card_test": "CREDIT_CARD",
    "corporate_phone": "PHONE_NUMBER",
    "crypto_wallet": "CRYPTO",
    "email": "EMAIL_ADDRESS",
    "email_documentation": "EMAIL_ADDRESS",
    "email_role": "EMAIL_ADDRESS",
    "iban": "IBAN_CODE",
    "ipv4": "IP_ADDRESS",
    "ipv6": "IP_ADDRESS",
    "landline": "PHONE_NUMBER",
    "mac_id": "MAC_ADDRESS",
    "mainland_mobile": "PHONE_NUMBER",
    "person_name": "PERSON",
    "phone_number": "PHONE_NUMBER",
    "resident_id_15": "CN_RESIDENT_ID",
}
"""Our label -> Presidio's entity, where it is not our label in capitals."""
_MAINLAND = (
    "court_case driving_licence_file foreign_resident_id hk_macau_travel_permit home_return_permit iot_number medical_record "
    "military_id organisation_code passport qq_id residence_permit resident_id social_security_card taiwan_compatriot_permit "
    "taiwan_travel_permit uscc vehicle_plate wechat_id"
)
MAINLAND = frozenset(_MAINLAND.split())
"""Labels of identifiers that mainland China issues; their entities begin with `CN_`, as Presidio's do with other countries' codes."""


def entity(label: str) -> str:
    """The entity of a label: Presidio's name where it has one, `CN_…` for what mainland China issues, else the label in capitals. A
    published example has the entity of what it is an example of."""
    bare = label.removesuffix("_specimen")
    return ENTITIES.get(bare) or (f"CN_{bare}" if bare in MAINLAND else bare).upper()


class DetectorRecognizer(EntityRecognizer):
    """One of our detectors. All of a registry share one pass over a text, so that the tenth costs next to nothing."""

    def __init__(self, detector: Detector, language: str, *, specimens: bool = False) -> None:
        self.detector = detector
        self._families = PERSONAL_FAMILIES | {SPECIMEN} if specimens else PERSONAL_FAMILIES
        entities = {entity(label) for label, family in detector.labels.items() if family in self._families}
        super().__init__(sorted(entities), f"provenance.{detector.name}", language, str(detector.version))

    def load(self) -> None:
        """Nothing is to be loaded."""

    def analyze(
        self,
        text: str,
        entities: Sequence[str] | None,
        nlp_artifacts: NlpArtifacts | None = None,  # noqa: ARG002 - the signature is Presidio's
    ) -> list[RecognizerResult]:
        """The detector's hits in `text` of these entities (all of its own if None)."""
        found = (each.hit for each in _found(text) if each.detector.name == self.detector.name)
        return [
            self._result(hit.start, hit.stop, hit.label, hit.score)
            for hit in found
            if self.detector.labels[hit.label] in self._families and (not entities or entity(hit.label) in entities)
        ]

    def _result(self, start: int, stop: int, label: str, score: float) -> RecognizerResult:
        name, version = self.detector.name, self.detector.version
        rule = f"Rule of the scanner {name}, version {version}, for {label} (docs/scanners.md)"
        return RecognizerResult(
            entity(label),
            start,
            stop,
            score,
            AnalysisExplanation(self.name, score, textual_explanation=rule),
            {
                RecognizerResult.RECOGNIZER_NAME_KEY: self.name,
                RecognizerResult.RECOGNIZER_IDENTIFIER_KEY: self.id,
                "scanner": name,
                "scanner_version": version,
                "label": label,
                "family": self.detector.labels[label],
                "rule": rule,
            },
        )


@lru_cache(maxsize=1)
def _found(text: str) -> tuple[Found, ...]:
    data, offsets = encoded([text])
    return tuple(detect(np.frombuffer(data, np.uint8), np.array(offsets, np.int32)))


def recognizers(languages: Sequence[str] = LANGUAGES, *, specimens: bool = False) -> list[DetectorRecognizer]:
    """A recogniser for each detector of personal information and each language; what is found does not depend on the language.

    `specimens`: report published examples (test cards, example.com) too, which belong to nobody."""
    found = [DetectorRecognizer(d, language, specimens=specimens) for language in languages for d in detectors()]
    return [recognizer for recognizer in found if recognizer.supported_entities]


def registry(languages: Sequence[str] = LANGUAGES, *, specimens: bool = False) -> RecognizerRegistry:
    """A registry with nothing but our recognisers; `add_recognizer` puts others beside them."""
    return RecognizerRegistry(recognizers(languages, specimens=specimens), supported_languages=list(languages))


def analyzer(
    languages: Sequence[str] = LANGUAGES, *, specimens: bool = False, nlp_engine: NlpEngine | None = None
) -> AnalyzerEngine:
    """A ready engine over `registry`. Without an NLP engine of yours it has one that does nothing, since our rules read the text."""
    engine = nlp_engine or NoOpNlpEngine([{"lang_code": language, "model_name": ""} for language in languages])
    if not engine.is_loaded():
        engine.load()
    ours = registry(languages, specimens=specimens)
    if nlp_engine:
        ours.add_nlp_recognizer(nlp_engine)
    return AnalyzerEngine(registry=ours, nlp_engine=engine, supported_languages=list(languages))
