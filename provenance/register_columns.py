"""What the lines of registers hold: the columns that are read of each kind, and those of the tables that they become.

Canonical columns (a register's `columns` maps them to its own names; in brackets: need not be there):

- collection log: url, fetched_at, user_agent, method, http_status, content_sha256
- consent: subject, given_at, purposes, withdrawn_at, terms_version, (separate, expires_at)
- guardian consent: subject (the child), given_at, purposes, withdrawn_at, terms_version, (expires_at)
- authorisation: subject, authorised_at, purposes, withdrawn_at, terms_version, (expires_at)
- opt-outs: subject or url or both, opted_out_at, (scope: `exact`, or `prefix` for all beneath the address)
- inventory: path, sha256, (rows)
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import pyarrow as pa

from scanners import masking
from scanners.evidence import DIGEST

RegisterKind = Literal["collection_log", "consent", "guardian_consent", "authorisation", "opt_out", "inventory"]

STAMP = pa.timestamp("us", tz="UTC")
REQUIRED: Mapping[RegisterKind, tuple[str, ...]] = {
    "collection_log": ("url", "fetched_at", "user_agent", "method", "http_status", "content_sha256"),
    "consent": ("subject", "given_at", "purposes", "withdrawn_at", "terms_version"),
    "guardian_consent": ("subject", "given_at", "purposes", "withdrawn_at", "terms_version"),
    "authorisation": ("subject", "authorised_at", "purposes", "withdrawn_at", "terms_version"),
    "opt_out": ("opted_out_at",),
    "inventory": ("path", "sha256"),
}
OPTIONAL: Mapping[RegisterKind, tuple[str, ...]] = {
    "collection_log": (),
    "consent": ("separate", "expires_at"),
    "guardian_consent": ("expires_at",),
    "authorisation": ("expires_at",),
    "opt_out": ("subject", "url", "scope"),
    "inventory": ("rows",),
}
MEANINGS: Mapping[str, str] = {
    "url": "the address; a refusal may name a host or a prefix instead",
    "fetched_at": "when it was fetched; times are ISO 8601, UTC where they name no offset",
    "user_agent": "as whom; only its products are kept",
    "method": "how, in one word, such as `GET`",
    "http_status": "what the server answered",
    "content_sha256": "SHA-256 of the text as it was fetched, in UTF-8",
    "subject": "the person, as the column mapped to `subject` names it; only a keyed digest is kept",
    "given_at": "when consent was given",
    "authorised_at": "when the user authorised it",
    "purposes": "a list, or text with `;` between; one of them `model_training`",
    "withdrawn_at": "when it was withdrawn, else empty; this ends all that the person agreed to before",
    "terms_version": "version of the terms that were agreed to",
    "separate": "whether it was given separately; `true` where a line of `separate_consent` does not say",
    "expires_at": "when it ends, else empty",
    "opted_out_at": "since when",
    "scope": "`exact`, or `prefix` for all beneath the address",
    "path": "path of the shard, relative to the manifest",
    "sha256": "its SHA-256",
    "rows": "how many records it has",
}
"""What each column holds, whichever register it stands in."""
_KEY = [pa.field("source", pa.string()), pa.field("line", pa.int64())]
SCHEMAS: Mapping[str, pa.Schema] = {
    "t_collected_item": pa.schema(
        [
            *_KEY,
            pa.field("url_digest", DIGEST),
            pa.field("host", pa.string()),
            pa.field("fetched_at", STAMP),
            pa.field("user_agent", pa.string()),
            pa.field("method", pa.string()),
            pa.field("http_status", pa.int32()),
            pa.field("content_digest", DIGEST),
            pa.field("robots", pa.string()),
            pa.field("snapshot_at", STAMP),
        ]
    ),
    "t_consent": pa.schema(
        [
            *_KEY,
            pa.field("kind", pa.string()),
            pa.field("subject_digest", DIGEST),
            pa.field("given_at", STAMP),
            pa.field("withdrawn_at", STAMP),
            pa.field("expires_at", STAMP),
            pa.field("covers_training", pa.bool_()),
            pa.field("separate", pa.bool_()),
            pa.field("terms_version", pa.string()),
            pa.field("subject_exact_digest", DIGEST),
        ]
    ),
    "t_opt_out": pa.schema(
        [*_KEY, pa.field("kind", pa.string()), pa.field("key_digest", DIGEST), pa.field("opted_out_at", STAMP)]
    ),
}
MASKED = {"host": masking.IDENTIFIER, "user_agent": masking.WORDS, "terms_version": masking.TERMS}
"""Columns that keep what somebody wrote, with what may stand there; anything else is masked."""
