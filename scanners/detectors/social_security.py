"""Numbers of social security and medical insurance cards: a letter or digit and eight digits; regions have other lengths too.

There is no check digit, so that only a number right behind a word for such cards counts. The social security number itself
(社会保障号码) is the resident identity number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from scanners.base import Anchor, Hit
from scanners.naming import AFTER, BEFORE, NUMBERED, Named

_CHINESE = (
    "社保卡|社保号|社保號|社保编号|社会保障[卡号]|社會保障[卡號]|社会保险[卡号]|医保[卡号]|醫保[卡號]|医保编号|医疗保险[卡号证]|医疗保障[卡号]|医疗证号|shebaoka"
    "|yibaoka"
)
_KEYS = "sbkh(?![a-z])|ybkh(?![a-z])"
_ENGLISH = "social[ _](?:security|insurance)[ _]card|medical[ _]insurance(?:[ _]card)?"
_CARD = re.compile("[A-Z0-9][0-9]{8}", re.IGNORECASE)
_MOBILE = re.compile("1[3-9][0-9]{9}")
_NAMED = Named(_CHINESE, "[A-Z]{0,2}[0-9]{8,12}", _KEYS)
_NAMED_IN_ENGLISH = Named(_ENGLISH, "(?-i:[A-Z])[0-9]{8}")
_ANCHORS = (
    "社保卡", "社保号", "社保號", "社保编号", "社会保障卡", "社会保障号", "社會保障卡", "社會保障號", "社会保险卡",
    "社会保险号", "医保卡", "医保号", "醫保卡", "醫保號", "医保编号", "医疗保险卡", "医疗保险号", "医疗保险证",
    "医疗保障卡", "医疗保障号", "医疗证号", "shebaoka", "yibaoka", "sbkh", "ybkh", "security card", "security_card",
    "insurance card", "insurance_card", "medical insurance", "medical_insurance",
)  # fmt: skip # rows, which read as a table
_ANCHOR = Anchor(
    literals=_ANCHORS,
    before=BEFORE,
    after=AFTER,
)


@dataclass(frozen=True, slots=True)
class SocialSecurity:
    """Finds numbers of social security cards right behind a word for them. Score: 0.9 a letter or digit and eight digits; 0.6 eight, ten or
    more digits where the word says that it is a number."""

    name: str = "social_security"
    version: int = 1
    anchor: Anchor = _ANCHOR
    labels: Mapping[str, str] = field(default_factory=lambda: {"social_security_card": "personal"})

    def find(self, text: str) -> Iterator[Hit]:
        for said in _NAMED.said(text):
            if _CARD.fullmatch(said.value):
                yield Hit(said.start, said.stop, "social_security_card", 0.9)
            elif NUMBERED.search(said.word[-1] + said.between) and not _MOBILE.fullmatch(said.value):
                yield Hit(said.start, said.stop, "social_security_card", 0.6)
        for said in _NAMED_IN_ENGLISH.said(text):
            yield Hit(said.start, said.stop, "social_security_card", 0.9)


DETECTOR = SocialSecurity()
