"""What a record's own columns say of its risks and of how it was labelled: identifiers and closed words, and of people digests alone.

Whoever changes what comes of a column raises `metadata.VERSION`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import reduce

import pyarrow as pa
import pyarrow.compute as pc

from scanners.masking import names, strings
from scanners.metadata import digests

KINDS: Mapping[str, str] = {
    "functional": "functional",
    "function": "functional",
    "功能": "functional",
    "功能性": "functional",
    "功能性标注": "functional",
    "safety": "safety",
    "security": "safety",
    "安全": "safety",
    "安全性": "safety",
    "安全性标注": "safety",
}
"""The two kinds of labels of GB/T 45674, in the words that people use."""

_NAMES: Mapping[str, str] = {
    "ip_risk": "ip_risk",
    "task_id": "label_task_id",
    "batch_id": "label_batch_id",
    "risk": "label_risk",
}
_PEOPLE: Mapping[str, str] = {"executor_digest": "label_executor_id", "reviewer_digest": "label_reviewer_id"}
_SEPARATORS = re.compile(r"[\s;,|/；，、｜\[\]\"']+")


def columns(meta: Mapping[str, pa.Array], secret: bytes, rows: pa.Int64Array) -> dict[str, pa.Array]:
    """The columns of `ANNOTATION` for those of the records for which one of them is stated; absent ones are left out, and all where none of
    them is mapped."""
    found: dict[str, pa.Array] = {}
    if "risk_ids" in meta:
        found["risk_ids"] = _risks(meta["risk_ids"], secret)
    found |= {ours: names(_filled(meta[theirs]), secret)[0] for ours, theirs in _NAMES.items() if theirs in meta}
    if "label_kind" in meta:
        found["kind"] = pa.array([_kind(v) for v in strings(meta["label_kind"]).to_pylist()], pa.string())
    found |= {ours: digests(meta[theirs], secret, "subject") for ours, theirs in _PEOPLE.items() if theirs in meta}
    if not found:
        return {}
    stated = reduce(pc.or_, (column.is_valid() for column in found.values()))
    return {"row": rows.filter(stated), **{name: column.filter(stated) for name, column in found.items()}}


def _filled(array: pa.Array) -> pa.StringArray:
    """The column as strings without blanks at their ends; null for what is empty then."""
    trimmed = pc.utf8_trim_whitespace(strings(array))
    return pc.if_else(pc.equal(trimmed, ""), pa.scalar(None, pa.string()), trimmed)


def _kind(value: str | None) -> str | None:
    word = (value or "").strip().casefold()
    return KINDS.get(word, "other") if word else None


def _risks(array: pa.Array, secret: bytes) -> pa.Array:
    """The risks of each record, out of lists or out of text with separators between them; null for null, empty for none."""
    lists = [None if value is None else _parts(value) for value in array.to_pylist()]
    flat = names(pa.array([risk for risks in lists for risk in risks or ()], pa.string()), secret)[0].to_pylist()
    kept = iter(flat)
    return pa.array([None if risks is None else [next(kept) for _ in risks] for risks in lists], pa.list_(pa.string()))


def _parts(value: object) -> list[str]:
    values = value if isinstance(value, list) else _SEPARATORS.split(str(value))
    return [text for v in values if v is not None and (text := str(v).strip())]
