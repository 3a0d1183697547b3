"""What every part of a manifest is built from: its base class, identifiers and dates, and the files that prove something."""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from provenance.placeholders import is_placeholder

Identifier = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._:@+-]{0,127}$")]
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
NUMBER = re.compile(r"\s*[+-]?[\d._]+\s*")


def _no_bare_number(value: Any) -> Any:
    """pydantic would read `20240501` or `86400` as seconds since 1970; nobody means that."""
    if isinstance(value, int | float) or (isinstance(value, str) and NUMBER.fullmatch(value)):
        raise ValueError("must be a date, YYYY-MM-DD, or a time, such as 2024-05-01T12:00:00Z")
    return value


Day = Annotated[dt.date, BeforeValidator(_no_bare_number), Field(strict=False)]
Moment = Annotated[dt.datetime, BeforeValidator(_no_bare_number), Field(strict=False)]


def _no_placeholder(value: str) -> str:
    """`TODO` in the place of a name is nobody's name, and must not be taken for one."""
    if is_placeholder(value):
        raise ValueError("is a placeholder; say who or what it is, or leave the field out")
    return value


def _licence_or_none(value: str) -> str:
    """Of a licence `NONE` and `unknown` say something, and controls weigh it."""
    return value if value.casefold() in ("none", "unknown") else _no_placeholder(value)


Declared = Annotated[str, AfterValidator(_no_placeholder)]
"""Who or what somebody declares: a name, a number of a filing, an address."""


class Part(BaseModel):
    """A piece of a manifest: frozen, and closed to fields nobody knows."""

    # Deferred, because a model that is built holds its parts anyway: one validator for the manifest and none for each of its parts.
    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True, defer_build=True)


class EvidenceFile(Part):
    """A document that proves something. `sha256` is what was recorded when it was filed; without it the file proves less."""

    path: str = Field(description="Path relative to the manifest")
    sha256: Sha256 | None = Field(default=None, description="SHA-256 of the file when it was filed")
    owner: Declared | None = Field(default=None, description="Who answers for the document")
    dated_on: Day | None = Field(default=None, description="The day that the document bears")


class Register(Part):
    """A table of evidence, one line an event, as Parquet, CSV or JSONL; `columns` maps our names to the file's where they differ."""

    path: str = Field(description="Path relative to the manifest")
    sha256: Sha256 | None = Field(default=None, description="SHA-256 of the file when it was filed")
    format: Literal["parquet", "csv", "jsonl"] | None = Field(
        default=None, description="Found from the name when absent"
    )
    columns: dict[str, str] = Field(
        default_factory=dict, description="Our names to the file's, for columns that are called otherwise there"
    )


class Licence(Part):
    """Under what terms the content is held. `id` is an SPDX expression, a `LicenseRef-…`, or the words that were found."""

    id: Annotated[str, AfterValidator(_licence_or_none)] | None = Field(
        default=None, description="SPDX expression, `LicenseRef-…`, or the words that were found"
    )
    text: EvidenceFile | None = Field(default=None, description="The licence text that was agreed to")
    url: Declared | None = Field(default=None, description="Where the licence was found")
    retrieved_on: Day | None = Field(default=None, description="When it was found there")
