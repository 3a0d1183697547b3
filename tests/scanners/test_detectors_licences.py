"""Licences in texts: the normal form, the fingerprints, the names."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanners import licence_names, licence_prints, licence_text, licence_words, spdx_expression
from scanners.spdx_names import FAMILIES
from tests.accuracy import make_prints

LICENSE = (Path(__file__).parents[2] / "LICENSE").read_text("utf-8")


def stated(text: str) -> dict[str, float]:
    return {s.expression: s.score for s in licence_text.stated(licence_words.lower(text))}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Version 2.0.", ["version", "2.0"]),
        ("GPLv2+, lppl 1.3c", ["gplv2+", "lppl", "1.3c"]),
        ("a.b .5 c+d +", ["a", "b", "5", "c+", "d"]),
        ("采用MIT许可", ["采用", "mit", "许可"]),
    ],
)
def test_words(text: str, words: list[str]) -> None:
    assert licence_words.words(licence_words.lower(text)) == words


@given(st.text(alphabet="ab1.+ \n-", max_size=40))
def test_the_short_way_to_words_is_the_long_way(text: str) -> None:
    assert licence_words.words(text) == licence_words.words(text + " 汉")[:-1]


@given(st.text(alphabet="ab1.+ \n-汉é", max_size=40), st.integers(0, 3))
def test_every_character_of_the_normal_form_has_its_place(text: str, start: int) -> None:
    normal = " ".join(licence_words.words(text[start:]))
    wanted = {k for k, c in enumerate(normal) if c != " "}
    places = licence_words.places(text, start, normal, wanted)
    assert [text[places[k]] for k in sorted(wanted)] == [c for c in normal if c != " "]
    assert sorted(places.values()) == list(places.values())
    assert licence_words.places(text, start, normal, set(list(wanted)[::3])).items() <= places.items()


def test_a_licence_in_full_states_itself_alone() -> None:
    assert stated(LICENSE) == {"Apache-2.0": 0.95}


def test_a_licence_behind_comment_signs_is_the_same() -> None:
    assert stated("".join(f" * {line}\n" for line in LICENSE.splitlines())) == {"Apache-2.0": 0.95}


def test_a_text_with_some_words_changed_is_still_the_licence() -> None:
    draw = random.Random(3)
    words = [word if draw.random() > 0.03 else "etwas" for word in LICENSE.split(" ")]
    assert [m.expression for m in licence_prints.matches(" ".join(words).encode())] == ["Apache-2.0"]


@pytest.mark.parametrize("shared", [0, 200])
def test_words_of_licences_in_another_order_are_none(shared: int) -> None:
    words = LICENSE.split()
    random.Random(3).shuffle(words)
    assert list(licence_prints.matches(" ".join([*LICENSE.split()[:shared], *words]).encode())) == []


def test_where_a_licence_stands() -> None:
    before = "汉字 " * 50
    (found,) = licence_text.stated(licence_words.lower(before + LICENSE))
    assert len(before) <= found.start < found.stop <= len(before + LICENSE)


@pytest.mark.parametrize("lead", [licence_text.BLOCK - 3000, licence_text.BLOCK, 3 * licence_text.BLOCK + 7])
def test_a_licence_in_a_long_text_is_found_once(lead: int) -> None:
    (found,) = licence_text.stated(licence_words.lower("x " * (lead // 2) + LICENSE))
    assert found.expression == "Apache-2.0"
    assert 0 <= found.start - lead < 400


def test_the_table_names_licences_that_spdx_lists() -> None:
    names = licence_prints._table().names
    assert len(names) > 600
    assert [name for name in names if spdx_expression.canonical(name) == spdx_expression.UNKNOWN] == []


def test_the_table_is_made_of_texts_alone() -> None:
    texts = {"ISC": b"a b c d e f", "Zlib": b"A b, c d: e f", "MIT": b"f e d c b a", "Not-Listed": b"g h i j k l m"}
    table = make_prints.table(texts)
    assert table == make_prints.table(dict(reversed(texts.items())))
    assert [line.split(" ")[:2] for line in table.splitlines()] == [["ISC", "2"], ["MIT", "2"]]


def test_hashes_are_of_five_words_whatever_parts_them() -> None:
    assert np.array_equal(licence_prints.hashes(b"A b\nC-d *e f"), licence_prints.hashes(b"a b c d e f"))
    assert len(licence_prints.hashes(b"a b c d")) == len(licence_prints.hashes(b"")) == 0


def test_every_name_gives_an_identifier_that_is_known() -> None:
    for family in FAMILIES:
        versions = family.versions.split() or [""]
        forms = {family.form.format(v) for v in versions} | {family.form.format(family.default or versions[0])}
        for form in forms:
            assert form.startswith("LicenseRef-") or spdx_expression.canonical(form) == form


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("license mpl 2.0", [("MPL-2.0", 0.9)]),
        ("version 1.1 of the cddl", [("CDDL-1.1", 0.5)]),
        ("dual licensed under the mit and the apache 2.0 license", [("MIT", 0.9), ("Apache-2.0", 0.9)]),
        ("released under bsd 3 clause", [("BSD-3-Clause", 0.9)]),
        ("the academic free license version 3.0", [("AFL-3.0", 0.5)]),
        ("licensed under the mpl 9.9", []),
        ("not licensed under the mit license", []),
        ("runs under python 3", []),
        ("apache is a web server", []),
        ("boston and mit are near", []),
        ("", []),
    ],
)
def test_names(text: str, expected: list[tuple[str, float]]) -> None:
    assert [(expression, score) for _, _, expression, score in licence_names.mentions(text.split())] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("see /usr/share/common-licenses/GPL-2 for the GNU General Public License", {"GPL-2.0-only": 0.5}),
        ("either version 2 of the GPL or any later version; see common-licenses/GPL-2", {"GPL-2.0-or-later": 0.9}),
        ("GNU Lesser General Public License, version 2.1 only", {"LGPL-2.1-only": 0.9}),
        ("under the GNU General Public License; version 2.1 of the license", {"LGPL-2.1-only": 0.9}),
        ("with an exception to the GPL v3", {}),
        ("not under the GNU General Public License version 2", {}),
        ("This file has been placed in the public domain.", {"LicenseRef-scancode-public-domain": 0.9}),
        ("This program is not in the public domain.", {}),
        ("the public domain of culture", {}),
        ("Proprietary and confidential", {"LicenseRef-scancode-proprietary-license": 0.5}),
        ("<license><name>CDDL 1.0</name></license>", {"CDDL-1.0": 0.9}),
        ("https://opensource.org/licenses/mit-license.php", {"MIT": 0.9}),
    ],
)
def test_statements(text: str, expected: dict[str, float]) -> None:
    assert stated(text) == expected
