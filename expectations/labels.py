"""What labels of findings say in law: whether they are about a person, in which category, under which lists they are sensitive.

A label that nobody classified cannot be called harmless: controls say so of every finding that bears one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, Literal

from expectations.fields import RulebookError

if TYPE_CHECKING:
    from expectations.fields import Fields

Profile = Literal["gbt45574_2025", "gbt35273_2020_b1", "union"]
PROFILES: Final[tuple[Profile, ...]] = ("gbt45574_2025", "gbt35273_2020_b1", "union")
KINDS: Final = ("person", "device", "network", "organisation", "secret", "specimen", "other")
CATEGORIES: Final = (
    *("basic", "identity", "biometric", "network_identity", "health", "education_work", "property"),
    *("communication", "contacts", "browsing", "device", "location", "other"),
)
"""The thirteen of GB/T 35273-2020 Table A.1, in its order."""
ARTICLE_28: Final = (
    *("biometric", "religion", "specific_identity", "medical_health", "financial_account", "whereabouts"),
    "minor",
)
"""PIPL Article 28, in its order."""
MARKS: Final = ("final", "secondary", "unconfirmed")
"""How far it could be checked that a list names a label: read, read about, or remembered."""
COLUMNS: Final = (
    *("label", "kind", "category", "pipl_28", "table_b1", "annex_a", "direct", "checksum", "minor"),
    *("listed", "sensitive_under"),
)
"""Of the catalogue's `label_class`."""
SPECIMEN: Final = "_specimen"


@dataclass(frozen=True, slots=True)
class LabelClass:
    """The class of one label; the fields are explained at the head of `labels.yml`."""

    label: str
    kind: str
    category: str | None = None
    pipl_28: str | None = None
    table_b1: str | None = None
    annex_a: str | None = None
    direct: bool = False
    checksum: bool = False
    minor: bool = False

    @property
    def row(self) -> tuple[Any, ...]:
        """As the catalogue holds it, in the order of `COLUMNS`."""
        return tuple(getattr(self, name) for name in COLUMNS)

    @property
    def listed(self) -> bool:
        """Whether Article 28 or either list names it, however well that is known."""
        return any((self.pipl_28, self.table_b1, self.annex_a))

    @property
    def sensitive_under(self) -> tuple[Profile, ...]:
        """The profiles under which it is certainly sensitive. The law holds under each; a list that is only remembered decides nothing."""
        annex = self.pipl_28 is not None or self.annex_a in ("final", "secondary")
        table = self.pipl_28 is not None or self.table_b1 in ("final", "secondary")
        return tuple(p for p, named in zip(PROFILES, (annex, table, annex or table), strict=True) if named)


@dataclass(frozen=True)
class Labels:
    """The classes of all labels, and the scanners without which nobody looked for personal information."""

    classes: Mapping[str, LabelClass] = field(default_factory=lambda: MappingProxyType({}))
    searched_by: frozenset[str] = frozenset()

    def joined(self, others: Mapping[str, LabelClass]) -> Labels:
        """With the classes of labels that somebody's own recognisers give; none of them takes the place of one that is here."""
        return Labels(MappingProxyType({**others, **self.classes}), self.searched_by)

    @cached_property
    def rows(self) -> frozenset[LabelClass]:
        """Every class, with that of the published examples of each label."""
        examples = {f"{label}{SPECIMEN}": LabelClass(f"{label}{SPECIMEN}", "specimen") for label in self.classes}
        return frozenset({**examples, **self.classes}.values())


def read(ours: Fields, own: Fields | None) -> Labels:
    """The classes in our file, with those of a rulebook's own section in their places or beside them. Raises `RulebookError`."""
    ours.closed("searched_by", "labels")
    scanners = ours.value("searched_by")
    if not isinstance(scanners, tuple):
        raise RulebookError([("searched_by", "must be a list")])
    problems: list[tuple[str, str]] = []
    classes = dict(ours.each("labels", _class, problems))
    if own is not None:
        classes |= own.every(_class, problems)
    if problems:
        raise RulebookError(problems)
    return Labels(MappingProxyType(classes), frozenset(map(str, scanners)))


def _class(label: str, f: Fields) -> LabelClass:
    f.closed(*LabelClass.__dataclass_fields__.keys() - {"label"})
    given = LabelClass(
        label,
        f.choice("kind", KINDS),
        _one_of(f, "category", CATEGORIES),
        _one_of(f, "pipl_28", ARTICLE_28),
        _one_of(f, "table_b1", MARKS),
        _one_of(f, "annex_a", MARKS),
        f.flag("direct"),
        f.flag("checksum"),
        f.flag("minor"),
    )
    if problems := [(f.at(name), problem) for name, problem in _contradictions(given)]:
        raise RulebookError(problems)
    return given


def _one_of(f: Fields, name: str, options: tuple[str, ...]) -> str | None:
    return f.choice(name, options) if name in f else None


def _contradictions(given: LabelClass) -> Iterator[tuple[str, str]]:
    if given.category is None and (given.listed or given.direct or given.minor):
        yield (
            "category",
            "what is sensitive, names a person or points at a child is personal information and has a category",
        )
    if given.category is not None and given.kind not in ("person", "device", "network"):
        yield "kind", "what has a category of personal information is about a person, a device or a network"
    if given.minor and given.pipl_28 is None:
        yield "pipl_28", "information about a child is sensitive under Article 28"
