"""What is planted in the bench corpus: identifiers, look-alikes, copies and edited copies, at the rates of real text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import Literal

from provenance.demo import identifiers

Kind = Literal["exact", "near", "work"]

BYTES_AN_IDENTIFIER = 54_000
"""Text to one identifier; with look-alikes at four fifths of that rate."""
BANDS = {0.95: 0.0052, 0.85: 0.0168, 0.7: 0.038}
"""Similarity that is aimed at, and the share of units that must be replaced for it: with s = (1 - share)^5 of the 5-grams left
untouched, the Jaccard similarity is s / (2 - s)."""

MAKERS: Sequence[tuple[str, Callable[[Random], str], str]] = (
    ("mobile", identifiers.mobile, "联系电话："),
    ("email", identifiers.email, "Contact: "),
    ("resident", identifiers.resident, "身份证号码："),
    ("bank_card", identifiers.bank_card, "银行卡号："),
    ("credit_code", identifiers.credit_code, "统一社会信用代码："),
)
LOOK_ALIKES: Sequence[tuple[str, Callable[[Random], str], str]] = (
    ("", identifiers.wrong_resident, "订单号："),
    ("", identifiers.wrong_card, "Order no. "),
    ("", identifiers.wrong_credit_code, "批次 "),
    ("", lambda random: str(random.randint(10**11, 10**12)), "ts="),
)


@dataclass(frozen=True, slots=True)
class Record:
    """A record of the corpus. `identifiers`: how many are planted in it."""

    id: str
    text: bytes
    language: Literal["zh", "en", "code"]
    identifiers: int = 0


@dataclass(frozen=True, slots=True)
class Pair:
    """Two records of which the first was made from the other; `similarity` is what was aimed at."""

    id: str
    other: str
    kind: Kind
    similarity: float


def with_identifiers(random: Random, records: Sequence[Record], size: int) -> list[Record]:
    """The records, with identifiers and look-alikes behind sentences of some of the prose, as many as `size` bytes of text have."""
    prose = [k for k, record in enumerate(records) if record.language != "code"]
    result = list(records)
    count = size // BYTES_AN_IDENTIFIER
    chosen = [True] * count + [False] * (count * 4 // 5)
    for real in chosen if prose else ():
        k = random.choice(prose)
        _, make, words = random.choice(MAKERS if real else LOOK_ALIKES)
        text = result[k].text
        at = text.find(b" " if result[k].language == "en" else "，".encode(), random.randrange(len(text)))
        at = len(text) if at < 0 else at
        planted = f" {words}{make(random)} ".encode()
        result[k] = replace(
            result[k], text=text[:at] + planted + text[at:], identifiers=result[k].identifiers + int(real)
        )
    return result


def copies(random: Random, records: Sequence[Record], size: int) -> tuple[list[Record], list[Pair]]:
    """Exact and edited copies of records, five edited to an exact one, `size` bytes in all."""
    middling = [r for r in records if 1_000 < len(r.text) < 20_000]
    made: list[Record] = []
    pairs: list[Pair] = []
    total = 0
    while total < size and middling:
        original = random.choice(middling)
        name = f"copy-{len(made):06d}"
        if len(made) % 6 == 0:
            made.append(replace(original, id=name))
            pairs.append(Pair(name, original.id, "exact", 1.0))
        else:
            similarity, share = random.choice(sorted(BANDS.items()))
            made.append(Record(name, edited(random, original, share), original.language))
            pairs.append(Pair(name, original.id, "near", similarity))
        total += len(made[-1].text)
    return made, pairs


def pages(random: Random, works: Sequence[Record]) -> tuple[list[Record], list[Pair]]:
    """A page of the corpus for every other work: the work with a few words changed."""
    chosen = works[::2]
    made = [Record(f"page-{w.id}", edited(random, w, BANDS[0.85]), w.language) for w in chosen]
    return made, [Pair(page.id, work.id, "work", 0.85) for page, work in zip(made, chosen, strict=True)]


def edited(random: Random, record: Record, share: float) -> bytes:
    """The text with this share of its units (words; characters of Chinese) replaced by others of its own, at random places."""
    spaced = record.language != "zh"
    units: list[str] = record.text.decode().split(" ") if spaced else list(record.text.decode())
    for at in random.sample(range(len(units)), max(1, round(len(units) * share))):
        units[at] = random.choice(units)
    return (" " if spaced else "").join(units).encode()
