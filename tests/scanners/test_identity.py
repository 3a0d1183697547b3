"""One person's identifier has one digest, whatever way it is written, and none that can be made without the key."""

from __future__ import annotations

import hashlib
import hmac
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from scanners import identity, registry
from scanners.base import Detector
from scanners.fold import fold, original

KEY, OTHER = bytes(range(32)), bytes(range(1, 33))
ONE = {
    "mainland_mobile": [
        "13800001234",
        "138 0000 1234",
        "138-0000-1234",
        "+8613800001234",
        "+86 138 0000 1234",
        "(+86)138-0000-1234",
        "0086 13800001234",
        "86 13800001234",
        "１３８００００１２３４",
        "138\u200b0000\u202c1234",
        "一三八零零零零一二三四",
        "138·0000·1234",
    ],
    "landline": ["010-12345678", "（010）1234 5678", "+86 10 12345678", "0086-10-12345678"],
    "resident_id": ["11010519491231002X", "11010519491231002x", "110105 1949 1231 002X", "１１０１０５１９４９１２３１００２Ｘ",
                    "110105491231002"],
    "email": ["Zhang.Wei@Mail.Example.com", "zhang.wei＠mail.example.com", " zhang.wei@mail.example.com "],
    "bank_card": ["6222020000000000", "6222 0200 0000 0000", "6222-0200-0000-0000"],
    "hk_id": ["A123456(3)", "a123456（3）", "A1234563"],
    "home_return_permit": ["H12345678", "h12345678", "H1234567801"],
    "iban": ["GB82 WEST 1234 5698 7654 32", "gb82west12345698765432"],
    "mac_id": ["00:1A:2B:3C:4D:5E", "00-1a-2b-3c-4d-5e"],
    "vehicle_plate": ["京A·12345", "京a12345", "京A 12345"],
}  # fmt: skip # rows, which read as a table


@pytest.mark.parametrize("label", ONE)
def test_spellings_of_one_identifier_have_one_digest(label: str) -> None:
    digests = {identity.of_finding(KEY, label, written) for written in ONE[label]}
    assert len(digests) == 1
    assert None not in digests


@pytest.mark.parametrize(
    ("label", "one", "another"),
    [
        ("landline", "010-12345678-801", "010-12345678-802"),
        ("landline", "010-12345678", "010-12345678转801"),
        ("phone_number", "+1 212 555 0100", "+44 212 555 0100"),
        ("mainland_mobile", "13800001234", "13800001235"),
        ("email", "a.b@example.com", "ab@example.com"),
        ("crypto_wallet", "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2", "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2".lower()),
    ],
)
def test_two_identifiers_have_two_digests(label: str, one: str, another: str) -> None:
    assert identity.of_finding(KEY, label, one) != identity.of_finding(KEY, label, another)


def test_labels_of_one_kind_can_be_compared_and_others_cannot() -> None:
    number = "+86 138 0000 1234"
    assert identity.of_finding(KEY, "phone_number", number) == identity.of_finding(KEY, "mainland_mobile", number)
    assert identity.of_finding(KEY, "social_security_card", "123456789") != identity.of_finding(
        KEY, "us_ssn", "123456789"
    )


def test_the_digest_is_an_hmac_of_16_bytes_and_no_bare_hash() -> None:
    form = b"phone\0+8613800001234"
    made = identity.of_finding(KEY, "mainland_mobile", "13800001234")
    assert made == hmac.new(KEY, form, hashlib.sha256).digest()[:16]
    assert made != identity.of_finding(OTHER, "mainland_mobile", "13800001234")
    assert made != hashlib.sha256(form).digest()[:16]


def test_the_check_value_tells_keys_apart_and_is_no_key() -> None:
    assert identity.check(KEY) != identity.check(OTHER)
    assert KEY.hex()[:16] not in identity.check(KEY)


@pytest.mark.parametrize("label", ["person_name", "address_cn", "ipv4", "court_case", "coordinates", "uscc"])
def test_what_names_no_single_person_has_none(label: str) -> None:
    assert identity.of_finding(KEY, label, "13800001234") is None


def test_an_identifier_of_unknown_kind_is_each_kind_that_it_may_be() -> None:
    found = identity.candidates(KEY, "138 0000 1234")
    assert identity.of_finding(KEY, "mainland_mobile", "13800001234") in found
    assert identity.of_finding(KEY, "qq_id", "13800001234") in found
    assert identity.candidates(KEY, "?") == {}


@given(st.text(max_size=60))
def test_any_text_has_a_form_or_none(text: str) -> None:
    for label in identity.GROUPS:
        form = identity.canonical(label, text)
        assert form is None or identity.FORMS[identity.GROUPS[label]](form) in (form, None)


@given(st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True), st.sampled_from([" ", "-", "", ". "]))
def test_a_mobile_in_groups_is_the_same(digits: str, gap: str) -> None:
    grouped = gap.join((digits[:3], digits[3:7], digits[7:]))
    assert identity.canonical("mainland_mobile", f"+86 {grouped}") == f"+86{digits}"


def test_every_label_has_a_form_and_whatever_an_identifier_is_taken_for_is_linked() -> None:
    assert set(identity.GROUPS.values()) == set(identity.FORMS)
    for detector in registry.detectors():
        if any(label in identity.GROUPS for label in detector.labels):
            assert detector.labels.keys() <= identity.GROUPS.keys(), detector.name


@pytest.mark.parametrize(
    ("label", "written", "held"),
    [
        ("email", "13912345678@139.com", [("mainland_mobile", "13912345678")]),
        ("email_documentation", "+8613912345678@example.com", [("mainland_mobile", "+8613912345678")]),
        ("email", "１２３４５６＠qq.com", [("qq_id", "123456")]),
        ("email", "123456@VIP.QQ.com", [("qq_id", "123456")]),
        ("email", "123456@firm.com", []),
        ("email", "li@qq.com", []),
        ("landline", "010-12345678转801", [("landline", "+861012345678")]),
        ("landline", "010-12345678", []),
        ("passport", "?", []),
        ("person_name", "张三", []),
    ],
)
def test_what_stands_in_an_identifier(label: str, written: str, held: list[tuple[str, str]]) -> None:
    assert list(identity.within(label, written)) == held


@pytest.mark.parametrize("detector", registry.detectors(), ids=lambda d: d.name)
def test_whatever_a_detector_finds_has_a_form(detector: Detector) -> None:
    """What has none could not be traced."""
    cases = Path(__file__).with_name("cases") / f"{detector.name}.yml"
    texts = [case["text"] for case in yaml.safe_load(cases.read_text("utf-8"))["hit"]]
    for text in texts:
        folded, places = fold(text)
        for hit in detector.find(folded):
            start, stop = original(places, hit.start, hit.stop)
            linked = hit.label in identity.GROUPS
            assert not linked or identity.canonical(hit.label, text[start:stop]) is not None, hit.label
