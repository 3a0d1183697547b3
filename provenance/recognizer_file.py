"""The file in which somebody names recognisers of Presidio, in Presidio's own format: a registry of recognisers, or the configuration
of an analyser that holds one. A section `provenance` beside it, which is ours, says what the labels are in law."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, ConfigDict, Field, model_validator

from provenance.manifest_parts import Part

Score = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]
Entity = Annotated[str, Field(pattern=r"^[A-Za-z][A-Za-z0-9_]{0,63}$")]
Kind = Literal["person", "device", "network", "organisation", "secret", "other"]
Category = Literal[
    "basic", "identity", "biometric", "network_identity", "health", "education_work", "property", "communication", "contacts", "browsing",
    "device", "location", "other",
]  # fmt: skip # rows, which read as a table
Sensitive = Literal[
    "false", "true", "biometric", "religion", "specific_identity", "medical_health", "financial_account", "whereabouts", "minor",
]  # fmt: skip # rows, which read as a table


class Exact(Part):
    """A part in which blanks at the ends of words count, since they may belong to a pattern."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=False, defer_build=True)


class PatternPart(Exact):
    """A regular expression."""

    name: str = ""
    regex: str
    score: Score


class LanguagePart(Part):
    """A language and the context words in it."""

    language: str
    context: tuple[str, ...] = ()


def _language(value: Any) -> Any:
    return {"language": value} if isinstance(value, str) else value


def _named(value: Any) -> Any:
    """A recogniser that is a name alone is one of Presidio's."""
    return {"name": value, "type": "predefined"} if isinstance(value, str) else value


def _spoken(value: Any) -> Any:
    """JSON has its own words for true and false."""
    return str(value).lower() if isinstance(value, bool) else value


class RecognizerPart(Exact):
    """A recogniser: one of Presidio's by its class, or patterns and words."""

    name: Annotated[str, Field(pattern=r"^[A-Za-z][A-Za-z0-9 _.-]{0,63}$")]
    type: Literal["custom", "predefined"] | None = None
    class_name: str | None = None
    enabled: bool = True
    supported_entity: Entity | None = None
    supported_language: str | None = None
    supported_languages: tuple[Annotated[LanguagePart, BeforeValidator(_language)], ...] = ()
    patterns: tuple[PatternPart, ...] = ()
    deny_list: tuple[Annotated[str, Field(min_length=1)], ...] = ()
    deny_list_score: Score = 1.0
    context: tuple[str, ...] = ()
    country_code: str | None = None

    @property
    def predefined(self) -> bool:
        """Whether it is one of Presidio's."""
        return self.type == "predefined" or (self.type is None and not self.patterns and not self.deny_list)


Recognizers = tuple[Annotated[RecognizerPart, BeforeValidator(_named)], ...]


class RegistryPart(Part):
    """A registry inside the configuration of an analyser."""

    supported_languages: tuple[str, ...] = ()
    global_regex_flags: Annotated[int, Field(ge=0)] = 26
    recognizers: Recognizers = ()


class ModelPart(Part):
    """A model of a language, which must be installed."""

    lang_code: str
    model_name: Annotated[str, Field(pattern=r"^[A-Za-z0-9_]{1,128}$")]


class NlpPart(Part):
    """The NLP engine."""

    nlp_engine_name: Literal["spacy", "no_op"]
    models: tuple[ModelPart, ...] = ()


class LabelPart(Part):
    """What a label is in law: about whom or what; the category of personal information, absent where it is none; whether it is sensitive,
    or under which head of PIPL Article 28."""

    kind: Kind = "person"
    category: Category | None = None
    sensitive: Annotated[Sensitive, BeforeValidator(_spoken)] = "false"

    @model_validator(mode="after")
    def _of_one_mind(self) -> LabelPart:
        if self.category is None and self.sensitive != "false":
            raise ValueError("what is sensitive is personal information and has a category")
        if self.category is not None and self.kind not in ("person", "device", "network"):
            raise ValueError("what has a category of personal information is about a person, a device or a network")
        return self


class OwnPart(Part):
    """Our section."""

    labels: dict[Entity, LabelPart] = Field(default_factory=dict)


class RecognizerFile(RegistryPart):
    """The whole file."""

    nlp_configuration: NlpPart | None = None
    recognizer_registry: RegistryPart | None = None
    default_score_threshold: Score = 0.0
    provenance: OwnPart = OwnPart()
