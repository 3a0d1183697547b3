"""The variant in which everything is in order: an audit must pass it, or say why a control does not apply."""

from __future__ import annotations

from provenance.demo import content, personal
from provenance.demo.bench import Bench, Made, Record, made, source
from provenance.demo.prose import Language, prose
from provenance.demo.shards import Row
from provenance.demo.terms import licence

HOSTS = tuple(f"{word}.shuyuan-qingdeng.zz" for word in ("song", "he", "gui", "xing", "lian", "tao"))


def essays_in_order(bench: Bench) -> Made:
    """An open source under CC0 with everything on file."""
    name = "essays-in-order"
    random = bench.random(name)
    languages: tuple[Language, ...] = ("zh", "en")
    records = [
        Record(f"in-order-{i:03d}", prose(random, languages[i % 2], 8), columns=_addressed(i // 2)) for i in range(60)
    ]
    entry = source(bench, name, records, "open", ["zh", "en"], licence=licence(bench, name, "CC0-1.0"))
    entry["shards"] = [bench.shard(name, records, "parquet")]
    return made(entry, records)


def _addressed(number: int) -> Row:
    return {"url": f"https://{HOSTS[number % 6]}/{number}.html", "fetched_at": "2025-03-02T08:00:00Z"}


def chats_in_order(bench: Bench) -> Made:
    """Users' input of which every line is covered by a separate consent and an authorisation in force."""
    return personal.users_input(bench, "chats-in-order", [f"user-{i:03d}" for i in range(20)], resident=False)


def generated_in_order(bench: Bench) -> Made:
    """Synthetic dialogues that all say by which model and when they were made."""
    return content.generated(bench, "generated-in-order", unrecorded=0)
