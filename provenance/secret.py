"""The key of a catalogue's digests: 32 random bytes in a file beside the catalogue that only its owner may read."""

from __future__ import annotations

import hashlib
import os
import secrets
import tempfile
from pathlib import Path

from provenance.problems import InputError, Problem

SIZE = 32


def secret_of(catalogue: Path) -> bytes:
    """The key in `<catalogue>.key`, made on first use with mode 0600. A file of another size raises `InputError`."""
    path = catalogue.with_name(catalogue.name + ".key")
    try:
        key = path.read_bytes()
    except FileNotFoundError:
        return _made(path)
    if len(key) != SIZE:
        raise InputError([Problem(str(path), None, "", f"is not a catalogue key: {len(key)} bytes instead of {SIZE}")])
    return key


def _made(path: Path) -> bytes:
    """A new key, whole on disk before it has its name: half a key would make every later run fail."""
    key = secrets.token_bytes(SIZE)
    descriptor, unnamed = tempfile.mkstemp(prefix=f"{path.name}.", dir=path.parent)
    with os.fdopen(descriptor, "wb") as file:
        file.write(key)
        file.flush()
        os.fsync(file.fileno())
    Path(unnamed).replace(path)
    return key


def fingerprint(secret: bytes) -> str:
    """Tells one key from another without telling the key."""
    return hashlib.blake2b(b"fingerprint", key=secret, digest_size=8).hexdigest()
