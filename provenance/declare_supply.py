"""What the manifest declares about suppliers and intermediaries, as rows of the catalogue."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from provenance.evidence import Filed
from provenance.identifiers import uscc_status
from provenance.manifest_sources import Source


def commitments(files: Filed, source: Source) -> Iterator[dict[str, Any]]:
    """A row for each respect in which a supplier has to commit itself; none where nothing is declared of any."""
    if (declared := source.commitments) is None:
        return
    for subject, commitment in (
        ("source", declared.source),
        ("quality", declared.quality),
        ("security", declared.security),
    ):
        yield {
            "source": source.id,
            "subject": subject,
            "statement_status": files.status(source.id, f"commitment_{subject}", commitment.statement),
            "proof_status": files.status(source.id, f"commitment_proof_{subject}", commitment.proof),
        }


def review(files: Filed, source: Source) -> Iterator[dict[str, Any]]:
    """The row of the review of these commitments, if one is declared."""
    if source.commitments and (declared := source.commitments.review):
        yield {
            **declared.model_dump(exclude={"file"}),
            "source": source.id,
            "file_status": files.status(source.id, "supplier_review", declared.file),
        }


def intermediary(files: Filed, source: Source) -> Iterator[dict[str, Any]]:
    """The row of the intermediary, if one is declared."""
    if (declared := source.intermediary) is None:
        return
    yield {
        "source": source.id,
        "name": declared.name,
        "uscc_status": uscc_status(declared.uscc),
        **{
            f"{kind}_status": files.status(source.id, kind, getattr(declared, kind))
            for kind in ("source_statement", "identity_check", "transaction_record")
        },
    }
