"""E-mail addresses: the dot-atom form of RFC 5322 as mail systems really accept it, with ASCII or international domains (RFC 5890).

Han characters may touch an address on both sides. Decorators, handles, scaled images (`icon@2x.png`), remotes (`git@host:path`) and
user information in addresses on the web are not e-mail.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from scanners.base import Anchor, Hit

_LOCAL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.+%'-]{0,63})\Z")
_LOCAL_CHARACTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.+%'-"
_LABEL = r"[A-Za-z0-9\u00c0-\u024f\u0370-\u052f][A-Za-z0-9\u00c0-\u024f\u0370-\u052f-]{0,62}"
_DOMAIN = re.compile(rf"(?:[\u4e00-\u9fff]{{1,20}}|{_LABEL})(?:\.{_LABEL}){{0,9}}")
_NEXT_SIGN = re.compile(r"[A-Za-z0-9.-]{0,255}@")
"""What runs into the next sign is no host; the compiled pass opens no window there either."""
_HAN_TLD = re.compile(
    r"\.(?:中国|中國|公司|网络|網絡|香港|台灣|台湾|新加坡|政务|公益|网址|在线|中文网|集团|商城|商标|网店|企业)"
)
_TLD = re.compile(r"(?:[A-Za-z]{2,24}|[xX][nN]--[A-Za-z0-9-]{2,59})")
_GENERIC_WORDS = (
    "com net org edu gov mil int info biz name pro aero coop museum asia cat jobs mobi tel travel xxx post arpa app dev page cloud "
    "online site store shop tech xyz top vip club wang ltd group link live life work wiki blog news email mail email world today "
    "team zone space website host press design digital agency company solutions services systems network global international "
    "health care academy school university foundation institute center science bank money finance capital fund law legal "
    "studio art photo photos media video music game games fun social community chat love red blue pink kim ink win bid loan date "
    "city town land house home garden kitchen cafe restaurant bar pub beer wine coffee pizza food fish fit run bike yoga dog pet "
    "london berlin paris tokyo nyc amsterdam wien hamburg koeln quebec africa swiss scot wales bayern eus gal ren xin cern google "
    "microsoft apple amazon ibm sap bmw audi sony canon ooo plus one ninja guru expert consulting engineering software technology "
    "support help tools codes domains hosting direct express delivery events tours tickets flights holiday hotel"
)
_GENERIC = frozenset(_GENERIC_WORDS.split())
_SUFFIX_WORDS = (
    "png jpg jpeg gif svg webp bmp ico tif tiff psd pdf py pyc js jsx ts tsx css scss less html htm xml json yaml yml toml md rst "
    "txt log csv tsv doc docx xls xlsx ppt pptx zip gz bz tar rar exe dll so lib jar java class cpp cc hpp rs go rb php sh bat ps "
    "mp mov avi wav mkv flac ogg ttf woff eot bin dat db sql cfg ini conf lock bak tmp map vue swift kt lua pl"
)
_ALSO_COUNTRY = frozenset({"py", "rs", "sh", "ps", "so", "pl", "md"})
_SUFFIXES = frozenset(_SUFFIX_WORDS.split()) - _ALSO_COUNTRY
_DOCUMENTATION = re.compile(r"(?:^|\.)(?:example\.(?:com|net|org)|example|test|invalid|localhost)\Z", re.IGNORECASE)
_ROLE_WORDS = (
    "info marketing sales support abuse noc security postmaster hostmaster usenet news webmaster www uucp ftp "
    "noreply no-reply no_reply donotreply do-not-reply do_not_reply admin administrator contact service root git mailer-daemon "
    "notifications hr help office press legal privacy billing bugs announce"
)
_ROLES = frozenset(_ROLE_WORDS.split())
_NO_REPLY_HOSTS = ("users.noreply.github.com", "noreply.github.com")
_USER_INFORMATION = re.compile(r"://[^\s/?#]*\Z")
_IN_PATH = re.compile(r"://[^\s<>\"'，。；、（）?#]*/[^\s<>\"'，。；、（）?#]*\Z")
_REMOTE = re.compile(r":(?![0-9]+(?:[^0-9A-Za-z]|\Z))[A-Za-z0-9_~./-]{0,80}/")
_ANCHOR = Anchor(infix="@", literals=("＠",), before=8, after=96, run=512)
"""Behind the sign there may be a domain in Han characters, which end the unbroken run."""


@dataclass(frozen=True, slots=True)
class Email:
    """Finds e-mail addresses. Score: 0.9 a country code or a widely used top-level domain; 0.5 a domain of another ending; 0.4 where
    the word may be code (a suffix that file names have too, a call) or part of a path on the web."""

    name: str = "email"
    version: int = 5
    anchor: Anchor = _ANCHOR
    labels: Mapping[str, str] = field(
        default_factory=lambda: {"email": "personal", "email_role": "organisation", "email_documentation": "specimen"}
    )

    def find(self, text: str) -> Iterator[Hit]:
        at = text.find("@")
        reached = 0
        while at >= 0:
            hit = _hit(text, at, reached)
            if hit is not None:
                yield hit
                reached = hit.stop
            at = text.find("@", at + 1)


def _hit(text: str, at: int, reached: int) -> Hit | None:
    domain = _domain(text, at + 1)
    if domain is None:
        return None
    local = _local(text, at, reached)
    if local is None:
        return None
    start, stop = at - len(local), at + 1 + len(domain)
    before = text[max(0, start - 160) : start]
    if _USER_INFORMATION.search(before) or _REMOTE.match(text, stop) or text[stop : stop + 1] == "@":
        return None
    label = _label(local.lower(), domain.lower())
    return Hit(start, stop, label, _score(domain, text[stop : stop + 1], in_path=_IN_PATH.search(before) is not None))


def _local(text: str, at: int, reached: int) -> str | None:
    """The part before `@`: at most 64 octets (RFC 5321), no dot at either end or twice in a row."""
    piece = text[max(reached, at - 65) : at]
    kept = piece[len(piece.rstrip(_LOCAL_CHARACTERS)) :].lstrip(".+%'-")
    if len(kept) > 64 or _LOCAL.match(kept) is None or kept.endswith((".", "'")) or ".." in kept:
        return None
    return kept


def _domain(text: str, start: int) -> str | None:
    match = _DOMAIN.match(text, start)
    if match is None or _NEXT_SIGN.match(text, start):
        return None
    chinese = _HAN_TLD.match(text, match.end())
    if chinese is not None:
        return text[start : chinese.end()]
    labels = _trimmed(match.group().split("."))
    if len(labels) < 2 or any(label.endswith("-") for label in labels) or _TLD.fullmatch(labels[-1]) is None:
        return None
    domain = ".".join(labels)
    return None if len(domain) > 253 or labels[-1].lower() in _SUFFIXES else domain


def _trimmed(labels: list[str]) -> list[str]:
    """Without what a sentence set on right behind the domain: `mail@firm.com.Then` ends at `com`."""
    labels[-1] = labels[-1].rstrip("-")
    while len(labels) > 2 and not _is_known(labels[-1]) and (labels[-2] in _GENERIC or not labels[-1]):
        labels.pop()
    return labels


def _is_known(tld: str) -> bool:
    return (len(tld) == 2 and tld.isalpha()) or tld.lower() in _GENERIC or tld.lower().startswith("xn--")


def _label(local: str, domain: str) -> str:
    if _DOCUMENTATION.search(domain):
        return "email_documentation"
    return "email_role" if local in _ROLES or domain in _NO_REPLY_HOSTS else "email"


def _score(domain: str, after: str, *, in_path: bool) -> float:
    tld = domain.rpartition(".")[2].lower()
    if in_path or after == "(" or tld in _ALSO_COUNTRY:
        return 0.4
    return 0.9 if _is_known(tld) or not tld.isascii() or _DOCUMENTATION.search(domain) else 0.5


DETECTOR = Email()
