"""Of a birth date nothing leaves the scanner but the year of the fourteenth birthday, and that only where it can matter."""

from __future__ import annotations

import datetime as dt

import pyarrow as pa
import pytest

from scanners import ages, identifiers, metadata
from scanners.checksums import mod_11_2
from scanners.detectors.resident_id import DETECTOR


def number(born: str) -> str:
    """A number of a county that never existed."""
    digits = f"110000{born}001"
    return digits + mod_11_2(digits)


@pytest.mark.parametrize(
    ("born", "told"),
    [("20021231", None), ("20030101", 2017), ("20120229", 2026), ("20301231", 2044), ("20310101", None)],
)
def test_the_year_is_told_of_those_who_can_have_been_children(born: str, told: int | None) -> None:
    (hit,) = DETECTOR.find(f"身份证{number(born)}")
    assert hit.label == "resident_id"
    assert ages.year(hit) == told
    assert set(hit.extra[1]) == {"in_year"} if hit.extra else told is None


def test_a_date_that_is_none_tells_nothing() -> None:
    assert ages.turns_fourteen(None) is None
    assert identifiers.birth("110000201302300011") is None


def test_every_year_told_lies_in_the_closed_range() -> None:
    days = (dt.date(1990, 1, 1) + dt.timedelta(days=97 * k) for k in range(300))
    years = {told[1]["in_year"] for day in days if (told := ages.turns_fourteen(day))}
    assert (min(years), max(years)) == (ages.FIRST, ages.LAST)


def test_a_number_beside_the_text_tells_the_youngest() -> None:
    ids = pa.array([f"{number('20100101')}-{number('20140101')}", number("19800101"), "7"])
    assert [(b.record, b.in_year) for b in metadata.beside({"id": ids})] == [(0, 2028), (1, None)]
