"""Numbers under which hospitals keep their patients: medical records, admissions, out-patient visits, cards for treatment.

Every hospital numbers in its own way, so that only a number right behind a word for it counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from scanners.base import Anchor, Hit
from scanners.naming import named

_CHINESE = (
    r"病[历案歷](?:[编編]?[号號][码碼]?)|住院[编編]?[号號]|门诊号|門診號|就[诊診]卡|就[诊診][号號]|诊疗卡|診療卡|体检编?号"
    r"|患者编号|患者ID|病人ID|binglihao|zhuyuanhao|menzhenhao|(?<![a-z])jzkh(?![a-z])"
)
_ENGLISH = (
    r"(?<![a-z])mrn(?![a-z])|medical[ _-]?record[ _-]?(?:no|num|number|id)|(?:in|out)?patient[ _-]?(?:no|num|number|id)(?![a-z])"
    r"|admission[ _-]?(?:no|num|number)(?![a-z])|hospital[ _-]?(?:no|num|number)(?![a-z])"
)
_VALUE = r"(?-i:(?=[A-Z0-9]{6,14}(?![0-9A-Za-z]))(?:[A-Z]{0,4}[0-9]){4}[A-Z0-9]{2,10})"
_NAMED = named(rf"{_CHINESE}|{_ENGLISH}", _VALUE)
_PATIENT_KEY = re.compile(r"patient[ _-]?id", re.IGNORECASE)
_MOBILE = re.compile("1[3-9][0-9]{9}")
_ANCHOR = Anchor(
    literals=(
        *(
            "病历号",
            "病案号",
            "病歷號",
            "病历编号",
            "病案编号",
            "病案號",
            "病歷編號",
            "住院号",
            "住院號",
            "住院编号",
            "门诊号",
            "門診號",
        ),
        *(
            "就诊卡",
            "就診卡",
            "就诊号",
            "就診號",
            "诊疗卡",
            "診療卡",
            "体检号",
            "体检编号",
            "患者编号",
            "患者id",
            "病人id",
            "binglihao",
        ),
        *(
            "zhuyuanhao",
            "menzhenhao",
            "jzkh",
            "mrn",
            "medical record",
            "medical_record",
            "medicalrecord",
            "patient no",
            "patient_no",
        ),
        *(
            "patientno",
            "patient num",
            "patient_num",
            "patient id",
            "patient_id",
            "patientid",
            "admission no",
            "admission_no",
        ),
        *("admission num", "hospital no", "hospital_no", "hospital num", "住院編號", "病案編號"),
    ),
    before=48,
    after=256,
)


@dataclass(frozen=True, slots=True)
class MedicalRecord:
    """Finds numbers of medical records right behind a word for them: six to fourteen capitals and digits, four digits at least. Score:
    0.9; 0.5 behind `patient id`, which is a key in many programs; 0.4 where it may be a mobile number."""

    name: str = "medical_record"
    version: int = 1
    anchor: Anchor = _ANCHOR
    labels: Mapping[str, str] = field(default_factory=lambda: {"medical_record": "personal"})

    def find(self, text: str) -> Iterator[Hit]:
        for match in _NAMED.finditer(text):
            doubtful = 0.4 if _MOBILE.fullmatch(match["value"]) else 0.5 if _PATIENT_KEY.match(match["word"]) else 0.9
            yield Hit(*match.span("value"), "medical_record", doubtful)


DETECTOR = MedicalRecord()
