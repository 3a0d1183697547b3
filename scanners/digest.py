"""Digests that only the holder of the catalogue's secret can recompute.

A phone number or a user name has so few possible values that a plain hash of it can be reversed by trying them all. The secret
lies beside the catalogue (`<catalogue>.key`), so that the catalogue can be handed on without it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from typing import Literal

SIZE = 16

Domain = Literal["url", "subject", "subject_exact", "content", "id"]


def keyed(secret: bytes, domain: Domain, value: bytes) -> bytes:
    """BLAKE2b (RFC 7693) of 16 bytes, keyed with `secret`; equal values of different domains differ.

    Values are UTF-8 for `url`, `subject`, `subject_exact` and `id`, and the 32 bytes of a SHA-256 for `content`.
    """
    return hashlib.blake2b(value, digest_size=SIZE, key=secret, person=domain.encode()).digest()


def of_contents(secret: bytes, texts: Iterable[bytes | memoryview]) -> Iterator[bytes]:
    """The digest of each text's SHA-256 in the domain `content`, for less than a call of `keyed` each."""
    empty = hashlib.blake2b(digest_size=SIZE, key=secret, person=b"content")
    for text in texts:
        digest = empty.copy()
        digest.update(hashlib.sha256(text).digest())
        yield digest.digest()
