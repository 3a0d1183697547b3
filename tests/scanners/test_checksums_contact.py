"""Check digits of devices and vehicles: whatever one character is changed, the number is no longer found, or is another valid one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanners import checksums
from scanners.detectors.iccid import DETECTOR as ICCID
from scanners.detectors.imei import DETECTOR as IMEI
from scanners.detectors.vin import DETECTOR as VIN

VEHICLES = ("1M8GDM9AXKP042788", "1HGCM82633A004352", "5GZCZ43D13S812715", "11111111111111111")
SAME_VALUE = ("1AJ", "2BKS", "3CLT", "4DMU", "5ENV", "6FW", "7GPX", "8HY", "9RZ")
"""Characters to which ISO 3779 gives one value: the check digit cannot tell them apart."""
ALPHABET = "0123456789ABCDEFGHJKLMNPRSTUVWXYZ"


def digits(n: int) -> st.SearchStrategy[str]:
    return st.text("0123456789", min_size=n, max_size=n)


def with_luhn(body: str) -> str:
    return next(number for check in "0123456789" if checksums.luhn(number := body + check))


@pytest.mark.parametrize("code", VEHICLES)
def test_published_vehicle_numbers_hold(code: str) -> None:
    assert checksums.vin(code) == code[8]


@given(digits(14).map(with_luhn), st.integers(0, 14), st.sampled_from("0123456789"))
def test_an_imei_with_another_digit_is_not_found(number: str, place: int, digit: str) -> None:
    other = number[:place] + digit + number[place + 1 :]
    found = [hit.label for hit in IMEI.find(f"IMEI:{other}。")]
    assert bool(found) == (other == number and len(set(number)) > 1)


@given(digits(13).map(lambda body: with_luhn("898600" + body)), st.integers(0, 19), st.sampled_from("0123456789"))
def test_a_bare_iccid_with_another_digit_is_not_found(number: str, place: int, digit: str) -> None:
    other = number[:place] + digit + number[place + 1 :]
    assert bool(list(ICCID.find(f"于{other}中"))) == (other == number)


@given(
    st.tuples(st.text("ABCDEFGHJKLMNPRSTUVWXYZ", min_size=3, max_size=3), st.text(ALPHABET, min_size=5, max_size=5)),
    st.tuples(st.text(ALPHABET, min_size=4, max_size=4), digits(4)),
    st.integers(0, 16),
    st.sampled_from(ALPHABET),
)
def test_a_vehicle_number_with_another_character_is_not_found(
    front: tuple[str, str], back: tuple[str, str], place: int, character: str
) -> None:
    head, tail = "".join(front), "".join(back)
    code = head + checksums.vin(head + "0" + tail) + tail
    other = code[:place] + character + code[place + 1 :]
    twin = place != 8 and any(character in row and code[place] in row for row in SAME_VALUE)
    same = character == code[place] or twin
    assert bool(list(VIN.find(f"车架号:{other}。"))) == (same and other[13:].isdigit())
