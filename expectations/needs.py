"""Whether the evidence that controls need is there and whole. What is not is a gap with a reason, never an assumption."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

import duckdb

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from expectations.labels import Labels


@dataclass(frozen=True, slots=True)
class Gap:
    """Evidence that is missing for one source, or (`source` None) for the data set; `code` is one of the judge's reasons."""

    source: str | None
    code: str
    detail: Mapping[str, Any]


Row = dict[str, Any]

READ: Final = frozenset({"text", "code", "transcript"})
"""Modalities whose records are text. Of images, sound and the like a scanner sees the words beside them at most."""


NAMED: Final = 4
"""Scanners that a gap of many names."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """How whole the evidence is, read once for all controls; None where the catalogue could not be asked."""

    dataset: Sequence[Row] | None
    documents: Sequence[Row] | None
    coverage: Sequence[Row] | None
    registers: Sequence[Row] | None
    scanners: Sequence[Row] | None
    unclassified: Sequence[Row] | None
    classes_hold: bool | None

    def gaps(self, need: str) -> Iterator[Gap]:
        """What is missing for a need; nothing when it is complete."""
        match need.split(":"):
            case ["manifest"]:
                yield from self._manifest()
            case ["documents" | "works" as need]:
                yield from self._documents("corpus" if need == "documents" else "works")
            case ["scanner", name]:
                yield from self._scanner(name)
            case ["scanners", _]:
                yield from self._personal()
            case ["near_duplicate" as name]:
                yield from self._scanner(name)
            case ["register", kind]:
                yield from self._register(kind)

    def _manifest(self) -> Iterator[Gap]:
        if not self.dataset:
            yield _unreadable("manifest")
        for row in self.dataset or ():
            if row["datasets"] != 1:
                yield Gap(None, "dataset_not_declared", {})
            if row["sources"] == 0:
                yield Gap(None, "no_corpus_source", {})

    def _documents(self, role: str) -> Iterator[Gap]:
        if self.documents is None:
            yield _unreadable("documents")
            return
        rows = [row for row in self.documents if row["role"] == role]
        if not rows:
            yield Gap(None, f"no_{role}_source", {})
        for row in rows:
            if row["shards"] == 0:
                yield Gap(row["source"], "no_shards", {})
            elif row["complete"] < row["shards"]:
                yield Gap(row["source"], "documents_incomplete", _only(row, "shards", "complete", "quarantined"))

    def _scanner(self, name: str) -> Iterator[Gap]:
        if self.coverage is None:
            yield _unreadable(name)
            return
        rows = [row for row in self.coverage if row["scanner"] == name and row["role"] != "works"]
        if not rows:
            yield Gap(None, "scanner_absent", {"scanner": name})
        for row in rows:
            if not row["complete"]:
                yield from _incomplete(row)
            if row["modality"] not in READ:
                yield Gap(row["source"], "modality_not_read", _only(row, "modality"))

    def _personal(self) -> Iterator[Gap]:
        """All that look for personal information, so that a new one is asked for at once; and what they found, as far as nobody knows what
        it is."""
        if self.scanners is None or self.unclassified is None or self.classes_hold is None:
            yield _unreadable("scanners")
            return
        if not self.classes_hold:
            yield Gap(None, "labels_not_of_rulebook", {})
        yield from _together([gap for row in self.scanners for gap in self._named(row)])
        for row in self.unclassified:
            yield Gap(row["source"], "label_not_classified", _only(row, "label", "n"))

    def _named(self, row: Row) -> Iterator[Gap]:
        name = row["scanner"]
        return self._scanner(name) if row["present"] else iter([Gap(None, "scanner_absent", {"scanner": name})])

    def _register(self, kind: str) -> Iterator[Gap]:
        if self.registers is None:
            yield _unreadable(kind)
        for row in self.registers or ():
            if row["kind"] == kind:
                yield Gap(
                    row["source"], "register_incomplete", _only(row, "kind", "status", "bad_rows", "missing_columns")
                )


def _incomplete(row: Row) -> Iterator[Gap]:
    """Why a scanner's coverage of a source is not complete."""
    read = row["shards"] == row["shards_complete"] > 0
    beside = row["shards_with_unexamined_columns"] > 0
    if beside:
        shards = {"shards": row["shards_with_unexamined_columns"], "columns": row["columns"]}
        yield Gap(row["source"], "columns_not_examined", shards)
    if not (read and beside):
        code = "near_duplicate_unverified" if read and row["scanner"] == "near_duplicate" else "scanner_incomplete"
        yield Gap(row["source"], code, _only(row, "scanner", "shards", "shards_complete", "unverified"))


def _together(gaps: Sequence[Gap]) -> Iterator[Gap]:
    """Gaps that differ in nothing but the scanner as one that names the first few: what one of thirty missed, all of them missed."""
    alike: dict[tuple[str | None, str, str], list[Gap]] = {}
    for gap in gaps:
        rest = {key: value for key, value in gap.detail.items() if key != "scanner"}
        alike.setdefault((gap.source, gap.code, repr(rest)), []).append(gap)
    for same in alike.values():
        names = sorted({gap.detail["scanner"] for gap in same if "scanner" in gap.detail})
        more = [f"… ({len(names)})"] if len(names) > NAMED else []
        told = {"scanner": ", ".join([*names[:NAMED], *more])} if names else {}
        yield Gap(same[0].source, same[0].code, {**same[0].detail, **told})


def read(con: duckdb.DuckDBPyConnection, labels: Labels) -> Evidence:
    """The state of the evidence in the catalogue's views; raises nothing, for a view that is gone is a gap. `labels`: what the rulebook
    says of them, which the catalogue must say too."""
    names = ("dataset", "documents", "coverage", "registers", "scanners", "unclassified")
    dataset, documents, coverage, registers, scanners, unclassified = (_rows(con, name) for name in names)
    known = _rows(con, "label_classes")
    return Evidence(
        dataset, documents, coverage, registers, _asked(scanners, labels), unclassified, _hold(known, labels)
    )


def _asked(found: Sequence[Row] | None, labels: Labels) -> Sequence[Row] | None:
    """The scanners that are there, and those that the rulebook wants and that are not."""
    if found is None:
        return None
    wanted = sorted(labels.searched_by - {row["scanner"] for row in found})
    return [*found, *({"scanner": name, "present": False} for name in wanted)]


def _hold(known: Sequence[Row] | None, labels: Labels) -> bool | None:
    if known is None:
        return None
    held = [tuple(tuple(v) if isinstance(v, list) else v for v in row.values()) for row in known]
    return len(held) == len(labels.rows) and set(held) == {c.row for c in labels.rows}


@cache
def query(name: str) -> str:
    """The text of one of our queries."""
    return files("expectations").joinpath("queries", f"{name}.sql").read_text("utf-8")


def _rows(con: duckdb.DuckDBPyConnection, name: str) -> Sequence[Row] | None:
    try:
        result = con.execute(query(name))
        columns = [column[0] for column in result.description]
        return [dict(zip(columns, row, strict=True)) for row in result.fetchall()]
    except duckdb.Error:
        return None


def _only(row: Row, *names: str) -> Row:
    return {name: row[name] for name in names}


def _unreadable(what: str) -> Gap:
    return Gap(None, "evidence_unreadable", {"evidence": what})
