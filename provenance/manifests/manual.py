"""The tables of docs/manifest.md, made from the JSON Schema of the manifest, so that they cannot differ from what is read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib.resources import files
from typing import Any

import yaml

from provenance.manifests.native import schema
from provenance.register_columns import MEANINGS, OPTIONAL, REQUIRED, RegisterKind

Schema = Mapping[str, Any]
PLACES: Mapping[RegisterKind, str] = {
    "collection_log": "`collection.log`",
    "consent": "`personal_information.consent`, `.separate_consent`",
    "guardian_consent": "`personal_information.guardian_consent`",
    "authorisation": "`authorisation.log`",
    "opt_out": "`personal_information.opt_outs`",
    "inventory": "`inventory`",
}
_FORMATS = {"date": "date", "date-time": "time"}
_PATTERNS = {"^[0-9a-f]{64}$": "SHA-256", "^[A-Z]{2}$": "country code"}


def weighed() -> dict[str, dict[str, list[str]]]:
    """Block -> field -> ids of the controls that weigh it; of each field that is no block itself."""
    found: dict[str, dict[str, list[str]]] = yaml.safe_load(
        files("provenance").joinpath("manifests", "weighed.yml").read_text("utf-8")
    )
    return found


def blocks() -> dict[str, Schema]:
    """Every block by its name, in the order in which a reader of a manifest comes upon them."""
    root = schema()
    found: dict[str, Schema] = {"Manifest": root}
    waiting: list[Schema] = [root]
    for block in waiting:
        for field in block["properties"].values():
            if (name := block_of(field)) and name not in found:
                found[name] = root["$defs"][name]
                waiting.append(found[name])
    return found


def block_of(field: Schema) -> str | None:
    """The name of the block that a field holds, one or a list of them."""
    if "$ref" in field:
        return str(field["$ref"]).rpartition("/")[2]
    parts = [*field.get("anyOf", ()), *field.get("allOf", ()), *([field["items"]] if "items" in field else ())]
    return next((name for part in parts if (name := block_of(part))), None)


def fields() -> str:
    """A table for each block: its fields, what they hold and mean, and the controls that weigh them."""
    return "\n".join(line for name, block in blocks().items() for line in _block(name, block))


def _block(name: str, block: Schema) -> Iterator[str]:
    controls = weighed().get(name, {})
    required = block.get("required", ())
    yield f"### {name}\n"
    yield " ".join(str(block["description"]).split()) + "\n"
    yield "| field | holds | meaning | weighed by |\n|---|---|---|---|"
    for field, inner in block["properties"].items():
        must = " (required)" if field in required else ""
        by = ", ".join(controls.get(field, ())) or "–"
        by = "see there" if field not in controls else by
        yield f"| `{field}`{must} | {_holds(inner)} | {inner['description']} | {by} |"
    yield ""


def _holds(field: Schema) -> str:
    if name := field.get("$ref", "").rpartition("/")[2]:
        return f"[{name}](#{name.lower()})"
    if "anyOf" in field or "allOf" in field:
        return " or ".join(
            _holds(part) for part in field.get("anyOf", field.get("allOf")) if part.get("type") != "null"
        )
    if words := field.get("enum") or ([field["const"]] if "const" in field else ()):
        return ", ".join(f"`{word}`" for word in words)
    match field["type"]:
        case "array":
            return f"list of {_holds(field['items'])}"
        case "object":
            return "mapping of text to text"
        case "boolean":
            return "`true`, `false`"
        case "integer":
            return "number"
    return _FORMATS.get(field.get("format", "")) or _text(field.get("pattern"))


def _text(pattern: str | None) -> str:
    return "text" if pattern is None else _PATTERNS.get(pattern, "identifier")


def registers() -> str:
    """A table of the columns of every kind of register."""
    lines = ["| register | column | meaning |", "|---|---|---|"]
    for kind, place in PLACES.items():
        columns = [(name, "") for name in REQUIRED[kind]] + [(name, " (optional)") for name in OPTIONAL[kind]]
        lines += [f"| {place} | `{name}`{note} | {MEANINGS[name]} |" for name, note in columns]
    return "\n".join(lines) + "\n"
