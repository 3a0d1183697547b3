"""One query of a person over a catalogue, answered as a frame, and what DuckDB says of a query that is wrong, without data in it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import duckdb

if TYPE_CHECKING:
    import pandas as pd

Parameters = Sequence[object] | Mapping[str, object]

_KIND = re.compile(r"([A-Z][A-Za-z]*(?: [A-Za-z]+){0,3}) Error: ")
_WRITES = re.compile(r'Invalid Input Error: Cannot execute statement of type "(\w+)" on database')
_HINTS = ("Candidate bindings:", "Did you mean")


class QueryError(Exception):
    """A query that cannot be answered, in one sentence that holds nothing of the data. `kind` is what `duckdb` calls such an error."""

    def __init__(self, kind: type[duckdb.Error], message: str) -> None:
        super().__init__(message)
        self.kind = kind


def answer(con: duckdb.DuckDBPyConnection, query: str, params: Parameters | None) -> pd.DataFrame:
    """The rows of one statement. Raises `QueryError` for one that DuckDB refuses, and `ValueError` for none or several statements, for
    values that are not those that the statement asks for, and for a statement that gives no rows."""
    shown = False
    try:
        statements = con.extract_statements(query)
        if len(statements) > 1:
            raise ValueError(f"this query holds {len(statements)} statements; ask one at a time")
        if statements:
            shown = statements[0].type == duckdb.StatementType.SELECT
            _refuse_misfit(statements[0].named_parameters, params)
        # Over Arrow: DuckDB 2.0's own way into pandas 3.1 warns of a deprecation for every column with a time zone.
        relation = con.sql(query, params=params) if statements else None
        frame: pd.DataFrame | None = None if relation is None else relation.to_arrow_reader().read_pandas()
    except (duckdb.Error, OSError) as error:  # what breaks after the first rows comes through Arrow, as an OSError
        failed = QueryError(type(error) if isinstance(error, duckdb.Error) else duckdb.DataError, said(error, shown))
    else:
        if frame is None:
            raise ValueError("there is no statement in this query that gives rows")
        return frame
    raise failed


def said(error: Exception, plain: bool = False) -> str:
    """What DuckDB says of a query. Of an error that comes from running it only the kind is kept, because the rest may quote data; the
    hints for a name are kept where the statement is a `plain` SELECT, because a PIVOT makes names of values."""
    text = str(error)
    if isinstance(error, duckdb.PermissionException):
        return "Permission Error: a query reaches nothing but the catalogue: no file, no extension, no other database"
    if found := _WRITES.match(text):
        return f"{found[1]} is refused: the catalogue is only read here"
    if isinstance(error, duckdb.ParserException | duckdb.BinderException | duckdb.CatalogException):
        first, *rest = text.split("\n")
        return " ".join([first, *(line for line in rest[:1] if plain and line.startswith(_HINTS))])
    kind = _KIND.match(text)
    name = f"{kind[1]} Error" if kind else type(error).__name__
    return f"{name}: the query broke while it ran; what DuckDB said further may quote data and is left out"


def _refuse_misfit(wanted: set[str], params: Parameters | None) -> None:
    given = {str(n) for n in range(1, len(params) + 1)} if isinstance(params, Sequence) else set(params or ())
    if wanted != given:
        problems = [
            f"{word} {', '.join(f'${name}' for name in sorted(names))}"
            for word, names in (("no value is given for", wanted - given), ("the query does not name", given - wanted))
            if names
        ]
        raise ValueError("; ".join(problems))
