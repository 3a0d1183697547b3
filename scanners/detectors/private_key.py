"""Private keys: blocks in PEM (RFC 7468, RFC 1421), of OpenSSH, OpenPGP and PuTTY, with what they hold.

A header alone is documentation. What counts is key material: 60 characters of Base64 or more behind it, whether lines are broken, escaped
(a backslash and `n` in JSON) or quoted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from scanners.base import Anchor, Hit

_HEADER = re.compile(
    r"-----BEGIN (?:(?:RSA|DSA|EC|ENCRYPTED|OPENSSH|ANY|SSH2 ENCRYPTED) )?PRIVATE KEY-----|-----BEGIN PGP PRIVATE KEY BLOCK-----"
    r"|---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----|PuTTY-User-Key-File-[23]: [a-z0-9@.-]{4,40}"
)
_PUTTY_BODY = re.compile(r"[^\0]{0,900}?Private-Lines: [0-9]{1,3}\r?\n")
_FIELD = re.compile(
    r"(?:\\[rnt]|[\s\"'+,>#*|]){0,40}(?:Proc-Type|DEK-Info|Version|Comment|Hash|Charset|Key-Derivation): ?[^\n\\]{0,120}"
)
_LINE = re.compile(r"(?:\\[rnt]|[\s\"'+,>#*|]){0,40}([A-Za-z0-9+/]{1,400}={0,2}|=[A-Za-z0-9+/]{4})")
_FOOTER = re.compile(r"(?:\\[rnt]|[\s\"'+,>#*|]){0,40}-{4,5} ?END [A-Z0-9 ]{4,40}-{4,5}")
_LEAST, _MOST = 60, 7600
_ANCHOR = Anchor(
    literals=("private key-----", "private key block-----", "encrypted private key ----", "putty-user-key-file-"),
    before=48,
    after=8192,
)


@dataclass(frozen=True, slots=True)
class PrivateKey:
    """Finds private keys. Score: 1.0 with an end; 0.9 where none follows within reach."""

    name: str = "private_key"
    version: int = 1
    anchor: Anchor = _ANCHOR
    labels: Mapping[str, str] = field(default_factory=lambda: {"private_key": "secret"})

    def find(self, text: str) -> Iterator[Hit]:
        reached = 0
        for match in _HEADER.finditer(text):
            if match.start() < reached:
                continue
            stop, size = _body(text, match)
            if size < _LEAST:
                continue
            footer = _FOOTER.match(text, stop)
            reached = footer.end() if footer else stop
            yield Hit(
                match.start(), reached, "private_key", 1.0 if footer or match.group().startswith("PuTTY") else 0.9
            )


def _body(text: str, header: re.Match[str]) -> tuple[int, int]:
    """Where the key material behind a header ends, and how many characters of Base64 it has."""
    stop, size = header.end(), 0
    if header.group().startswith("PuTTY"):
        lines = _PUTTY_BODY.match(text, stop)
        if lines is None:
            return stop, 0
        stop = lines.end()
    while stop - header.end() < _MOST:
        line = _FIELD.match(text, stop) if size == 0 else None
        if line is None:
            line = _LINE.match(text, stop)
            if line is None or _is_prose(line[1]):
                break
            size += len(line[1])
        stop = line.end()
    return stop, size


def _is_prose(line: str) -> bool:
    """Whether what looks like a line of Base64 is a word: none of the lines of a key but the last is short."""
    return len(line) < 16 and line.isalpha() and (line.islower() or line.istitle())


DETECTOR = PrivateKey()
