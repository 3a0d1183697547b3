"""Check characters of identifiers: pure functions of the digits, one for each algorithm.

Every function takes ASCII text that its caller has already matched against the identifier's shape.
"""

from __future__ import annotations

USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
"""GB 32100: digits and capital letters without I, O, S, V and Z."""

_MOD_11_2_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_MOD_11_2_CHECKS = "10X98765432"
_USCC_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
_USCC_VALUES = {character: value for value, character in enumerate(USCC_ALPHABET)}
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
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
