"""The data set entries of the demo's manifests: one that lacks much, one that lacks nothing."""

from __future__ import annotations

import datetime as dt

from provenance.demo.bench import TRAINED, Bench, Entry
from provenance.demo.terms import licence


def intended_use() -> Entry:
    """A commercial service for the public in mainland China, so that no carve-out applies."""
    return {
        "purposes": ["model_training"],
        "commercial": True,
        "public_service_cn": True,
        "via_api": False,
        "audience": "the public",
        "redistributes_data": False,
        "declared_by": "Demo data officer",
        "declared_on": dt.date(2026, 5, 20),
    }


def refused(bench: Bench) -> Entry:
    """A data set without a named owner of its policies, with an undocumented base model, changed since it was last audited."""
    return {
        "id": "provenance-demo",
        "version": "1",
        "title": "A corpus with planted faults",
        "intended_use": intended_use(),
        "article_17": {"opinion_or_mobilisation": False},
        "train_date": TRAINED,
        "base_models": [{"id": "undocumented-base", "use": "distillation"}],
        "policies": {"ip": bench.evidence("policies/ip.txt", "Intellectual property policy.\n")},
        "last_audit": {"audited_on": dt.date(2026, 1, 10), "data_digest": "0" * 64, "declaration_digest": "0" * 64},
    }


def clean(bench: Bench) -> Entry:
    """A data set that has been declared in full and never audited before."""
    base = {
        "id": "qingdeng-base",
        "version": "1",
        "supplier": "Demo model supplier",
        "licence": licence(bench, "qingdeng-base", "Apache-2.0"),
        "filing_number": "Demo-QingdengBase-202501010001",
        "use": "initialisation",
    }
    return {
        "id": "provenance-demo-clean",
        "version": "1",
        "title": "A corpus in which everything is in order",
        "intended_use": intended_use(),
        "article_17": {"opinion_or_mobilisation": False},
        "train_date": TRAINED,
        "base_models": [base],
        "policies": _policies(bench),
        "never_assessed": True,
        "contacts": ["Demo data officer"],
    }


def _policies(bench: Bench) -> Entry:
    def owned(kind: str) -> Entry:
        filed = bench.evidence(
            f"policies/{kind}.txt", f"Policy on {kind}, in force since 2026-02-01. Owner: Demo data officer.\n"
        )
        return {**filed, "owner": "Demo data officer", "dated_on": dt.date(2026, 2, 1)}

    sections = ["goal", "data_format", "method", "quality_metrics"]
    return {
        **{kind: owned(kind) for kind in ("ip", "personal_information", "robots", "algorithm_description")},
        "annotation": {"file": owned("annotation"), "sections": sections},
    }
