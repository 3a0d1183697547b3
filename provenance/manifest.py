"""The manifest as frozen values: what a person declares about a data set, its sources and the evidence for them.

Fields follow the evidence that the controls ask for. Everything here is a declaration; whether it is true is what an audit
finds out. The JSON Schema of `Manifest` is what `provenance schema` prints.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from provenance.manifest_parts import Day, Declared, EvidenceFile, Identifier, Licence, Part, Sha256
from provenance.manifest_sources import Source


class IntendedUse(Part):
    """What the data is for. None means not declared, which is not the same as no."""

    purposes: tuple[str, ...] = Field(default=(), description="What the data is used for, such as `model_training`")
    commercial: bool | None = Field(default=None, description="Whether the use is commercial")
    public_service_cn: bool | None = Field(
        default=None, description="Offered to the public in mainland China (Article 2)"
    )
    via_api: bool | None = Field(default=None, description="Offered through an interface (Article 22(2))")
    audience: str | None = Field(default=None, description="To whom the service is offered")
    redistributes_data: bool | None = Field(default=None, description="Whether the data itself is passed on")
    declared_by: Declared | None = Field(default=None, description="Who declares this")
    declared_on: Day | None = Field(default=None, description="When it was declared")


class Article17(Part):
    """Public-opinion attributes or social-mobilisation capacity: security assessment and algorithm filing."""

    opinion_or_mobilisation: bool | None = Field(default=None, description="Whether the service has either")
    security_assessment: EvidenceFile | None = Field(default=None, description="The security assessment")
    algorithm_filing: Declared | None = Field(default=None, description="Filing number of the algorithm")


class BaseModelRecord(Part):
    """A foundation model that the data is used with or was made by."""

    id: str = Field(description="What the model is called")
    version: str | None = Field(default=None, description="Its version")
    supplier: str | None = Field(default=None, description="Who supplies it")
    licence: Licence | None = Field(default=None, description="On what terms it is used")
    filing_number: Declared | None = Field(default=None, description="Generative AI service filing number (备案号)")
    use: Literal["initialisation", "distillation", "labelling", "filtering"] | None = Field(
        default=None, description="What the model is used for"
    )


class AnnotationRules(Part):
    """Annotation rules; `sections` name what they cover: goal, data_format, method, quality_metrics."""

    file: EvidenceFile | None = Field(default=None, description="The rules")
    sections: tuple[str, ...] = Field(
        default=(), description="What they cover: `goal`, `data_format`, `method`, `quality_metrics`"
    )
    not_annotated: bool | None = Field(default=None, description="True when the data was not annotated at all")


class Policies(Part):
    """House rules that controls ask for."""

    ip: EvidenceFile | None = Field(default=None, description="On intellectual property; its `owner` is responsible")
    personal_information: EvidenceFile | None = Field(default=None, description="On personal information")
    robots: EvidenceFile | None = Field(default=None, description="On collection and signs against it")
    annotation: AnnotationRules | None = Field(default=None, description="Rules of annotation (Articles 8 and 19)")
    algorithm_description: EvidenceFile | None = Field(default=None, description="Algorithm mechanism, Article 19")


class LastAudit(Part):
    """The assessment that was last accepted, for A7-5.13: the digests of the data and of what was declared about them, as it gave them."""

    audited_on: Day = Field(description="Its day")
    data_digest: Sha256 = Field(description="`dataset.data_digest` of the catalogue of that audit")
    declaration_digest: Sha256 | None = Field(None, description="`dataset.declaration_digest` of the same catalogue")


class Dataset(Part):
    """The data set as a whole."""

    id: Identifier = Field(description="What the data set is called")
    version: str | None = Field(default=None, description="Its version")
    title: str | None = Field(default=None, description="Its title in the report")
    intended_use: IntendedUse = Field(default=IntendedUse(), description="What the data is for")
    article_17: Article17 = Field(default=Article17(), description="What Article 17 asks about the service")
    train_date: Day | None = Field(
        default=None, description="The day on which training begins; without it the day of judgement counts"
    )
    base_models: tuple[BaseModelRecord, ...] | None = Field(
        None, description="An empty list says that none is used; absence says nothing"
    )
    sensitivity_profile: Literal["gbt45574_2025", "gbt35273_2020_b1", "union"] | None = Field(
        None,
        description="Which list decides what is sensitive beside PIPL Article 28: GB/T 45574-2025 Annex A, GB/T 35273-2020 Table B.1, or "
        "both; without it that of the rulebook. What another list names goes to a person in any case",
    )
    policies: Policies = Field(default=Policies(), description="House rules")
    last_audit: LastAudit | None = Field(default=None, description="The assessment that was last accepted")
    never_assessed: bool | None = Field(
        None, description="True when the data set was never assessed before; absence says nothing"
    )
    recognizers: EvidenceFile | None = Field(
        default=None, description="Recognisers of Presidio that look beside ours (docs/presidio.md)"
    )
    contacts: tuple[str, ...] = Field(
        default=(), description="Whom to ask; the catalogue keeps how many they are and not who"
    )


class Manifest(Part):
    """A provenance manifest, version 1. That no two sources have one id is for whoever reads the file (`manifests.native`)."""

    provenance: Literal[1] = Field(description="Version of this format")
    dataset: Dataset = Field(description="The data set as a whole")
    sources: tuple[Source, ...] = Field(default=(), description="Every source of the data, and protected works")
