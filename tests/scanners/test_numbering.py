"""The compiled plans say of numbers in international form what phonenumbers says."""

from __future__ import annotations

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st
from phonenumbers import PhoneNumberType

from scanners import numbering

REGIONS = sorted(phonenumbers.SUPPORTED_REGIONS)
KINDS = (PhoneNumberType.FIXED_LINE, PhoneNumberType.MOBILE, PhoneNumberType.TOLL_FREE, PhoneNumberType.PREMIUM_RATE)


def examples(region: str) -> set[tuple[str, str]]:
    """Numbers that the metadata gives as examples: country's code and national number."""
    found = (phonenumbers.example_number_for_type(region, kind) for kind in KINDS)
    return {(str(n.country_code), phonenumbers.national_significant_number(n)) for n in found if n is not None}


@pytest.mark.parametrize("region", REGIONS)
def test_examples_of_every_region_are_valid(region: str) -> None:
    numbers = examples(region)
    assert numbers
    assert {numbering.international(code + national) for code, national in numbers} == {"valid"}


@pytest.mark.parametrize("code", sorted(phonenumbers.COUNTRY_CODES_FOR_NON_GEO_REGIONS))
def test_examples_of_codes_without_a_country_are_valid(code: int) -> None:
    number = phonenumbers.example_number_for_non_geo_entity(code)
    assert number is not None
    assert numbering.international(f"{code}{phonenumbers.national_significant_number(number)}") == "valid"


@given(st.sampled_from(REGIONS), st.integers(4, 12), st.data())
def test_random_numbers_are_judged_as_by_the_library(region: str, size: int, data: st.DataObject) -> None:
    national = data.draw(st.text("123456789", min_size=1, max_size=1)) + data.draw(
        st.text("0123456789", min_size=size - 1, max_size=size - 1)
    )
    code = phonenumbers.country_code_for_region(region)
    number = phonenumbers.PhoneNumber(country_code=code, national_number=int(national))
    valid = numbering.international(f"{code}{national}") == "valid"
    trunk = phonenumbers.PhoneMetadata.metadata_for_region(region).national_prefix  # type: ignore[union-attr]  # every region here has metadata
    assert valid or not phonenumbers.is_valid_number(number)
    if not (trunk and national.startswith(trunk)):
        assert valid == phonenumbers.is_valid_number(number)


def test_a_trunk_zero_in_brackets_is_left_out() -> None:
    assert numbering.international("4401212345678") == numbering.international("441212345678") == "valid"


@pytest.mark.parametrize("digits", ["0123456789", "999123456", "1", "44", ""])
def test_what_no_plan_knows_is_nothing(digits: str) -> None:
    assert numbering.international(digits) is None


@pytest.mark.parametrize("digits", ["2015550123", "01212345678", "0123456789", "612345678"])
def test_national_forms_of_common_regions(digits: str) -> None:
    assert numbering.national(digits)


def test_no_common_region_has_a_number_of_three_digits() -> None:
    assert not numbering.national("999")
