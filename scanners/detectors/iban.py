"""International bank account numbers (ISO 13616): country, length and check digits (ISO 7064 MOD 97-10) hold.

One random number in 97 has the right check digits, so country and length count as well, and that an account of a country whose numbers
are all digits has no letters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from scanners import checksums_international
from scanners.base import Anchor, Hit
from scanners.context import Words

_COUNTRY_WORDS = (
    "AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29 ES24 FI18 FK18 FO18 "
    "FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 "
    "MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 "
    "SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30"
)
_LENGTHS = {word[:2]: int(word[2:]) for word in _COUNTRY_WORDS.split()}
"""By country, how many characters its IBAN has (the registry of ISO 13616)."""
_DIGIT_WORDS = "AE AT BA BE BI CR CZ DE DJ DK EE EG ES FI FO GL HR HU IL IS LT LY ME MN MR NO PL PT RS SD SE SI SK SO ST TL TN VA XK"
_ALL_DIGITS = frozenset(_DIGIT_WORDS.split())
_SPECIMEN_WORDS = (
    "AD1200012030200359100100 AE070331234567890123456 AL47212110090000000235698741 AT611904300234573201 AZ21NABZ00000000137010001944 "
    "BA391290079401028494 BE68539007547034 BG80BNBG96611020345678 BH67BMAG00001299123456 BR1800360305000010009795493C1 "
    "CH9300762011623852957 CY17002001280000001200527600 CZ6508000000192000145399 DE89370400440532013000 DK5000400440116243 "
    "DO28BAGR00000001212453611324 EE382200221020145685 ES9121000418450200051332 FI2112345600000785 FO6264600001631634 "
    "FR1420041010050500013M02606 GB29NWBK60161331926819 GB33BUKB20201555555555 GB82WEST12345698765432 GB94BARC10201530093459 "
    "GE29NB0000000101904917 GI75NWBK000000007099453 GL8964710001000206 GR1601101250000000012300695 HR1210010051863000160 "
    "HU42117730161111101800000000 IE29AIBK93115212345678 IL620108000000099999999 IS140159260076545510730339 "
    "IT60X0542811101000000123456 JO94CBJO0010000000000131000302 KW81CBKU0000000000001234560101 KZ86125KZT5004100100 "
    "LB62099900000001001901229114 LC55HEMM000100010012001200023015 LI21088100002324013AA LT121000011101001000 LU280019400644750000 "
    "LV80BANK0000435195001 MC5811222000010123456789030 MD24AG000225100013104168 ME25505000012345678951 MK07250120000058984 "
    "MR1300020001010000123456753 MT84MALT011000012345MTLCAST001S NL91ABNA0417164300 NO9386011117947 PK36SCBL0000001123456702 "
    "PL61109010140000071219812874 PS92PALS000000000400123456702 PT50000201231234567890154 QA58DOHB00001234567890ABCDEFG "
    "RO49AAAA1B31007593840000 RS35260005601001611379 SA0380000000608010167519 SC18SSCB11010000000000001497USD SE4550000000058398257466 "
    "SI56263300012039086 SK3112000000198742637541 SM86U0322509800000000270100 TN5910006035183598478831 TR330006100519786457841326 "
    "UA213223130000026007233566001 VG96VPVG0000012345678901 XK051212012345678906"
)
_SPECIMENS = frozenset(_SPECIMEN_WORDS.split())
"""The examples that the registry prints for each country, and some that everybody copies."""

_IBAN = re.compile(
    r"(?:(?<![0-9A-Za-z])|(?<=IBAN)|(?<=iban))(?:[A-Z]{2}|[a-z]{2})[0-9]{2}"
    r"(?:[0-9A-Za-z]{11,29}|(?:[ -][0-9A-Za-z]{4}){2,7}(?:[ -][0-9A-Za-z]{1,4})?)(?![0-9A-Za-z])"
)
_LONGER = re.compile(r"[ -]")
_FOUR = re.compile("[0-9]{4}")
_CONTEXT = Words(
    r"iban|银行账[号户]|国际银行|收款账[号户]", r"wire transfer|bank account|account no|account number|konto|bic|swift"
)
_REACH = 32
_GROUPED = tuple((4,) * (n // 4) + ((n % 4,) if n % 4 else ()) for n in sorted(set(_LENGTHS.values())))
_LONGEST = 30
"""Characters that an anchor may have in one piece."""
_BARE = tuple((n,) for n in sorted(set(_LENGTHS.values())) if n <= _LONGEST)
_LEADS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_ANCHOR = Anchor(codes=_GROUPED + _BARE, leads=_LEADS, literals=("iban",), before=160, after=96)


@dataclass(frozen=True, slots=True)
class Iban:
    """Finds IBANs. Score: 1.0 after a word for accounts; 0.9 in capitals without one. Small letters count only after `iban`."""

    name: str = "iban"
    version: int = 1
    anchor: Anchor = _ANCHOR
    labels: Mapping[str, str] = field(default_factory=lambda: {"iban": "personal", "iban_specimen": "specimen"})

    def find(self, text: str) -> Iterator[Hit]:
        for match in _IBAN.finditer(text):
            hit = _hit(text, match)
            if hit is not None:
                yield hit


def _hit(text: str, match: re.Match[str]) -> Hit | None:
    stop = _stop(match)
    if stop is None:
        return None
    written = match.group()[: stop - match.start()]
    code = _LONGER.sub("", written).upper()
    if _FOUR.search(code) is None or (code[:2] in _ALL_DIGITS and not code[2:].isdigit()):
        return None
    named = _CONTEXT.precede(text, match.start(), _REACH)
    unusual = not written.isupper() or len(written) == len(code) > _LONGEST
    if unusual and not _is_announced(text, match.start()):
        return None
    if not checksums_international.iban(code):
        return None
    if code in _SPECIMENS:
        return Hit(match.start(), stop, "iban_specimen", 1.0)
    return Hit(match.start(), stop, "iban", 1.0 if named else 0.9)


def _stop(match: re.Match[str]) -> int | None:
    """Where the country's number of characters ends, if a group ends there."""
    code = match.group()
    left = _LENGTHS.get(code[:2].upper(), 0)
    for place, character in enumerate(code):
        if character not in " -":
            left -= 1
        if left == 0:
            return match.start() + place + 1 if code[place + 1 : place + 2] in ("", " ", "-") else None
    return None


def _is_announced(text: str, start: int) -> bool:
    """Whether the word `iban` stands before what is seldom an account otherwise, or too long for the compiled pass to show it."""
    return "iban" in text[max(0, start - _REACH) : start].lower()


DETECTOR = Iban()
