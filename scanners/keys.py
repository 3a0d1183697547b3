"""The one form in which subjects and addresses are compared, whoever wrote them down.

A register and a shard are written by different hands. Before either is digested it is brought to this form, so that no capital, space
or fragment hides a record from the refusal, consent or log line that is about it. What is joined in this way is only ever what RFC 3986
(6.2.2, 6.2.3) calls equivalent, and, of subjects, what differs in width, case or blanks at its ends.

Two people may have names that differ in case alone. To hold a refusal of one against both is to err on the safe side; to let the one
agree for the other is not. Subjects therefore have a second form, in which only blanks at the ends are dropped, for what permits.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Literal
from urllib.parse import SplitResult, quote, urlsplit, urlunsplit

import pyarrow as pa
import pyarrow.compute as pc

VERSION = 1
"""To be raised when other keys would come of the same value: catalogues then read every shard and register anew."""

Domain = Literal["url", "subject", "subject_exact"]
MOST_SEGMENTS = 64
"""Addresses are compared with prefixes of at most this many segments."""

_DEFAULT_PORTS = {"http": 80, "https": 443, "ftp": 21}
_BLANK = r"\s\x00\x85\u180e\u200b-\u200d\u2060\ufeff"
_ENDS = re.compile(rf"\A[{_BLANK}]+|[{_BLANK}]+\Z")
_BREAKS = re.compile(r"[\t\r\n]")
_UNRESERVED = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_ESCAPE = re.compile(r"%[0-9A-Fa-f]{2}|%|[^!-~]+|[\"<>\\^`{|}]")
_HOST = re.compile(r"(?=.{4,253}\Z)(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W\d_][\w-]*\.?(?::\d{1,5})?")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:(?!\d+(?:/|\Z))")

_PLAIN = r"[A-Za-z0-9_~!$&'()*+,;=:@-]|%[89A-F][0-9A-F]"
_NORMAL: Mapping[Domain, str] = {
    "url": rf"\Ahttps?://[a-z0-9-]+(?:[.][a-z0-9-]+)*/(?:(?:{_PLAIN})(?:{_PLAIN}|[.])*/?)*(?:[?](?:{_PLAIN}|[./?])+)?\z",
    "subject": r"\A[a-z0-9._@+:-]+\z",
    "subject_exact": r"\A[!-~]+\z",
}
"""Values that have their normal form already, as most have: one look at them instead of rewriting each."""


def keys(domain: Domain, values: pa.StringArray) -> list[str | None]:
    """`key` of each value; null stays null."""
    normal = pc.match_substring_regex(values, _NORMAL[domain]).to_pylist()
    return [
        v if v is None or as_it_is else key(domain, v) for v, as_it_is in zip(values.to_pylist(), normal, strict=True)
    ]


def key(domain: Domain, value: str) -> str | None:
    """The normal form of a value of this domain; None where nothing but blanks is left."""
    if domain == "url":
        return address(value)
    return subject(value) if domain == "subject" else trimmed(value) or None


def subject(value: str) -> str | None:
    """A subject: NFKC, no capitals, no blanks at its ends."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", value).casefold())
    return trimmed(folded) or None


def address(value: str) -> str | None:
    """An address without its fragment: scheme and host in lower case, the host in its ASCII form and without a final dot, no default
    port, escapes in upper case and only where they must be, dots resolved. What has no scheme, or cannot be taken
    apart, keeps its spelling."""
    text = trimmed(_BREAKS.sub("", value).partition("#")[0])
    parts = _split(text)
    if parts is None or not parts.scheme:
        return text or None
    path = _escaped(parts.path)
    if parts.netloc:
        user, at, _ = parts.netloc.rpartition("@")
        path = _without_dots(path)
        return urlunsplit((parts.scheme, _escaped(user) + at + _authority(parts), path, _escaped(parts.query), ""))
    return urlunsplit((parts.scheme, "", path, _escaped(parts.query), ""))


def beneath(value: str) -> list[str]:
    """The prefixes beneath which an address lies, as `prefix` writes them: its host, the domains above it that have a dot, and its host
    with each beginning of its path. None of them for what has no host."""
    parts = _split(value)
    if parts is None or not parts.netloc:
        return []
    authority = _authority(parts)
    labels = authority.split(".")
    above = [".".join(labels[k:]) for k in range(1, len(labels) - 1)]
    segments = _segments(parts)[:MOST_SEGMENTS]
    paths = ["/".join(("/", authority, *segments[: k + 1])) for k in range(len(segments))]
    return [f"//{name}" for name in (authority, *above)] + paths


def prefix(value: str) -> str | None:
    """What covers an address and all that lies beneath it, as `//host` or `//host/a/b`, out of an address or of a host by itself. None
    for what is neither, has a query, or more segments than are compared."""
    text = trimmed(value)
    if not _SCHEME.match(text):
        text = f"http://{text.lstrip('/')}" if _HOST.fullmatch(text.lstrip("/").partition("/")[0]) else ""
    parts = _split(address(text) or "")
    if parts is None or not parts.netloc or parts.query or len(segments := _segments(parts)) > MOST_SEGMENTS:
        return None
    return "/".join(("/", _authority(parts), *segments))


def is_host(value: str) -> bool:
    """Whether this is a host by itself, such as `example.com` or `example.com:8080`."""
    return _HOST.fullmatch(trimmed(value)) is not None


def has_scheme(value: str) -> bool:
    """Whether this begins with a scheme, as only an address does, and can be taken apart."""
    return _SCHEME.match(trimmed(value)) is not None and _split(trimmed(value)) is not None


def trimmed(value: str) -> str:
    """The value without blanks at its ends, those that nobody sees included."""
    return _ENDS.sub("", value)


def canonical(hostname: str) -> str:
    """A host name in its ASCII form where it has one, without a final dot."""
    name = hostname.lower().rstrip(".")
    try:
        return name if name.isascii() else name.encode("idna").decode("ascii")
    except UnicodeError:
        return name


def _split(text: str) -> SplitResult | None:
    try:
        parts = urlsplit(text)
        return parts if parts.port or not parts.netloc or parts.hostname else None
    except ValueError:
        return None


def _authority(parts: SplitResult) -> str:
    host = canonical(parts.hostname or "")
    host = f"[{host}]" if ":" in host else host
    return f"{host}:{parts.port}" if parts.port not in (None, _DEFAULT_PORTS.get(parts.scheme)) else host


def _segments(parts: SplitResult) -> list[str]:
    return [segment for segment in parts.path.split("/") if segment]


def _escaped(text: str) -> str:
    return _ESCAPE.sub(_escape, text)


def _escape(match: re.Match[str]) -> str:
    found = match[0]
    if len(found) == 3 and found[0] == "%":
        code = int(found[1:], 16)
        return chr(code) if code in _UNRESERVED else found.upper()
    return quote(found, safe="")


def _without_dots(path: str) -> str:
    """The path with `.` and `..` resolved (RFC 3986, 5.2.4); `/` for an empty one."""
    kept: list[str] = []
    for segment in (segments := path.split("/")[1:]):
        if segment == "..":
            del kept[-1:]
        elif segment != ".":
            kept.append(segment)
    ended = bool(segments) and segments[-1] in (".", "..")
    return "/" + "/".join(kept) + ("/" if ended and kept else "")
