from __future__ import annotations

import datetime as dt
import hashlib
from pathlib import Path
from typing import Any

import pytest

from provenance.robots import Robots, host_key
from tests.provenance.manifests_on_disk import loaded

RULES = """\
User-agent: Bytespider
Disallow: /

User-agent: *
Disallow: /private
Allow: /private/open
Disallow: /*.pdf$
Disallow: /搜索
"""


def at(day: int) -> dt.datetime:
    return dt.datetime(2026, 5, day, tzinfo=dt.UTC)


def snapshot(day: int, file: str | None = "robots.txt", **fields: Any) -> dict[str, Any]:
    entry = {"host": "a.example", "fetched_at": f"2026-05-{day:02}T00:00:00Z", **fields}
    return entry | ({"file": {"path": file, "sha256": fields.pop("sha256", None)}} if file else {})


def robots(folder: Path, *snapshots: dict[str, Any], agent: str | None = None) -> Robots:
    (folder / "robots.txt").write_text(RULES)
    (folder / "empty.txt").touch()
    entries = [{k: v for k, v in s.items() if k != "sha256"} for s in snapshots]
    manifest = loaded(folder, {"id": "a", "collection": {"user_agent": agent, "robots": entries}})
    return Robots(manifest, manifest.manifest.sources[0])


RFC_9309 = {
    "https://a.example/": "allowed",
    "https://a.example/private/x": "disallowed",
    "https://a.example/private/open/x": "allowed",
    "https://a.example/doc.pdf": "disallowed",
    "https://a.example/doc.pdf?x": "allowed",
    "https://a.example/robots.txt": "allowed",
    "https://a.example/%E6%90%9C%E7%B4%A2?q=1": "disallowed",
    "HTTPS://A.Example:443/private": "disallowed",
    "https://b.example/private": "no_snapshot",
    "https://a.example:8443/private": "no_snapshot",
    "ftp://a.example/private": "no_url",
    "https://[bad": "no_url",
    "https://a.example:port/": "no_url",
    "": "no_url",
}


@pytest.mark.parametrize(("url", "answer"), RFC_9309.items())
def test_rules(tmp_path: Path, url: str, answer: str) -> None:
    assert robots(tmp_path, snapshot(1)).answer(url, at(2), "Examplebot/1.0")[0] == answer


def test_no_address(tmp_path: Path) -> None:
    assert robots(tmp_path, snapshot(1)).answer(None, at(2), None) == ("no_url", None)


def test_the_agent_decides(tmp_path: Path) -> None:
    url = "https://a.example/"
    plain = robots(tmp_path, snapshot(1))
    assert plain.answer(url, at(2), "Mozilla/5.0 (compatible; bytespider)")[0] == "disallowed"
    assert plain.answer(url, at(2), None)[0] == "allowed"
    assert robots(tmp_path, snapshot(1), agent="Bytespider").answer(url, at(2), None)[0] == "disallowed"


def test_the_nearest_snapshot_before_the_fetch_counts(tmp_path: Path) -> None:
    found = robots(tmp_path, snapshot(20), snapshot(1, http_status=404, file=None), snapshot(10))
    url = "https://a.example/private"
    assert found.answer(url, at(5), None) == ("allowed", at(1))
    assert found.answer(url, at(10), None) == ("disallowed", at(10))
    assert found.answer(url, at(19), None) == ("disallowed", at(10))
    assert found.answer(url, at(1) - dt.timedelta(seconds=1), None) == ("snapshot_after_fetch", at(1))
    assert found.answer(url, None, None) == ("no_fetch_time", None)


STATUSES = [
    ({"http_status": 404, "file": None}, "allowed"),
    ({"http_status": 403, "file": None}, "allowed"),
    ({"http_status": 503, "file": None}, "disallowed"),
    ({"http_status": 301}, "unreadable_snapshot"),
    ({"http_status": 200, "file": None}, "unreadable_snapshot"),
    ({"file": "gone.txt"}, "unreadable_snapshot"),
    ({"file": "empty.txt"}, "unreadable_snapshot"),
    ({"file": "empty.txt", "sha256": hashlib.sha256(b"").hexdigest()}, "allowed"),
    ({"sha256": "0" * 64}, "unreadable_snapshot"),
    ({"http_status": 204}, "disallowed"),
]


@pytest.mark.parametrize(("fields", "answer"), STATUSES)
def test_what_a_snapshot_can_prove(tmp_path: Path, fields: dict[str, Any], answer: str) -> None:
    assert robots(tmp_path, snapshot(1, **fields)).answer("https://a.example/private", at(2), None)[0] == answer


def test_the_first_500_kib_count(tmp_path: Path) -> None:
    found = robots(tmp_path, snapshot(1))
    filler = "# filler\n" * (500 * 1024 // 9 + 1)
    (tmp_path / "robots.txt").write_text("\ufeff" + RULES + filler + "User-agent: *\nDisallow: /late\n")
    assert found.answer("https://a.example/private", at(2), None)[0] == "disallowed"
    assert found.answer("https://a.example/late", at(2), None)[0] == "allowed"


HOSTS = {
    "A.example": "a.example",
    "https://a.example/": "a.example",
    "a.example.": "a.example",
    "a.example:443": "a.example",
    "a.example:8080": "a.example:8080",
    "http://a.example:8080/robots.txt": "a.example:8080",
    "例子.测试": "xn--fsqu00a.xn--0zwm56d",
    "": "",
    "[bad": "[bad",
}


@pytest.mark.parametrize(("host", "key"), HOSTS.items())
def test_hosts(host: str, key: str) -> None:
    assert host_key(host) == key


@pytest.mark.parametrize(
    ("body", "answer"),
    [
        ("<html><body>Not found</body></html>", "snapshot_is_page"),
        ("\ufeff\n<!DOCTYPE html>\n<title>Log in</title>", "snapshot_is_page"),
        ("<?xml version='1.0'?>\n<!-- a\npage -->\n<HTML>", "snapshot_is_page"),
        ("# <html> is not allowed here\nUser-agent: *\nAllow: /", "allowed"),
        ("<htmlish>\nUser-agent: *\nDisallow: /", "disallowed"),
    ],
)
def test_a_page_is_no_robots_txt(tmp_path: Path, body: str, answer: str) -> None:
    found = robots(tmp_path, snapshot(1, "page.txt"))
    (tmp_path / "page.txt").write_text(body, "utf-8")
    assert found.answer("https://a.example/x", at(2), None)[0] == answer
