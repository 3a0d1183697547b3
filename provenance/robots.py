"""Whether robots.txt allowed an item to be fetched (RFC 9309), as far as the snapshots on file can tell.

What decides is the snapshot of that host which is nearest before the fetch. A status of 400 to 499 means that there are no rules and all
is allowed (2.3.1.3), 500 and above that all is disallowed (2.3.1.4). Of a file the first 500 KiB count (2.5). A redirect tells nothing.
"""

from __future__ import annotations

import bisect
import datetime as dt
import re
from collections.abc import Iterable
from typing import Literal, NamedTuple
from urllib.parse import SplitResult, urlsplit

from protego import Protego

from provenance.evidence import check, located
from provenance.manifest_sources import RobotsSnapshot, Source
from provenance.manifests.native import Loaded
from scanners.keys import canonical
from scanners.streams import open_regular

Answer = Literal[
    "allowed",
    "disallowed",
    "no_snapshot",
    "snapshot_after_fetch",
    "unreadable_snapshot",
    "snapshot_is_page",
    "no_fetch_time",
    "no_url",
]

MAX_BYTES = 500 << 10
PAGE = re.compile(r"(?is)\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(?:!doctype|html|head|body)\b")
"""How a page begins that a server sends instead of a robots.txt: rules it has none, so it would allow everything."""
DEFAULT_PORTS = {"http": 80, "https": 443}


class _Rules:
    """One snapshot: all allowed, all disallowed, unreadable, or rules; parsed when first asked."""

    def __init__(self, loaded: Loaded, source: str, snapshot: RobotsSnapshot) -> None:
        self._loaded, self._source, self._snapshot = loaded, source, snapshot
        self._answer: Answer | None = None
        self._parsed: Protego | None = None

    def answer(self, url: str, agent: str) -> Answer:
        if self._parsed is None and self._answer is None:
            self._read()
        if self._parsed is None:
            return self._answer or "unreadable_snapshot"
        return "allowed" if self._parsed.can_fetch(url, agent) else "disallowed"

    def _read(self) -> None:
        status, file = self._snapshot.http_status, self._snapshot.file
        if 400 <= status <= 499:
            self._answer = "allowed"
        elif status >= 500:
            self._answer = "disallowed"
        elif 200 <= status <= 299 and file is not None and self._stands():
            try:
                with open_regular(str(self._loaded.root / file.path)) as stream:
                    text = stream.read(MAX_BYTES).decode("utf-8-sig", "replace")
            except OSError:
                self._answer = "unreadable_snapshot"
            else:
                self._understand(text)
        else:
            self._answer = "unreadable_snapshot"

    def _understand(self, text: str) -> None:
        if PAGE.match(text):
            self._answer = "snapshot_is_page"
        else:
            self._parsed = Protego.parse(text)

    def _stands(self) -> bool:
        """An empty robots.txt is lawful and allows all, but only a recorded digest tells it from a file that was lost."""
        file = self._snapshot.file
        found = check(self._loaded, self._source, "robots_snapshot", file)
        return found.status in ("ok", "unrecorded") or (
            found.status == "empty" and found.sha256 == found.declared_sha256
        )


class _History(NamedTuple):
    """The snapshots of one host in the order of time."""

    times: list[dt.datetime]
    rules: list[_Rules]


class Robots:
    """The snapshots of one source. Answers are kept for each snapshot, so that a million items of one host cost one parse."""

    def __init__(self, loaded: Loaded, source: Source) -> None:
        collection = source.collection
        snapshots = sorted(collection.robots if collection else (), key=lambda snapshot: utc(snapshot.fetched_at))
        self._agent = (collection.user_agent if collection else None) or "*"
        self._hosts: dict[str, _History] = {}
        for snapshot in snapshots:
            history = self._hosts.setdefault(host_key(snapshot.host), _History([], []))
            history.times.append(utc(snapshot.fetched_at))
            history.rules.append(_Rules(loaded, source.id, snapshot))

    def answer(
        self, url: str | None, fetched_at: dt.datetime | None, agent: str | None
    ) -> tuple[Answer, dt.datetime | None]:
        """The answer for one item and the time of the snapshot that gave it.

        Without an agent of its own the item is judged by the collection's, and failing that by the rules for everybody.
        `snapshot_after_fetch` comes with the time of the first snapshot, which proves nothing about the time of the fetch.
        """
        parts = web_address(url)
        if parts is None or url is None:
            return "no_url", None
        history = self._hosts.get(authority(parts))
        if history is None:
            return "no_snapshot", None
        if fetched_at is None:
            return "no_fetch_time", None
        place = bisect.bisect_right(history.times, fetched_at)
        if place == 0:
            return "snapshot_after_fetch", history.times[0]
        return history.rules[place - 1].answer(url, agent or self._agent), history.times[place - 1]


def web_address(url: str | None) -> SplitResult | None:
    """The parts of an http or https URL with a host; None for anything else."""
    try:
        parts = urlsplit(url.strip()) if url else None
        usable = parts is not None and parts.scheme in DEFAULT_PORTS and parts.hostname and (parts.port or True)
    except ValueError:
        return None
    return parts if usable else None


def authority(parts: SplitResult) -> str:
    """The key of the host whose robots.txt rules an address: an unusual port is a host of its own (RFC 9309, 2.3)."""
    port = parts.port
    return canonical(parts.hostname or "") + (f":{port}" if port and port != DEFAULT_PORTS[parts.scheme] else "")


def host_key(host: str) -> str:
    """The key of a host as a manifest writes it: `example.com`, `example.com:8080` or `https://example.com/`."""
    parts = web_address(host if "://" in host else f"https://{host}")
    return authority(parts) if parts else host.strip().lower()


def utc(moment: dt.datetime) -> dt.datetime:
    """A time without an offset is taken to be UTC."""
    return moment.replace(tzinfo=dt.UTC) if moment.tzinfo is None else moment.astimezone(dt.UTC)


def files(loaded: Loaded, snapshots: Iterable[RobotsSnapshot]) -> list[str]:
    """Real paths of the snapshots' files, for a signature of all that an answer rests on."""
    return [str(located(loaded, snapshot.file.path)) for snapshot in snapshots if snapshot.file]
