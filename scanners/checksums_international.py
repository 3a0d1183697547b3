"""Check characters of identifiers that other countries and networks issue: pure functions, one for each algorithm.

Every function takes ASCII text that its caller has already matched against the identifier's shape.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cache

import numpy as np
import numpy.typing as npt

from scanners.kernel.library import Kept, call

BASE58_ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
"""Digits and letters without 0, O, I and l."""
BECH32_ALPHABET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
"""BIP 173: by value, the characters behind the separator."""

_BASE58_VALUES = {character: value for value, character in enumerate(BASE58_ALPHABET)}
_BECH32_VALUES = {character: value for value, character in enumerate(BECH32_ALPHABET)}
_BECH32_GENERATOR = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_BECH32, _BECH32M = 1, 0x2BC830A3
_BECH32_CHECK = 6
_PAYLOAD, _CHECK = 21, 4
_MASK = (1 << 64) - 1


def iban(code: str) -> bool:
    """Whether ISO 7064 MOD 97-10 holds of an IBAN in capitals without spaces (ISO 13616): the country and the check digits put last,
    letters read as 10 to 35, the remainder is 1."""
    return int("".join(str(int(c, 36)) for c in code[4:] + code[:4])) % 97 == 1


def nhs(digits: str) -> bool:
    """Whether the last of ten digits is the modulus 11 check digit of an NHS number: weights 10 to 2, and 10 is no check digit."""
    total = sum(int(d) * w for d, w in zip(digits[:9], range(10, 1, -1), strict=True))
    return -total % 11 == int(digits[9])


def base58_payload(text: str) -> bytes | None:
    """The version and hash of a Base58Check address, 21 bytes, if the first four bytes of their double SHA-256 follow; None if not.
    Raises KeyError for a character outside `BASE58_ALPHABET`."""
    number = 0
    for c in text:
        number = number * 58 + _BASE58_VALUES[c]
    zeros = len(text) - len(text.lstrip("1"))
    size = (number.bit_length() + 7) // 8
    if zeros + size != _PAYLOAD + _CHECK:
        return None
    data = number.to_bytes(_PAYLOAD + _CHECK, "big")
    digest = hashlib.sha256(hashlib.sha256(data[:_PAYLOAD]).digest()).digest()
    return data[:_PAYLOAD] if digest[:_CHECK] == data[_PAYLOAD:] else None


def segwit(address: str) -> bool:
    """Whether a segregated witness address in small letters holds: the checksum of BIP 173 for version 0, that of BIP 350 for later
    ones, and a program of the length that its version asks for. Raises KeyError for a character outside `BECH32_ALPHABET`."""
    human, _, rest = address.rpartition("1")
    values = [_BECH32_VALUES[c] for c in rest]
    if len(values) <= _BECH32_CHECK or values[0] > 16:
        return False
    version, program = values[0], values[1:-_BECH32_CHECK]
    size, spare = divmod(len(program) * 5, 8)
    padding = program[-1] & ((1 << spare) - 1) if program else 0
    if spare > 4 or padding or not 2 <= size <= 40 or (version == 0 and size not in (20, 32)):
        return False
    expanded = [ord(c) >> 5 for c in human] + [0] + [ord(c) & 31 for c in human]
    return _bech32(expanded + values) == (_BECH32M if version else _BECH32)


def _bech32(values: Sequence[int]) -> int:
    """The remainder of the BCH code of BIP 173."""
    check = 1
    for value in values:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ value
        for bit, term in enumerate(_BECH32_GENERATOR):
            check ^= term if top >> bit & 1 else 0
    return check


def eip_55(addresses: Sequence[str]) -> list[bool]:
    """Of each of several addresses of 40 hexadecimal digits, whether its letters are capital where EIP-55 wants them: where the digit of
    the Keccak-256 of the address in small letters at the same place is 8 or more."""
    if not addresses:
        return []
    rows = np.frombuffer("".join(addresses).lower().encode(), np.uint8).reshape(len(addresses), -1)
    digests = keccak_256(rows)
    return [
        all(c.isdigit() or c.isupper() == (d >= "8") for c, d in zip(address, digest.tobytes().hex(), strict=False))
        for address, digest in zip(addresses, digests, strict=True)
    ]


def keccak_256(messages: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint8]:
    """The Keccak-256 of each row, which has less than 136 bytes: the padding is that of the submission to NIST, not of SHA-3."""
    digests = np.empty((len(messages), 32), np.uint8)
    call("keccak", np.ascontiguousarray(messages), *_tables(), np.empty(25, np.uint64), np.empty(5, np.uint64), digests)
    return digests


@cache
def _tables() -> tuple[Kept, Kept, Kept]:
    """Round constants, and how far and whither each lane goes, as FIPS 202 (3.2) defines them."""
    constants, register = [], 1
    for _ in range(24):
        constant = 0
        for j in range(7):
            constant |= (register & 1) << ((1 << j) - 1)
            register = register << 1 ^ (0x171 if register >> 7 else 0)
        constants.append(constant & _MASK)
    x, y, places, turns = 1, 0, [], []
    for t in range(24):
        x, y = y, (2 * x + 3 * y) % 5
        places.append(x + 5 * y)
        turns.append((t + 1) * (t + 2) // 2 % 64)
    return Kept(np.array(constants, np.uint64)), Kept(np.array(turns, np.uint64)), Kept(np.array(places, np.int64))
