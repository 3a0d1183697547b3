from __future__ import annotations

import pytest

from scanners import checksums
from scanners.identifiers import birth, is_resident, is_uscc

RESIDENT = ("11010519491231002X", "440524188001010014", "81000019980902013X", "83000019810715006X")
USCC = ("91110000600037341L", "91110102MAD55U9H0F", "91440300708461136T", "9144030008867405X2", "91110114MACY9KQ17M")
LUHN = ("4111111111111111", "5555555555554444", "378282246310005", "6200000000000005")


@pytest.mark.parametrize("number", RESIDENT)
def test_published_resident_numbers_hold(number: str) -> None:
    assert checksums.mod_11_2(number[:17]) == number[17]
    assert is_resident(number)


@pytest.mark.parametrize("code", USCC)
def test_published_credit_codes_hold(code: str) -> None:
    assert checksums.uscc(code[:17]) == code[17]
    assert checksums.organisation(code[8:16]) == code[16]
    assert is_uscc(code)


@pytest.mark.parametrize("number", LUHN)
def test_published_card_numbers_hold(number: str) -> None:
    assert checksums.luhn(number)


@pytest.mark.parametrize("value", [*RESIDENT, *USCC])
def test_one_changed_digit_is_noticed(value: str) -> None:
    holds = is_resident if value in RESIDENT else is_uscc
    changed = [
        value[:i] + d + value[i + 1 :] for i in range(17) for d in "0123456789" if value[i].isdigit() and value[i] != d
    ]
    assert len(changed) > 90
    assert not any(holds(other) for other in changed)


@pytest.mark.parametrize("number", LUHN)
def test_luhn_notices_one_changed_digit(number: str) -> None:
    changed = [number[:i] + d + number[i + 1 :] for i in range(len(number)) for d in "0123456789" if number[i] != d]
    assert not any(map(checksums.luhn, changed))


@pytest.mark.parametrize(
    ("number", "day"),
    [("11000019000229001X", None), ("110000200002290010", "2000-02-29"), ("110000170001010010", None)],
)
def test_birth_is_a_day_of_the_calendar(number: str, day: str | None) -> None:
    assert str(birth(number)) == str(day)
