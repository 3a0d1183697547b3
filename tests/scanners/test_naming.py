"""Words that name values: what may stand between, tables, and how much work they cost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanners.fold import fold
from scanners.naming import AFTER, BEFORE, Named

CARDS = Named("卡号|card", "[A-Z]?[0-9]{6}", "cc")


def values(text: str) -> list[str]:
    return [said.value for said in CARDS.said(fold(text)[0])]


@pytest.mark.parametrize(
    "text",
    [
        "卡号{}", "卡号：{}", "卡号 是 {}", "卡号（尾号见下）：{}", "Card No. {}", "cardNumber={}", '{{"card": "{}"}}',
        '{{\\"card\\":\\"{}\\"}}', "<th>卡号</th>\n  <td class=\"x\"><b>{}</b></td>", "| 卡号 | {} |", "**卡号**：`{}`",
        "卡号&nbsp;&#58;{}", '"label":"卡号","value":"{}"', "CC {}", "newCard: {}", "卡号\n{}", "甲\t卡号\t乙\n1\t{}\t2",
        "甲,卡号\r\n1,{}\r\n", "| 甲 | 卡号 |\n|---|---|\n| 1 | {} |", "卡号;甲\n;\n{};2", "见上，卡号\n{}",
    ],
)  # fmt: skip # rows, which read as a table
def test_a_named_value_is_found(text: str) -> None:
    assert values(text.format("A123456")) == ["A123456"]
    assert values(text.format("a123456")) == ["a123456"]


@pytest.mark.parametrize(
    "text",
    [
        "卡号办理123456", "卡号1234567", "卡号（123456789）123456x", "soccc 123456", "卡号" + "-" * 17 + "123456",
        "卡号<" + "b" * 50 + ">123456",
        "甲,卡号\n123456,1", "甲,卡号\n1\n2,123456", "甲,卡号\n1,无\n2,无\n3,123456", "卡号,甲\n" + "无" * 420 + "\n123456,1",
        "字" * 130 + ",卡号\n1,123456",
    ],
)  # fmt: skip # rows, which read as a table
def test_what_stands_elsewhere_is_not_named(text: str) -> None:
    assert values(text) == []


def test_small_letters_that_lengthen_the_text_move_nothing() -> None:
    assert [(said.start, said.stop) for said in CARDS.said("İİİ卡号A123456")] == [(5, 12)]


PIECES = st.sampled_from(
    [*"\t,;|\n\"' ", "卡号", "card", "cc", "A123456", "123456", "甲", "<td>", "</td>", "：", "号码", "---", "。" * 60]
)


@given(st.lists(PIECES, max_size=40).map("".join))
def test_a_window_around_the_word_is_enough(text: str) -> None:
    around = "字\n" * BEFORE
    whole = around + text + "\n字" * AFTER
    window = whole[len(around) - BEFORE // 3 : len(around) + len(text) + AFTER // 3]
    shift = len(around) - BEFORE // 3
    assert [(s.start - shift, s.value) for s in CARDS.said(whole)] == [(s.start, s.value) for s in CARDS.said(window)]


@given(st.lists(PIECES, max_size=40).map("".join))
def test_a_value_stands_where_it_is_said_to(text: str) -> None:
    for said in CARDS.said(text):
        assert text[said.start : said.stop] == said.value
