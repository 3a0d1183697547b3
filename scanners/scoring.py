"""How well the detectors find what is marked in texts: counts by label, strict and overlapping.

What is marked has a type, which is known under one label or several (`TYPES`); it counts for the first of these whose shape it has, and
is found if a finding under any of them is there. *Overlap*: the finding covers four fifths of what is marked; *strict*: it has the same
bounds. Words for an identifier inside the marks (`护照号E…`) may be within the finding or not; for the overlap only the identifier counts.
A finding that touches nothing marked with a type of its label is false.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

import pyarrow as pa

from scanners import identity, registry
from scanners.detect import detect
from scanners.labelled import Labelled, Span
from scanners.measures import buffers

SHARE = 0.8
"""Of what is marked, what a finding has to cover."""
_AT_ONCE = 2000
"""Texts that go through the detectors together."""

_PHONE = ("mainland_mobile", "landline", "phone_number")
_RESIDENT = ("resident_id_15", "resident_id", "foreign_resident_id")
TYPES: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(("phone", "phone_number", "telephone", "mobile", "mobile_phone", "cn_phone", "手机号", "电话", "手机号码"), _PHONE),
    **dict.fromkeys(("id_number", "id_card", "cn_id_card", "identity_card", "resident_id", "身份证号", "身份证号码"), _RESIDENT),
    **dict.fromkeys(("bank_card", "credit_card", "payment_card", "银行卡号"), ("bank_card",)),
    **dict.fromkeys(("email", "email_address", "e_mail", "邮箱", "电子邮箱"), ("email",)),
    **dict.fromkeys(("license_plate", "plate", "vehicle_plate", "车牌", "车牌号"), ("vehicle_plate",)),
    **dict.fromkeys(("passport", "cn_passport", "护照", "护照号"), ("passport",)),
    **dict.fromkeys(("address", "street_address", "地址"), ("address_cn", "address_en")),
    **dict.fromkeys(("person", "per", "person_name", "姓名"), ("person_name",)),
    **dict.fromkeys(("iban", "iban_code"), ("iban",)),
    **dict.fromkeys(("us_ssn", "ssn"), ("us_ssn",)),
    **dict.fromkeys(("ip_address", "ip"), ("ipv4", "ipv6")),
    **dict.fromkeys(("url", "domain_name"), ("url",)),
    **dict.fromkeys(("crypto", "crypto_wallet"), ("crypto_wallet",)),
    **dict.fromkeys(("wechat", "wechat_id", "微信"), ("wechat_id",)),
    **dict.fromkeys(("qq", "qq_id"), ("qq_id",)),
    **dict.fromkeys(("mac", "mac_address"), ("mac_id",)),
    "us_passport": ("us_passport",),
    "uk_nhs": ("uk_nhs",),
    "uk_nino": ("uk_nino",),
    "imei": ("imei",),
    "vin": ("vin",),
}  # fmt: skip # rows, which read as a table
"""Type in labelled files, in small letters -> our labels."""

_SAME: Mapping[str, str] = {
    "resident_id_minor": "resident_id",
    "residence_permit": "resident_id",
    "email_role": "email",
    "email_documentation": "email",
    "bank_card_test": "bank_card",
}
"""Labels of what the same code finds; which of them it is follows from the digits or letters found."""

_WORDS = re.compile(r"[\u4e00-\u9fff：:]*(?=[A-Za-z0-9])")
_IN_HAN = frozenset({"vehicle_plate", "address_cn", "person_name"})
"""Labels of what may itself begin with Han characters."""
_MOBILE = re.compile(r"\+861[3-9][0-9]{9}")
_HAN = re.compile("[\u4e00-\u9fff]")

_SHAPES: Mapping[str, Callable[[str], bool]] = {
    "mainland_mobile": lambda text: bool(_MOBILE.fullmatch(identity.canonical("phone_number", text) or "")),
    "landline": lambda text: (identity.canonical("phone_number", text) or "").startswith("+86"),
    "resident_id_15": lambda text: len(text) == 15 and text.isdigit(),
    "resident_id": lambda text: not text.startswith("9"),
    "address_cn": lambda text: _HAN.search(text) is not None,
    "ipv4": lambda text: ":" not in text,
}
"""What tells a label from those after it; others fit always."""


def measured_as(label: str) -> str:
    """The label under which findings of this one are measured."""
    plain = label.removesuffix("_specimen")
    return _SAME.get(plain, plain)


@dataclass(frozen=True, slots=True)
class Counts:
    """Of one label: how many are marked (`n`), how many of them are found (`found`, `exact`), and how many findings are false: `false`
    touch nothing of the label, `inexact` are these and those with other bounds."""

    n: int
    found: int
    exact: int
    false: int
    inexact: int


@dataclass(frozen=True, slots=True)
class Result:
    """Counts by label, and of each type that no label answers to how many are marked."""

    counts: Mapping[str, Counts]
    unmapped: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class _Hit:
    label: str
    start: int
    stop: int


def score(texts: Iterable[Labelled], least: float, also: Mapping[str, tuple[str, ...]] | None = None) -> Result:
    """Runs all detectors over the texts, as a worker does, and counts findings of at least `least`. `also`: types beside `TYPES`."""
    known = {**TYPES, **(also or {})}
    remaining = iter(texts)
    tally, unmapped, seen = Counter[tuple[str, str]](), Counter[str](), set[str]()
    while some := list(islice(remaining, _AT_ONCE)):
        for text, hits in zip(some, _hits(some, least), strict=True):
            unmapped.update(span.type for span in text.spans if span.type not in known)
            seen.update(label for span in text.spans for label in known.get(span.type, ()))
            _count(tally, text, [span for span in text.spans if span.type in known], hits, known)
    names = ("n", "found", "exact", "false", "inexact")
    counts = {label: Counts(*(int(tally[label, name]) for name in names)) for label in sorted(seen)}
    return Result({label: c for label, c in counts.items() if c.n or c.false}, dict(unmapped))


def _hits(texts: Sequence[Labelled], least: float) -> list[list[_Hit]]:
    found: list[list[_Hit]] = [[] for _ in texts]
    for f in detect(*buffers(pa.array([text.text for text in texts], pa.string()))):
        if f.hit.score >= least:
            found[f.record].append(_Hit(measured_as(f.hit.label), f.hit.start, f.hit.stop))
    return found


def _count(
    tally: Counter[tuple[str, str]],
    text: Labelled,
    spans: Sequence[Span],
    hits: Sequence[_Hit],
    known: Mapping[str, tuple[str, ...]],
) -> None:
    exactly: set[Span] = set()
    for span in spans:
        labels = known[span.type]
        core = _core(text.text, span, labels)
        label = _label(text.text, text.text[core : span.stop], labels)
        own = [hit for hit in hits if hit.label in labels]
        exact = any(hit.start in (span.start, core) and hit.stop == span.stop for hit in own)
        covered = any(min(h.stop, span.stop) - max(h.start, core) >= SHARE * (span.stop - core) for h in own)
        tally.update({(label, "n"): 1, (label, "found"): covered, (label, "exact"): exact})
        exactly |= {span} if exact else set()
    for hit in {*hits}:
        touched = [s for s in spans if hit.label in known[s.type] and hit.start < s.stop and s.start < hit.stop]
        tally.update({(hit.label, "false"): not touched, (hit.label, "inexact"): exactly.isdisjoint(touched)})


def _core(text: str, span: Span, labels: Sequence[str]) -> int:
    """Where the identifier itself begins, behind a word for it that was marked with it."""
    words = None if _IN_HAN.intersection(labels) else _WORDS.match(text, span.start, span.stop)
    return words.end() if words else span.start


def _label(text: str, written: str, labels: Sequence[str]) -> str:
    """Of several labels the first whose shape this has. A trunk zero leads numbers of many lands; ours stand among Han."""
    if "landline" in labels and not _HAN.search(text):
        labels = [label for label in labels if label != "landline"]
    return next((label for label in labels if label not in _SHAPES or _SHAPES[label](written)), labels[-1])


def scanner_of(label: str) -> tuple[str, int] | None:
    """Who finds a label, and at which version; None where nobody here does."""
    return next(((d.name, d.version) for d in registry.detectors() if label in d.labels), None)


def labels_measured_as(label: str) -> list[str]:
    """The labels that one measurement is about."""
    return sorted(one for d in registry.detectors() for one in d.labels if measured_as(one) == label)
