"""Which person an identifier names, whatever way it is written: one canonical form for each kind, and a digest of it under a key.

A hash of a telephone number or of an identity number is reversed by trying all of them; a digest of this module is an HMAC (RFC 2104,
with SHA-256 of FIPS 180-4) under a key that lies outside the catalogue, and there is none without a key. Equal identifiers have equal
digests in every catalogue that was made with the key, so that one person is found again in several sources and data sets.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from scanners.checksums import mod_11_2
from scanners.fold import fold
from scanners.keys import canonical as host

VERSION = 2
"""To be raised when another digest would come of an identifier: catalogues then read every shard with a key anew."""

KEY_BYTES = 32
DIGEST_BYTES = 16
CHECK_BYTES = 8

Form = Callable[[str], str | None]
"""The canonical form of what is written; None for what has not the shape of its kind."""

_HAN_DIGITS = str.maketrans("〇零一二三四五六七八九幺两壹贰叁肆伍陆柒捌玖", "00123456789" + "12" + "123456789")
_OTHERS = re.compile(r"[^0-9A-Za-z]+")
_NO_DIGIT = re.compile(r"[^0-9]+")
_EXTENSION = re.compile(
    r"(?<=[0-9)])[ ]{0,2}(?:转|轉|ext\.?|x|#)[ ]{0,2}([0-9]{1,6})\Z|(?<=[0-9]{7})-([0-9]{1,6})\Z", re.IGNORECASE
)
_MOBILE = re.compile(r"1[3-9][0-9]{9}")
_LANDLINE = re.compile(r"0?(10|2[0-9]|[3-9][0-9]{2})([1-9][0-9]{6,7})")
_MAIL = re.compile(r"(?:mailto:)?([^\s@<>,;:()]{1,64})@([^\s@<>,;:()]{1,253})", re.IGNORECASE)


def _plain(written: str) -> str:
    """In one spelling of ASCII and without what nobody sees."""
    return (written if written.isascii() else fold(written)[0]).strip()


def _numeric(written: str) -> str:
    """The same, with digits in Han characters as digits."""
    text = _plain(written)
    return text if text.isascii() else text.translate(_HAN_DIGITS)


def _characters(pattern: str, keep: int | None = None) -> Form:
    """Letters in capitals and digits alone, where they have this shape as a whole; of these the first `keep`."""
    shape = re.compile(pattern)

    def form(written: str) -> str | None:
        bare = _OTHERS.sub("", _numeric(written)).upper()
        return bare[:keep] if shape.fullmatch(bare) else None

    return form


_identity_number = _characters(r"[0-9]{15}|[0-9]{17}[0-9X]|[A-Z]{3}[0-9]{12}")


def _national(written: str) -> str | None:
    """An identity number of GB 11643 in its 18 characters; the old form of 15 digits lacks the century and the check character."""
    bare = _identity_number(written)
    if bare is None or len(bare) != 15 or not bare.isdigit():
        return bare
    body = f"{bare[:6]}19{bare[6:]}"
    return body + mod_11_2(body)


def _phone(written: str) -> str | None:
    """`+`, country and number, or the digits alone where nothing tells the country; an extension behind `;`."""
    text = _numeric(written)
    extension = _EXTENSION.search(text)
    digits = _NO_DIGIT.sub("", text[: extension.start()] if extension else text)
    further = f";{extension[1] or extension[2]}" if extension else ""
    foreign = "+" in text[:3] or digits.startswith("00")
    digits = digits[2:] if digits.startswith("00") else digits
    rest = digits[2:] if digits.startswith("86") else digits
    if (not foreign or rest != digits) and (found := _mainland(rest, named=rest != digits)):
        return f"+86{found}{further}"
    if not 6 <= len(digits) <= 15:
        return None
    return f"{'+' if foreign else ''}{digits}{further}"


def _mainland(digits: str, *, named: bool) -> str | None:
    """The national number in mainland China; of a landline without a trunk zero only where the country is named."""
    if _MOBILE.fullmatch(digits):
        return digits
    landline = _LANDLINE.fullmatch(digits)
    return landline[1] + landline[2] if landline and (named or digits[0] == "0") else None


def _email(written: str) -> str | None:
    """In lower case, the domain in its ASCII form. Local parts may differ in case by RFC 5321; no large provider lets them."""
    match = _MAIL.fullmatch(_plain(written))
    return f"{match[1].lower()}@{host(match[2])}" if match else None


def _military(written: str) -> str | None:
    bare = re.sub(r"\s+", "", _plain(written)).removesuffix("号").upper()
    return bare if re.fullmatch(r"(?:[\u4e00-\u9fff]{1,4}字?第?)?[0-9A-Z]{4,10}", bare) else None


def _plate(written: str) -> str | None:
    bare = re.sub(r"[^0-9A-Za-z\u4e00-\u9fff]+", "", _plain(written)).upper()
    return bare if re.fullmatch(r"[A-Z0-9\u4e00-\u9fff]{6,10}", bare) and re.search("[0-9A-Z]{2}", bare) else None


def _account(written: str) -> str | None:
    """A name in a network, which nobody writes in capitals to mean another."""
    bare = _plain(written)
    return bare.lower() if re.fullmatch(r"[A-Za-z][A-Za-z0-9_-]{4,31}", bare) else None


def _wallet(written: str) -> str | None:
    """As it stands, since case is part of the number; that of Ethereum (EIP-55) and of Bech32 is not."""
    bare = _plain(written)
    if not re.fullmatch(r"[0-9A-Za-z]{26,90}", bare):
        return None
    return bare.lower() if bare.lower().startswith(("0x", "bc1", "ltc1")) else bare


FORMS: Mapping[str, Form] = {
    "national_id": _national,
    "phone": _phone,
    "email": _email,
    "bank_card": _characters(r"[0-9]{12,19}"),
    "passport": _characters(r"[A-Z0-9]{6,9}"),
    "home_return_permit": _characters(r"[HM][0-9]{8}(?:[0-9]{2})?", 9),
    "taiwan_compatriot_permit": _characters(r"[0-9]{8}(?:[0-9]{2})?[A-Z]?"),
    "travel_permit": _characters(r"[A-Z]{1,2}[0-9]{7,8}"),
    "hk_id": _characters(r"[A-Z]{1,2}[0-9]{6}[0-9A]"),
    "macau_id": _characters(r"[157][0-9]{7}"),
    "taiwan_id": _characters(r"[A-Z][A-D1289][0-9]{8}"),
    "driving_licence_file": _characters(r"[0-9]{12}"),
    "military_id": _military,
    "social_security_card": _characters(r"[A-Z0-9]{8,18}"),
    "medical_record": _characters(r"[A-Z0-9]{5,16}"),
    "wechat": _account,
    "qq": _characters(r"[1-9][0-9]{4,10}"),
    "vehicle_plate": _plate,
    "vin": _characters(r"[A-HJ-NPR-Z0-9]{17}"),
    "imei": _characters(r"[0-9]{15}"),
    "imsi": _characters(r"[0-9]{14,15}"),
    "iccid": _characters(r"89[0-9]{16,18}"),
    "mac": _characters(r"[0-9A-F]{12}"),
    "iban": _characters(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}"),
    "us_ssn": _characters(r"[0-9]{9}"),
    "us_passport": _characters(r"[A-Z]?[0-9]{8,9}"),
    "uk_nhs": _characters(r"[0-9]{10}"),
    "uk_nino": _characters(r"[A-Z]{2}[0-9]{6}[A-D]"),
    "crypto_wallet": _wallet,
}
"""Group -> its canonical form. Digests of different groups differ, whatever is written."""

_PERSONS: Mapping[str, str] = {
    **dict.fromkeys(("resident_id", "resident_id_15", "residence_permit", "foreign_resident_id"), "national_id"),
    **dict.fromkeys(("mainland_mobile", "landline", "phone_number"), "phone"),
    **dict.fromkeys(("hk_macau_travel_permit", "taiwan_travel_permit"), "travel_permit"),
    "wechat_id": "wechat",
    "qq_id": "qq",
    "mac_id": "mac",
    **{name: name for name in FORMS if name not in ("national_id", "phone", "travel_permit", "wechat", "qq", "mac")},
}  # fmt: skip # rows, which read as a table
GROUPS: Mapping[str, str] = {
    **_PERSONS,
    **{f"{label}_specimen": group for label, group in _PERSONS.items()},
    **dict.fromkeys(("email_role", "email_documentation"), "email"),
    **dict.fromkeys(("corporate_phone", "iot_number"), "phone"),
    "bank_card_test": "bank_card",
}
"""Label -> its group: those that name one person, or a thing that one person uses, and those of the same shapes that a detector takes for
an office's, a machine's or an example. It may be wrong, and whoever asks about his number must not be told that it is gone. Names and
addresses are not among them, since many people share one."""


def canonical(label: str, written: str) -> str | None:
    """What is written, in the one form of its kind; None for a label that names no person and for what has not the shape."""
    group = GROUPS.get(label)
    return FORMS[group](written) if group else None


def digest(key: bytes, group: str, form: str) -> bytes:
    """The first 16 bytes of the HMAC-SHA-256 of group and canonical form."""
    return hmac.digest(key, f"{group}\0{form}".encode("utf-8", "surrogatepass"), hashlib.sha256)[:DIGEST_BYTES]


def of_finding(key: bytes, label: str, written: str) -> bytes | None:
    """The digest of what was found under a label; None where there is none."""
    form = canonical(label, written)
    return None if form is None else digest(key, GROUPS[label], form)


def within(label: str, written: str) -> Iterator[tuple[str, str]]:
    """What stands in an identifier and is one by itself, as label and what is written: the number before an extension, and the number by
    which a mailbox is named: a mobile with any provider, an account of QQ with its own."""
    form = canonical(label, written)
    if form is None:
        return
    if GROUPS[label] == "phone" and ";" in form:
        yield label, form.partition(";")[0]
    if GROUPS[label] == "email":
        name, _, provider = form.rpartition("@")
        if _MOBILE.fullmatch(name.removeprefix("+").removeprefix("86")):
            yield "mainland_mobile", name
        elif provider in ("qq.com", "vip.qq.com") and FORMS["qq"](name) == name:
            yield "qq_id", name


def candidates(key: bytes, written: str) -> dict[bytes, str]:
    """Every digest that an identifier of unknown kind can have, with its group; empty for what has the shape of no kind."""
    forms = {group: form(written) for group, form in FORMS.items()}
    return {digest(key, group, form): group for group, form in forms.items() if form is not None}


def check(key: bytes) -> str:
    """Tells one key from another without telling the key, and one version of the digests from another."""
    return f"{VERSION}:{hmac.digest(key, b'linkage key', hashlib.sha256)[:CHECK_BYTES].hex()}"


_ALMOST_ANYTHING = frozenset(
    {
        *("passport", "military_id", "vehicle_plate", "imsi"),
        "medical_record",
        "qq",
        "wechat",
        "social_security_card",
        "driving_licence_file",
        "crypto_wallet",
        "us_passport",
        "uk_nhs",
    }
)
"""Kinds whose shape says so little that what has it is more likely of another kind."""


def likely(groups: Iterable[str]) -> frozenset[str]:
    """Of the kinds that an identifier may be, those that it most probably is: the ones whose shape says something, or else all."""
    found = frozenset(groups)
    return found - _ALMOST_ANYTHING or found
