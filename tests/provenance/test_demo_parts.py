"""What the demo is made of: identifiers whose check characters hold, prose without findings, shards without a clock, metadata."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Any

import pytest

from provenance.demo import identifiers as made_up
from provenance.demo import shards
from provenance.demo.bench import Bench
from provenance.demo.distributions import collect, declared_licence, installed
from provenance.demo.prose import lightly_edited, prose
from scanners import identifiers as judged
from scanners.registry import detectors
from tests.provenance.shard_rows import rows

SMALL = ("packaging", "PyYAML", "pluggy")


@pytest.mark.parametrize("seed", range(40))
def test_check_characters_hold_and_lookalikes_do_not(seed: int) -> None:
    random = Random(seed)
    assert judged.is_resident(made_up.resident(random))
    assert not judged.is_resident(made_up.wrong_resident(random))
    assert judged.is_uscc(made_up.credit_code(random))
    assert not judged.is_uscc(made_up.wrong_credit_code(random))
    assert len(made_up.provider_code(made_up.credit_code(random))) == 27
    card, wrong = made_up.bank_card(random), made_up.wrong_card(random)
    assert (len(card), made_up.luhn_check(card[:-1])) == (19, card[-1])
    assert made_up.luhn_check(wrong[:-1]) != wrong[-1]


@pytest.mark.parametrize(("number", "check_character"), [("11010519491231002", "X"), ("44052418800101001", "4")])
def test_resident_check_agrees_with_the_standards_examples(number: str, check_character: str) -> None:
    assert made_up.resident_check(number) == check_character


@pytest.mark.parametrize(
    ("body", "check_digit"), [("411111111111111", "1"), ("7992739871", "3"), ("37828224631000", "5")]
)
def test_luhn_agrees_with_published_examples(body: str, check_digit: str) -> None:
    assert made_up.luhn_check(body) == check_digit


@pytest.mark.parametrize("form", shards.ROTATION)
def test_shards_hold_their_rows_and_no_clock(form: shards.Form, tmp_path: Path) -> None:
    content: list[shards.Row] = [{"id": "a", "text": 'one "two", 三\n四\r\n'}, {"id": "b", "text": ""}]
    one, two = shards.write(tmp_path / "one", content, form), shards.write(tmp_path / "two", content, form)
    assert one.read_bytes() == two.read_bytes()
    assert list(rows(one, "utf-8")) == content


@pytest.mark.parametrize("language", ["zh", "en"])
def test_prose_is_free_of_findings(language: Any) -> None:
    text = lightly_edited(Random(3), prose(Random(2), language, 200), language)
    assert [hit for detector in detectors() for hit in detector.find(text)] == []


class Metadata(dict[str, list[str]]):
    """Just enough of a distribution's metadata."""

    def get_all(self, name: str, failobj: Any = None) -> Any:
        return self.get(name, failobj)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"License-Expression": ["MIT"], "License": ["see file"]}, "MIT"),
        ({"License": ["BSD 3-Clause"], "Classifier": ["License :: OSI Approved :: MIT License"]}, "BSD 3-Clause"),
        ({"License": ["UNKNOWN"], "Classifier": ["License :: OSI Approved :: MIT License"]}, "MIT License"),
        ({"License": ["Copyright (c) 2001\n\nRedistribution and use"]}, None),
        (
            {
                "Classifier": [
                    "License :: OSI Approved :: MIT License",
                    "License :: OSI Approved :: Apache Software License",
                ]
            },
            None,
        ),
        ({"Classifier": ["Programming Language :: Python"]}, None),
        ({}, None),
    ],
)
def test_declared_licence(fields: dict[str, list[str]], expected: str | None) -> None:
    assert declared_licence(Metadata(fields)) == expected  # type: ignore[arg-type]  # a test double, or a value from outside


def test_distributions_stay_within_their_limit(tmp_path: Path) -> None:
    whole = collect(Bench(tmp_path / "whole", 7), SMALL)
    half = sum(s.text_bytes for s in whole.sources) // 2
    part = collect(Bench(tmp_path / "part", 7), SMALL, limit=half)
    assert 0 < sum(s.text_bytes for s in part.sources) <= half
    assert part.left_out_files > whole.left_out_files
    assert part.left_out_bytes >= half
    assert set(installed(["pyyaml"])) == {"pyyaml"}
