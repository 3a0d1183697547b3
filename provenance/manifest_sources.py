"""What a person declares about one source: where it comes from, on what terms, what was checked, and its shards."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, StringConstraints, WithJsonSchema, model_validator

from provenance.manifest_parts import Day, EvidenceFile, Identifier, Licence, Moment, Part, Register, Sha256

Country = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
ShardFormat = Literal["jsonl", "parquet", "csv", "tsv", "arrow", "files"]
SourceType = Literal["open", "self_collected", "commercial", "user_input", "synthetic", "unknown"]


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
    """How self-collected data was gathered; `log` has a line for each item (`provenance.registers`).

    `self_produced` with a production record stands in the place of a licence only where nothing says that the data is somebody else's: no
    licence, contract, log or snapshot of robots.txt.
    """

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


_SEVERAL = {"type": "array", "items": {"type": "string"}, "minItems": 1, "uniqueItems": True}
OneOrSeveral = Annotated[
    tuple[str, ...],
    BeforeValidator(lambda value: (value,) if isinstance(value, str) else value),
    Field(min_length=1),
    WithJsonSchema({"anyOf": [{"type": "string"}, _SEVERAL]}),
]
"""A name by itself, or a list of them."""


class ColumnMap(Part):
    """What the shard's columns are called."""

    text: OneOrSeveral = Field(
        default=("text",),
        description="One column, or several: a record's text is then their values in this order, a line feed between each two",
    )
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
    not_examined: tuple[str, ...] = Field(
        default=(), description="Columns declared to hold no text that has to be examined; a name with points is a path"
    )

    @model_validator(mode="after")
    def _text_stays_in_its_column(self) -> ColumnMap:
        if len(set(self.text)) < len(self.text):
            raise ValueError("text names a column twice")
        for name in type(self).model_fields:
            other = getattr(self, name)
            if name == "text" or not isinstance(other, str):
                continue
            if any(f"{text}.".startswith(f"{other}.") for text in self.text):
                raise ValueError(
                    f"{name} must not be the text column, since what other columns hold may be kept as it is"
                )
        return self

    @model_validator(mode="after")
    def _a_digest_is_of_one_column(self) -> ColumnMap:
        if self.content_sha256 is not None and len(self.text) > 1:
            raise ValueError(
                "content_sha256 is compared with one column of text; with several nobody knows of which it is"
            )
        return self

    @model_validator(mode="after")
    def _what_is_mapped_is_examined(self) -> ColumnMap:
        others = (getattr(self, ours) for ours in type(self).model_fields if ours != "text")
        mapped = {*self.text, *(name for name in others if isinstance(name, str))}
        if mapped.intersection(self.not_examined):
            raise ValueError("not_examined must not name a column that is mapped")
        return self


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
