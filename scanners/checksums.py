"""Check characters of identifiers: pure functions of the digits, one for each algorithm.

Every function takes ASCII text that its caller has already matched against the identifier's shape.
"""

from __future__ import annotations

from itertools import cycle

USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
"""GB 32100: digits and capital letters without I, O, S, V and Z."""

_MOD_11_2_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_MOD_11_2_CHECKS = "10X98765432"
_USCC_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
_USCC_VALUES = {character: value for value, character in enumerate(USCC_ALPHABET)}
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_TAIWAN_LETTERS = "ABCDEFGHJKLMNPQRSTUVXYWZIO"
"""In the order of their values, which begin at 10."""
_LUHN_DOUBLED = (0, 2, 4, 6, 8, 1, 3, 5, 7, 9)


def mod_11_2(digits: str) -> str:
    """The check character that ISO 7064 MOD 11-2 gives for 17 digits (GB 11643): `0` to `9` or `X`."""
    return _MOD_11_2_CHECKS[sum(int(d) * w for d, w in zip(digits, _MOD_11_2_WEIGHTS, strict=True)) % 11]


def uscc(body: str) -> str:
    """The check character that GB 32100 gives for the first 17 characters of a unified social credit code.

    Raises KeyError for a character outside `USCC_ALPHABET`.
    """
    total = sum(_USCC_VALUES[c] * w for c, w in zip(body, _USCC_WEIGHTS, strict=True))
    return USCC_ALPHABET[-total % 31]


def organisation(body: str) -> str:
    """The check character that GB 11714 gives for the first 8 characters of an organisation code: `0` to `9` or `X`."""
    total = sum(int(c, 36) * w for c, w in zip(body, _ORGANISATION_WEIGHTS, strict=True))
    return "0123456789X"[-total % 11]


def luhn(digits: str) -> bool:
    """Whether the last digit is the Luhn check digit (ISO/IEC 7812-1) of those before it."""
    plain = sum(map(int, digits[-1::-2]))
    return (plain + sum(_LUHN_DOUBLED[int(d)] for d in digits[-2::-2])) % 10 == 0


_VIN_VALUES = dict(zip("0123456789ABCDEFGHJKLMNPRSTUVWXYZ", map(int, "012345678912345678123457923456789"), strict=True))
_VIN_WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)


def vin(code: str) -> str:
    """The check character that GB 16735 and ISO 3779 give for the 17 characters of a vehicle identification number, whatever stands in
    its own, ninth place: `0` to `9` or `X`. Raises KeyError for I, O and Q."""
    return "0123456789X"[sum(_VIN_VALUES[c] * w for c, w in zip(code, _VIN_WEIGHTS, strict=True)) % 11]


def seven_three_one(body: str) -> str:
    """The check digit that ICAO Doc 9303 gives for digits, capital letters (A is 10) and fillings `<` (0): weights 7, 3, 1, modulus 10."""
    values = (0 if c == "<" else int(c, 36) for c in body)
    return str(sum(value * w for value, w in zip(values, cycle((7, 3, 1)), strict=False)) % 10)


def hong_kong(letters: str, digits: str) -> str:
    """The check character of a Hong Kong identity card for its one or two letters and six digits: `0` to `9` or `A`. A missing first
    letter is a blank of value 36; weights 9 to 2, modulus 11."""
    values = [36] * (2 - len(letters)) + [int(c, 36) for c in letters + digits]
    return "0123456789A"[-sum(value * w for value, w in zip(values, range(9, 1, -1), strict=True)) % 11]


def taiwan(letter: str, digits: str) -> str:
    """The check digit of a Taiwan identity card for its letter and the eight digits behind it: the letter is two digits of weights 1 and 9,
    the others weigh 8 to 1, modulus 10."""
    value = _TAIWAN_LETTERS.index(letter) + 10
    total = value // 10 + value % 10 * 9 + sum(int(d) * w for d, w in zip(digits, range(8, 0, -1), strict=True))
    return str(-total % 10)
