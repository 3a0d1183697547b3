"""What labels say in law: the file holds together, and what contradicts itself is refused."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest
import yaml

from expectations.fields import Fields, RulebookError
from expectations.labels import CATEGORIES, KINDS, PROFILES, LabelClass, Labels, read
from expectations.rulebook import load
from provenance.recognizer_file import Category, Kind
from scanners import registry
from tests.expectations.bench import rulebook
from tests.expectations.test_rulebook import copy

KNOWN = {c.label: c for c in rulebook().labels.rows}


def classes(labels: str, own: str | None = None) -> Labels:
    text = f"searched_by: [a]\nlabels: {labels}\n"
    return read(Fields.read(text.encode()), None if own is None else Fields.read(own.encode()))


def test_every_label_of_every_scanner_is_classified() -> None:
    found = {label for d in registry.detectors() for label in d.labels} | {"lossy_decode"}
    assert found - KNOWN.keys() == set()


def test_what_the_families_of_scanners_call_personal_is_personal_in_law() -> None:
    labels = {label: family for d in registry.detectors() for label, family in d.labels.items()}
    assert {
        label for label, family in labels.items() if family == "personal" and KNOWN[label].category is None
    } == set()
    others = {
        label for label, family in labels.items() if family in ("organisation", "specimen", "secret", "licence", "aigc")
    }
    assert {label for label in others if KNOWN[label].category is not None} == set()


def test_the_scanners_that_must_have_looked_are_there_and_look_for_persons() -> None:
    labels = {d.name: d.labels for d in registry.detectors()}
    wanted = rulebook().labels.searched_by
    assert wanted <= labels.keys()
    assert all(any(KNOWN[label].category for label in labels[name]) for name in wanted)


@pytest.mark.parametrize(
    ("label", "profiles"),
    [
        ("bank_card", PROFILES),
        ("medical_record", PROFILES),
        ("minor_age", PROFILES),
        ("resident_id", ("gbt35273_2020_b1", "union")),
        ("passport", ("gbt35273_2020_b1", "union")),
        ("hk_id", ()),
        ("court_case", ()),
        ("mainland_mobile", ()),
        ("uscc", ()),
    ],
)
def test_under_which_profiles_a_label_is_sensitive(label: str, profiles: tuple[str, ...]) -> None:
    assert KNOWN[label].sensitive_under == profiles


def test_what_is_only_remembered_to_be_listed_is_listed_and_decides_nothing() -> None:
    assert KNOWN["hk_id"].listed
    assert not KNOWN["mainland_mobile"].listed


def test_every_label_has_published_examples_that_are_nobodys() -> None:
    assert KNOWN["vin_specimen"] == LabelClass("vin_specimen", "specimen")
    assert KNOWN["uscc_specimen"].category is None


@pytest.mark.parametrize(
    ("labels", "field"),
    [
        ("{a: {kind: somebody}}", "labels.a.kind"),
        ("{a: {kind: person, category: staff}}", "labels.a.category"),
        ("{a: {kind: person, category: basic, table_b1: perhaps}}", "labels.a.table_b1"),
        ("{a: {kind: person, category: basic, direct: 1}}", "labels.a.direct"),
        ("{a: {kind: person, category: basic, colour: red}}", "labels.a.colour"),
        ("{a: {kind: person, annex_a: final}}", "labels.a.category"),
        ("{a: {kind: person, direct: true}}", "labels.a.category"),
        ("{a: {kind: organisation, category: basic}}", "labels.a.kind"),
        ("{a: {kind: person, category: basic, minor: true}}", "labels.a.pipl_28"),
    ],
)
def test_a_class_that_cannot_be_meant_is_refused(labels: str, field: str) -> None:
    with pytest.raises(RulebookError) as raised:
        classes(labels)
    assert [path for path, _ in raised.value.problems] == [field]


def test_a_rulebooks_own_classes_come_beside_ours_or_in_their_place() -> None:
    ours = "{a: {kind: person, category: basic}, b: {kind: other}}"
    found = classes(ours, "{b: {kind: person, category: health}, c: {kind: secret}}").classes
    assert {label: (c.kind, c.category) for label, c in found.items()} == {
        "a": ("person", "basic"),
        "b": ("person", "health"),
        "c": ("secret", None),
    }


def test_somebodys_recognisers_take_the_place_of_no_class() -> None:
    labels = classes("{a: {kind: person, category: basic}}")
    joined = labels.joined({"a": LabelClass("a", "other"), "MINE": LabelClass("MINE", "other")})
    assert joined.classes["a"].category == "basic"
    assert joined.classes["MINE"].kind == "other"
    assert joined.searched_by == labels.searched_by


def test_a_rulebook_file_may_classify_labels(tmp_path: Path) -> None:
    copy(tmp_path)
    path = tmp_path / "r.yml"
    before = load(path)
    book = yaml.safe_load(path.read_text("utf-8")) | {
        "labels": {"staff_number": {"kind": "person", "category": "education_work"}}
    }
    path.write_text(yaml.safe_dump(book, allow_unicode=True), "utf-8")
    assert load(path).labels.classes["staff_number"].category == "education_work"
    assert load(path).digest != before.digest


def test_the_words_of_the_recognisers_file_are_those_of_the_law() -> None:
    assert set(get_args(Category)) == set(CATEGORIES)
    assert set(get_args(Kind)) == set(KINDS) - {"specimen"}
