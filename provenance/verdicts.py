"""What the driver writes beside the evidence, as rows of the catalogue: verdicts, scanners, names of licences."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pyarrow as pa

from expectations.judge import exit_outcome
from expectations.labels import COLUMNS, Labels
from expectations.verdict import Outcome, SourceVerdict, Verdict
from provenance.licences import LicenceName
from scanners import identity, registry
from scanners.base import Detector

WAIVED = "waived"
"""What counts of a control that waivers in force cover wholly. A word of its own, since a value that is missing must not mean that."""

_TEXT, _COUNT = pa.string(), pa.int64()


def _schema(texts: str, counts: str = "", **others: pa.DataType) -> pa.Schema:
    kinds = dict.fromkeys(texts.split(), _TEXT) | dict.fromkeys(counts.split(), _COUNT) | others
    return pa.schema(list(kinds.items()))


REGISTER = _schema(
    "source kind path declared_sha256 sha256 status signature", "rows bad_rows", missing_columns=pa.list_(_TEXT)
)
_VERDICT = _schema("control outcome effective reason", "population failed unproven review", waived=pa.bool_())
_SOURCE_VERDICT = _schema("control source outcome", "population failed unproven review", waived=pa.bool_())
_REASON = _schema("control source outcome reason detail", "shard row n")
_MEASURE = _schema("control source name detail", value=pa.float64())
_MEASURED = {
    "language": "language",
    "exact_duplicate": "duplicate",
    "near_duplicate": "duplicate",
    "encoding": "quality",
}


def tables(verdicts: Iterable[Verdict]) -> dict[str, pa.Table]:
    """Rows of `t_verdict` (one a control), `t_source_verdict` (one a control and source, or data set), `t_reason` and `t_measure`."""
    found = list(verdicts)
    return {
        "t_verdict": pa.Table.from_pylist([_verdict(v) for v in found], _VERDICT),
        "t_source_verdict": pa.Table.from_pylist([row for v in found for row in _source_verdicts(v)], _SOURCE_VERDICT),
        "t_reason": pa.Table.from_pylist([row for v in found for row in _reasons(v)], _REASON),
        "t_measure": pa.Table.from_pylist([row for v in found for row in _measures(v)], _MEASURE),
    }


def outcome(tables: Mapping[str, pa.Table]) -> Outcome:
    """The outcome of all controls together."""
    effective = tables["t_verdict"]["effective"].to_pylist()
    return exit_outcome(None if word == WAIVED else Outcome(word) for word in effective)


def waived(tables: Mapping[str, pa.Table]) -> bool:
    """Whether a waiver covers any part of any control."""
    return any(tables["t_verdict"]["waived"].to_pylist())


def _verdict(v: Verdict) -> dict[str, Any]:
    return _counts(v) | {
        "control": v.control,
        "outcome": v.outcome,
        "effective": v.effective or WAIVED,
        "waived": v.waived,
        "reason": v.reasons[0].code if v.reasons else None,
    }


def _source_verdicts(v: Verdict) -> Iterator[dict[str, Any]]:
    for s in v.sources:
        yield _counts(s) | {"control": v.control, "source": s.source, "outcome": s.outcome, "waived": s.waived}


def _counts(v: Verdict | SourceVerdict) -> dict[str, int]:
    return {"population": v.population, "failed": v.failed, "unproven": v.unproven, "review": v.review}


def _reasons(v: Verdict) -> Iterator[dict[str, Any]]:
    for r in v.reasons:
        place = {
            "control": v.control,
            "source": r.source,
            "outcome": r.outcome,
            "reason": r.code,
            "shard": r.shard,
            "row": r.row,
        }
        yield place | {"n": r.n, "detail": _json(r.detail)}


def _measures(v: Verdict) -> Iterator[dict[str, Any]]:
    for m in v.measures:
        yield {"control": v.control, "source": m.source, "name": m.name, "value": m.value, "detail": _json(m.detail)}


def _json(detail: Mapping[str, Any]) -> str:
    return json.dumps(dict(detail), ensure_ascii=False, sort_keys=True, default=str)


def scanner_tables(versions: Mapping[str, int], others: Iterable[Detector] = ()) -> dict[str, pa.Table]:
    """Rows of `t_scanner`, `t_label` and `t_linkable`; `others` are detectors beside ours."""
    detectors = {d.name: d for d in (*registry.detectors(), *others)}
    labels = [(name, label, family) for name, d in detectors.items() for label, family in sorted(d.labels.items())]
    labels.append(("encoding", "lossy_decode", "quality"))
    families = {name: next(iter(d.labels.values())) for name, d in detectors.items()} | _MEASURED
    scanners = [{"scanner": n, "version": v, "family": families[n]} for n, v in sorted(versions.items())]
    return {
        "t_scanner": pa.Table.from_pylist(
            scanners, pa.schema([("scanner", _TEXT), ("version", pa.int32()), ("family", _TEXT)])
        ),
        "t_label": pa.Table.from_pylist(
            [dict(zip(("scanner", "label", "family"), row, strict=True)) for row in labels],
            pa.schema([("scanner", _TEXT), ("label", _TEXT), ("family", _TEXT)]),
        ),
        "t_linkable": pa.table(
            {"label": pa.array(list(identity.GROUPS), _TEXT), "kind": pa.array(list(identity.GROUPS.values()), _TEXT)}
        ),
    }


def label_classes(labels: Labels) -> pa.Table:
    """Rows of `t_label_class`."""
    kinds = dict.fromkeys(COLUMNS, _TEXT) | dict.fromkeys(("direct", "checksum", "minor", "listed"), pa.bool_())
    kinds["sensitive_under"] = pa.list_(_TEXT)
    rows = [dict(zip(COLUMNS, c.row, strict=True)) for c in sorted(labels.rows, key=lambda c: c.label)]
    return pa.Table.from_pylist(rows, pa.schema(list(kinds.items())))


def licence_names(names: Mapping[str, LicenceName]) -> pa.Table:
    """Rows of `t_licence_name`."""
    return pa.table(
        {
            "declared": pa.array(list(names), _TEXT),
            "expression": pa.array([n.expression for n in names.values()], _TEXT),
            "class": pa.array([n.licence_class for n in names.values()], _TEXT),
            "limits": pa.array([sorted(n.limits) for n in names.values()], pa.list_(_TEXT)),
            "rule": pa.array([n.rule for n in names.values()], _TEXT),
            "confidence": pa.array([n.confidence for n in names.values()], pa.float64()),
        }
    )
