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


def commitments(bench: Bench, name: str, reviewed: dt.date) -> Entry:
    """A supplier's commitments on source, quality and security, each with its proof, and the review of them."""

    def given(subject: str) -> Entry:
        return {
            paper: bench.evidence(
                f"{name}/{subject}-{paper}.txt", f"{paper.capitalize()} on the {subject} of {name}.\n"
            )
            for paper in ("statement", "proof")
        }

    review = {
        "reviewed_on": reviewed,
        "reviewer": "Demo data officer",
        "accepted": True,
        "file": bench.evidence(
            f"{name}/supplier-review.txt", f"Commitments and proofs on {name} suffice, {reviewed}.\n"
        ),
    }
    return {**{subject: given(subject) for subject in ("source", "quality", "security")}, "review": review}


def intermediary(bench: Bench, name: str) -> Entry:
    """A made-up broker with what Article 33 of the Data Security Law asks of it."""
    papers = {
        "source_statement": f"The provider of {name} explains where it comes from.\n",
        "identity_check": f"The identities of both sides in the trade of {name} were verified.\n",
        "transaction_record": f"Review and transaction of {name}.\n",
    }
    return {
        "name": f"Demo broker of {name}",
        "uscc": credit_code(bench.random(f"{name}/intermediary")),
        **{paper: bench.evidence(f"{name}/{paper}.txt", text) for paper, text in papers.items()},
    }
