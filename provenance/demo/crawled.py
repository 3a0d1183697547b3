"""Self-collected sources: pages with a collection log and the robots.txt of their hosts."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import replace

from provenance.demo.bench import Bench, Entry, Made, Record, made, source
from provenance.demo.prose import Language, prose
from provenance.demo.shards import Row
from provenance.demo.terms import licence

AGENT = "qingdeng-bot/1.0"
ROBOTS = "User-agent: *\nDisallow: /private/\nAllow: /\n"
FETCHED = dt.datetime(2025, 3, 2, 8, 0, tzinfo=dt.UTC)
BEFORE, AFTER = FETCHED - dt.timedelta(days=1), FETCHED + dt.timedelta(days=30)
LANGUAGES: tuple[Language, ...] = ("zh", "en")


def page(bench: Bench, name: str, number: int, host: str, path: str) -> Record:
    """A page with its address and the time at which it was fetched."""
    random = bench.random(f"{name}/{number}")
    fetched = FETCHED + dt.timedelta(minutes=number)
    columns = {"url": f"https://{host}{path}", "fetched_at": f"{fetched:%Y-%m-%dT%H:%M:%SZ}"}
    return Record(f"{name}-{number:03d}", prose(random, LANGUAGES[number % 2], 6), columns=columns)


def log(bench: Bench, name: str, records: list[Record]) -> Entry:
    """The collection log, one line a page, with the digest of its text."""
    lines: list[Row] = [
        {
            "url": r.columns["url"],
            "fetched_at": r.columns["fetched_at"],
            "user_agent": AGENT,
            "method": "GET",
            "http_status": "200",
            "content_sha256": hashlib.sha256(r.text.encode()).hexdigest(),
        }
        for r in records
    ]
    return bench.register(f"{name}/collection-log", lines)


def robots(bench: Bench, name: str, host: str, at: dt.datetime) -> Entry:
    """The robots.txt of a host as it was at one moment."""
    return {
        "host": host,
        "fetched_at": at,
        "http_status": 200,
        "file": bench.evidence(f"{name}/robots-{host}-{at:%Y%m%d}.txt", ROBOTS),
    }


def crawl(bench: Bench, name: str, records: list[Record], snapshots: list[Entry]) -> Made:
    """A self-collected source of these pages, all of which its log knows."""
    collection = {
        "method": "http",
        "user_agent": AGENT,
        "started_on": FETCHED.date(),
        "ended_on": FETCHED.date(),
        "log": log(bench, name, records),
        "robots": snapshots,
    }
    entry = source(
        bench,
        name,
        records,
        "self_collected",
        list(LANGUAGES),
        collection=collection,
        licence=licence(bench, name, "CC-BY-4.0"),
    )
    entry["shards"] = [bench.shard(name, records, "jsonl.gz")]
    return made(entry, records)


def web_in_order(bench: Bench) -> Made:
    """Pages of four hosts, each fetched after its robots.txt, which allows it."""
    name = "web-in-order"
    hosts = [f"{word}.shuyuan-qingdeng.zz" for word in ("lan", "zhu", "ju", "mei")]
    records = [page(bench, name, i, hosts[i // 2 % 4], f"/essays/{i}.html") for i in range(48)]
    return crawl(bench, name, records, [robots(bench, name, host, BEFORE) for host in hosts])


def web_late_robots(bench: Bench) -> Made:
    """Pages of a host whose robots.txt was only fetched afterwards, and of one whose earlier robots.txt forbids a page."""
    name = "web-late-robots"
    late, early = "shan.shuyuan-qingdeng.zz", "shui.shuyuan-qingdeng.zz"
    records = [page(bench, name, i, late, f"/news/{i}.html") for i in range(20)]
    records += [page(bench, name, i, early, f"/news/{i}.html") for i in range(20, 39)]
    records.append(page(bench, name, 39, early, "/private/diary.html"))
    return crawl(bench, name, records, [robots(bench, name, late, AFTER), robots(bench, name, early, BEFORE)])


def web_gaps(bench: Bench) -> Made:
    """Pages of which some are missing from the log, and some no longer hold what the log says was fetched."""
    name = "web-gaps"
    host = "yun.shuyuan-qingdeng.zz"
    records = [page(bench, name, i, host, f"/notes/{i}.html") for i in range(24)]
    crawled = crawl(bench, name, records, [robots(bench, name, host, BEFORE)])
    changed = [replace(r, text=f"{r.text}。") if i < 3 else r for i, r in enumerate(records[:-4])]
    collection = {**crawled.entry["collection"], "log": log(bench, name, changed)}
    return replace(crawled, entry={**crawled.entry, "collection": collection})
