"""What a SELECT reads and gives, from DuckDB's own syntax tree, so that quoting and qualification cannot hide a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

TABLE_FUNCTIONS: Final = frozenset({"unnest", "range", "generate_series"})
NOT_REPRODUCIBLE: Final = frozenset(
    {"random", "uuid", "gen_random_uuid", "uuidv4", "uuidv7", "now", "today", "get_current_timestamp"}
    | {
        "current_localtime",
        "current_localtimestamp",
        "transaction_timestamp",
        "getenv",
        "getvariable",
        "current_setting",
    }
    | {"current_date", "current_time", "current_timestamp", "localtime", "localtimestamp"}
)


def columns(node: Mapping[str, Any]) -> tuple[str, ...]:
    """The names of the result; a star is refused, for what it stands for changes with the view."""
    if "select_list" not in node:
        return columns(node["children"][0])
    if any(column["class"] == "STAR" for column in node["select_list"]):
        raise ValueError("it must name its columns")
    return tuple(column["alias"] or (column.get("column_names") or [""])[-1] for column in node["select_list"])


def nodes(tree: Mapping[str, Any]) -> Iterator[tuple[Mapping[str, Any], frozenset[str]]]:
    """Every node from `tree` down, in no order, with the names that common table expressions hide there; one hides a name only after
    it is defined, as in SQL."""
    left: list[tuple[Any, frozenset[str]]] = [(tree, frozenset())]
    while left:
        node, hidden = left.pop()
        if isinstance(node, list):
            left += [(child, hidden) for child in node if isinstance(child, dict | list)]
            continue
        for cte in node.get("cte_map", {}).get("map", []):
            left.append((cte["value"], hidden))
            hidden |= {cte["key"].lower()}
        yield node, hidden
        left += [(child, hidden) for key, child in node.items() if isinstance(child, dict | list) and key != "cte_map"]


def table(node: Mapping[str, Any], hidden: frozenset[str]) -> Iterator[str]:
    """The name of the table that a node reads, if it does."""
    if node.get("type") == "BASE_TABLE":
        name = ".".join(node["qualified_name"]["path"]).lower()
        if name not in hidden:
            yield name.removeprefix("main.")


def scanner_literals(node: Mapping[str, Any]) -> Iterator[str]:
    """The scanners that a comparison names."""
    if node.get("class") not in ("COMPARISON", "OPERATOR"):
        return
    sides = [*node.get("children", ()), node.get("left"), node.get("right")]
    operands = [side for side in sides if isinstance(side, dict)]
    if any(side.get("class") == "COLUMN_REF" and side["column_names"][-1].lower() == "scanner" for side in operands):
        yield from (text for side in operands for text in results(side))


def list_parameters(node: Mapping[str, Any]) -> Iterator[str]:
    """The parameters that are used as lists."""
    match node:
        case {
            "function_name": "contains",
            "arguments": [{"expression": {"class": "PARAMETER", "identifier": name}}, _],
        }:
            yield name


def results(node: Any) -> Iterator[str]:
    """Strings that an expression can evaluate to, as far as they are written in it."""
    match node:
        case {"class": "CONSTANT", "literal": {"kind": "STRING", "text": str(text)}}:
            yield text
        case {"class": "CASE", "case_checks": [*checks], "else_expr": otherwise}:
            for branch in (*(check["then_expr"] for check in checks), otherwise):
                yield from results(branch)


def refuse(node: Mapping[str, Any]) -> None:
    """Raises ValueError for what could read a file, hide a table or answer otherwise tomorrow."""
    match node:
        case {"type": "TABLE_FUNCTION", "function": {"function_name": str(name)}} if (
            name.lower() not in TABLE_FUNCTIONS
        ):
            raise ValueError(f"it may not call the table function {name!r}")
        case {"class": "FUNCTION", "function_name": str(name)} | {
            "class": "COLUMN_REF",
            "column_names": [str(name)],
        } if name.lower() in NOT_REPRODUCIBLE:
            raise ValueError(f"{name!r} would give another answer tomorrow")
        case {"type": "SHOW_REF" | "RECURSIVE_CTE_NODE" as kind}:
            raise ValueError(f"{kind} is not allowed")
