"""The key of a catalogue's digests: 32 random bytes in a file beside the catalogue that only its owner may read."""

from __future__ import annotations

import hashlib
import os
import secrets
from pathlib import Path

from provenance.problems import InputError, Problem

SIZE = 32


def secret_of(catalogue: Path) -> bytes:
    """The key in `<catalogue>.key`, made on first use with mode 0600. A file of another size raises `InputError`."""
    path = catalogue.with_name(catalogue.name + ".key")
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        key = path.read_bytes()
        if len(key) != SIZE:
            wrong = Problem(str(path), None, "", f"is not a catalogue key: {len(key)} bytes instead of {SIZE}")
            raise InputError([wrong]) from None
        return key
    with os.fdopen(descriptor, "wb") as file:
        key = secrets.token_bytes(SIZE)
        file.write(key)
        file.flush()
        os.fsync(file.fileno())
    return key


def fingerprint(secret: bytes) -> str:
    """Tells one key from another without telling the key."""
    return hashlib.blake2b(b"fingerprint", key=secret, digest_size=8).hexdigest()
