"""The law as data: clauses, citations with force and verification status, parameters, and all wording in Chinese and English.

A rulebook holds no logic and a control holds no law; `load` brings the two together and refuses what does not fit: a parameter
that a control binds and nobody gives, a reason code without words, a figure whose document is not named.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, Literal, cast

from expectations.control import Control, ControlError, parse
from expectations.fields import Fields, RulebookError, Text
from expectations.fit import refuse_mismatch
from expectations.kept import Kept
from expectations.labels import Labels
from expectations.labels import read as read_labels
from expectations.selects import keeping

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping
    from importlib.resources.abc import Traversable

Force = Literal["law", "recommended_standard", "draft", "technical_document", "project_heuristic"]
Verified = Literal["final", "draft", "secondary", "unconfirmed"]
FORCES: Final = ("law", "recommended_standard", "draft", "technical_document", "project_heuristic")
VERIFIED: Final = ("final", "draft", "secondary", "unconfirmed")


@dataclass(frozen=True, slots=True)
class Document:
    """A text that is cited: with what force it binds, and how far its wording could be checked."""

    id: str
    title: Text
    force: Force
    verified: Verified
    effective_on: dt.date | None
    note: Text | None


@dataclass(frozen=True, slots=True)
class Clause:
    """An article with its official text and our working translation; the Chinese text governs."""

    id: str
    document: str
    article: Text
    text: Text


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a requirement stands: `document` is a key of `Rulebook.documents`, `clause` the place within it, in both languages."""

    document: str
    clause: Text | None


@dataclass(frozen=True, slots=True)
class Parameter:
    """A figure or list that a control binds, and the document it comes from, for no figure comes from Article 7."""

    name: str
    value: Any
    unit: str | None
    source: str


@dataclass(frozen=True, slots=True)
class Rule:
    """One control of the rulebook: what clause it tests, with which parameters, and how its results are worded."""

    id: str
    control: Control
    clause: str
    title: Text
    tests: Text
    citations: tuple[Citation, ...]
    parameters: Mapping[str, Parameter]
    reasons: Mapping[str, Text]
    remedy: Text
    carve_out: Literal["kept", "dropped"]


@dataclass(frozen=True, slots=True)
class Applicability:
    """The control that decides whether the Measures apply: a pass with `measure` = 1 means that the carve-out holds."""

    rule: str
    measure: str


@dataclass(frozen=True, slots=True)
class Rulebook:
    """A rulebook with its controls in file order. `digest` changes with any byte of it, of a control's SQL or of our classes
    of labels."""

    id: str
    title: Text
    documents: Mapping[str, Document]
    clauses: Mapping[str, Clause]
    rules: Mapping[str, Rule]
    reasons: Mapping[str, Text]
    applicability: Applicability
    digest: str
    labels: Labels = field(default_factory=Labels)

    def reason(self, rule: str, code: str) -> Text | None:
        """The wording of a reason code: the control's own, or the judge's; None for a code nobody has words for."""
        own = self.rules[rule].reasons.get(code) if rule in self.rules else None
        return own or self.reasons.get(code)


def load(id_or_path: str | Path) -> Rulebook:
    """The rulebook of this id among ours, or in this file. SQL is looked for in `controls/` beside the file, then among ours.

    Raises `RulebookError` with every problem of the file and its controls, each with the path of its field.
    """
    ours = files("expectations")
    path: Traversable = ours / "rulebooks" / f"{id_or_path}.yml"
    if not path.is_file():
        path = Path(id_or_path)
    if not path.is_file():
        raise RulebookError([("", f"there is no rulebook {str(id_or_path)!r}")])
    data, classes = path.read_bytes(), (ours / "labels.yml").read_bytes()
    folders = [ours / "controls"]
    if isinstance(path, Path):
        folders.insert(0, path.parent / "controls")
    top, digest = Fields.read(data), hashlib.sha256(data + b"\0" + classes)
    known = read_labels(Fields.read(classes), top.fields("labels") if "labels" in top else None)
    return _rulebook(top, known, _Shelf(path.name, tuple(folders), digest))


class _Shelf:
    """Finds and parses the SQL of controls, and digests what it gave out."""

    def __init__(self, book: str, folders: tuple[Traversable, ...], digest: hashlib._Hash) -> None:
        self._folders = folders
        self._digest = digest
        self._kept = Kept(book)
        self._read = keeping(self._kept)

    def control(self, name: str) -> Control:
        for folder in self._folders:
            file = folder / f"{name}.sql"
            if name.isidentifier() and file.is_file():
                text = file.read_text("utf-8")
                self._digest.update(text.encode())
                return parse(name, text, self._read)
        raise ControlError(name, ("there is no such file",))

    def hexdigest(self) -> str:
        self._kept.save()
        return self._digest.hexdigest()


def _rulebook(top: Fields, known: Labels, shelf: _Shelf) -> Rulebook:
    problems: list[tuple[str, str]] = []
    documents = top.each("documents", _document, problems)
    clauses = top.each("clauses", lambda key, f: _clause(key, f, documents), problems)
    rules = top.each("controls", lambda key, f: _rule(key, f, shelf, documents, clauses), problems)
    digest = shelf.hexdigest()
    applicability = top.fields("applicability")
    if not rules and not problems:
        problems.append(("controls", "a rulebook without controls judges nothing"))
    if (decides := applicability.text("control")) not in rules and not problems:
        problems.append(("applicability.control", f"there is no control {decides!r}"))
    if problems:
        raise RulebookError(problems)
    return Rulebook(
        top.text("id"),
        top.bilingual("title"),
        documents,
        clauses,
        rules,
        top.fields("reasons").bilinguals(),
        Applicability(decides, applicability.text("measure")),
        digest,
        known,
    )


def _document(key: str, f: Fields) -> Document:
    f.closed("title", "force", "verified", "effective_on", "note")
    return Document(
        key,
        f.bilingual("title"),
        cast("Force", f.choice("force", FORCES)),
        cast("Verified", f.choice("verified", VERIFIED)),
        f.day("effective_on"),
        f.bilingual("note") if "note" in f else None,
    )


def _clause(key: str, f: Fields, documents: Mapping[str, Document]) -> Clause:
    f.closed("document", "article", "text")
    return Clause(key, f.choice("document", documents), f.bilingual("article"), f.bilingual("text"))


def _rule(key: str, f: Fields, shelf: _Shelf, documents: Mapping[str, Document], clauses: Mapping[str, Clause]) -> Rule:
    f.closed("test", "clause", "title", "tests", "citations", "parameters", "reasons", "remedy", "carve_out")
    try:
        control = shelf.control(f.text("test"))
    except ControlError as error:
        raise RulebookError([(f.at("test"), problem) for problem in error.problems]) from error
    rule = Rule(
        key,
        control,
        f.choice("clause", clauses),
        f.bilingual("title"),
        f.bilingual("tests"),
        tuple(Citation(c.choice("document", documents), c.reference("clause")) for c in f.sequence("citations")),
        MappingProxyType({p.key: _parameter(p, documents) for p in f.members("parameters")}),
        f.fields("reasons").bilinguals() if "reasons" in f else MappingProxyType({}),
        f.bilingual("remedy"),
        cast("Literal['kept', 'dropped']", f.choice("carve_out", ("kept", "dropped"))),
    )
    refuse_mismatch(f, rule)
    return rule


def _parameter(f: Fields, documents: Mapping[str, Document]) -> Parameter:
    f.closed("value", "unit", "source")
    return Parameter(f.key, f.value("value"), f.optional("unit"), f.choice("source", documents))
