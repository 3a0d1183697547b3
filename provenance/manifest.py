"""The manifest as frozen values: what a person declares about a data set, its sources and the evidence for them.

Fields follow the evidence that the controls ask for. Everything here is a declaration; whether it is true is what an audit
finds out. The JSON Schema of `Manifest` is what `provenance schema` prints.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from provenance.manifest_parts import Day, EvidenceFile, Identifier, Licence, Part, Sha256
from provenance.manifest_sources import Source


class IntendedUse(Part):
    """What the data is for. None means not declared, which is not the same as no."""

    purposes: tuple[str, ...] = ()
    commercial: bool | None = None
    public_service_cn: bool | None = Field(
        default=None, description="Offered to the public in mainland China (Article 2)"
    )
    via_api: bool | None = None
    audience: str | None = None
    redistributes_data: bool | None = None
    declared_by: str | None = None
    declared_on: Day | None = None


class Article17(Part):
    """Public-opinion attributes or social-mobilisation capacity: security assessment and algorithm filing."""

    opinion_or_mobilisation: bool | None = None
    security_assessment: EvidenceFile | None = None
    algorithm_filing: str | None = None


class BaseModelRecord(Part):
    """A foundation model that the data is used with or was made by."""

    id: str
    version: str | None = None
    supplier: str | None = None
    licence: Licence | None = None
    filing_number: str | None = Field(default=None, description="Generative AI service filing number (备案号)")
    use: Literal["initialisation", "distillation", "labelling", "filtering"] | None = None


class AnnotationRules(Part):
    """Annotation rules; `sections` name what they cover: goal, data_format, method, quality_metrics."""

    file: EvidenceFile | None = None
    sections: tuple[str, ...] = ()
    not_annotated: bool | None = Field(default=None, description="True when the data was not annotated at all")


class Policies(Part):
    """House rules that controls ask for."""

    ip: EvidenceFile | None = None
    personal_information: EvidenceFile | None = None
    robots: EvidenceFile | None = None
    annotation: AnnotationRules | None = None
    algorithm_description: EvidenceFile | None = Field(default=None, description="Algorithm mechanism, Article 19")


class LastAudit(Part):
    """The assessment that was last accepted, for A7-5.13: the digests of the data and of what was declared about them, as it gave them."""

    audited_on: Day
    data_digest: Sha256
    declaration_digest: Sha256 | None = None


class Dataset(Part):
    """The data set as a whole."""

    id: Identifier
    version: str | None = None
    title: str | None = None
    intended_use: IntendedUse = IntendedUse()
    article_17: Article17 = Article17()
    train_date: Day | None = None
    base_models: tuple[BaseModelRecord, ...] | None = Field(
        None, description="An empty list says that none is used; absence says nothing"
    )
    policies: Policies = Policies()
    last_audit: LastAudit | None = None
    never_assessed: bool | None = Field(
        None, description="True when the data set was never assessed before; absence says nothing"
    )
    contacts: tuple[str, ...] = ()


class Manifest(Part):
    """A provenance manifest, version 1."""

    provenance: Literal[1]
    dataset: Dataset
    sources: tuple[Source, ...] = ()

    @model_validator(mode="after")
    def _sources_are_distinct(self) -> Manifest:
        seen: set[str] = set()
        for source in self.sources:
            if source.id in seen:
                raise ValueError(f"source id {source.id!r} stands twice")
            seen.add(source.id)
        return self
