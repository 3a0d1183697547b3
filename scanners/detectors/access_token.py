"""Credentials of services: keys and tokens whose issuers gave them a form of their own, and passwords that are assigned in code.

A form with a prefix of its issuer and the right length is hardly anything else. A password counts only where it is assigned as a literal
and looks as if chance made it; most of what stands there in code is a placeholder.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from math import log2

from scanners import licence_words
from scanners.base import Anchor, Hit

_FORMS = (
    "(?:AKIA|ASIA)[A-Z2-7]{16}",  # Amazon Web Services
    "LTAI[A-Za-z0-9]{12,20}",  # Alibaba Cloud
    "AKID[A-Za-z0-9]{32}",  # Tencent Cloud
    "gh[pousr]_[A-Za-z0-9]{36,251}|github_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{59}",
    "glpat-[A-Za-z0-9_-]{20,52}",
    "xox[abposr]-[0-9A-Za-z]{8,15}-[0-9A-Za-z-]{10,160}|xapp-[0-9]-[A-Z0-9]{8,14}-[0-9]{8,15}-[a-f0-9]{32,80}",  # Slack
    "[sr]k_live_[0-9A-Za-z]{16,99}",  # Stripe
    "AIza[0-9A-Za-z_-]{35}|GOCSPX-[0-9A-Za-z_-]{28}",  # Google
    "sk-ant-[a-z0-9]{3,8}-[0-9A-Za-z_-]{80,120}",  # Anthropic
    "sk-(?:proj|svcacct|admin)-[0-9A-Za-z_-]{40,180}|sk-[0-9A-Za-z]{20}T3BlbkFJ[0-9A-Za-z]{20}",  # OpenAI
    "npm_[A-Za-z0-9]{36}",
    "pypi-AgE[A-Za-z0-9_-]{80,240}",
    "hf_[A-Za-z]{34}",  # Hugging Face
    "dop_v1_[a-f0-9]{64}",  # DigitalOcean
    "shp(?:at|ca|pa|ss)_[a-fA-F0-9]{32}",  # Shopify
)
_TOKEN = re.compile(rf"(?<![0-9A-Za-z_])(?:{'|'.join(_FORMS)})(?![0-9A-Za-z_])")
_WEBHOOK = re.compile(r"hooks\.slack\.com/services/T[A-Z0-9]{8,12}/B[A-Z0-9]{8,12}/[A-Za-z0-9]{24}(?![0-9A-Za-z])")
_JWT = re.compile(
    r"(?<![0-9A-Za-z_-])(eyJ[A-Za-z0-9_-]{12,400})\.(eyJ[A-Za-z0-9_-]{8,480})\.([A-Za-z0-9_-]{20,90})(?![0-9A-Za-z_-])"
)
_ASSIGNED = re.compile(
    r"(?:[_-]?key)?(?:[_-]?secret)?[\"']?[ \t]{0,4}(?::=|=>|=|:)[ \t]{0,4}([\"'])([^\s\"'<>{}$%\\]{8,120})\1",
    re.IGNORECASE,
)
_ENVIRONMENT = re.compile(r"(?:_?KEY)?(?:_?SECRET)?(?:_?ID)?=([A-Za-z0-9_/+.-]{16,120})(?![0-9A-Za-z_/+.(\[{$%@:=<-])")
"""A variable of the environment, which has no quotes."""
_CONNECTION = re.compile(
    r"(?<![0-9A-Za-z])(?:postgres(?:ql)?|mysql|mongodb(?:\+srv)?|rediss?|amqps?)(?:\+[a-z0-9]{1,16})?://([^\s:/@\"'<>{}$]{0,40}):"
    r"([^\s:/@\"'<>{}$%*]{6,80})@[0-9A-Za-z]"
)
_PLACEHOLDER = re.compile(
    r"x{4}|([^ ])\1{4}|example|sample|dummy|fake|test|your|change|replace|placeholder|secret|passw|insert|todo|foo|bar|1234|abcd|qwert|user"
    r"|default|none|null|true|false|redacted|hidden|mask|token|key|\.{3}|[(\[]",
    re.IGNORECASE,
)
_MARKED = re.compile(r"EXAMPLE|example|xxxx|XXXX|(.)\1{7}|0123456789|abcdefghij|ABCDEFGHIJ")
_JWT_SPECIMENS = (
    "eyJzdWIiOiIxMjM0NTY3ODkw",
    "eyJzb21lIjoicGF5bG9hZCJ9",
    "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAs",
)
"""What the examples at jwt.io, of a widely used library and of RFC 7519 claim."""
_WORD_AND_NUMBER = re.compile(r"(?:[A-Za-z][a-z]{2,24}[_-]?){1,4}[0-9]{1,6}")
_PUBLISHED = frozenset(
    {"2YotnFZFEjr1zCsicMWpAA", "tGzv3JOkF0XG5Qx2TlKWIA", "ad180jjd733klru7", "sdlfkj452", "askfjh234as9sd8"}
)
"""Examples of RFC 6749, RFC 5849 and of a library that follows them."""
_LEAST_BITS = 3.2
_PREFIXES = (
    "akia", "asia", "ltai", "akid", "ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_", "glpat-", "xoxa-", "xoxb-", "xoxp-", "xoxo-",
    "xoxs-", "xoxr-", "xapp-", "sk_live_", "rk_live_", "aiza", "gocspx-", "sk-ant-", "sk-proj-", "sk-svcacct-", "sk-admin-", "t3blbkfj",
    "npm_", "pypi-age", "hf_", "dop_v1_", "shpat_", "shpca_", "shppa_", "shpss_",
)  # fmt: skip # rows, which read as a table
_WORDS = (
    "password", "passwd", "passphrase", "secret", "api_key", "api-key", "apikey", "access_key", "access-key", "accesskey", "auth_token",
    "auth-token", "authtoken", "access_token", "access-token", "accesstoken",
)  # fmt: skip # rows, which read as a table
_OPENAI, _OPENAI_HALF = "t3blbkfj", 23
"""What stands in the middle of an older key, and how far behind its beginning."""
_DATABASES = ("postgres", "mysql", "mongodb", "redis", "amqp")
_OTHERS = ("hooks.slack.com/", "eyjhb", "eyj0e", "eyjra", "eyjlb")
_ANY = re.compile("|".join(re.escape(word) for word in (*_PREFIXES, *_WORDS, *_DATABASES, "hooks.slack.com/")))
_ANCHOR = Anchor(literals=_PREFIXES + _WORDS + _OTHERS + _DATABASES, before=64, after=160, run=960)


@dataclass(frozen=True, slots=True)
class AccessToken:
    """Finds credentials. Score: 1.0 a token whose parts decode (JWT); 0.95 the form of an issuer; 0.7 a password in the address of a
    database; 0.5 one that is assigned in code and looks as if chance made it."""

    name: str = "access_token"
    version: int = 1
    anchor: Anchor = _ANCHOR
    labels: Mapping[str, str] = field(
        default_factory=lambda: {"access_token": "secret", "access_token_specimen": "specimen"}
    )

    def find(self, text: str) -> Iterator[Hit]:
        values: dict[tuple[int, int], str] = {}
        for asked in _ANY.finditer(licence_words.lower(text)):
            word, (start, stop) = asked.group(), asked.span()
            if word in _WORDS:
                values.update(_assigned(text, start, stop))
            elif word in _DATABASES:
                yield from _connection(text, start)
            else:
                yield from _issued(text, start - _OPENAI_HALF if word == _OPENAI else start)
        for place, value in values.items():
            if _is_random(value):
                yield _hit(place, 0.5, specimen=value in _PUBLISHED)
        if "eyJ" in text:
            for match in _JWT.finditer(text):
                if _is_header(match[1]):
                    yield _hit(match.span(), 1.0, specimen=match[2].startswith(_JWT_SPECIMENS))


def _issued(text: str, start: int) -> Iterator[Hit]:
    """A token or an address in the form of its issuer."""
    match = (_TOKEN.match(text, start) or _WEBHOOK.match(text, start)) if start >= 0 else None
    if match:
        yield _hit(match.span(), 0.95, specimen=_MARKED.search(match.group()) is not None)


def _assigned(text: str, start: int, stop: int) -> Iterator[tuple[tuple[int, int], str]]:
    """What is assigned as a literal to a name that ends in the word between these places."""
    match = _ASSIGNED.match(text, stop)
    if match is None and text[start:stop].isupper():
        match = _ENVIRONMENT.match(text, stop)
    if match:
        yield match.span(match.re.groups), match[match.re.groups]


def _connection(text: str, start: int) -> Iterator[Hit]:
    """The password in the address of a database."""
    match = _CONNECTION.match(text, start)
    if match and match[1] != match[2] and _PLACEHOLDER.search(match[2]) is None:
        yield _hit(match.span(2), 0.7, specimen=False)


def _hit(place: tuple[int, int], score: float, *, specimen: bool) -> Hit:
    return Hit(*place, "access_token_specimen" if specimen else "access_token", score)


def _is_header(part: str) -> bool:
    """Whether the first part of a JSON web token (RFC 7519) is an object that names an algorithm."""
    try:
        header = json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    except (binascii.Error, ValueError):
        return False
    return isinstance(header, dict) and "alg" in header


def _is_random(value: str) -> bool:
    """Whether a literal may be a password: of letters and digits or signs, none of the words for a place that is to be filled, and with
    as many bits a character as chance gives."""
    kinds = any(c.isdigit() for c in value) + any(c.isupper() for c in value) + any(c.islower() for c in value)
    if kinds < 2 or not any(c.isdigit() for c in value) or _PLACEHOLDER.search(value):
        return False
    if _WORD_AND_NUMBER.fullmatch(value):
        return False
    return _bits(value) >= min(_LEAST_BITS, log2(len(value)) - 0.3)


def _bits(value: str) -> float:
    """Shannon's entropy of the characters."""
    n = len(value)
    return -sum(k / n * log2(k / n) for k in Counter(value).values())


DETECTOR = AccessToken()
