"""What a person declares about one source: where it comes from, on what terms, what was checked, and its shards."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints, WithJsonSchema, model_validator

from provenance.countries import assigned
from provenance.manifest_information import PersonalInformation
from provenance.manifest_parts import Day, Declared, EvidenceFile, Identifier, Licence, Moment, Part, Register, Sha256
from provenance.manifest_supply import Commitments, Intermediary

Country = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$"), AfterValidator(assigned)]
ShardFormat = Literal["jsonl", "parquet", "csv", "tsv", "arrow", "files"]
SourceType = Literal["open", "self_collected", "commercial", "user_input", "synthetic", "unknown"]


class Contract(Part):
    """A contract with a supplier or holder; purposes decide whether training is covered."""

    id: str = Field(description="Number of the contract")
    counterparty: Declared | None = Field(default=None, description="The other party")
    uscc: str | None = Field(default=None, description="Unified social credit code of the counterparty (GB 32100)")
    signed_on: Day | None = Field(default=None, description="Day of signing")
    effective_on: Day | None = Field(default=None, description="First day in force")
    expires_on: Day | None = Field(default=None, description="Last day in force")
    purposes: tuple[str, ...] = Field(default=(), description="What it permits, one of them `model_training`")
    territory: str | None = Field(default=None, description="Where it permits that")
    sublicensing: bool | None = Field(default=None, description="Whether the rights may be passed on to others")
    file: EvidenceFile | None = Field(default=None, description="The contract itself")


class RobotsSnapshot(Part):
    """The robots.txt of one host as it was fetched at one moment (RFC 9309)."""

    host: str = Field(description="Host, with its port if unusual")
    fetched_at: Moment = Field(description="When it was fetched")
    http_status: int = Field(default=200, description="What the server answered")
    file: EvidenceFile | None = Field(default=None, description="The robots.txt itself")


class Collection(Part):
    """How self-collected data was gathered; `log` has a line for each item (`provenance.registers`).

    `self_produced` with a production record stands in the place of a licence only where nothing says that the data is somebody else's: no
    licence, contract, log or snapshot of robots.txt.
    """

    method: str | None = Field(default=None, description="How, such as `crawl`")
    user_agent: str | None = Field(default=None, description="As whom")
    started_on: Day | None = Field(default=None, description="First day of the period")
    ended_on: Day | None = Field(default=None, description="Last day of the period")
    self_produced: bool = Field(default=False, description="Made by oneself, not fetched")
    production_record: EvidenceFile | None = Field(default=None, description="Record of the production")
    log: Register | None = Field(default=None, description="Collection log: a line for each item")
    robots: tuple[RobotsSnapshot, ...] = Field(default=(), description="A snapshot for each host, before the fetch")
    cleaning: EvidenceFile | None = Field(
        default=None,
        description="Record of how personal information that was not wanted was deleted or anonymised; its `dated_on` is the day",
    )
    opt_out: EvidenceFile | None = Field(
        default=None,
        description="Record of which signs against collection were looked for beside robots.txt, and what was done about them",
    )


class Authorisation(Part):
    """Users' authorisation of their input for training; `log` has a line for each (`provenance.registers`)."""

    log: Register | None = Field(default=None, description="Authorisation log: a line for each authorisation")
    terms: EvidenceFile | None = Field(default=None, description="The terms that users agreed to")
    terms_version: str | None = Field(
        default=None, description="Their version, as the lines of the log name it in `terms_version`"
    )


class Assessment(Part):
    """A check of a source before or after collection: how many of how many records were illegal or unhealthy."""

    assessed_on: Day = Field(description="Day of the check")
    sample_size: int = Field(ge=0, description="Records looked at")
    flagged: int = Field(ge=0, description="Of them, illegal or unhealthy; the rate follows from both")
    method: str | None = Field(default=None, description="How they were chosen and read")
    assessor: Declared | None = Field(default=None, description="Who read them")
    file: EvidenceFile | None = Field(default=None, description="The record of the check")


class Parent(Part):
    """Another source that this one was made from, and the record of the transformation."""

    source: str = Field(description="Id of that source")
    transform: str | None = Field(default=None, description="What was done to it")
    record: EvidenceFile | None = Field(default=None, description="Record of what was done")


class LabelColumns(Part):
    """What the columns about a record's label are called (GB/T 45674). Of people only digests are kept."""

    task_id: str | None = Field(default=None, description="Task of annotation")
    batch_id: str | None = Field(default=None, description="Batch of annotation")
    kind: str | None = Field(default=None, description="`functional` or `safety`")
    executor_id: str | None = Field(default=None, description="Who labelled it")
    reviewer_id: str | None = Field(default=None, description="Who reviewed the label")
    risk: str | None = Field(default=None, description="The risk that a safety label is about")


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
        description="The text that is audited: one column, or several, whose values in this order, a line feed between each two, are it",
    )
    id: str | None = Field(default=None, description="Id of the record")
    source: str | None = Field(default=None, description="Source that the record names itself")
    url: str | None = Field(default=None, description="Its address")
    licence: str | None = Field(default=None, description="Its own licence")
    language: str | None = Field(default=None, description="Its language as declared")
    fetched_at: str | None = Field(default=None, description="When it was fetched")
    is_synthetic: str | None = Field(default=None, description="Whether a model made it")
    gen_model: str | None = Field(default=None, description="Which model")
    gen_time: str | None = Field(default=None, description="When the model made it")
    subject: str | None = Field(default=None, description="The person whom it is about or from")
    content_sha256: str | None = Field(default=None, description="SHA-256 of its text, in UTF-8")
    modality: str | None = Field(default=None, description="Its kind of content")
    risk_ids: str | None = Field(
        default=None, description="Risks that were found in it, such as `A.1.a`: a list, or separated by `;`"
    )
    ip_risk: str | None = Field(default=None, description="Its risk to intellectual property, in one word or code")
    label: LabelColumns = Field(default=LabelColumns(), description="What is said of its label")
    not_examined: tuple[str, ...] = Field(
        default=(), description="Columns declared to hold no text that has to be examined; a name with points is a path"
    )

    @model_validator(mode="after")
    def _text_stays_in_its_column(self) -> ColumnMap:
        if len(set(self.text)) < len(self.text):
            raise ValueError("text names a column twice")
        for name, other in self.named().items():
            if any(f"{text}.".startswith(f"{other}.") for text in self.text):
                raise ValueError(
                    f"{name} must not be the text column, since what other columns hold may be kept as it is"
                )
        return self

    def named(self) -> dict[str, str]:
        """Every column that is mapped beside the text: our name, that of a column about a label with `label_` before it, to the shard's."""
        flat = self.model_dump(exclude={"text", "label", "not_examined"})
        flat |= {f"label_{k}": v for k, v in self.label.model_dump().items()}
        return {name: theirs for name, theirs in flat.items() if theirs is not None}

    @model_validator(mode="after")
    def _a_digest_is_of_one_column(self) -> ColumnMap:
        if self.content_sha256 is not None and len(self.text) > 1:
            raise ValueError(
                "content_sha256 is compared with one column of text; with several nobody knows of which it is"
            )
        return self

    @model_validator(mode="after")
    def _what_is_mapped_is_examined(self) -> ColumnMap:
        if {*self.text, *self.named().values()}.intersection(self.not_examined):
            raise ValueError("not_examined must not name a column that is mapped")
        return self


class ShardSet(Part):
    """Shards by path or glob. `format: files` means a folder whose files are the records. A digest or a row count belongs to one path,
    not to a glob; many digests belong in `inventory` of the source."""

    path: str = Field(description="Path or glob relative to the manifest")
    format: ShardFormat | None = Field(default=None, description="Found from the name when absent")
    compression: Literal["gz", "zst", "bz2", "none"] | None = Field(
        default=None, description="Found from the name when absent"
    )
    encoding: str | None = Field(default=None, description="Found by reading when absent")
    columns: ColumnMap = Field(default=ColumnMap(), description="What its columns are called")
    sha256: Sha256 | None = Field(default=None, description="SHA-256 of the file")
    rows: int | None = Field(default=None, ge=0, description="How many records it has")

    @model_validator(mode="after")
    def _facts_belong_to_one_file(self) -> ShardSet:
        if any(c in self.path for c in "*?[") and (self.sha256 or self.rows is not None):
            raise ValueError("sha256 and rows describe one file; for a glob use the source's inventory")
        return self


class Regions(Part):
    """Where the data of a source is kept and worked on; what crosses the border of the mainland asks for more (PIPL, Articles 38 to 40)."""

    storage: tuple[Country, ...] = Field(default=(), description="Where it is stored (ISO 3166-1, `CN`)")
    processing: tuple[Country, ...] = Field(default=(), description="Where it is processed")


class Source(Part):
    """Where a part of the data comes from, or (`role: works`) protected works that the data must not contain."""

    id: Identifier = Field(description="What the source is called")
    role: Literal["corpus", "works"] = Field(
        default="corpus", description="`works` for protected works, which the data must not contain"
    )
    type: SourceType | None = Field(default=None, description="What kind of source it is")
    name: str | None = Field(default=None, description="Its name")
    url: str | None = Field(default=None, description="Its address")
    origin_country: Country | None = Field(default=None, description="Country of origin (ISO 3166-1, `CN`)")
    modality: str = Field(default="text", description="Kind of content")
    languages: tuple[str, ...] = Field(default=(), description="Languages (BCP 47, `zh`)")
    via_intermediary: bool | None = Field(default=None, description="Whether it was brokered by a third party")
    intermediary: Intermediary | None = Field(default=None, description="Who brokered it, with the records of that")
    is_synthetic: bool | None = Field(default=None, description="Whether a model made it")
    child_directed: bool | None = Field(default=None, description="Whether it is made for children")
    regions: Regions = Field(default=Regions(), description="Where it is stored and processed")
    licence: Licence | None = Field(default=None, description="On what terms it is held")
    contract: Contract | None = Field(default=None, description="The contract with whoever supplies it")
    commitments: Commitments | None = Field(default=None, description="What the supplier commits to and proves")
    collection: Collection | None = Field(default=None, description="How it was collected")
    authorisation: Authorisation | None = Field(default=None, description="Users' authorisation of their input")
    assessment_before: Assessment | None = Field(default=None, description="The check before collection")
    assessment_after: Assessment | None = Field(default=None, description="The check after collection")
    personal_information: PersonalInformation | None = Field(default=None, description="Basis for personal information")
    parents: tuple[Parent, ...] = Field(default=(), description="Sources that it was made from")
    inventory: Register | None = Field(
        None, description="Lines: path, sha256, rows; one for each shard of a large source"
    )
    shards: tuple[ShardSet, ...] = Field(default=(), description="Its shards")
