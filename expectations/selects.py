"""What SELECTs read and give, as DuckDB's syntax trees say, and keeping the answers, since to ask takes longer than all else in loading
a rulebook."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import duckdb

from expectations import syntax

if TYPE_CHECKING:
    from expectations.kept import Kept

Facts = Mapping[str, Sequence[str]]
"""Names that a SELECT uses and gives, by the field of `expectations.control.Section` that they are for."""

Reader = Callable[[Sequence[str]], list[Facts | ValueError]]
"""Says of each text what it reads and gives, or why it must not be run."""


def reader(con: duckdb.DuckDBPyConnection) -> Reader:
    """One that asks this connection for syntax trees and for nothing else."""

    def read(texts: Sequence[str]) -> list[Facts | ValueError]:
        # At once, because planning a question takes longer than answering it.
        asked = con.execute("SELECT json_serialize_sql(sql) FROM (SELECT unnest(?::VARCHAR[]) AS sql)", [list(texts)])
        return [_tried(json.loads(tree)) for (tree,) in asked.fetchall()]

    return read


def keeping(kept: Kept) -> Reader:
    """One that asks a database of its own, and only for what was not kept. What is refused is asked for again every time."""

    def read(texts: Sequence[str]) -> list[Facts | ValueError]:
        known: list[Facts | None] = [kept.get(text) for text in texts]
        new = [text for text, facts in zip(texts, known, strict=True) if facts is None]
        told = iter(_asked(new) if new else ())
        found = [next(told) if facts is None else facts for facts in known]
        for text, facts in zip(texts, found, strict=True):
            if not isinstance(facts, ValueError):
                kept.put(text, facts)
        return found

    return read


def _asked(texts: Sequence[str]) -> list[Facts | ValueError]:
    with duckdb.connect(":memory:", config={"autoload_known_extensions": "false", "threads": 1}) as con:
        return reader(con)(texts)


def _tried(tree: Mapping[str, Any]) -> Facts | ValueError:
    try:
        return _facts(tree)
    except ValueError as error:
        return error


def _facts(tree: Mapping[str, Any]) -> Facts:
    statements = tree.get("statements", [])
    if len(statements) != 1:
        raise ValueError("it must be one SELECT")
    scoped = list(syntax.nodes(statements[0]["node"]))
    nodes = [node for node, _ in scoped]
    for node in nodes:
        syntax.refuse(node)
    return {
        "parameters": _names(n["identifier"] for n in nodes if n.get("class") == "PARAMETER"),
        "lists": _names(name for n in nodes for name in syntax.list_parameters(n)),
        "views": _names(view for node, hidden in scoped for view in syntax.table(node, hidden)),
        "scanners": _names(text for n in nodes for text in syntax.scanner_literals(n)),
        "reasons": _names(text for n in nodes if n.get("alias") == "reason" for text in syntax.results(n)),
        "columns": list(syntax.columns(statements[0]["node"])),
    }


def _names(found: Iterable[str]) -> list[str]:
    return sorted(set(found))
