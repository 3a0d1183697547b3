"""An audit as a value for notebooks: it shows itself, gives its tables as pandas frames, and answers SQL.

`provenance.audit(...)` and `provenance.open(catalogue)` return an `Audit`. Every property opens the catalogue read-only and closes it
again, unless it is `held` open, so that it never stands in the way of another audit; one that has judged into the same catalogue since
ends what this value can say, because its judgement is there no more. Modules that take time to import are imported where they are
used. No frame holds text of a record: a finding is a place, a label and a score.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    import duckdb
    import pandas as pd

    from expectations.rulebook import Rulebook

Language = Literal["zh", "en"]

EXIT_CODES: Mapping[str, int] = {"pass": 0, "fail": 10, "unproven": 11, "review": 11, "not_applicable": 11}
"""Outcome of an audit -> exit code: 0 passed, with or without waivers, 10 refused, 11 not demonstrated."""
JUDGED_AGAIN = "was judged again since; take what that audit returned, or provenance.open(...)"
_LAST_RUN = "SELECT max(run) FROM run"


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart: `svg` is its text; a notebook shows it as it is, a terminal its name, and `save` writes it."""

    svg: str
    name: str = "chart"

    def save(self, path: str | Path) -> Path:
        """Writes the chart as an SVG file, over whatever was there. Raises `ValueError` for a name that does not end in `.svg`."""
        target = Path(path)
        if target.suffix.lower() != ".svg":
            raise ValueError("a chart is saved as SVG; give a name that ends in .svg")
        target.write_text(self.svg, encoding="utf-8", newline="\n")
        return target

    def __repr__(self) -> str:
        """One line."""
        return f"<Drawing {self.name}, {len(self.svg):,} characters of SVG; save(path) writes it>"

    def _repr_html_(self) -> str:
        return self.svg

    def _repr_svg_(self) -> str:
        return self.svg


@dataclass(frozen=True, slots=True)
class Plots:
    """The charts of the report, drawn from the catalogue as it is now. `lang` is `en` or `zh`."""

    audit: Audit

    def sources_by_licence(self, lang: Language = "en") -> Drawing:
        """Records of the corpus by licence class."""
        return self._draw("sources_by_licence", lang)

    def sources_by_origin(self, lang: Language = "en") -> Drawing:
        """Records of the corpus by declared country of origin."""
        return self._draw("sources_by_origin", lang)

    def findings(self, lang: Language = "en") -> Drawing:
        """Findings by kind and source."""
        return self._draw("findings", lang)

    def verdicts(self, lang: Language = "en") -> Drawing:
        """Outcomes of the controls by clause."""
        return self._draw("verdicts", lang)

    def _draw(self, name: str, lang: Language) -> Drawing:
        from provenance.reports import charts

        return Drawing(getattr(charts, name)(self.audit.facts(), lang), name)


@dataclass(frozen=True, slots=True)
class Audit:
    """A finished audit: the catalogue it left, the rulebook it was judged by, its exit code (0 passed, 10 refused, 11 not
    demonstrated), whether a waiver covers any of what did not pass, and the run that judged. Every property but those raises `InputError`
    where the catalogue was judged again since."""

    catalogue: Path
    rulebook: Rulebook
    exit_code: int
    waived: bool = False
    run: int | None = None
    _held: duckdb.DuckDBPyConnection | None = field(default=None, repr=False, compare=False)

    @property
    def decision(self) -> str:
        """`passed`, `passed with waivers`, `refused` or `not demonstrated`."""
        passed = "passed with waivers" if self.waived else "passed"
        return {0: passed, 10: "refused", 11: "not demonstrated"}.get(self.exit_code, "error")

    @property
    def verdicts(self) -> pd.DataFrame:
        """One row a control, by its id.

        `control`; `clause`, the id of the clause that it tests; `title_en`, `title_zh`, what it tests; `outcome` before waivers and
        `effective` after them (`waived` where they cover all of it); `population`, `failed`, `unproven`, `review`, counts of things tested
        and of those that failed, are unproven, or are for a person; `waived`, whether a waiver covers any of it; `reason`, the code of the
        first reason (none for a pass), and `reason_en`, `reason_zh`, the same as a sentence.
        """
        from provenance.reports.first_reasons import words

        frame = self.sql("SELECT * FROM verdict ORDER BY control")
        with self._open() as con:
            said = words(con, self.rulebook)
        for place, name in enumerate(("clause", "title_en", "title_zh"), 1):
            frame.insert(place, name, [said[control][name] for control in frame["control"]])
        for name in ("reason_en", "reason_zh"):
            frame[name] = [said[control][name] for control in frame["control"]]
        return frame

    @property
    def source_verdicts(self) -> pd.DataFrame:
        """One row a control and source it judges; no source where it judges the data set itself."""
        return self.sql("SELECT * FROM source_verdict ORDER BY control, source NULLS FIRST")

    @property
    def findings(self) -> pd.DataFrame:
        """One row a finding: place with the shard's path, label, family, score. For millions of them, aggregate with `sql` instead."""
        return self.sql(
            "SELECT finding.*, path FROM finding LEFT JOIN (SELECT shard, path FROM shard) USING (shard) "
            "ORDER BY shard, row, start, scanner, label"
        )

    @property
    def sources(self) -> pd.DataFrame:
        """One row a source, as declared and normalised."""
        return self.sql("SELECT * FROM source ORDER BY role, source")

    @property
    def duplicates(self) -> pd.DataFrame:
        """One row a verified pair of duplicate records, with both licences."""
        return self.sql("SELECT * FROM duplicate ORDER BY shard, row, other_shard, other_row")

    def documents(self, limit: int = 1000) -> pd.DataFrame:
        """The first `limit` records: their measures and metadata."""
        return self.sql("SELECT * FROM document ORDER BY shard, row LIMIT $limit", {"limit": limit})

    def sql(self, query: str, params: Sequence[object] | Mapping[str, object] | None = None) -> pd.DataFrame:
        """The answer to one query over the catalogue's views (docs/catalogue.md). `params` are the values of `$name` by name, or of `?`
        in their order. Raises `ValueError` for several statements, for one that gives no rows and for values that do not fit;
        `duckdb.Error` for a query that is wrong, or that would write, read a file or load an extension. No message holds any data."""
        from provenance.asking import QueryError, answer

        try:
            with self._open() as con:
                return answer(con, query, params)
        except QueryError as error:
            refused = error.kind(str(error))
        raise refused

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """The answer to one query as tuples, for what needs no frame and should not wait for pandas."""
        with self._open() as con:
            return con.execute(query).fetchall()

    def facts(self) -> dict[str, Any]:
        """Everything the report says, as one JSON-ready value (`provenance-report/1`, docs/report.md)."""
        from provenance.reports.facts import facts

        with self._open() as con:
            return facts(con, self.rulebook)

    def report(self, format: str = "markdown") -> str:  # noqa: A002 - the word of the command line
        """The report as `html`, `markdown` (or `md`, as on the command line) or `json`. Raises `ValueError` for another format, naming
        those there are."""
        from provenance.reports.formats import renderers

        known = renderers()
        format = {"md": "markdown"}.get(format, format)  # noqa: A001 - the same word
        if format not in known:
            raise ValueError(f"there is no report format {format!r}; there are {', '.join(known)}")
        return known[format](self.facts())

    @property
    def plot(self) -> Plots:
        """The charts of the report."""
        return Plots(self)

    @contextmanager
    def held(self) -> Iterator[Audit]:
        """This audit with its catalogue held open, for several questions in a row. Only what this gives can ask meanwhile."""
        with self._open() as con:
            yield replace(self, _held=con)

    @contextmanager
    def _open(self) -> Iterator[duckdb.DuckDBPyConnection]:
        if self._held is not None:
            yield self._held
            return
        from provenance.catalogue import connect

        with connect(self.catalogue, read_only=True) as con:
            con.execute("SET lock_configuration = true")
            self._refuse_another(con)
            yield con

    def _refuse_another(self, con: duckdb.DuckDBPyConnection) -> None:
        from provenance.problems import InputError, Problem

        if self.run is not None and con.execute(_LAST_RUN).fetchall() != [(self.run,)]:
            raise InputError([Problem(self.catalogue.name, None, "", JUDGED_AGAIN)])

    def __repr__(self) -> str:
        """One line, from this value alone."""
        return (
            f"<Audit {self.decision} (exit {self.exit_code}) under {self.rulebook.id}, catalogue {self.catalogue.name}>"
        )

    def _repr_html_(self) -> str:
        from provenance.reports.as_html import card

        return card(self.facts())
