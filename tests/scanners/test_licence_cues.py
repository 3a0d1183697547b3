"""The test of windows before they become text lets through whatever states something about rights."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scanners import licence_cues, licence_text, registry
from scanners.base import Sifting
from scanners.detectors.licence_notice import DETECTOR
from scanners.fold import fold
from scanners.spdx_names import FAMILIES
from scanners.spdx_phrases import PHRASES

LICENSE = (Path(__file__).parents[2] / "LICENSE").read_text("utf-8")
NAMES = tuple(name for family in FAMILIES for name in family.names)


def passes(*texts: str) -> list[bool]:
    parts = [text.encode() for text in texts]
    ends = np.cumsum([0, *map(len, parts)]).astype(np.int64)
    return licence_cues.promising(np.frombuffer(b"".join(parts), np.uint8), ends[:-1], ends[1:]).tolist()


def wide(text: str) -> str:
    """Full-width forms of what has them."""
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)


STATEMENTS = (
    "SPDX-License-Identifier: MIT", "Copyright (c) 2020 A", "(C) 2020 A", "© 2019 B", "&copy; 2018 C", "copyright2020 by D",
    "All Rights  Reserved", "all rights reservedby E", "保留所有权利", "版权所有 违者", "著作權归F所有",
    "未经许可不得转载", "未经许可，不得使用",
    "禁止复制", "may not be reproduced", "no part of this book may be reproduced", "仅供学习交流", "不得用于商业用途",
    "for research and teaching purposes only", "for non-commercial use only", "GPLv2+", "under the GPL",
    "GNU Lesser General Public License",
    "gnu free documentation license version 1.2", "see common-licenses/LGPL-2", "CC BY-SA 4.0", "CC0 1.0",
    "creativecommons.org/licenses/by/4.0",
    "creativecommons.org/publicdomain/zero/1.0", "Creative Commons Attribution Share Alike v3.0", "placed in the public domain",
    "license: public domains", "采用木兰宽松许可证", "under the MPL 2.0", "released under BSD", "the mit 许可", "licensed under python",
    "Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation files",
    "Redistribution and use in source and binary forms: retain the above copyright",
)  # fmt: skip # rows, which read as a table
BROKEN = (
    "licence",
    "</b>",
    "<b>",
    "/>",
    "<mit/>",
    " ",
    "\u200b",
    "\u212a",
    "\u0130",
    "\u00ad",
    "＜/b＞",
    "\u3000",
    ".",
    "+",
    "4.0",
    "v2",
    "under",
    "the",
)
PIECES = st.sampled_from([*STATEMENTS, *map(wide, STATEMENTS), *NAMES, *BROKEN, *(phrase for _, phrase, *_ in PHRASES)])
TEXTS = st.lists(PIECES | st.text(max_size=6), max_size=12).map(" ".join) | st.lists(PIECES, max_size=6).map("".join)


@settings(deadline=None, max_examples=400)
@given(st.lists(TEXTS, max_size=4), st.data())
def test_what_is_found_passes(texts: list[str], data: st.DataObject) -> None:
    texts = [text[data.draw(st.integers(0, 9)) :] for text in texts]
    found = [any(True for _ in DETECTOR.find(fold(text)[0])) for text in texts]
    assert [f and not p for f, p in zip(found, passes(*texts), strict=True)] == [False] * len(texts)


@pytest.mark.parametrize("text", [*STATEMENTS, *map(wide, STATEMENTS)])
def test_every_kind_of_statement_passes(text: str) -> None:
    assert passes(text, "\u200b".join(text)) == [True, True]


@pytest.mark.parametrize("part", [LICENSE[:3000], LICENSE[3000:6000], LICENSE[6000:9000]])
def test_a_part_of_a_licence_passes_by_its_prints(part: str) -> None:
    nameless = part.lower()
    for word in ("licen", "copyright", "reproduce"):
        nameless = nameless.replace(word, "-")
    tagged = "</b>" + nameless.replace(" ", " <b> ")
    assert passes(nameless, tagged, tagged.replace("<b>", "＜b＞")) == [True] * 3


@pytest.mark.parametrize(
    "text",
    ["", "the contributor gives no warranties", "only for use by those who permit it", "仅仅是为了这个版本",
     "run under python 3", "reproducible", "repr(b)",
     "apache serves, and what lies under it is read", "</b> contributor"],
)  # fmt: skip # rows, which read as a table
def test_what_states_nothing_is_left_out(text: str) -> None:
    assert list(DETECTOR.find(text)) == []
    assert passes(text) == [False]


def test_no_windows() -> None:
    assert passes() == []


def test_a_window_longer_than_a_block_passes() -> None:
    assert passes("x" * (licence_text.BLOCK + 1), "x" * licence_text.BLOCK) == [True, False]


def test_licence_notice_sifts() -> None:
    assert [d.name for d in registry.detectors() if isinstance(d, Sifting)] == ["licence_notice"]
