"""What looks like an identifier and is none: whatever stands around it, nothing is found that a person would have to decide about."""

from __future__ import annotations

import datetime as dt
import hashlib
import random
import uuid
from collections.abc import Callable, Mapping

import pyarrow as pa
import pytest

from scanners import checksums
from scanners.detect import detect
from scanners.measures import buffers

LEAST = 0.5
"""The score from which the rulebook asks a person."""
DRAWS = 400
FAMILIES = frozenset({"personal", "organisation", "device", "secret"})

Draw = Callable[[random.Random], str]


def _digits(r: random.Random, n: int) -> str:
    return "".join(r.choice("0123456789") for _ in range(n))


def _other(r: random.Random, right: str, alphabet: str = "0123456789") -> str:
    return r.choice([c for c in alphabet if c != right])


def _order(r: random.Random) -> str:
    day = dt.date(2015, 1, 1) + dt.timedelta(r.randrange(4000))
    return r.choice(["订单号：", "订单编号", "流水号 ", "order #", "Order ID: ", "运单号", '"orderNo": "']) + (
        f"{day:%Y%m%d}{_digits(r, r.choice([4, 6, 8, 10]))}"
    )


def _timestamp(r: random.Random) -> str:
    seconds = r.randrange(1_000_000_000, 1_999_999_999)
    moment = dt.datetime.fromtimestamp(seconds, dt.UTC)
    return r.choice(
        [
            f"ts={seconds}",
            f'"time": {seconds}{_digits(r, 3)}',
            f"{moment:%Y%m%d%H%M%S}",
            f"{moment:%Y-%m-%d %H:%M:%S.%f}",
            f"{moment:%Y-%m-%dT%H:%M:%S+08:00}",
            f"[{moment:%d/%b/%Y:%H:%M:%S +0000}]",
            f"{seconds}.{_digits(r, 6)}",
        ]
    )


def _isbn(r: random.Random) -> str:
    body = "978" + r.choice(["7", "0", "1", "3"]) + _digits(r, 8)
    check = -sum(int(d) * (1 + 2 * (k % 2)) for k, d in enumerate(body)) % 10
    return r.choice(["ISBN ", "ISBN：", "书号", "ISBN-13: "]) + r.choice(
        [f"{body}{check}", f"{body[:3]}-{body[3]}-{body[4:7]}-{body[7:]}-{check}"]
    )


def _decimal(r: random.Random) -> str:
    return (
        r.choice(["", "-", "约", "x = ", "价格"])
        + f"{r.choice(['0', '3', '12', '1024'])}.{_digits(r, r.randrange(9, 20))}"
    )


def _hash(r: random.Random) -> str:
    digest = hashlib.new(r.choice(["md5", "sha1", "sha256"]), r.randbytes(8), usedforsecurity=False).hexdigest()
    return r.choice(["", "sha256:", "commit ", "md5=", "摘要"]) + r.choice([digest, digest.upper()])


def _uuid(r: random.Random) -> str:
    return r.choice(["", "uuid=", "request_id: ", "编号"]) + str(uuid.UUID(int=r.getrandbits(128), version=4))


def _version(r: random.Random) -> str:
    return r.choice(["v", "version ", "版本", "==", ">=", "pkg-", "Python "]) + ".".join(
        str(r.randrange(40)) for _ in range(r.choice([3, 4]))
    )


def _size(r: random.Random) -> str:
    return f"{r.randrange(10**10, 10**13)}{r.choice(['元', ' bytes', '吨', ' rows', '人次'])}"


def _wrong_resident(r: random.Random) -> str:
    day = dt.date(1950, 1, 1) + dt.timedelta(r.randrange(20000))
    body = f"{r.choice(['110105', '440106', '310115'])}{day:%Y%m%d}{_digits(r, 3)}"
    return r.choice(["身份证号", "证件号码：", ""]) + body + _other(r, checksums.mod_11_2(body), "0123456789X")


def _wrong_card(r: random.Random) -> str:
    body = r.choice(["622202", "411111", "510510"]) + _digits(r, 9)
    right = next(c for c in "0123456789" if checksums.luhn(body + c))
    return r.choice(["卡号", "card no. ", "银行卡："]) + body + _other(r, right)


def _wrong_uscc(r: random.Random) -> str:
    body = f"91{r.choice(['110105', '440300'])}MA{_digits(r, 3)}{r.choice('ABCDEFGH')}{_digits(r, 2)}"
    body += checksums.organisation(body[8:16])
    return (
        r.choice(["统一社会信用代码", "税号：", ""]) + body + _other(r, checksums.uscc(body), checksums.USCC_ALPHABET)
    )


KINDS: Mapping[str, Draw] = {
    "order number": _order, "timestamp": _timestamp, "ISBN": _isbn, "decimal": _decimal, "hash": _hash, "UUID": _uuid,
    "version": _version, "amount": _size, "resident number": _wrong_resident, "card": _wrong_card, "credit code": _wrong_uscc,
}  # fmt: skip # rows, which read as a table
AROUND = ("{}", "见{}。", " {} ", "<td>{}</td>", '"x": "{}",', "| {} |", "值为{}，下同")


@pytest.mark.parametrize("kind", KINDS)
def test_a_lookalike_is_nobody(kind: str) -> None:
    r = random.Random(f"{kind} 7")
    texts = [r.choice(AROUND).format(KINDS[kind](r)) for _ in range(DRAWS)]
    found = {
        (texts[f.record], f.hit.label, f.hit.score)
        for f in detect(*buffers(pa.array(texts, pa.string())))
        if f.hit.score >= LEAST and f.detector.labels.get(f.hit.label) in FAMILIES
    }
    assert found == set()
