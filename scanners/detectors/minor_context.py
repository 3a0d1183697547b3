"""What says that a person is under fourteen: an age, and lists of classes of primary schools and kindergartens.

Personal information of minors under fourteen is sensitive (PIPL, Article 28). An age is in every story; it counts where it stands beside an
identifier, or in a record of a patient or a form. What a birth date says is found by `resident_id`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from scanners.base import Anchor, Hit
from scanners.han_names import HAN, identifiers_in, near
from scanners.names_cn import SURNAMES

_SMALL = r"(?<![0-9.~～—至到-])(?:1[0-3]|[1-9])|(?<![一二三四五六七八九十百几多〇零至到~—-])(?:十[一二三]?|[一二两三四五六七八九])"
_NO_AGE = r"[0-9]|以[上下内前后]|[及至到起组段时就才便多余~—～-]|之?前|之?间|左右|那年"
_AGE = re.compile(rf"(?:{_SMALL})(?:周?岁半?(?:[0-9一二三四五六七八九十]{{1,2}}个?月)?|[ ]?个?月龄)(?!{_NO_AGE})")
_FORM = re.compile(
    rf"年[龄齡][\"']?[ \t]{{0,2}}[：:][ \t]{{0,2}}[\"']?(?P<age>{_SMALL})(?:[ ]?周?岁)?(?![0-9一二三四五六七八九十百.])"
)
_CHILD = re.compile(
    "患儿|[男女][孩童]|孩子|小孩|儿童|幼儿|婴儿|儿子|女儿|孙[子女]|弟弟|妹妹|小朋友|学生|学龄|年[龄齡]|性别|姓名"
    rf"|(?<![{HAN}])[男女](?![{HAN}])"
)
_PATIENT = re.compile(rf"患儿[：:]?[{HAN}·]{{0,8}}[,，、（( ]{{0,2}}(?:[男女][,，、 ]{{0,2}})?(?:年龄[：:]?)?\Z")
_REACH, _NEAR = 14, 48

_NUMBER = r"[（(]?[0-9一二三四五六七八九十]{1,2}[)）]?"
_CLASS = re.compile(
    rf"(?:小学|附小)?(?<![高初])[一二三四五六1-6]年级[ ]?{_NUMBER}[ ]?班|(?:小学|附小)[一二三四五六1-6]?{_NUMBER}班"
    r"|幼儿园[^\n。；;，,]{0,6}?[大中小托][一二三四0-9]?班"
)
_LIST = re.compile("名单|花名册|点名册|名册|通讯录|学号|成绩[单表]|家长|学生信息|接龙")
_NAMES = re.compile(
    rf"(?:[{''.join(sorted(SURNAMES))}][{HAN}]{{1,2}}(?:[、，, \t\n]{{1,3}}|[ ]?[0-9（(]{{1,4}}[)）]?[ ]?)){{3}}"
)

_ANCHOR = Anchor(
    literals=(
        "患儿",
        "花名册",
        "点名册",
        "学生名单",
        "幼儿名单",
        "班名单",
        "班级名单",
        "班学生",
        "班家长",
        "班通讯录",
        "班成绩",
    ),
    before=192,
    after=192,
    beside=True,
)


@dataclass(frozen=True, slots=True)
class MinorContext:
    """Finds ages under fourteen of persons and lists of classes. Ages: 0.7 in a form or of a child beside an identifier, or of a
    patient; 0.5 of anybody else beside one. Classes: 0.7 with names or a word for a list, 0.5 beside an identifier."""

    name: str = "minor_context"
    version: int = 1
    anchor: Anchor = _ANCHOR
    labels: Mapping[str, str] = field(default_factory=lambda: {"minor_age": "personal", "class_list": "personal"})

    def find(self, text: str) -> Iterator[Hit]:
        if "岁" in text or "年龄" in text or "月龄" in text or "年齡" in text:
            yield from _ages(text)
        if "班" in text:
            yield from _classes(text)


def _ages(text: str) -> Iterator[Hit]:
    identifiers, last = identifiers_in(text), 0
    for m in sorted([*_FORM.finditer(text), *_AGE.finditer(text)], key=lambda m: m.start()):
        if m.start() < last:
            continue
        near_by = near(identifiers, m.start(), m.end(), _NEAR)
        patient = _PATIENT.search(text, max(0, m.start() - 24), m.start()) is not None
        if near_by or patient:
            child = m.re is _FORM or _CHILD.search(text, max(0, m.start() - _REACH), m.end() + _REACH // 2) is not None
            yield Hit(m.start(), m.end(), "minor_age", 0.7 if child or patient else 0.5)
            last = m.end()


def _classes(text: str) -> Iterator[Hit]:
    identifiers = identifiers_in(text)
    for m in _CLASS.finditer(text):
        listed = _LIST.search(text, max(0, m.start() - _REACH), m.end() + _REACH) or _NAMES.search(
            text, m.end(), m.end() + 2 * _NEAR
        )
        if listed or near(identifiers, m.start(), m.end(), _NEAR):
            yield Hit(m.start(), m.end(), "class_list", 0.7 if listed else 0.5)


DETECTOR = MinorContext()
