"""A control as it stands in its file: a header, then one SELECT a section (docs/architecture.md, "A control").

Parsing refuses what could make a control fail open: reading evidence whose completeness it did not ask for, naming a
scanner it does not need, or leaving out what it counts. It looks at DuckDB's own syntax tree, so that quoting,
qualification and common table expressions cannot hide a table.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from expectations.selects import Facts, Reader

SECTIONS: Final = ("population", "fail", "unproven", "review", "measure")
COLUMNS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {"population": ("source", "n"), "measure": ("source", "name", "value")}
)

MANIFEST_VIEWS: Final = frozenset(
    {"dataset", "source", "contract", "collection", "robots_snapshot", "assessment", "base_model", "policy"}
    | {
        "evidence_file",
        "lineage",
        "manifest_defect",
        "register",
        "permission",
        "commitment",
        "supplier_review",
        "intermediary",
        "anonymisation",
        "handler",
        "export",
    }
)
OPENS: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        "manifest": MANIFEST_VIEWS,
        "documents": frozenset({"shard", "document", "annotation", "personal_record", "quarantine", "coverage"}),
        "works": frozenset({"shard", "document", "quarantine"}),
        "near_duplicate": frozenset({"duplicate", "repeated", "work_match", "coverage"}),
        "scanners:personal": frozenset(
            {"personal_finding", "turns_fourteen", "label_class", "personal_scanner", "name_sample", "coverage"}
        ),
        "reveal_log": frozenset({"reveal_log"}),
        "identity": frozenset({"identity"}),
        "detector_quality": frozenset({"detector_quality"}),
        "register:collection_log": frozenset({"collected_item"}),
        "register:consent": frozenset({"consent"}),
        "register:guardian_consent": frozenset({"guardian_consent"}),
        "register:authorisation": frozenset({"authorisation"}),
        "register:opt_out": frozenset({"opt_out", "refused"}),
    }
)
"""What each need opens. A register opens its own view only, so that nobody reads one register and needs another."""
SCANNER_OPENS: Final = frozenset({"finding", "licence_detection", "aigc_label", "coverage"})


_NEED = re.compile(r"scanner:[a-z][a-z0-9_]*")
_HEADER = re.compile(r"--[ ]*(control|needs|empty):[ ]*(.*?)[ ]*")
_SECTION = re.compile(r"(?m)^--[ ]*section:[ ]*(.*?)[ ]*$")
_CODE = re.compile(r"[a-z][a-z0-9_]*")


class ControlError(ValueError):
    """A control file that must not be run; `problems` names each thing wrong with it."""

    def __init__(self, name: str, problems: tuple[str, ...]) -> None:
        super().__init__("\n".join(f"controls/{name}.sql: {problem}" for problem in problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Section:
    """One SELECT: its text, the parameters it binds (`lists`: those of `IN $name`, which for a text would mean a part of
    it), the views it reads and the reason codes it can give."""

    name: str
    sql: str
    parameters: frozenset[str]
    lists: frozenset[str]
    views: frozenset[str]
    scanners: frozenset[str]
    reasons: frozenset[str]
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Control:
    """A parsed control. `empty` is the reason code that makes an empty population not applicable, if there is one."""

    name: str
    needs: tuple[str, ...]
    empty: str | None
    sections: Mapping[str, Section]

    @property
    def parameters(self) -> frozenset[str]:
        """All parameters that its sections bind, without `as_of`."""
        return frozenset().union(*(s.parameters for s in self.sections.values())) - {"as_of"}

    @property
    def lists(self) -> frozenset[str]:
        """Those of its parameters that must be lists."""
        return frozenset().union(*(s.lists for s in self.sections.values()))

    @property
    def reasons(self) -> frozenset[str]:
        """All reason codes that it can give, `empty` included."""
        codes = frozenset().union(*(s.reasons for s in self.sections.values()))
        return codes | {self.empty} if self.empty else codes


def parse(name: str, text: str, read: Reader) -> Control:
    """The control in `text`, whose sections `read` looks at. Raises `ControlError` with all problems found."""
    head, *parts = _SECTION.split(text)
    header = {m[1]: m[2] for line in head.splitlines() if (m := _HEADER.fullmatch(line))}
    needs = tuple(need for n in header.get("needs", "").split(",") if (need := n.strip()))
    problems = [*_header_problems(name, header, needs)]
    texts = [sql.strip().rstrip(";") for sql in parts[1::2]]
    sections: dict[str, Section] = {}
    for section, sql, facts in zip(parts[::2], texts, read(texts), strict=True):
        if section not in SECTIONS or section in sections:
            problems.append(f"section {section!r} is unknown or stands twice")
        elif isinstance(facts, ValueError):
            problems.append(f"section {section}: {facts}")
        else:
            sections[section] = _section(section, sql, facts)
    if "population" not in parts[::2]:
        problems.append("section population is missing")
    problems += [p for s in sections.values() for p in _section_problems(s, needs)]
    if problems:
        raise ControlError(name, tuple(problems))
    return Control(name, needs, header.get("empty"), MappingProxyType(sections))


def _header_problems(name: str, header: Mapping[str, str], needs: tuple[str, ...]) -> Iterator[str]:
    if header.get("control") != name:
        yield "the header does not name the file"
    if not needs:
        yield "it declares no needs"
    yield from (f"need {need!r} is unknown" for need in needs if need not in OPENS and not _NEED.fullmatch(need))
    if "empty" in header and not _CODE.fullmatch(header["empty"]):
        yield "empty must be a reason code"


def _section_problems(section: Section, needs: tuple[str, ...]) -> Iterator[str]:
    opened = frozenset().union(*(OPENS.get(need, SCANNER_OPENS) for need in needs))
    for view in sorted(section.views - opened):
        yield f"section {section.name} reads {view!r}, which its needs do not open"
    named = {need.removeprefix("scanner:") for need in needs}
    for scanner in sorted(section.scanners - named):
        yield f"section {section.name} names the scanner {scanner!r}, which is not among its needs"
    if "finding" in section.views and not section.scanners:
        yield f"section {section.name} reads findings without naming a scanner"
    required = COLUMNS.get(section.name, ("source", "reason"))
    yield from (f"section {section.name} has no column {name!r}" for name in required if name not in section.columns)
    if "reason" in required and not section.reasons:
        yield f"section {section.name} gives no reason code"


def _section(name: str, sql: str, facts: Facts) -> Section:
    sets = {field: frozenset(facts[field]) for field in ("parameters", "lists", "views", "scanners", "reasons")}
    return Section(name, sql, columns=tuple(facts["columns"]), **sets)
