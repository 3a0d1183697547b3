"""Detectors that are asked beside a hit see what stands around it, wherever its own window ends, and say everything once."""

from __future__ import annotations

import time

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scanners.detect import detect
from scanners.measures import buffers


def names(*texts: str) -> list[tuple[int, str]]:
    found = detect(*buffers(pa.array(texts, pa.string())))
    return [(f.record, texts[f.record][f.hit.start : f.hit.stop]) for f in found if f.hit.label == "person_name"]


@pytest.mark.parametrize(
    "text",
    [
        "Author: Guido van Rossum <a@firm.com>",
        "云" * 300 + "Author: Guido van Rossum <a@firm.com>" + "云" * 300,
        "，" + "\u200b" * 9 + "Guido van Rossum <" + "\u200b" * 9 + "a@firm.com>",
    ],
)
def test_a_name_before_the_window_is_seen(text: str) -> None:
    assert names(text) == [(0, "Guido van Rossum")]


def test_nothing_of_another_record_is_seen() -> None:
    assert names("王小明，", "13800138000") == []


def test_a_name_between_two_hits_is_said_once() -> None:
    text = "13800138000，王小明，" + "云" * 90 + "，13900139000，李小红"
    assert names(text) == [(0, "王小明"), (0, "李小红")]


PIECES = st.sampled_from(
    [
        "13800138000",
        "li@firm.com",
        "王小明",
        "，李小红，",
        "姓名：",
        "张伟先生",
        "云" * 30,
        "云" * 70,
        "\u200b",
        "。",
        " Ann Smith ",
    ]
)


@settings(deadline=None, max_examples=300)
@given(st.lists(st.lists(PIECES, max_size=14).map("".join), max_size=3))
def test_hits_lie_in_their_record_and_do_not_overlap(texts: list[str]) -> None:
    last: dict[tuple[int, str], list[tuple[int, int]]] = {}
    for f in detect(*buffers(pa.array(texts, pa.string()))):
        assert 0 <= f.hit.start < f.hit.stop <= len(texts[f.record])
        if f.detector.anchor.beside:
            said = last.setdefault((f.record, f.detector.name), [])
            assert all(f.hit.stop <= start or stop <= f.hit.start for start, stop in said)
            said.append((f.hit.start, f.hit.stop))


def test_a_register_of_people_in_one_record_takes_no_longer_for_each_of_them() -> None:
    def seconds(times: int) -> float:
        text = "联系人 李娜 邮箱 lina@firm.com，北京市海淀区中关村大街27号 " * times
        started = time.process_time()
        assert names(text)
        return time.process_time() - started

    seconds(100)
    assert seconds(12_000) < 2 * 6 * max(seconds(2_000), 0.05)
