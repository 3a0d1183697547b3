"""Numbers under which hospitals keep their patients: medical records, admissions, out-patient visits, cards for treatment.

Every hospital numbers in its own way, so that only a number right behind a word for it counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from scanners.base import Anchor, Hit
from scanners.naming import AFTER, BEFORE, Named

_PLAIN = (
    "病历编?号|病案编?号|病歷編?號|病案編?號|住院编?号|住院編?號|门诊编?号|門診編?號|就诊卡|就診卡|就诊编?号|就診編?號|诊疗卡|診療卡|体检编?号|患者编号"
    "|患者id|病人id|zhuyuanhao|menzhenhao|medical[ _]?record[ _-]?(?:number|num|no|id)"
)
_WHOLE = "mrn(?![a-z])|jzkh(?![a-z])|admission[ _](?:number|num|no)(?![a-z])|hospital[ _](?:number|num|no)(?![a-z])"
_VALUE = r"(?-i:(?=[A-Z0-9]{6,14}(?![0-9A-Za-z]))(?:[A-Z]{0,4}[0-9]){4}[A-Z0-9]{2,10})"
_NAMED = Named(_PLAIN, _VALUE, _WHOLE)
_MOBILE = re.compile("1[3-9][0-9]{9}")
_ANCHORS = (
    "历号", "历编号", "案号", "案编号", "歷號", "案號", "歷編號", "案編號", "住院号", "住院號", "住院编号",
    "住院編號", "诊号", "診號", "诊编号", "診編號", "诊卡", "診卡", "诊疗卡", "診療卡", "体检号", "体检编号",
    "患者编号", "患者id", "病人id", "zhuyuanhao", "menzhenhao", "jzkh", "mrn", "ical r", "ical_r", "icalr",
    "admission n", "admission_n", "hospital n", "hospital_n",
)  # fmt: skip # rows, which read as a table
"""Of each word a part with characters that are rare in text, which costs the compiled pass least."""
_ANCHOR = Anchor(
    literals=_ANCHORS,
    before=BEFORE,
    after=AFTER,
)


@dataclass(frozen=True, slots=True)
class MedicalRecord:
    """Finds numbers of medical records right behind a word for them: six to fourteen capitals and digits, four digits at least. Score:
    0.9; 0.4 where it may be a mobile number."""

    name: str = "medical_record"
    version: int = 1
    anchor: Anchor = _ANCHOR
    labels: Mapping[str, str] = field(default_factory=lambda: {"medical_record": "personal"})

    def find(self, text: str) -> Iterator[Hit]:
        for said in _NAMED.said(text):
            score = 0.4 if _MOBILE.fullmatch(said.value) else 0.9
            yield Hit(said.start, said.stop, "medical_record", score)


DETECTOR = MedicalRecord()
