"""docs/manifest.md is true: `python -c "from tests.provenance.test_manifest_manual import write; write()"` makes its tables anew."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from provenance.manifests import manual
from provenance.manifests.native import load
from provenance.register_columns import MEANINGS, OPTIONAL, REQUIRED
from provenance.waivers import waivers
from tests.expectations.bench import ROOT, rulebook

PAGE = ROOT / "docs" / "manifest.md"
MADE = {"fields": manual.fields, "registers": manual.registers}
EVIDENCE = ("EvidenceFile", "Register")
"""Blocks that a control weighs as one."""


def part(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<=<!-- {name} -->\n)(.*?)(?=<!-- end of {name} -->)", re.DOTALL)


def said(name: str) -> str:
    (found,) = part(name).findall(PAGE.read_text("utf-8"))
    return str(found)


def code(name: str) -> str:
    return said(name).removeprefix("```yaml\n").removesuffix("```\n")


def write() -> None:
    page = PAGE.read_text("utf-8")
    for name, make in MADE.items():
        page = (
            page.replace(said(name), make())
            if said(name)
            else page.replace(f"<!-- {name} -->\n", f"<!-- {name} -->\n{make()}")
        )
    PAGE.write_text(page, "utf-8")


@pytest.mark.parametrize("name", MADE)
def test_the_tables_are_those_of_the_schema(name: str) -> None:
    assert said(name) == MADE[name]()


def test_every_field_says_what_it_means() -> None:
    named = [(b, f) for b, block in manual.blocks().items() for f, i in block["properties"].items() if i["description"]]
    assert len(named) == sum(len(block["properties"]) for block in manual.blocks().values())


def test_of_every_field_it_is_known_who_weighs_it() -> None:
    fields = {
        (name, field)
        for name, block in manual.blocks().items()
        for field, inner in block["properties"].items()
        if manual.block_of(inner) in (None, *EVIDENCE)
    }
    assert fields == {(name, field) for name, inner in manual.weighed().items() for field in inner}


def test_who_weighs_a_field_is_a_control_of_the_rulebook() -> None:
    named = {control for block in manual.weighed().values() for controls in block.values() for control in controls}
    assert named <= set(rulebook().rules)


def test_every_column_of_a_register_has_a_meaning() -> None:
    assert set(MEANINGS) == {name for columns in (REQUIRED, OPTIONAL) for names in columns.values() for name in names}
    assert set(manual.PLACES) == set(REQUIRED)


def blocks(value: Any) -> Iterator[str]:
    if isinstance(value, BaseModel):
        yield type(value).__name__
        for name in type(value).model_fields:
            if name in value.model_fields_set:
                yield from blocks(getattr(value, name))
    elif isinstance(value, tuple):
        for item in value:
            yield from blocks(item)


def test_the_example_is_a_manifest_with_every_block(tmp_path: Path) -> None:
    (tmp_path / "manifest.yaml").write_text(code("example"), "utf-8")
    assert set(blocks(load(tmp_path / "manifest.yaml").manifest)) == set(manual.blocks())


def test_the_example_of_a_waiver_is_one(tmp_path: Path) -> None:
    (tmp_path / "waivers.yaml").write_text(code("waivers"), "utf-8")
    (tmp_path / "manifest.yaml").write_text(code("example"), "utf-8")
    sources = {source.id for source in load(tmp_path / "manifest.yaml").manifest.sources}
    (row,) = waivers(tmp_path / "waivers.yaml", dt.date(2026, 9, 30), rulebook().rules.keys(), sources).to_pylist()
    assert (row["status"], row["control"] in rulebook().rules) == ("active", True)


def test_every_control_that_the_page_names_is_there() -> None:
    assert set(re.findall(r"A7-\d\.\d\d", PAGE.read_text("utf-8"))) <= set(rulebook().rules)
