"""Licences, contracts and other papers of the demo's sources. All of it is written for the demo; no third party's text."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from provenance.demo.bench import Bench, Entry
from provenance.demo.identifiers import credit_code


def licence(bench: Bench, name: str, expression: str) -> Entry:
    """A licence with a filed grant that names it, since the demo may not carry a licence's own text."""
    grant = f"The publisher of {name} grants these terms for all records.\n\nSPDX-License-Identifier: {expression}\n"
    return {
        "id": expression,
        "text": bench.evidence(f"{name}/licence.txt", grant),
        "url": f"https://{name}.shuyuan-qingdeng.zz/licence",
        "retrieved_on": dt.date(2025, 1, 20),
    }


def contract(
    bench: Bench, name: str, effective: dt.date, expires: dt.date, purposes: Sequence[str] = ("model_training",)
) -> Entry:
    """A signed contract with a made-up supplier whose credit code holds."""
    paper = (
        f"Contract on the supply of {name}. In force from {effective} to {expires}. Purposes: {', '.join(purposes)}.\n"
    )
    return {
        "id": f"HT-{name}",
        "counterparty": f"Demo supplier of {name}",
        "uscc": credit_code(bench.random(f"{name}/contract")),
        "signed_on": effective,
        "effective_on": effective,
        "expires_on": expires,
        "purposes": list(purposes),
        "territory": "CN",
        "file": bench.evidence(f"{name}/contract.txt", paper),
    }
