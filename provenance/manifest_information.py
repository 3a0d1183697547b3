"""What a person declares about the personal information of a source: its basis, the evidence for that, and what became of it."""

from __future__ import annotations

import posixpath
from typing import Literal

from pydantic import Field, model_validator

from provenance.manifest_parts import Day, EvidenceFile, Part, Register

Sound = Literal["deletion", "generalisation", "aggregation", "noise", "synthesis"]
Reversible = Literal["hash", "mask", "pseudonym", "encryption"]
Method = Sound | Reversible | Literal["other"]


class Anonymisation(Part):
    """The claim that nobody can be identified any more, and that this cannot be undone (PIPL, Article 73(4)). A subject column, or any
    column by which persons can be told apart, contradicts it."""

    methods: tuple[Method, ...] = Field(
        default=(),
        description="How: `deletion`, `generalisation`, `aggregation`, `noise`, `synthesis`; `hash`, `mask`, `pseudonym` and `encryption` "
        "alone make data de-identified and no more",
    )
    key_destroyed: bool | None = Field(default=None, description="Whether the key or table that undoes it is gone")
    record: EvidenceFile | None = Field(default=None, description="Record of methods and parameters")
    reidentification_test: EvidenceFile | None = Field(
        default=None, description="Record of the attempt to identify somebody; its `dated_on` is the day"
    )


class Handler(Part):
    """Another handler from whom personal information was received, or to whom it is provided (PIPL, Article 23)."""

    direction: Literal["received", "provided"] = Field(description="Which way it went")
    transferred_on: Day | None = Field(default=None, description="The last day on which it was handed over")
    kept_until: Day | None = Field(default=None, description="How long the records of that are kept")
    notice: EvidenceFile | None = Field(default=None, description="Notice to the persons: who, why, how, what kinds")
    separate_consent: EvidenceFile | None = Field(
        default=None, description="Their separate consents; of what was received, the supplier's proof of them"
    )
    contract: EvidenceFile | None = Field(default=None, description="What both agreed on purpose, kinds and protection")


class Export(Part):
    """On what way personal information leaves the mainland."""

    mechanism: str | None = Field(
        default=None,
        description="`security_assessment`, `certification` or `standard_contract`; `other_rule` for another condition; anything else is "
        "recorded and judged",
    )
    record: EvidenceFile | None = Field(default=None, description="What proves it; its `dated_on` is the day")
    separate_consent: EvidenceFile | None = Field(
        default=None, description="The separate consents of those who are concerned, PIPL Article 39"
    )


class PersonalInformation(Part):
    """On what basis personal information is processed (PIPL Article 13) and the evidence for it.

    Lines of a consent: subject, given_at, purposes, separate, withdrawn_at, expires_at, terms_version. One register of consents may hold
    all, its column `separate` telling which were given separately; or those stand in a second file, every line of which is separate
    unless the column says that it is not.
    """

    basis: str | None = Field(default=None, description="13.1 … 13.7 of PIPL; anything else is recorded and judged")
    evidence: EvidenceFile | None = Field(default=None, description="What shows that the basis is there")
    consent: Register | None = Field(default=None, description="Consents: a line for each")
    separate_consent: Register | None = Field(
        default=None,
        description="Consents given separately (PIPL, Article 29), where they stand in a file of their own",
    )
    guardian_consent: Register | None = Field(
        default=None, description="Guardians' consents for children under fourteen (PIPL, Article 31)"
    )
    opt_outs: Register | None = Field(default=None, description="Refusals: a line for each person or address")
    impact_assessment: EvidenceFile | None = Field(default=None, description="PIPIA, PIPL Articles 55 and 56")
    necessity_notice: EvidenceFile | None = Field(
        default=None, description="Notice of necessity and impact, PIPL Article 30"
    )
    minors_rules: EvidenceFile | None = Field(
        default=None, description="Rules of their own for children under fourteen, PIPL Article 31"
    )
    minors_audit: EvidenceFile | None = Field(default=None, description="The yearly audit of how these are kept")
    significant_impact: bool | None = Field(
        default=None,
        description="Whether the use of public information affects its persons significantly (PIPL, Article 27)",
    )
    anonymisation: Anonymisation | None = Field(default=None, description="That it is said to be anonymised, and how")
    handlers: tuple[Handler, ...] = Field(default=(), description="From whom it was received, to whom it is provided")
    export: Export | None = Field(default=None, description="How it may leave the mainland (PIPL, Articles 38 and 39)")

    @model_validator(mode="after")
    def _one_file_is_one_register(self) -> PersonalInformation:
        named = [r for r in (self.consent, self.separate_consent, self.guardian_consent) if r]
        if len({posixpath.normpath(register.path) for register in named}) < len(named):
            raise ValueError("consent, separate_consent and guardian_consent must be different files")
        return self
