"""What counts as found on labelled texts, and what as false."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from scanners.labelled import Labelled, LabelledError, Span, read, types
from scanners.scoring import TYPES, Counts, measured_as, score

MOBILE = "13900139000"


def one(text: str, *spans: tuple[str, str], least: float = 0.5) -> dict[str, Counts]:
    """Counts of a text with marks, each a type and what is marked."""
    marks = tuple(Span(kind, text.index(what), text.index(what) + len(what)) for kind, what in spans)
    return dict(score([Labelled(text, marks)], least).counts)


def test_very_bounds_and_covering() -> None:
    assert one(f"手机{MOBILE}。", ("phone", MOBILE)) == {"mainland_mobile": Counts(1, 1, 1, 0, 0)}


def test_a_word_within_the_mark_may_be_found_or_not() -> None:
    assert one(f"请拨手机号：{MOBILE}。", ("phone", f"手机号：{MOBILE}")) == {"mainland_mobile": Counts(1, 1, 1, 0, 0)}


def test_other_bounds_are_found_but_inexact() -> None:
    found = one(f"手机{MOBILE}，谢谢。", ("phone", f"{MOBILE}，"))
    assert found == {"mainland_mobile": Counts(1, 1, 0, 0, 1)}


def test_too_little_of_it_is_not_found() -> None:
    mark = "zhou.mei@corp-mail.cn，或来信梧桐里十七号院三单元"
    assert one(f"邮箱{mark}。", ("email", mark)) == {"email": Counts(1, 0, 0, 0, 1)}


def test_what_is_marked_with_nothing_or_another_type_is_false() -> None:
    text = f"手机{MOBILE}，另一手机13800138001。"
    assert one(text, ("phone", MOBILE))["mainland_mobile"] == Counts(1, 1, 1, 1, 1)
    assert one(text, ("phone", MOBILE), ("person", "13800138001"))["mainland_mobile"].false == 1


def test_a_label_whose_type_is_not_marked_in_the_file_is_not_counted() -> None:
    assert "mainland_mobile" not in one(f"邮箱zhou.mei@corp-mail.cn，手机{MOBILE}", ("email", "zhou.mei@corp-mail.cn"))


def test_what_is_missed_counts_for_the_label_of_its_shape() -> None:
    missed = one("tel (212) 555-0100 and 010-12345678", ("phone", "(212) 555-0100"), least=1.1)
    assert missed == {"phone_number": Counts(1, 0, 0, 0, 0)}
    assert set(one("座机：010-12345678", ("phone", "010-12345678"), least=1.1)) == {"landline"}
    assert set(one(f"手机{MOBILE}", ("phone", MOBILE), least=1.1)) == {"mainland_mobile"}
    assert set(one("住在 12 High Street", ("address", "12 High Street"), least=1.1)) == {"address_en"}


def test_types_that_nobody_answers_to_are_counted_apart() -> None:
    result = score([Labelled("in 1999", (Span("date_time", 3, 7),))], 0.5)
    assert (result.counts, result.unmapped) == ({}, {"date_time": 1})


def test_a_type_of_ones_own() -> None:
    result = score([Labelled(f"手机{MOBILE}", (Span("kontakt", 2, 13),))], 0.5, types({"Kontakt": "mainland_mobile"}))
    assert result.counts == {"mainland_mobile": Counts(1, 1, 1, 0, 0)}


def test_specimens_and_kin_are_measured_together() -> None:
    assert measured_as("resident_id_minor") == measured_as("resident_id_specimen") == "resident_id"
    assert all(measured_as(label) == label for labels in TYPES.values() for label in labels)


@pytest.mark.parametrize(
    "content",
    [
        "{",
        '{"text": "a"}',
        '{"text": 7, "entities": []}\n{"text": "a", "entities": [{"type": "x", "start": 0}]}',
        '{"text": "a", "entities": [{"type": "x", "start": 0, "end": 2}]}',
        '{"text": "a", "entities": [{"type": "x", "start": 1, "end": 1}]}',
        '{"text": "a", "entities": [{"type": "x", "start": -1, "end": 1}]}',
        '[{"full_text": "a"}]',
        "[1",
        "[7]",
    ],
)
def test_what_is_no_labelled_file_is_refused_without_repeating_it(tmp_path: Path, content: str) -> None:
    path = tmp_path / "labelled.jsonl"
    path.write_text(content, "utf-8")
    with pytest.raises(LabelledError) as error:
        list(read(path))
    assert "full_text" not in str(error.value)


def test_both_forms_give_the_same(tmp_path: Path) -> None:
    text, place = f"手机{MOBILE}", {"start": 2, "end": 13}
    (tmp_path / "a.jsonl").write_text(json.dumps({"text": text, "entities": [{"type": "PHONE", **place}]}) + "\n")
    spans = [{"entity_type": "PHONE", "start_position": 2, "end_position": 13}]
    (tmp_path / "b.json").write_text(json.dumps([{"full_text": text, "spans": spans}]))
    assert (
        list(read(tmp_path / "a.jsonl")) == list(read(tmp_path / "b.json")) == [Labelled(text, (Span("phone", 2, 13),))]
    )
