"""Which licences the text on file states, and whether the declared one is among them.

What is read here is an evidence file of the manifest, not a record; still nothing of it is kept but SPDX identifiers. What a file of one
digest states is kept in the catalogue, so that it is read once as long as `VERSION` stays.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa

from provenance.evidence import Filed, counts, located
from provenance.licences import normalise
from provenance.manifest_parts import EvidenceFile
from provenance.manifests.native import Loaded
from scanners.streams import open_regular

VERSION = 1
"""Raised whenever the same text could state something else."""
LARGEST = 1 << 20
"""Bytes beyond which a text is not looked at."""
SURE = 0.9
"""A licence's own text, a grant or a tag; less is a name, which a text about another licence can hold."""

_OPERATORS = re.compile(r"\b(?:AND|OR|WITH)\b|[()\s]+")
_EXCEPTION = re.compile(r" WITH [^\s()]+")
"""What is added to a licence, of which its text says nothing."""
_VERSIONS = re.compile(r"-(?:only|or-later)$|\+$")

_TEXTS, _SCORES = pa.list_(pa.string()), pa.list_(pa.float64())
_SCHEMA = pa.schema([("sha256", pa.string()), ("version", pa.int32()), ("states", _TEXTS), ("scores", _SCORES)])

Stated = Mapping[str, float]
"""SPDX identifiers with the score at which a text states them."""


class Texts:
    """What licence texts state, by SHA-256; what the catalogue holds of them (`provenance.held.licence_texts`) is not read again."""

    def __init__(self, held: Mapping[str, Stated] | None = None) -> None:
        self._held = held or {}
        self._seen: dict[str, Stated] = {}

    def stated(self, path: Path, sha256: str) -> Stated:
        """What the file of this digest states; nothing where it cannot be known."""
        found = self._held.get(sha256)
        if found is None:
            found = stated(path, sha256)
        if found is None:
            return {}
        self._seen[sha256] = found
        return found

    def table(self) -> pa.Table:
        """The rows of `t_licence_text`."""
        rows = [
            {"sha256": digest, "version": VERSION, "states": list(found), "scores": list(found.values())}
            for digest, found in sorted(self._seen.items())
        ]
        return pa.Table.from_pylist(rows, _SCHEMA)


class LicenceFiles(Filed):
    """Evidence files, and what those among them state that are the text of a licence."""

    def __init__(self, loaded: Loaded, texts: Texts) -> None:
        super().__init__(loaded)
        self._texts = texts

    def licence(self, source: str, declared: str | None, file: EvidenceFile | None) -> dict[str, Any]:
        """The status of a licence's text; and, where it is evidence and the licence one whose text can be recognised, what it states."""
        status = self.status(source, "licence_text", file)
        path = located(self._loaded, file.path) if file and counts(status) and comparable(declared) else None
        digest = self.seen[-1].sha256 if path else None
        if path is None or digest is None:
            return {"licence_text_status": status}
        found = self._texts.stated(path, digest)
        return {
            "licence_text_status": status,
            "licence_text_matches": matches(declared, found),
            "licence_text_states": sorted(found),
        }


def stated(path: Path, sha256: str) -> Stated | None:
    """What the file of this digest states; None where it is too large, or is not that file any more. Raises nothing for what it holds."""
    try:
        with open_regular(str(path)) as file:
            data = file.read(LARGEST + 1)
    except OSError:
        return None
    if len(data) > LARGEST or hashlib.sha256(data).hexdigest() != sha256:
        return None
    from scanners.detectors.licence_notice import DETECTOR

    found: dict[str, float] = {}
    for hit in DETECTOR.find(data.decode("utf-8", "replace")):
        for name in _identifiers(str(hit.extra[1]["expression"])) if hit.extra else ():
            found[name] = max(hit.score, found.get(name, 0.0))
    return found


def matches(declared: str | None, found: Stated | None) -> bool | None:
    """Whether a text is that of the declared licence: False where it surely states others and none of it, None where it says too little,
    as when it states one of two licences that hold together, or there is nothing that it could say."""
    wanted = set(comparable(declared))
    if not wanted or not found:
        return None
    sure = {_family(name) for name, score in found.items() if score >= SURE}
    stated = sure or set(map(_family, found))
    if wanted.isdisjoint(stated):
        return False if sure else None
    expression = normalise(declared).expression or ""
    is_choice, all_named = " AND " not in expression, wanted <= stated and "LicenseRef-" not in expression
    return True if is_choice or all_named else None


def comparable(declared: str | None) -> list[str]:
    """The licences of a declared name that a text can be recognised as."""
    expression = _EXCEPTION.sub("", normalise(declared).expression or "")
    return [
        _family(name)
        for name in _identifiers(expression)
        if not name.startswith("LicenseRef-") and name != "NOASSERTION"
    ]


def _identifiers(expression: str) -> list[str]:
    return [part for part in _OPERATORS.split(expression) if part]


def _family(name: str) -> str:
    """GPL-3.0-only and GPL-3.0-or-later have one text."""
    return _VERSIONS.sub("", name)
