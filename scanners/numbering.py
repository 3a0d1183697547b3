"""The numbering plans of all regions, from the metadata of phonenumbers (Google's libphonenumber).

The library takes tens of microseconds to parse one number; its patterns, compiled once for each region when the first number of it is
met, take less than one. They say the same of a number in international form (tests/scanners/test_numbering.py).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

Standing = Literal["valid", "possible"]

COMMON = (
    "US", "CA", "GB", "AU", "FR", "NZ", "IE", "IN", "ES", "NL", "BE", "CH", "DE", "IT", "SE", "PT", "JP", "KR", "BR", "MX", "HK", "SG",
    "TW", "DK", "PL",
)  # fmt: skip # rows, which read as a table
"""Regions whose national forms are known: where a word for telephones stands before a number, and nothing says from which country."""

_KINDS = (
    "fixed_line", "mobile", "toll_free", "premium_rate", "shared_cost", "personal_number", "voip", "pager", "uan", "voicemail",
)  # fmt: skip # rows, which read as a table
_WORLD = "001"
"""What phonenumbers calls the region of a code that belongs to no country."""
_LONGEST_CODE = 3
_OPTIONAL_TRUNK = "1"


@dataclass(frozen=True, slots=True)
class Plan:
    """One region's plan: the trunk prefix that is dialled within it, what its numbers look like, and how long they may be."""

    trunk: str
    valid: re.Pattern[str]
    lengths: frozenset[int]

    def holds(self, digits: str) -> bool:
        """Whether these are the digits of a number of the region, without its country's code and trunk prefix."""
        return len(digits) in self.lengths and self.valid.fullmatch(digits) is not None


def international(digits: str) -> Standing | None:
    """What the digits behind a plus sign are: a valid number, one of a possible length, or neither. A trunk zero that people leave in
    brackets (`+44 (0)20 …`) may be among them."""
    for size in range(1, _LONGEST_CODE + 1):
        regions = _regions().get(digits[:size])
        if regions is not None and len(digits) > size:
            return _standing(digits[size:], int(digits[:size]), regions)
    return None


def national(digits: str) -> bool:
    """Whether the digits are a number of one of the common regions as it is dialled there, with the trunk prefix if there is one; in
    North America that may be left out."""
    return any(_dialled(digits, _plan(region, 0)) for region in COMMON)


def _dialled(digits: str, plan: Plan) -> bool:
    optional = plan.trunk in ("", _OPTIONAL_TRUNK)
    return (optional and plan.holds(digits)) or (
        plan.trunk != "" and digits.startswith(plan.trunk) and plan.holds(digits.removeprefix(plan.trunk))
    )


def _standing(digits: str, code: int, regions: tuple[str, ...]) -> Standing | None:
    first = _plan(regions[0], code)
    if any(_in(digits, _plan(region, code)) for region in regions):
        return "valid"
    return "possible" if len(digits) in first.lengths else None


def _in(digits: str, plan: Plan) -> bool:
    without = digits.removeprefix(plan.trunk) if plan.trunk else digits
    return plan.holds(digits) or (without != digits and plan.holds(without))


@cache
def _regions() -> dict[str, tuple[str, ...]]:
    from phonenumbers import COUNTRY_CODE_TO_REGION_CODE

    return {str(code): regions for code, regions in COUNTRY_CODE_TO_REGION_CODE.items()}


@cache
def _plan(region: str, code: int) -> Plan:
    from phonenumbers import PhoneMetadata

    world, country = PhoneMetadata.metadata_for_nongeo_region, PhoneMetadata.metadata_for_region
    metadata = world(code) if region == _WORLD else country(region)
    general = metadata.general_desc if metadata else None
    if metadata is None or general is None:
        raise ValueError(f"phonenumbers has no metadata for region {region}")
    kinds = (getattr(metadata, kind) for kind in _KINDS)
    patterns = dict.fromkeys(kind.national_number_pattern for kind in kinds if kind and kind.national_number_pattern)
    valid = rf"(?=(?:{general.national_number_pattern})\Z)(?:{'|'.join(patterns)})"
    return Plan(metadata.national_prefix or "", re.compile(valid), frozenset(general.possible_length))
