"""Made-up identifiers whose check characters hold, and look-alikes whose do not.

None can be a living person's where the format leaves room for that: `docs/demo.md` says for each kind what makes it so. Formats
and check characters: GB 11643 and ISO 7064 MOD 11-2 (resident identity number), GB 32100 and GB 11714 (unified social credit
code), Luhn (bank card), TC260-PG-20252A (provider code).
"""

from __future__ import annotations

from random import Random

RESIDENT_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
RESIDENT_CHECKS = "10X98765432"
CREDIT_CODE_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
EMAIL_DOMAIN = "shuyuan-qingdeng.zz"
"""ZZ is a user-assigned code of ISO 3166-1, which is why it is no country's domain and is delegated to nobody."""


def resident(random: Random) -> str:
    """A resident identity number of 18 characters: province code without a county, born in January 1900."""
    body = f"110000190001{random.randint(1, 28):02d}{random.randint(0, 999):03d}"
    return body + resident_check(body)


def resident_check(body: str) -> str:
    """The check character of 17 digits after ISO 7064 MOD 11-2."""
    return RESIDENT_CHECKS[sum(int(d) * w for d, w in zip(body, RESIDENT_WEIGHTS, strict=True)) % 11]


def wrong_resident(random: Random) -> str:
    """A resident identity number in every way but for its check character."""
    body = resident(random)[:17]
    return body + next(c for c in "12345678" if c != resident_check(body))


def organisation_check(body: str) -> str:
    """The check character of an organisation code of eight characters (GB 11714): 10 is X, 11 is 0."""
    total = sum(int(c, 36) * w for c, w in zip(body, ORGANISATION_WEIGHTS, strict=True))
    return "0123456789X0"[11 - total % 11]


def credit_code(random: Random) -> str:
    """A unified social credit code of 18 characters for an enterprise in county 110199, which does not exist."""
    body = "MA" + "".join(random.choice("0123456789ABCDEFGHJKLMNPQRTUWXY") for _ in range(6))
    head = "91110199" + body + organisation_check(body)
    values = [CREDIT_CODE_ALPHABET.index(c) for c in head]
    total = sum(v * pow(3, i, 31) for i, v in enumerate(values))
    return head + CREDIT_CODE_ALPHABET[(31 - total % 31) % 31]


def wrong_credit_code(random: Random) -> str:
    """A unified social credit code in every way but for its last character."""
    code = credit_code(random)
    return code[:17] + CREDIT_CODE_ALPHABET[(CREDIT_CODE_ALPHABET.index(code[17]) + 7) % 31]


def mobile(random: Random) -> str:
    """A mainland mobile number of 11 digits in block 1740000."""
    return f"1740000{random.randint(1000, 9999)}"


def email(random: Random) -> str:
    """An address under `EMAIL_DOMAIN`."""
    return f"{''.join(random.choices('bdfglmnprstvz', k=4))}.{random.randint(10, 99)}@{EMAIL_DOMAIN}"


def bank_card(random: Random, digits: int = 19) -> str:
    """A card number that begins 620000 and ends in a Luhn digit."""
    body = "620000" + "".join(random.choices("0123456789", k=digits - 7))
    return body + luhn_check(body)


def luhn_check(body: str) -> str:
    """The Luhn check digit of a string of digits."""
    doubled = [int(d) * (2 - i % 2) for i, d in enumerate(reversed(body))]
    return str(-sum(d - 9 if d > 9 else d for d in doubled) % 10)


def wrong_card(random: Random) -> str:
    """A card number of 19 digits in every way but for its Luhn digit."""
    card = bank_card(random)
    return card[:-1] + str((int(card[-1]) + 5) % 10)


def provider_code(uscc: str) -> str:
    """The provider code of 27 characters for an organisation: `00`, `11`, its credit code, service type 1 and model `DEM0`."""
    return f"0011{uscc}1DEM0"


def full_width(digits: str) -> str:
    """ASCII characters as their full-width forms, one code point for one."""
    return "".join(chr(ord(c) + 0xFEE0) for c in digits)


def spaced(digits: str, *groups: int) -> str:
    """Digits in groups with one space between them."""
    parts, at = [], 0
    for size in groups:
        parts.append(digits[at : at + size])
        at += size
    return " ".join(parts)
