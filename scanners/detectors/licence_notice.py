"""What a text itself says about rights in it: SPDX tags, licence notices and texts, copyright lines, reservations, bans on reproduction.

A notice is what the author wrote, not a legal finding; a licence that is only named may stand in a text about licences, which its
lower score says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from scanners import licence_cues, licence_text, licence_words, spdx_expression
from scanners.base import Anchor, Hit

_LITERALS = (
    "licens", "licence", "copyright", "(c) 1", "(c) 2", "©", "gpl", "gnu general", "gnu lesser", "gnu library", "gnu affero", "gnu free",
    "permission is hereby", "permission to use", "permission is granted", "unlimited permission", "redistribution and use",
    "free and unencumbered", "public domain", "creativecommons.org/", "creative commons", "cc by", "cc-by", "cc0", "mulan p",
    "proprietary and conf", "confidential and prop", "warranty", "warranties", "liabil", "corresponding source", "copyleft",
    "redistributions of", "derivative work", "disclaim", "contributor", "all rights", "be reproduced", "personal use only",
    "research purposes only", "research use only", "commercial use only", "版权", "版權", "著作权", "著作權", "转载", "轉載", "仅供",
    "仅限", "保留所有权", "保留一切权", "不得复制", "禁止复制", "商业用途", "木兰", "知识共享",
)  # fmt: skip # rows, which read as a table
_SYMBOL = r"\(*[A-Za-z0-9][A-Za-z0-9.+:-]{0,80}\)*"
_TAG = re.compile(
    r"SPDX-[Ll]icen[sc]e-[Ii]dentifier:[ \t]{0,40}"
    rf"({_SYMBOL}(?:[ \t]{{1,8}}(?:AND|OR|WITH|and|or|with)[ \t]{{1,8}}{_SYMBOL}){{0,20}})"
)
_MARKS = ("copyright", "(c)", "©", "&copy;")
_MARK = r"(?:copyright|\(c\)|©|&copy;)"
_LINE = 400
"""More than the longest line that the next pattern takes."""
_COPYRIGHT = re.compile(rf"{_MARK}(?:[ \t:,]{{0,4}}{_MARK}){{0,2}}[ \t:,]{{0,4}}(?:by[ \t])?[^\r\n]{{2,200}}")
_DATED = re.compile(r"(?:copyright|\(c\)|©|&copy;|by|[ \t:,]){1,12}(?:19|20)[0-9]{2}")
_SIGNED = re.compile(
    r"copyright[ \t:,]{0,4}(?:\(c\)|©|&copy;)[ \t]{0,4}(?:by[ \t])?[a-z\u4e00-\u9fff]|(?:©|&copy;)[ \t]{0,4}copyright[ \t]"
)
_PERMIT = r"未经(?>[^。\r\n]{0,40}?(?:许可|授权|同意|允许|批准))"
_FORBID = r"(?:不得|禁止|严禁|请勿|谢绝|切勿)"
_COPY = r"(?:转载|轉載|复制|翻印|抄袭|摘编|爬取|抓取)"
_STUDY = r"(?:学习|研究|科研|试读|试用|欣赏)"
_RIGHTS: Mapping[str, tuple[tuple[str, float, re.Pattern[str]], ...]] = {
    "all_rights_reserved": (
        ("rights", 0.9, re.compile(r"all[\s*#/]{1,24}rights[\s*#/]{1,24}reserved")),
        ("权利", 0.9, re.compile(r"保留(?:所有|一切|全部)权利")),
        ("所有", 0.9, re.compile(r"版[权權]所有[,，;；、 ]{0,3}(?:违者|侵权|翻印|盗版|不得|请勿|未经|[c©(]|(?:19|20)[0-9]{2})")),
        ("所有", 0.7, re.compile(r"版[权權]所有|(?:版[权權]|著作[权權])归[^。\r\n]{1,40}?所有")),
    ),
    "no_reproduction": (
        ("未经", 0.9, re.compile(rf"{_PERMIT}(?>[^。\r\n]{{0,16}}?(?:{_FORBID}|勿))(?>[^。\r\n]{{0,24}}?(?:{_COPY}|传播|使用|镜像|采集))")),
        ("", 0.9, re.compile(rf"{_FORBID}(?:擅自|任意|私自|任何形式的?|以任何形式|一切|商业|未经授权的?|非法)?{_COPY}")),
        ("未经", 0.8, re.compile(rf"{_PERMIT}(?>[^。\r\n]{{0,6}}?(?:转载|复制))")),
        ("reproduced", 0.9, re.compile(r"(?:may|shall|must)\s{1,20}not\s{1,20}be\s{1,20}(?:[a-z]{1,20},?\s{1,20}){0,4}reproduced")),
        ("reproduced", 0.9, re.compile(r"no\s{1,20}part\s{1,20}of\s{1,20}this\s{1,20}[a-z]{1,20}\s{1,20}may\s{1,20}be\s{1,20}reproduced")),
    ),
    "study_only": (
        ("仅", 0.9, re.compile(
            rf"仅[供限]于?(?:大家|个人|内部|非商业|科学|学术|教学|交流)?{_STUDY}(?:[和与、及或/]?(?:{_STUDY}|交流|参考|测试)){{0,6}}(?:使用|之用|用途|目的)?"
        )),
        ("用", 0.9, re.compile(
            r"(?:不得|禁止|严禁|请勿|切勿|不可)(?:将其|擅自)?用[于作](?:任何)?(?:商业|营利|盈利)(?:性)?(?:用途|目的|活动|使用)?"
        )),
        ("only", 0.8, re.compile(
            r"for\s{1,20}(?:personal|research|educational|academic|non-?\s?commercial)(?:\s{1,20}(?:and|or)\s{1,20}[a-z]{1,20})?\s{1,20}"
            r"(?:use|purposes)\s{1,20}only"
        )),
    ),
}  # fmt: skip # rows, which read as a table
_ENGLISH_RIGHTS = {label: tuple(p for p in patterns if p[0].isascii() and p[0]) for label, patterns in _RIGHTS.items()}
_LABELS = ("spdx_tag", "licence_statement", "copyright_line", "all_rights_reserved", "no_reproduction", "study_only")
_ANCHOR = Anchor(literals=_LITERALS, before=512, after=1792)


@dataclass(frozen=True, slots=True)
class LicenceNotice:
    """Finds statements about rights. Score: 1.0 an SPDX tag over known identifiers; 0.95 a licence's own wording; 0.9 an explicit
    statement; 0.5 to 0.8 a name or a phrase that may be about something else."""

    name: str = "licence_notice"
    version: int = 3
    anchor: Anchor = _ANCHOR
    labels: Mapping[str, str] = field(default_factory=lambda: dict.fromkeys(_LABELS, "licence"))

    def promising(
        self, data: npt.NDArray[np.uint8], start: npt.NDArray[np.int64], stop: npt.NDArray[np.int64]
    ) -> npt.NDArray[np.bool_]:
        """Which windows have words without which nothing about rights is stated."""
        return licence_cues.promising(data, start, stop)

    def find(self, text: str) -> Iterator[Hit]:
        lower = licence_words.lower(text)
        tags = list(_TAG.finditer(text)) if "spdx" in lower else []
        yield from map(_tag, tags)
        yield from _copyright_lines(lower)
        rights = _ENGLISH_RIGHTS if lower.isascii() else _RIGHTS
        for label, patterns in rights.items():
            yield from _rights(lower, label, patterns)
        yield from _licences(licence_words.lower(_TAG.sub(_blank, text)) if tags else lower)


def _tag(match: re.Match[str]) -> Hit:
    words = match[1].rstrip("-")
    expression = spdx_expression.canonical(words)
    score = 0.5 if expression == spdx_expression.UNKNOWN else 1.0
    stop = match.start(1) + max(1, len(words))
    return Hit(match.start(), stop, "spdx_tag", score, ("licence_detection", {"expression": expression}))


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())


def _copyright_lines(lower: str) -> Iterator[Hit]:
    held = [mark for mark in _MARKS if mark in lower]
    if not held:
        return
    first, last = min(map(lower.find, held)), max(map(lower.rfind, held))
    for match in _COPYRIGHT.finditer(lower, first, last + _LINE):
        line = match.group().rstrip(" \t*/-#;>")
        before = lower[match.start() - 1 : match.start()]
        dated = _DATED.match(line) is not None
        if not (before.isascii() and before.isalnum()) and (dated or _SIGNED.match(line)):
            score = 0.6 if not dated or line.startswith("(c)") else 0.9
            yield Hit(match.start(), match.start() + len(line), "copyright_line", score)


def _rights(lower: str, label: str, patterns: tuple[tuple[str, float, re.Pattern[str]], ...]) -> Iterator[Hit]:
    """Of statements that overlap, the first, and of those the one with the higher score."""
    matches = sorted(
        (m.start(), -score, m.end())
        for cue, score, pattern in patterns
        if cue in lower
        for m in pattern.finditer(lower)
    )
    reached = 0
    for start, negative, stop in matches:
        if start >= reached:
            reached = stop
            yield Hit(start, stop, label, -negative)


def _licences(lower: str) -> Iterator[Hit]:
    for found in licence_text.stated(lower):
        yield Hit(
            found.start,
            found.stop,
            "licence_statement",
            found.score,
            ("licence_detection", {"expression": found.expression}),
        )


DETECTOR = LicenceNotice()
