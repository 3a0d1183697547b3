"""Words without which a text states nothing about rights, so that most windows are never looked at (`kernel/cues.py`).

Made from the tables of names and phrases and from the patterns of the other modules: whatever one of them may find fulfils a rule here,
since the words of that rule stand somewhere in it, in full (a phrase may begin and end inside a word). A window that passes proves
nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from scanners import licence_prints, licence_text
from scanners.kernel import BEGINS, GRANTS
from scanners.kernel.library import call
from scanners.licence_grant import GRANT_WORDS
from scanners.spdx_names import FAMILIES, Family
from scanners.spdx_phrases import PHRASES

_SLOTS = 1 << 14
"""Many more than there are cues, so that hardly any other word meets one."""
_MASK = (1 << 64) - 1
_RUN = re.compile("[0-9a-z]+")
_GPL = tuple(
    f"{kind}gpl{v}{number}"
    for kind in ("", "l", "a")
    for v, numbers in (("", "123"), ("v", "123"), ("version", "123"))
    for number in ("", *numbers)
)
_NUMBERS = sorted(
    {v.partition(".")[0] for family in FAMILIES if family.strength == "strong" for v in family.versions.split()}
)

_COMMON = frozenset(
    (
        "a",
        "and",
        "any",
        "by",
        "can",
        "for",
        "in",
        "is",
        "it",
        "of",
        "on",
        "or",
        "the",
        "this",
        "to",
        "use",
        "with",
        "you",
    )
)
"""Words that stand everywhere and would only take time."""

_GROUPS: Mapping[str, tuple[str, ...]] = {
    "MARK": ("©", "copyr"),
    "LICENCE": ("licen", "许可"),
    "GPL": _GPL,
    "NUMBER": tuple(v + number for v in ("", "v") for number in _NUMBERS),
    "CC_NUMBER": tuple(v + number for v in ("", "v") for number in "1234"),
    "FORBID": ("不得", "禁止", "严禁", "请勿", "谢绝", "切勿", "不可"),
    "COPY": ("转载", "轉載", "复制", "翻印", "抄袭", "摘编", "爬取", "抓取"),
    "SPREAD": ("传播", "使用", "镜像", "采集"),
    "OWN": ("版权", "版權", "作权", "作權"),
    "ONLY": ("仅供", "仅限"),
    "STUDY": ("学习", "研究", "科研", "试读", "试用", "欣赏"),
    "TRADE": ("商业", "营利", "盈利"),
    "USED": ("用于", "用作"),
    "AGAIN": ("redistribution", "redistributions"),
    "PERSONAL": ("personal", "research", "educational", "academic", "commercial", "noncommercial"),
    "USE": ("use", "purposes"),
    "NEAR": (),
}
"""Words of which any one will do. A word of five letters stands for all that begin with it; two Han characters for themselves. `©` also
stands for `(c)`, `&copy;` and letters that lower-casing makes ASCII; `NEAR` is there where a name closely follows a word that grants."""

_RULES = (
    "MARK", "LICENCE identifier", "GPL", "LICENCE public", "LICENCE free documentation",
    "rights reser", "权利 保留", "OWN 所有", "FORBID COPY", "未经 COPY", "未经 SPREAD", "reproduce",
    "ONLY STUDY", "FORBID TRADE USED", "PERSONAL USE",
    "permission hereby granted charge", "permission hereby granted fee", "AGAIN source binary", "AGAIN source retain",
    "org LICENCE", "org publicdomain", "cc0", "cc CC_NUMBER", "commons attribution", "public domai", "木兰",
)  # fmt: skip # rows, which read as a table
"""Of the patterns of `licence_notice`, `licence_text` and `gnu_licences`, in their order."""


@dataclass(frozen=True, slots=True)
class _Table:
    slots: npt.NDArray[np.int16]
    keys: npt.NDArray[np.uint64]
    kinds: npt.NDArray[np.uint8]
    masks: npt.NDArray[np.uint64]
    rules: npt.NDArray[np.uint64]
    wording: npt.NDArray[np.uint64]


def promising(
    data: npt.NDArray[np.uint8], start: npt.NDArray[np.int64], stop: npt.NDArray[np.int64]
) -> npt.NDArray[np.bool_]:
    """Which of the windows of UTF-8 `data` may state something about rights: all in which `licence_notice` finds anything, and few
    others. Windows longer than `licence_text.BLOCK` bytes pass."""
    t = _table()
    passed = np.empty(len(start), np.uint8)
    room = min(int((stop - start).max(initial=0)), licence_text.BLOCK)
    call(
        "promising", data, start, stop, t.slots, t.keys, t.kinds, t.masks, t.rules, t.wording, *licence_prints.numbered(),
        np.empty((3, room), np.uint64), np.empty_like(t.wording), passed,
    )  # fmt: skip # rows, which read as a table
    return passed.view(np.bool_)


def _rules() -> Iterator[tuple[str, ...]]:
    yield from (tuple(rule.split()) for rule in _RULES)
    yield from (_telling(" ".join([cue, *phrase.split()[1:-1]])) for cue, phrase, *_ in PHRASES if phrase.isascii())
    for family in FAMILIES:
        for name in family.names:
            yield from _name_rules(_telling(name), len(name.split()), family)


def _telling(phrase: str) -> tuple[str, ...]:
    return tuple(word for word in _RUN.findall(phrase) if word not in _COMMON)


def _name_rules(runs: tuple[str, ...], words: int, family: Family) -> Iterator[tuple[str, ...]]:
    yield (*runs, "LICENCE")
    if family.strength == "strong":
        yield runs if words >= 3 else (*runs, "NUMBER")
    if family.strength != "weak":
        yield (*runs, "NEAR")


@cache
def _table() -> _Table:
    rules = sorted(set(_rules()))
    cues = sorted({cue for rule in rules for cue in rule} | licence_text.LEGAL)
    bits = {cue: bit for bit, cue in enumerate(cues)}
    words = sorted({word for cue in cues for word in _GROUPS.get(cue, (cue,))} | GRANT_WORDS)
    begins = {_RUN.findall(name)[0] for family in FAMILIES for name in family.names}
    mask = {word: sum(1 << bits[cue] for cue in cues if word in _GROUPS.get(cue, (cue,))) for word in words}
    kinds = [GRANTS * (word in GRANT_WORDS and word != "terms") | BEGINS * (word in begins) for word in words]
    keys = [_key(word) for word in words]
    width = -(-len(cues) // 64)
    return _Table(
        _slots(keys),
        np.array(keys, np.uint64),
        np.array(kinds, np.uint8),
        _rows([*mask.values(), 1 << bits["NEAR"]], width),
        _rows([sum(1 << bits[cue] for cue in set(rule)) for rule in rules], width),
        _rows([sum(1 << bits[word] for word in licence_text.LEGAL)], width)[0],
    )


def _rows(numbers: Iterable[int], width: int) -> npt.NDArray[np.uint64]:
    return np.array([[number >> 64 * k & _MASK for k in range(width)] for number in numbers], np.uint64)


def _key(word: str) -> int:
    if word == "©":
        return 1
    if not word.isascii():
        return ((ord(word[0]) << 16 | ord(word[1])) * 0x9E3779B97F4A7C15) & _MASK
    key = 0xCBF29CE484222325
    for byte in word.encode():
        key = (key ^ byte) * 0x100000001B3 & _MASK
    return key


def _slots(keys: list[int]) -> npt.NDArray[np.int16]:
    """A hash table with open addressing: the number of the key at a slot, or -1."""
    slots = [-1] * _SLOTS
    for number, key in enumerate(keys):
        k = key >> 50
        while slots[k] >= 0:
            k = (k + 1) % _SLOTS
        slots[k] = number
    return np.array(slots, np.int16)
