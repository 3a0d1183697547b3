"""The certificate of a trace: that none of so many identifiers stands in shards of these digests, and on what that rests.

It holds no identifier and no digest of one. Whoever has the key and the same file of identifiers gets the same `commitment`; nobody else
learns from it who asked.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from typing import Any

from provenance.tracing import Identifiers, Traced, status_of
from scanners import identity

SCHEMA = "provenance-trace-certificate/1"

LIMITS = (
    "The scanners named here, at these versions, found none of the identifiers in the shards that these digests identify.",
    "A scanner finds what its detectors know; how much of it that is, is measured (provenance evaluate).",
    "Columns of numbers, truth values and times hold no text and are not searched.",
    "Copies of the data elsewhere, and models that were trained on it, are not searched.",
)


def certificate(day: dt.date, identifiers: Identifiers, key: bytes, traced: Sequence[Traced]) -> Mapping[str, Any]:
    """The certificate as a JSON-ready value. Raises `ValueError` unless every catalogue says of every identifier that it is not there."""
    if not traced or any(status_of(line, traced) != "not_found" for line in identifiers.lines):
        raise ValueError("there is nothing to certify: not every identifier is known to be gone")
    return {
        "schema": SCHEMA,
        "tool": f"provenance-auditor {version('provenance-auditor')}",
        "day": day.isoformat(),
        "identifiers": len(identifiers.lines),
        "found": 0,
        "commitment": commitment(identifiers, key),
        "linkage": identity.check(key),
        "limits": list(LIMITS),
        "catalogues": [_catalogue(one) for one in traced],
    }


def commitment(identifiers: Identifiers, key: bytes) -> str:
    """The HMAC-SHA-256, under the linkage key, of the digests of all identifiers, in whatever order they stand."""
    digests = sorted({digest for of_line in identifiers.digests.values() for digest in of_line})
    return hmac.digest(key, b"commitment\0" + b"".join(digests), hashlib.sha256).hex()


def _catalogue(one: Traced) -> dict[str, Any]:
    shards = one.state["shards"]
    return {
        "catalogue": one.catalogue,
        "dataset": one.state["dataset"],
        "audited_as_of": one.state["as_of"].isoformat(),
        "counts": {
            "shards": len(shards),
            "records": sum(shard["records"] for shard in shards),
            "text_bytes": sum(shard["text_bytes"] for shard in shards),
        },
        "scanners": one.state["scanners"],
        "shards": shards,
    }
