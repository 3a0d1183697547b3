"""The manifest as frozen values: what a person declares about a data set, its sources and the evidence for them.

Fields follow the evidence that the controls ask for. Everything here is a declaration; whether it is true is what an audit
finds out. The JSON Schema of `Manifest` is what `provenance schema` prints.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, model_validator

Identifier = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._:@+-]{0,127}$")]
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Country = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
NUMBER = re.compile(r"\s*[+-]?[\d._]+\s*")


def _no_bare_number(value: Any) -> Any:
    """pydantic would read `20240501` or `86400` as seconds since 1970; nobody means that."""
    if isinstance(value, int | float) or (isinstance(value, str) and NUMBER.fullmatch(value)):
        raise ValueError("must be a date, YYYY-MM-DD, or a time, such as 2024-05-01T12:00:00Z")
    return value


Day = Annotated[dt.date, BeforeValidator(_no_bare_number), Field(strict=False)]
Moment = Annotated[dt.datetime, BeforeValidator(_no_bare_number), Field(strict=False)]


class Part(BaseModel):
    """A piece of a manifest: frozen, and closed to fields nobody knows."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class EvidenceFile(Part):
    """A document that proves something. `sha256` is what was recorded when it was filed; without it the file proves less."""

    path: str = Field(description="Path relative to the manifest")
    sha256: Sha256 | None = None
    owner: str | None = Field(default=None, description="Who answers for the document")
    dated_on: Day | None = None


class Register(Part):
    """A table of evidence, one line an event, as Parquet, CSV or JSONL; `columns` maps our names to the file's where they differ."""

    path: str
    sha256: Sha256 | None = None
    format: Literal["parquet", "csv", "jsonl"] | None = None
    columns: dict[str, str] = Field(default_factory=dict)


class Licence(Part):
    """Under what terms the content is held. `id` is an SPDX expression, a `LicenseRef-…`, or the words that were found."""

    id: str | None = None
    text: EvidenceFile | None = Field(default=None, description="The licence text that was agreed to")
    url: str | None = None
    retrieved_on: Day | None = None


class Contract(Part):
    """A contract with a supplier or holder; purposes decide whether training is covered."""

    id: str
    counterparty: str | None = None
    uscc: str | None = Field(default=None, description="Unified social credit code of the counterparty (GB 32100)")
    signed_on: Day | None = None
    effective_on: Day | None = None
    expires_on: Day | None = None
    purposes: tuple[str, ...] = ()
    territory: str | None = None
    file: EvidenceFile | None = None


class RobotsSnapshot(Part):
    """The robots.txt of one host as it was fetched at one moment (RFC 9309)."""

    host: str
    fetched_at: Moment
    http_status: int = 200
    file: EvidenceFile | None = None


class Collection(Part):
    """How self-collected data was gathered; `log` has a line for each item (`provenance.registers`)."""

    method: str | None = None
    user_agent: str | None = None
    started_on: Day | None = None
    ended_on: Day | None = None
    self_produced: bool = False
    production_record: EvidenceFile | None = None
    log: Register | None = None
    robots: tuple[RobotsSnapshot, ...] = ()


class Authorisation(Part):
    """Users' authorisation of their input for training; `log` has a line for each (`provenance.registers`)."""

    log: Register | None = None
    terms: EvidenceFile | None = None


class Assessment(Part):
    """A check of a source before or after collection: how many of how many records were illegal or unhealthy."""

    assessed_on: Day
    sample_size: int = Field(ge=0)
    flagged: int = Field(ge=0)
    method: str | None = None
    assessor: str | None = None
    file: EvidenceFile | None = None


class PersonalInformation(Part):
    """On what basis personal information is processed (PIPL Article 13) and the evidence for it.

    `consent` lines: subject, given_at, purposes, separate, withdrawn_at, expires_at, terms_version.
    """

    basis: str | None = Field(default=None, description="13.1 … 13.7 of PIPL; anything else is recorded and judged")
    evidence: EvidenceFile | None = None
    consent: Register | None = None
    opt_outs: Register | None = None
    impact_assessment: EvidenceFile | None = Field(default=None, description="PIPIA, PIPL Articles 55 and 56")
    necessity_notice: EvidenceFile | None = Field(
        default=None, description="Notice of necessity and impact, PIPL Article 30"
    )


class Parent(Part):
    """Another source that this one was made from, and the record of the transformation."""

    source: str
    transform: str | None = None
    record: EvidenceFile | None = None


class ColumnMap(Part):
    """What the shard's columns are called."""

    text: str = "text"
    id: str | None = None
    source: str | None = None
    url: str | None = None
    licence: str | None = None
    language: str | None = None
    fetched_at: str | None = None
    is_synthetic: str | None = None
    gen_model: str | None = None
    gen_time: str | None = None
    subject: str | None = None
    content_sha256: str | None = None

    @model_validator(mode="after")
    def _text_stays_in_its_column(self) -> ColumnMap:
        for name in type(self).model_fields:
            other = getattr(self, name)
            if name != "text" and other is not None and f"{self.text}.".startswith(f"{other}."):
                raise ValueError(
                    f"{name} must not be the text column, since what other columns hold may be kept as it is"
                )
        return self


ShardFormat = Literal["jsonl", "parquet", "csv", "tsv", "arrow", "files"]


class ShardSet(Part):
    """Shards by path or glob. `format: files` means a folder whose files are the records. A digest or a row count belongs to one path,
    not to a glob; many digests belong in `inventory` of the source."""

    path: str
    format: ShardFormat | None = Field(default=None, description="Found from the name when absent")
    compression: Literal["gz", "zst", "bz2", "none"] | None = None
    encoding: str | None = None
    columns: ColumnMap = ColumnMap()
    sha256: Sha256 | None = None
    rows: int | None = Field(default=None, ge=0)

    @model_validator(mode="after")
    def _facts_belong_to_one_file(self) -> ShardSet:
        if any(c in self.path for c in "*?[") and (self.sha256 or self.rows is not None):
            raise ValueError("sha256 and rows describe one file; for a glob use the source's inventory")
        return self


SourceType = Literal["open", "self_collected", "commercial", "user_input", "synthetic", "unknown"]


class Source(Part):
    """Where a part of the data comes from, or (`role: works`) protected works that the data must not contain."""

    id: Identifier
    role: Literal["corpus", "works"] = "corpus"
    type: SourceType | None = None
    name: str | None = None
    url: str | None = None
    origin_country: Country | None = None
    modality: str = "text"
    languages: tuple[str, ...] = ()
    via_intermediary: bool | None = None
    is_synthetic: bool | None = None
    child_directed: bool | None = None
    licence: Licence | None = None
    contract: Contract | None = None
    collection: Collection | None = None
    authorisation: Authorisation | None = None
    assessment_before: Assessment | None = None
    assessment_after: Assessment | None = None
    personal_information: PersonalInformation | None = None
    parents: tuple[Parent, ...] = ()
    inventory: Register | None = Field(
        None, description="Lines: path, sha256, rows; one for each shard of a large source"
    )
    shards: tuple[ShardSet, ...] = ()


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
    """The assessment that was last accepted, for A7-5.13: the digest of the data set's manifest then."""

    audited_on: Day
    data_digest: Sha256


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
