"""Text with planted identifiers as people write them, and where each stands: what scanners of personal information are measured on.

A third each of the text is Chinese and English prose and a quarter of it source code, as in the main corpus. Into some of the prose go
sentences of notices, forms, chats and signatures; between them as many look-alikes of no person. How many identifiers a text holds decides
what searching it costs: `USUAL` is what the target of the benchmark was set for, `DENSE` that of mailing lists and registers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

import numpy as np
import orjson

from provenance.demo import identifiers
from tests.bench import installed, prose

SEED = 11
USUAL, DENSE = 54_000, 8_000
"""Bytes of text to an identifier."""
MEDIAN = 3_000
SURNAMES, GIVEN = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗", "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英文华慧建玲"
FIRST = ("James", "Mary", "Robert", "Linda", "David", "Susan", "Karen", "Thomas", "Nancy", "Daniel")
LAST = ("Walker", "Bennett", "Hughes", "Foster", "Coleman", "Reyes", "Murphy")

Span = tuple[int, int, str]
"""Start and stop in code points, and the type."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text and what is planted in it."""

    text: str
    spans: tuple[Span, ...]


def _digits(random: Random, n: int) -> str:
    return "".join(random.choices("0123456789", k=n))


def _email(random: Random) -> str:
    """With an ending that scanners take for one."""
    return identifiers.email(random).replace(".zz", "-zz.com")


def _iban(random: Random) -> str:
    body = f"DE00{_digits(random, 18)}"
    rest = int("".join(str(int(c, 36)) for c in body[4:] + body[:4])) % 97
    return f"DE{98 - rest:02d}{body[4:]}"


def _ssn(random: Random) -> str:
    return f"{random.randint(101, 665)}-{random.randint(10, 99)}-{random.randint(1000, 9999)}"


def _card(random: Random) -> str:
    return identifiers.spaced(identifiers.bank_card(random, 16), 4, 4, 4, 4)


def _visa(random: Random) -> str:
    body = f"4{_digits(random, 14)}"
    return body + identifiers.luhn_check(body)


def _landline(random: Random) -> str:
    return f"0{random.choice((10, 21, 755, 571))}-{random.randint(2, 8)}{_digits(random, 7)}"


def _plate(random: Random) -> str:
    return f"{random.choice('京沪粤浙苏')}{random.choice('ABCDE')}{_digits(random, 5)}"


def _passport(random: Random) -> str:
    return f"E{random.choice('ABCDEFGH')}{_digits(random, 7)}"


def _us_phone(random: Random) -> str:
    return f"({random.choice((212, 415, 617))}) 555-{random.randint(100, 199):04d}"


def _ipv4(random: Random) -> str:
    return f"{random.choice((61, 113, 202))}.{random.randint(0, 255)}.{random.randint(0, 255)}.{random.randint(1, 254)}"


def _name_zh(random: Random) -> str:
    return random.choice(SURNAMES) + "".join(random.choices(GIVEN, k=random.choice((1, 2))))


def _name_en(random: Random) -> str:
    return f"{random.choice(FIRST)} {random.choice(LAST)}"


KINDS: dict[str, Callable[[Random], str]] = {
    "mobile": identifiers.mobile,
    "resident": identifiers.resident,
    "bank_card": identifiers.bank_card,
    "card_grouped": _card,
    "visa": _visa,
    "uscc": identifiers.credit_code,
    "email": _email,
    "landline": _landline,
    "plate": _plate,
    "passport": _passport,
    "us_phone": _us_phone,
    "ssn": _ssn,
    "iban": _iban,
    "ipv4": _ipv4,
    "name_zh": _name_zh,
    "name_en": _name_en,
}
CHINESE = (
    "联系人：{name_zh}，手机{mobile}，座机{landline}。",
    "客户{name_zh}（身份证号：{resident}）于当日到店办理。",
    "请将款项汇至{bank_card}，户名{name_zh}。",
    "有意者请致电{mobile}或发邮件至{email}。",
    "车主{name_zh}的车牌号为{plate}，停放在二号门。",
    "发票抬头：某某公司，税号{uscc}，邮箱{email}。",
    "收货人 {name_zh} {mobile}",
    "申请人护照号码：{passport}，有效期十年。",
    "绑定的卡号是{card_grouped}，到期月份见卡面。",
    "登录地址{ipv4}，设备已下线。",
    '{{"name": "{name_zh}", "phone": "{mobile}", "id": "{resident}"}}',
    "传真/电话：{landline} 电邮：{email}",
    "我的号码是{mobile}你加我一下",
)
ENGLISH = (
    "Please contact {name_en} at {email} or {us_phone}.",
    "The card {visa} was declined twice.",
    "SSN: {ssn}, applicant {name_en}.",
    "Transfer the amount to IBAN {iban} by Friday.",
    "Failed login for {name_en} from {ipv4} port 22.",
    "Regards,\n{name_en}\n{email}\n",
    "Card number {card_grouped}, exp 09/29.",
    "Call {us_phone} and ask for {name_en}.",
    "From: {name_en} <{email}>",
)
LOOK_ALIKES: tuple[Callable[[Random], str], ...] = (
    lambda r: f"订单号{_digits(r, 14)}已发出，",
    lambda r: f"ts={r.randint(10**12, 2 * 10**12)} ",
    lambda r: f"ISBN 978-7-{_digits(r, 4)}-{_digits(r, 4)}-1。",
    lambda r: f"sha {r.getrandbits(160):040x} ",
    lambda r: f"版本 {r.randint(1, 9)}.{r.randint(0, 20)}.{r.randint(0, 99)}，",
    lambda r: f"单号{identifiers.wrong_resident(r)}，",
    lambda r: f"no. {identifiers.wrong_card(r)} ",
    lambda r: f"{r.uniform(0, 1):.12f} ",
)


def made(folder: Path, megabytes: float, an_identifier: int = USUAL, seed: int = SEED) -> Path:
    """A file with a `Text` a line, `megabytes` of text in all, kept until it is deleted."""
    path = folder / f"people-{megabytes:g}MB-{an_identifier}-{seed}.jsonl"
    if not path.is_file():
        folder.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(".part")
        with part.open("wb") as file:
            for each in _texts(int(megabytes * 1e6), an_identifier, seed):
                file.write(orjson.dumps({"text": each.text, "spans": each.spans}) + b"\n")
        part.rename(path)
    return path


def _texts(size: int, an_identifier: int, seed: int) -> Iterator[Text]:
    random, plain = np.random.default_rng(seed), Random(seed)
    vocabularies = {"zh": prose.chinese(random), "en": prose.english(installed.comments(random))}
    texts = [
        (name, text.decode())
        for name, vocabulary in vocabularies.items()
        for text in prose.documents(random, vocabulary, int(size * 0.38), MEDIAN)
    ]
    texts += [("code", text.decode()) for text in installed.code(random, int(size * 0.24))]
    plain.shuffle(texts)
    debt = 0.0
    for name, text in texts:
        debt += len(text.encode()) / an_identifier / 0.76 * (name != "code")
        wanted = int(debt)
        debt -= wanted
        yield Text(text, ()) if name == "code" else _planted(plain, text, CHINESE if name == "zh" else ENGLISH, wanted)


def _planted(random: Random, text: str, templates: Sequence[str], wanted: int) -> Text:
    """The text with sentences that hold so many identifiers, or a few more, and look-alikes, behind sentences of it."""
    ends = [k + 1 for k, c in enumerate(text) if c in "。\n" or (c == " " and k and text[k - 1] == ".")] or [len(text)]
    inserts: list[tuple[int, str, list[Span]]] = []
    while wanted > 0:
        sentence, spans = filled(random, random.choice(templates))
        wanted -= len(spans)
        inserts.append((random.choice(ends), sentence, spans))
        inserts.append((random.choice(ends), random.choice(LOOK_ALIKES)(random), []))
    parts, spans_, at, length = [], [], 0, 0
    for place, sentence, spans in sorted(inserts, key=lambda insert: insert[0]):
        parts.append(text[at:place])
        length += place - at
        at = place
        spans_ += [(length + a, length + z, kind) for a, z, kind in spans]
        parts.append(sentence)
        length += len(sentence)
    return Text("".join([*parts, text[at:]]), tuple(spans_))


def filled(random: Random, template: str) -> tuple[str, list[Span]]:
    """A template with identifiers in its places, and where they stand."""
    text, spans = "", []
    for number, piece in enumerate(template.replace("{{", "\0").replace("}}", "\1").split("{")):
        name, closed, rest = piece.partition("}")
        if number and closed:
            value = KINDS[name](random)
            spans.append((len(text), len(text) + len(value), name))
            text += value + rest.replace("\0", "{").replace("\1", "}")
        else:
            text += piece.replace("\0", "{").replace("\1", "}")
    return text, spans
