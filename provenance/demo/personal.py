"""Sources with planted identifiers: users' input with its registers, look-alikes, and personal information without a basis."""

from __future__ import annotations

import datetime as dt
from random import Random

from provenance.demo import identifiers as made_up
from provenance.demo.bench import Bench, Entry, Made, Record, made, record, source
from provenance.demo.prose import Mark, prose
from provenance.demo.shards import Row
from provenance.demo.terms import licence

SECRETS_ZH = (
    "阿芜把青瓷匣子埋进柚树东侧第七块石板",
    "骆桐姑妈夜里总喊错灶边猧犬的乳名",
    "那册蓝封账簿缝在褚家棉袄夹层左襟",
)
SECRETS_EN = (
    "orrimel vanthusk quennid brolpatch ysselmarn tovvick",
    "drusquill hembrinth pellwycket azzorune frithmoggen",
)

GIVEN = {"purposes": "model_training", "withdrawn_at": None, "expires_at": None, "terms_version": "2025-01"}
STATES: dict[str, dict[str, str | None]] = {
    "user-withdrawn": {**GIVEN, "withdrawn_at": "2025-11-02T08:00:00Z"},
    "user-expired": {**GIVEN, "expires_at": "2025-12-31T00:00:00Z"},
    "user-other-purpose": {**GIVEN, "purposes": "marketing"},
}
"""Users whose consent does not reach as far as training. `user-absent` stands in no register at all."""


def _columns(user: str, number: int) -> dict[str, str]:
    return {"subject": user, "url": f"https://chat.shuyuan-qingdeng.zz/{number}"}


def _in_chinese(random: Random, user: str, number: int, resident: bool) -> Record:
    """A chat in which every kind of identifier stands glued to Han characters, in full width or spaced."""
    wide = made_up.full_width(made_up.mobile(random))
    parts: list[tuple[str | Mark, ...]] = [
        ("手机号", Mark("mainland_mobile", made_up.mobile(random)), "请回电，"),
        ("备用电话：", Mark("mainland_mobile", wide), "。"),
        ("也可打", Mark("mainland_mobile", made_up.spaced(made_up.mobile(random), 3, 4, 4)), "，"),
        ("邮箱", Mark("email", made_up.email(random)), "，"),
        ("银行卡号", Mark("bank_card", made_up.bank_card(random)), "，"),
        ("卡号", Mark("bank_card", made_up.spaced(made_up.bank_card(random, 16), 4, 4, 4, 4)), "，"),
        ("公司信用代码", Mark("uscc", made_up.credit_code(random)), "。"),
    ]
    if resident:
        parts.insert(0, ("我的身份证是", Mark("resident_id", made_up.resident(random)), "号，"))
    chosen = [piece for part in random.sample(parts, 4) for piece in part]
    secret = SECRETS_ZH[number % len(SECRETS_ZH)]
    return record(
        f"chat-zh-{number:03d}",
        prose(random, "zh", 2),
        *chosen,
        f"{secret}。{prose(random, 'zh', 1)}",
        **_columns(user, number),
    )


def _in_english(random: Random, user: str, number: int) -> Record:
    """A chat in English with an address, a number with its country code, and a card."""
    return record(
        f"chat-en-{number:03d}",
        f"{prose(random, 'en', 2)} Please write to ",
        Mark("email", made_up.email(random)),
        " or call ",
        Mark("mainland_mobile", f"+86 {made_up.mobile(random)}"),
        ". My card is ",
        Mark("bank_card", made_up.bank_card(random)),
        f". {SECRETS_EN[number % len(SECRETS_EN)]}. {prose(random, 'en', 1)}",
        **_columns(user, number),
    )


def _register(bench: Bench, path: str, time: str, users: list[str], **more: bool) -> Entry:
    rows: list[Row] = [
        {"subject": user, time: "2025-02-01T09:30:00Z", **more, **STATES.get(user, GIVEN)}
        for user in users
        if user != "user-absent"
    ]
    return bench.register(path, rows)


def _basis(bench: Bench, name: str, consent: Entry) -> Entry:
    """The papers of consent (PIPL Articles 13, 29, 30, 55) for one source, all older than the processing."""

    def filed(paper: str, text: str) -> Entry:
        return {
            **bench.evidence(f"{name}/{paper}.txt", text),
            "owner": "Demo data officer",
            "dated_on": dt.date(2025, 1, 10),
        }

    return {
        "basis": "13.1",
        "evidence": filed("consent-terms", "Consent terms: chats are used for model training.\n"),
        "consent": consent,
        "impact_assessment": filed("pipia", "Personal information protection impact assessment.\n"),
        "necessity_notice": filed("necessity", "Notice of necessity and of the impact on your rights.\n"),
    }


def users_input(bench: Bench, name: str, users: list[str], resident: bool = True) -> Made:
    """Chats of `users`, whose authorisation and consent stand in registers. `resident`: whether some give a resident identity number,
    of which standards disagree whether it is sensitive, so that a person has to decide."""
    random = bench.random(name)
    chinese = [_in_chinese(random, user, i, resident) for i, user in enumerate(users)]
    english = [_in_english(random, user, i) for i, user in enumerate(users)]
    records = [*chinese, *english]
    log = _register(bench, f"{name}/authorisation", "authorised_at", users)
    consent = _register(bench, f"{name}/consent", "given_at", users, separate=True)
    terms = bench.evidence(
        f"{name}/terms.txt", "User terms 2025-01: input may be used for model training; it can be switched off.\n"
    )
    entry = source(
        bench,
        name,
        records,
        "user_input",
        ["zh", "en"],
        authorisation={"log": log, "terms": terms, "terms_version": GIVEN["terms_version"]},
    )
    entry["personal_information"] = _basis(bench, name, consent)
    entry["shards"] = [bench.shard(name, chinese, "jsonl.zst", "zh"), bench.shard(name, english, "parquet", "en")]
    return made(entry, records, private=(*SECRETS_ZH, *SECRETS_EN))


def chats(bench: Bench) -> Made:
    """Users' input of which some was withdrawn, has expired, was given for another purpose, or was never authorised."""
    valid = [f"user-{i:03d}" for i in range(20)]
    return users_input(bench, "chats", [*valid, *STATES, "user-absent"])


def directory(bench: Bench) -> Made:
    """Contact lists kept under `legitimate_interest`, which PIPL does not know, with cards, without separate consent, worked on abroad."""
    name = "directory"
    random = bench.random(name)
    records = [
        record(
            f"entry-{i:03d}",
            f"{prose(random, 'zh', 1)}联系电话",
            Mark("mainland_mobile", made_up.mobile(random)),
            "，收款账户",
            Mark("bank_card", made_up.bank_card(random)),
            f"。{prose(random, 'zh', 1)}",
        )
        for i in range(30)
    ]
    entry = source(bench, name, records, "open", ["zh"], licence=licence(bench, name, "CC-BY-4.0"), child_directed=None)
    entry["regions"] = {"storage": ["CN"], "processing": ["SG"]}
    entry["personal_information"] = {"basis": "legitimate_interest"}
    entry["shards"] = [bench.shard(name, records, "csv")]
    return made(entry, records)


def _lookalikes(random: Random) -> list[str]:
    """Strings that have the shape of an identifier, and are none: wrong check characters, too long, part of a decimal."""
    resident, mobile = made_up.wrong_resident(random), made_up.mobile(random)
    return [
        f"订单号{resident}已经发货",
        f"税号栏误填为{made_up.wrong_credit_code(random)}",
        f"流水{made_up.wrong_card(random)}待查",
        f"圆周率取3.{mobile}即可",
        f"批次{mobile}{random.randint(100, 999)}合格",
        f"版本号{random.randint(1, 9)}.{random.randint(10, 99)}.{random.randint(10, 99)}发布",
        "邮箱写作 shuyuan 在 qingdeng 点 zz",
        f"校验和a{mobile}f0e",
    ]


def lookalikes(bench: Bench) -> Made:
    """Records that no detector may report."""
    name = "lookalikes"
    random = bench.random(name)
    strings = [s for _ in range(6) for s in _lookalikes(random)]
    records = [Record(f"lookalike-{i:03d}", f"{prose(random, 'zh', 2)}{s}。") for i, s in enumerate(strings)]
    entry = source(bench, name, records, "open", ["zh"], licence=licence(bench, name, "CC0-1.0"))
    entry["shards"] = [bench.shard(name, records, "arrow")]
    return made(entry, records)
