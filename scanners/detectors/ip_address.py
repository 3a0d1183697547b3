"""Addresses of the Internet Protocol: version 4 in four decimal parts, version 6 as RFC 4291 writes it.

Four small numbers with points are as often a version, the number of a section or an object identifier, and colons part times, namespaces
and fingerprints; so the score says how much the numbers themselves and the words around them speak for an address. Addresses that no one
machine has (loopback, unspecified, multicast, broadcast, masks) are not reported.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from scanners.base import Anchor, Hit
from scanners.context import Words

Ranges = tuple[tuple[int, int], ...]
"""First and last address of each range."""


def _ranges(words: str) -> Ranges:
    networks = (ipaddress.ip_network(word) for word in words.split())
    return tuple((int(network[0]), int(network[-1])) for network in networks)


_PART = "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])"
_V4 = re.compile(
    rf"(?<![0-9A-Za-z_.])(?<![0-9],)({_PART})\.({_PART})\.({_PART})\.({_PART})(?![0-9A-Za-z_]|\.[0-9a-z*]|-(?![0-9]{{1,3}}\.[0-9]{{1,3}}\.)[0-9])"
)
_V6 = re.compile(
    r"(?<![0-9A-Za-z:._])(?:[0-9A-Fa-f]{1,4}|:)(?::[0-9A-Fa-f]{0,4}){2,8}(?:%[a-z0-9]{1,8})?(?![0-9A-Za-z:_]|\.[0-9])"
)
_SPECIMEN_4 = _ranges("192.0.2.0/24 198.51.100.0/24 203.0.113.0/24 192.0.0.0/24 198.18.0.0/15 192.88.99.0/24")
"""RFC 5737; and what RFC 6890, RFC 2544 and RFC 7526 keep for protocols and measurements."""
_SPECIMEN_6 = _ranges("2001:db8::/32 3fff::/20")
"""RFC 3849 and RFC 9637."""
_PRIVATE_4 = _ranges("10.0.0.0/8 172.16.0.0/12 192.168.0.0/16 169.254.0.0/16 100.64.0.0/10")
"""RFC 1918, RFC 3927 and RFC 6598."""
_PRIVATE_6 = _ranges("fc00::/7 fe80::/10")
"""RFC 4193 and RFC 4291."""
_NOBODY = _ranges("0.0.0.0/8 127.0.0.0/8 224.0.0.0/3")
_HOME = ("192.168.", "169.254.")
_SERVICE_WORDS = (
    "8.8.8.8 8.8.4.4 1.0.0.1 208.67.222.222 208.67.220.220 4.2.2.2 114.114.115.115 223.5.5.5 223.6.6.6 119.29.29.29 180.76.76.76 "
    "1.2.3.4 5.6.7.8 4.3.2.1 12.34.56.78 123.45.67.89 "
    "2001:4860:4860::8888 2001:4860:4860::8844 2606:4700:4700::1111 2606:4700:4700::1001 2620:fe::fe 2400:3200::1 2400:3200:baba::1"
)
_SERVICES = frozenset(_SERVICE_WORDS.split())
"""Name servers that anybody may ask, and what stands for any address in manuals; four times the same number does so, too."""
_CONTEXT = Words(
    r"ipv[46]|ip.?addr|ip地址|地址|主机|服务器|服務器|网关|内网|外网|公网|登录ip|源ip|remote_?addr|x-forwarded-for|(?<![a-z])ip[\"'_:=： ]",
    r"ip|ips|addr|address|addresses|host|hosts|hostname|server|servers|ping|ssh|telnet|traceroute|gateway|subnet|dns|nameserver|cidr|netmask"
    r"|peer|client|inet6?|listen|bind",
)
_VERSION = re.compile(
    r"(?:(?<![a-z])v(?:er(?:sion)?s?|\.)?[ ._:=\"'-]{0,4}"
    r"|(?:release|revision|build|section|clause|figure|table|chapter|rfc|版本|第|章|节|条)[ :=：\"'(]{0,4}"
    r"|(?:updat|upgrad|patch|升级)[^\n]{0,24}|[=<>~^!]=[ \"']{0,2}|[A-Za-z][A-Za-z0-9_+]{0,24}/|[A-Za-z_][A-Za-z0-9_]{0,24}-|§ ?|#)\Z",
    re.IGNORECASE,
)
_IDENTIFIER = re.compile(r"(?<![A-Za-z])(?:oid|objectidentifier|object)[^0-9A-Za-z]{1,16}\Z", re.IGNORECASE)
_RELEASE = re.compile(
    r"[-_+][A-Za-z]|\.(?:tar|zip|whl|jar|dev|post|rc|el[0-9])|(?:[abc]|rc)[0-9]| ?(?:release|version|版)"
)
_PORT = re.compile(r":[1-9][0-9]{1,4}(?![0-9A-Za-z])|/(?:[89]|[12][0-9]|3[0-2])(?![0-9A-Za-z./])")
_REACH = 32
_ANCHOR = Anchor(quads=True, pairs=True, before=128, after=64)


@dataclass(frozen=True, slots=True)
class IpAddress:
    """Finds addresses of versions 4 and 6. Score: 0.9 a word for them, a port or the like, or eight groups or more than three in a range
    that is in use; 0.7 two parts of 100 or more; 0.6 one, or eight groups in no such range; 0.4 smaller numbers, and networks."""

    name: str = "ip_address"
    version: int = 1
    anchor: Anchor = _ANCHOR
    labels: Mapping[str, str] = field(
        default_factory=lambda: {
            "ipv4": "network",
            "ipv4_private": "network",
            "ipv4_specimen": "specimen",
            "ipv6": "network",
            "ipv6_private": "network",
            "ipv6_specimen": "specimen",
        }
    )

    def find(self, text: str) -> Iterator[Hit]:
        for match in _V4.finditer(text):
            hit = _four(text, match)
            if hit is not None:
                yield hit
        if ":" in text:
            for match in _V6.finditer(text):
                hit = _six(text, match)
                if hit is not None:
                    yield hit


def _within(number: int, ranges: Ranges) -> bool:
    return any(first <= number <= last for first, last in ranges)


def _label(version: str, number: int, specimens: Ranges, private: Ranges, *, known: bool) -> str:
    if known or _within(number, specimens):
        return f"{version}_specimen"
    return f"{version}_private" if _within(number, private) else version


def _four(text: str, match: re.Match[str]) -> Hit | None:
    parts = [int(part) for part in match.groups()]
    number = parts[0] << 24 | parts[1] << 16 | parts[2] << 8 | parts[3]
    before = text[max(0, match.start() - 40) : match.start()]
    if _within(number, _NOBODY) or _IDENTIFIER.search(before):
        return None
    named = _is_named(text, match)
    if not named and (_VERSION.search(before) or _RELEASE.match(text, match.end())):
        return None
    known = match.group() in _SERVICES or len(set(parts)) == 1
    label = _label("ipv4", number, _SPECIMEN_4, _PRIVATE_4, known=known)
    sure = (named and max(parts) > 9) or match.group().startswith(_HOME)
    return Hit(match.start(), match.end(), label, 0.9 if sure else _likeness(parts))


def _is_named(text: str, match: re.Match[str]) -> bool:
    """Whether a word for addresses stands before it, it is the host of an address on the web, or a port or prefix length follows."""
    start = match.start()
    if text[max(0, start - 3) : start] == "://":
        return True
    return _CONTEXT.precede(text, start, _REACH) or _PORT.match(text, match.end()) is not None


def _likeness(parts: list[int]) -> float:
    """How unlike a version or an object identifier the four numbers are; a last part of zero ends versions and networks, no machine."""
    large = sum(part >= 100 for part in parts)
    if large == 0 or (large == 1 and (parts[0] < 20 or parts[3] == 0)) or parts[1:3] == [0, 0] or parts[:2] == [1, 3]:
        return 0.4
    return 0.7 if large > 1 else 0.6


def _six(text: str, match: re.Match[str]) -> Hit | None:
    written = match.group()
    try:
        address = ipaddress.IPv6Address(written)
    except ValueError:
        return None
    groups = [group for group in written.partition("%")[0].split(":") if group]
    if address.is_loopback or address.is_unspecified or address.is_multicast or _is_fingerprint(groups):
        return None
    number = int(address)
    score = _likeness_6(text, match, number, groups)
    if score is None:
        return None
    label = _label("ipv6", number, _SPECIMEN_6, _PRIVATE_6, known=written.lower() in _SERVICES)
    return Hit(match.start(), match.end(), label, score)


def _is_fingerprint(groups: list[str]) -> bool:
    """Whether groups are the bytes of a fingerprint or of the identifier of a device."""
    return len(groups) == 8 and all(len(group) == 2 for group in groups)


def _likeness_6(text: str, match: re.Match[str], number: int, groups: list[str]) -> float | None:
    used = len(groups[0]) == 4 and (number >> 125 == 1 or _within(number, _PRIVATE_6))
    named = _CONTEXT.precede(text, match.start(), _REACH)
    if len(groups) == 8:
        long = sum(len(group) > 2 for group in groups)
        return 0.9 if long > 2 and (used or named) else 0.6 if long > 2 else 0.4
    if not (used or named) or (len(groups) < 3 and not named) or not any(c.isdigit() for c in match.group()):
        return None
    return 0.4 if match.group().endswith("::") or (len(groups) < 4 and not used) else 0.9


DETECTOR = IpAddress()
