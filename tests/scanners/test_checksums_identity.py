"""Identity documents with check characters: published numbers hold, any one changed character is not found as what it was, and windows lose
none of the cases."""

from __future__ import annotations

import datetime as dt
import string
from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from scanners import checksums, identifiers, mrz, registry
from scanners.base import Hit
from scanners.detect import claims, detect
from scanners.fold import fold
from scanners.measures import buffers
from scanners.nations import STATES

DIGITS, CAPITALS = string.digits, string.ascii_uppercase
NAMES = (
    "foreign_resident_id", "travel_permit", "passport", "hk_id", "macau_id", "taiwan_id", "organisation_code", "driving_licence",
    "military_id", "social_security", "medical_record", "resident_id", "uscc",
)  # fmt: skip # rows, which read as a table


def hits(name: str, text: str) -> list[Hit]:
    found = next(d for d in registry.detectors() if d.name == name)
    return list(found.find(fold(text)[0]))


def digits(n: int) -> st.SearchStrategy[str]:
    return st.text(DIGITS, min_size=n, max_size=n)


DAYS = st.dates(min_value=dt.date(1920, 1, 1), max_value=dt.date(2020, 1, 1))
PROVINCES = st.sampled_from(sorted(identifiers.PROVINCES))


@st.composite
def new_foreign(draw: st.DrawFn) -> str:
    body = f"9{draw(PROVINCES)}{draw(digits(3))}{draw(DAYS):%Y%m%d}{draw(digits(3))}"
    return body + checksums.mod_11_2(body)


@st.composite
def old_foreign(draw: st.DrawFn) -> str:
    body = (
        f"{draw(st.sampled_from(sorted(STATES)))}{draw(PROVINCES)}{draw(digits(2))}{draw(DAYS):%y%m%d}{draw(digits(1))}"
    )
    return body + checksums.seven_three_one(body)


@st.composite
def hong_kong(draw: st.DrawFn) -> str:
    letters, number = draw(st.text(CAPITALS, min_size=1, max_size=2)), draw(digits(6))
    return f"{letters}{number}({checksums.hong_kong(letters, number)})"


@st.composite
def taiwan(draw: st.DrawFn) -> str:
    letter, number = draw(st.sampled_from(CAPITALS)), draw(st.sampled_from("1289")) + draw(digits(7))
    return letter + number + checksums.taiwan(letter, number)


@st.composite
def organisation(draw: st.DrawFn) -> str:
    body = draw(st.sampled_from(DIGITS)) + draw(st.text(DIGITS + CAPITALS, min_size=7, max_size=7))
    return f"{body}-{checksums.organisation(body)}"


@st.composite
def zone(draw: st.DrawFn) -> str:
    """The second line of a Chinese passport's machine-readable zone."""
    f = checksums.seven_three_one
    number, birth, expiry = f"E{draw(digits(8))}", f"{draw(DAYS):%y%m%d}", f"{draw(DAYS):%y%m%d}"
    optional = draw(st.text(DIGITS + CAPITALS, min_size=1, max_size=14)).ljust(14, "<")
    body = f"{number}{f(number)}CHN{birth}{f(birth)}{draw(st.sampled_from('MF'))}{expiry}{f(expiry)}{optional}{f(optional)}"
    return body + f(body[:10] + body[13:20] + body[21:43])


def changed(draw: st.DrawFn, written: str, places: Sequence[int]) -> str:
    """`written` with another character of the same kind at one of `places`."""
    at = draw(st.sampled_from(places))
    old = written[at]
    kind = DIGITS if old.isdigit() else CAPITALS
    new = draw(st.sampled_from([c for c in kind if c != old]))
    return written[:at] + new + written[at + 1 :]


@st.composite
def pairs(draw: st.DrawFn, number: st.SearchStrategy[str], *, letters: bool) -> tuple[str, str]:
    """A number, and the same with one character changed; with a letter changed only if `letters` weigh enough to be noticed."""
    right = draw(number)
    places = [k for k, c in enumerate(right) if c.isdigit() or (letters and c.isalpha())]
    return right, changed(draw, right, places)


@given(pairs(new_foreign(), letters=False))
def test_a_changed_digit_of_the_new_foreign_number_is_noticed(pair: tuple[str, str]) -> None:
    right, wrong = pair
    organisations = identifiers.is_uscc(right)
    assert bool(hits("foreign_resident_id", right)) is not organisations
    assert not hits("foreign_resident_id", wrong)


@given(pairs(old_foreign(), letters=False))
def test_a_changed_digit_of_the_old_foreign_number_is_noticed(pair: tuple[str, str]) -> None:
    right, wrong = pair
    assert hits("foreign_resident_id", right)
    assert not hits("foreign_resident_id", wrong)


@given(pairs(hong_kong(), letters=False))
def test_a_changed_digit_of_a_hong_kong_number_is_noticed(pair: tuple[str, str]) -> None:
    right, wrong = (f"香港身份證{number}" for number in pair)
    assert [hit.score for hit in hits("hk_id", right)] == [0.95]
    assert not hits("hk_id", wrong)


@given(pairs(taiwan(), letters=False).filter(lambda pair: pair[1][1] in "1289"))
def test_a_changed_digit_of_a_taiwan_number_is_noticed(pair: tuple[str, str]) -> None:
    """But where ten divides what the change weighs: it is then the right number of somebody else, and found as that."""
    right, wrong = pair
    at = next(k for k in range(10) if right[k] != wrong[k])
    unnoticed = (int(right[at]) - int(wrong[at])) * (0, 8, 7, 6, 5, 4, 3, 2, 1, 1)[at] % 10 == 0
    assert [hit.score for hit in hits("taiwan_id", f"身分證{right}")] == [0.95]
    assert bool(hits("taiwan_id", f"身分證{wrong}")) is unnoticed


@given(pairs(organisation(), letters=False))
def test_a_changed_digit_of_an_organisation_code_is_noticed(pair: tuple[str, str]) -> None:
    right, wrong = (f"组织机构代码{code}" for code in pair)
    assert [hit.score for hit in hits("organisation_code", right)] == [1.0]
    assert not hits("organisation_code", wrong)


@given(pairs(zone(), letters=False))
def test_a_changed_digit_of_a_machine_readable_zone_is_noticed(pair: tuple[str, str]) -> None:
    right, wrong = pair
    assert [right[z.start : z.stop] for z in mrz.zones(right)] == [right[:9]]
    assert not list(mrz.zones(wrong))


@pytest.mark.parametrize("check", ["0", "1", "9", "A"])
def test_every_other_check_character_of_a_hong_kong_number_is_wrong(check: str) -> None:
    right = checksums.hong_kong("Z", "000000")
    assert bool(hits("hk_id", f"HKID Z000000({check})")) is (check == right)


@pytest.mark.parametrize(
    ("body", "check"),
    [
        ("L898902C3", "6"),
        ("740812", "2"),
        ("120415", "9"),
        ("ZE184226B<<<<<", "1"),
        ("E12345678", "2"),
        ("CAN11008108031", "0"),
    ],
)
def test_published_seven_three_one_digits_hold(body: str, check: str) -> None:
    assert checksums.seven_three_one(body) == check


def test_published_numbers_hold() -> None:
    assert checksums.hong_kong("A", "123456") == "3"
    assert checksums.hong_kong("AB", "987654") == "3"
    assert checksums.taiwan("A", "12345678") == "9"
    assert checksums.organisation("D2143569") == "X"
    for number in ("911124198108030024", "932682198501010017"):
        assert identifiers.is_foreign_resident(number)


CASES = {name: yaml.safe_load((Path(__file__).parent / "cases" / f"{name}.yml").read_text("utf-8")) for name in NAMES}


@pytest.mark.parametrize(("name", "text"), [(name, case["text"]) for name in NAMES for case in CASES[name]["hit"]])
@pytest.mark.parametrize("around", ["{}", "字。" * 300 + "{}" + "字。" * 300])
def test_windows_show_what_the_whole_text_shows(name: str, text: str, around: str) -> None:
    """Every case has an anchor: what the detector finds in the whole text it finds, asked by the compiled pass, too."""
    whole = around.format(text)
    wanted = [hit for found, hit in claims(fold(whole)[0], registry.detectors()) if found.name == name]
    through = [f.hit for f in detect(*buffers(pa.array([whole], pa.string()))) if f.detector.name == name]
    assert [(hit.label, hit.score) for hit in through] == [(hit.label, hit.score) for hit in wanted]
