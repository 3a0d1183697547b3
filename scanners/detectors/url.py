"""Addresses on the web (RFC 3986): with a scheme, or beginning with `www.`.

An address ends at a space, a quote, an angle bracket, a Han character or the punctuation of a sentence. Bare names of hosts
(`firm.com`) are not told from names in code and are not reported.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from scanners.base import Anchor, Hit

_TAKEN = r"[0-9A-Za-z\u00c0-\u024f\u0370-\u052f_.~:/?#\[\]@!$&'()*+,;=%|-]"
_FIRST = r"(?=[0-9A-Za-z\u00c0-\u024f\u0370-\u052f\[])"
_SCHEME = re.compile(r"(?<![0-9A-Za-z])(?:https?|ftp)\Z", re.IGNORECASE)
_REST = re.compile(rf"(?:[^\s/?#@:\"'<>]{{1,40}}(?::[^\s/?#@:\"'<>]{{1,40}})?@)?{_FIRST}{_TAKEN}{{3,900}}")
_POINTED = re.compile(r"\[|[^\s/?#\"'<>.@]{1,253}[.@]")
"""A host has a point, unless it is a number in brackets; asked first, since text can be made of beginnings of addresses."""
_WWW = re.compile(rf"www\.{_FIRST}{_TAKEN}{{3,900}}", re.IGNORECASE)
_HOST = re.compile(r"(?:[a-z]{3,5}://)?(?:[^/?#@]{1,81}@)?(\[[0-9a-f:.]{2,45}\]|[^/?#:]{1,253})", re.IGNORECASE)
_NAME = re.compile(
    r"(?:[^\W_][\w-]{0,62}\.){1,9}(?:[a-z\u00c0-\u024f\u0370-\u052f]{2,24}|xn--[a-z0-9-]{2,59}|[0-9]{1,3})\.?",
    re.IGNORECASE,
)
_SPECIMEN = re.compile(r"(?:^|\.)(?:example\.(?:com|net|org)|example|test|invalid|localhost)\.?\Z", re.IGNORECASE)
"""RFC 2606 and RFC 6761."""
_CLOSING = ".,;:!?'*_|~([&"
_BRACKETS = {")": "(", "]": "["}
_ANCHOR = Anchor(literals=("://", "：／／", "www."), before=16, after=8, run=960)


@dataclass(frozen=True, slots=True)
class Url:
    """Finds addresses on the web. Score: 0.9."""

    name: str = "url"
    version: int = 1
    anchor: Anchor = _ANCHOR
    labels: Mapping[str, str] = field(default_factory=lambda: {"url": "network", "url_specimen": "specimen"})

    def find(self, text: str) -> Iterator[Hit]:
        reached = 0
        for start, stop in sorted((*_with_scheme(text), *_without(text))):
            if start < reached:
                continue
            address = _trimmed(text[start:stop])
            host = _HOST.match(address)
            if host is None or (host[1][0] != "[" and _NAME.fullmatch(host[1]) is None):
                continue
            label = "url_specimen" if _SPECIMEN.search(host[1]) else "url"
            reached = start + len(address)
            yield Hit(start, reached, label, 0.9)


def _with_scheme(text: str) -> Iterator[tuple[int, int]]:
    mark = text.find("://")
    while mark >= 0:
        scheme = _SCHEME.search(text, max(0, mark - 6), mark) if _POINTED.match(text, mark + 3) else None
        rest = _REST.match(text, mark + 3) if scheme else None
        if scheme and rest:
            yield scheme.start(), rest.end()
        mark = text.find("://", mark + 3)


def _without(text: str) -> Iterator[tuple[int, int]]:
    for word in ("www.", "WWW."):
        mark = text.find(word)
        while mark >= 0:
            before = text[mark - 1 : mark]
            match = None if before == "." or (before.isascii() and before.isalnum()) else _WWW.match(text, mark)
            if match:
                yield match.span()
            mark = text.find(word, mark + 4)


def _trimmed(address: str) -> str:
    """Without the punctuation of the sentence around it, and up to a bracket that it does not open."""
    if ")" in address or "]" in address:
        address = address[: _balanced(address)]
    return address.rstrip(_CLOSING)


def _balanced(address: str) -> int:
    """Where the first bracket stands that closes none, or the end."""
    opened = dict.fromkeys(_BRACKETS.values(), 0)
    for place, character in enumerate(address):
        if character in opened:
            opened[character] += 1
        elif character in _BRACKETS:
            opened[_BRACKETS[character]] -= 1
            if opened[_BRACKETS[character]] < 0:
                return place
    return len(address)


DETECTOR = Url()
