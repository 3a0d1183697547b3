"""An audit as a value for notebooks: it shows itself, gives its tables as pandas frames, and answers SQL.

`provenance.audit(...)` returns an `Audit`. Every property opens the catalogue read-only and closes it again, so that an `Audit`
may be kept while the same data is audited anew. Modules that take time to import are imported where they are used. No frame holds
text of a record: a finding is a place, a label and a score.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    import duckdb
    import pandas as pd

    from expectations.rulebook import Rulebook

Language = Literal["zh", "en"]


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart: `svg` is its text; a notebook shows it as it is."""

    svg: str

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

        return Drawing(getattr(charts, name)(self.audit.facts(), lang))


@dataclass(frozen=True, slots=True)
class Audit:
    """A finished audit: the catalogue it left, the rulebook it was judged by, its exit code (0 passed, 10 refused, 11 not
    demonstrated), and whether a waiver covers any of what did not pass."""

    catalogue: Path
    rulebook: Rulebook
    exit_code: int
    waived: bool = False

    @property
    def decision(self) -> str:
        """`passed`, `passed with waivers`, `refused` or `not demonstrated`."""
        passed = "passed with waivers" if self.waived else "passed"
        return {0: passed, 10: "refused", 11: "not demonstrated"}.get(self.exit_code, "error")

    @property
    def verdicts(self) -> pd.DataFrame:
        """One row a control: outcome before and after waivers, first reason, counts of things tested, failed, unproven, for review."""
        return self.sql("SELECT * FROM verdict ORDER BY control")

    @property
    def source_verdicts(self) -> pd.DataFrame:
        """One row a control and source it judges; no source where it judges the data set itself."""
        return self.sql("SELECT * FROM source_verdict ORDER BY control, source NULLS FIRST")

    @property
    def findings(self) -> pd.DataFrame:
        """One row a finding: place, label, family, score. For millions of them, aggregate with `sql` instead."""
        return self.sql("SELECT * FROM finding ORDER BY shard, row, start, scanner, label")

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

    def sql(self, query: str, params: Sequence[object] | dict[str, object] | None = None) -> pd.DataFrame:
        """The answer to one query over the catalogue's views (docs/catalogue.md). Raises `duckdb.Error` for a query that is
        wrong, or that would write, read a file or load an extension; `ValueError` for one that gives no rows."""
        with self._open() as con:
            # Over Arrow: DuckDB 2.0's own way into pandas 3.1 warns of a deprecation for every column with a time zone.
            relation = con.sql(query, params=params)
            if relation is None:
                raise ValueError("there is no statement in this query that gives rows")
            frame: pd.DataFrame = relation.to_arrow_reader().read_pandas()
            return frame

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
        """The report as `html`, `markdown` or `json`. Raises `ValueError` for another format, naming those there are."""
        from provenance.reports.formats import renderers

        known = renderers()
        if format not in known:
            raise ValueError(f"there is no report format {format!r}; there are {', '.join(known)}")
        return known[format](self.facts())

    @property
    def plot(self) -> Plots:
        """The charts of the report."""
        return Plots(self)

    @contextmanager
    def _open(self) -> Iterator[duckdb.DuckDBPyConnection]:
        from provenance.catalogue import connect

        with connect(self.catalogue, read_only=True) as con:
            con.execute("SET lock_configuration = true")
            yield con

    def __repr__(self) -> str:
        """One line, from this value alone."""
        return (
            f"<Audit {self.decision} (exit {self.exit_code}) under {self.rulebook.id}, catalogue {self.catalogue.name}>"
        )

    def _repr_html_(self) -> str:
        from provenance.reports.as_html import card

        return card(self.facts())
