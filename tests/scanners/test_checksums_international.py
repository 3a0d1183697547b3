"""Check characters of identifiers of other countries and networks: published examples hold, and no change of one character does."""

from __future__ import annotations

import hashlib
import string
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanners import checksums_international as checksums
from scanners.detectors import crypto_wallet, iban, uk_nhs, us_ssn

SEGWIT = (
    "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4",
    "bc1qrp33g0q5c5txsp9arysrx4k6zdkfs4nce4xj0gdcccefvpysxf3qccfmv3",
    "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0",
    "bc1sw50qgdz25j",
)
EIP_55 = (
    "5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
    "fB6916095ca1df60bB79Ce92cE3Ea74c37c5d359",
    "dbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB",
    "D1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb",
)
BASE58 = (
    "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa",
    "3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy",
    "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2",
)


def found(detector: Any, text: str) -> list[tuple[str, str]]:
    """What is found, and as what."""
    return [(hit.label, text[hit.start : hit.stop]) for hit in detector.find(text)]


@st.composite
def changed(draw: st.DrawFn, values: st.SearchStrategy[str], alphabet: str) -> tuple[str, str]:
    """A value and the same with another character at one place."""
    value = draw(values)
    place = draw(st.integers(0, len(value) - 1))
    other = draw(st.sampled_from([c for c in alphabet if c != value[place]]))
    return value, value[:place] + other + value[place + 1 :]


def with_check_digits(country: str, account: str) -> str:
    return next(code for k in range(2, 99) if checksums.iban(code := f"{country}{k:02d}{account}"))


IBANS = st.one_of(
    st.text("0123456789", min_size=18, max_size=18).map(lambda account: with_check_digits("DE", account)),
    st.text("0123456789", min_size=14, max_size=14).map(lambda account: with_check_digits("GB", "NWBK" + account)),
    st.sampled_from(sorted(iban._SPECIMENS)),
)
NHS = (
    st.text("0123456789", min_size=9, max_size=9)
    .map(lambda nine: [nine + c for c in "0123456789" if checksums.nhs(nine + c)])
    .filter(bool)
    .map(lambda numbers: numbers[0])
)


@pytest.mark.parametrize("code", sorted(iban._SPECIMENS))
def test_the_examples_of_the_registry_hold(code: str) -> None:
    assert checksums.iban(code)
    assert len(code) == iban._LENGTHS[code[:2]]
    assert code[:2] not in iban._ALL_DIGITS or code[2:].isdigit()


@given(changed(IBANS, string.digits + string.ascii_uppercase))
def test_one_changed_character_is_no_iban(pair: tuple[str, str]) -> None:
    """Unless it is a digit for a letter, which stands for two, and one in 97 holds again."""
    value, other = pair
    assert [written for _, written in found(iban.DETECTOR, f"IBAN {value}")] == [value]
    shifted = sum(map(str.isdigit, value)) != sum(map(str.isdigit, other))
    assert found(iban.DETECTOR, f"IBAN {other}") == [] or (shifted and checksums.iban(other))


@given(changed(NHS, string.digits))
def test_one_changed_digit_is_no_nhs_number(pair: tuple[str, str]) -> None:
    value, other = pair
    assert bool(found(uk_nhs.DETECTOR, f"NHS number {value}")) == (len(set(value)) > 1)
    assert found(uk_nhs.DETECTOR, f"NHS number {other}") == []


def base58(version: int, payload: bytes) -> str:
    """A Base58Check address, made apart from the code that reads it."""
    data = bytes([version]) + payload
    data += hashlib.sha256(hashlib.sha256(data).digest()).digest()[:4]
    number, text = int.from_bytes(data, "big"), ""
    while number:
        number, rest = divmod(number, 58)
        text = checksums.BASE58_ALPHABET[rest] + text
    return "1" * (len(data) - len(data.lstrip(b"\0"))) + text


ADDRESSES = st.tuples(st.sampled_from([0, 5]), st.binary(min_size=20, max_size=20)).map(lambda p: base58(*p))


@pytest.mark.parametrize("address", BASE58)
def test_published_addresses_in_base58_hold(address: str) -> None:
    payload = checksums.base58_payload(address)
    assert payload is not None
    assert base58(payload[0], payload[1:]) == address


@given(changed(ADDRESSES, checksums.BASE58_ALPHABET + "0OIl"))
def test_one_changed_character_is_no_address_in_base58(pair: tuple[str, str]) -> None:
    value, other = pair
    assert len(value) < 26 or [written for _, written in found(crypto_wallet.DETECTOR, value)] == [value]
    assert found(crypto_wallet.DETECTOR, other) == []


@pytest.mark.parametrize("address", SEGWIT)
def test_the_examples_of_bip_173_and_bip_350_hold(address: str) -> None:
    assert checksums.segwit(address)


@pytest.mark.parametrize(
    "address",
    [
        "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kemeawh",  # version 0 with the checksum of later ones
        "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqh2y7hd",  # version 1 with that of version 0
        "bc1pw5dgrnzv",  # a program of one byte
        "bc1gmk9yu",  # no program
        "bc1zw508d6qejxtdg4y5r3zarvaryvqyzf3du",  # a bit left over
    ],
)
def test_what_bip_350_calls_invalid_is(address: str) -> None:
    assert not checksums.segwit(address)


@given(changed(st.sampled_from(SEGWIT[:3]), checksums.BECH32_ALPHABET))
def test_one_changed_character_is_no_segregated_witness_address(pair: tuple[str, str]) -> None:
    value, other = pair
    assert [written for _, written in found(crypto_wallet.DETECTOR, value)] == [value]
    assert found(crypto_wallet.DETECTOR, other) == []


def test_keccak_is_that_of_the_submission_and_not_sha_3() -> None:
    digests = checksums.keccak_256(np.frombuffer(b"abc", np.uint8).reshape(1, -1))
    assert digests.tobytes().hex() == "4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45"
    empty = checksums.keccak_256(np.empty((1, 0), np.uint8)).tobytes().hex()
    assert empty == "c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470"


def test_the_examples_of_eip_55_hold_together_and_one_by_one() -> None:
    assert checksums.eip_55(EIP_55) == [True] * len(EIP_55)
    assert [checksums.eip_55([address]) for address in EIP_55] == [[True]] * len(EIP_55)
    assert checksums.eip_55([]) == []


@given(st.sampled_from(EIP_55), st.integers(0, 39))
def test_a_letter_of_the_other_case_breaks_eip_55(address: str, place: int) -> None:
    other = address[:place] + address[place].swapcase() + address[place + 1 :]
    assert checksums.eip_55([other]) == [other == address]
    assert bool(found(crypto_wallet.DETECTOR, "0x" + other)) == (other == address)


@given(changed(st.sampled_from(EIP_55), string.hexdigits))
def test_one_changed_character_is_found_only_where_eip_55_still_holds(pair: tuple[str, str]) -> None:
    _, other = pair
    assert bool(found(crypto_wallet.DETECTOR, "0x" + other)) == checksums.eip_55([other])[0]


@given(st.text("0123456789", min_size=9, max_size=9))
def test_areas_that_are_never_assigned_are_no_social_security_numbers(digits: str) -> None:
    area, group, serial = digits[:3], digits[3:5], digits[5:]
    labels = [label for label, _ in found(us_ssn.DETECTOR, f"SSN {area}-{group}-{serial}")]
    impossible = area in ("000", "666") or area >= "900" or group == "00" or serial == "0000"
    assert "us_ssn" not in labels or not impossible
    assert impossible or labels or len(set(digits)) == 1
