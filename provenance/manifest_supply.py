"""What a person declares about those from whom data was obtained: a supplier's commitments with their proofs, and an intermediary."""

from __future__ import annotations

from pydantic import Field

from provenance.manifest_parts import Day, Declared, EvidenceFile, Part


class Commitment(Part):
    """A supplier's commitment in one respect, and what proves that it is kept."""

    statement: EvidenceFile | None = Field(default=None, description="The commitment itself, as the supplier gave it")
    proof: EvidenceFile | None = Field(default=None, description="What the supplier proves it with")


class SupplierReview(Part):
    """One's own review of what the supplier commits to and proves; it has to come before the first use."""

    reviewed_on: Day | None = Field(default=None, description="Day of the review")
    reviewer: Declared | None = Field(default=None, description="Who reviewed")
    accepted: bool | None = Field(
        default=None, description="The result: whether commitments and proofs were found to suffice"
    )
    file: EvidenceFile | None = Field(default=None, description="The record of the review")


class Commitments(Part):
    """Commitments of the supplier of a commercial source, without which it must not be used (GB/T 45654 draft, 5.1 c) 3)."""

    source: Commitment = Field(default=Commitment(), description="That the data comes from a lawful source")
    quality: Commitment = Field(default=Commitment(), description="That the data has the quality agreed")
    security: Commitment = Field(default=Commitment(), description="That the data is safe to hold and to use")
    review: SupplierReview | None = Field(default=None, description="One's own review of them")


class Intermediary(Part):
    """Who brokered the data (Data Security Law, Article 33), and the three things that such a service has to leave behind."""

    name: Declared | None = Field(default=None, description="Name of the intermediary")
    uscc: str | None = Field(default=None, description="Its unified social credit code (GB 32100)")
    source_statement: EvidenceFile | None = Field(
        default=None, description="The provider's explanation of where the data comes from"
    )
    identity_check: EvidenceFile | None = Field(
        default=None, description="Record that the identities of both sides were verified"
    )
    transaction_record: EvidenceFile | None = Field(
        default=None, description="Record of the review and the transaction"
    )
