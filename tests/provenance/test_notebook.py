"""The audit as a notebook sees it, and the notebook itself."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from random import Random
from xml.etree import ElementTree as ET

import duckdb
import nbformat
import numpy as np
import pytest
from nbclient import NotebookClient

import provenance
from provenance.demo.identifiers import mobile
from provenance.notebook import Audit
from provenance.text_windows import encoded
from scanners.detect import detect
from tests.provenance.report_sample import empty_catalogue, fill_sample, sample_rulebook

ROOT = Path(__file__).parents[2]
NOTEBOOKS = sorted(ROOT.glob("notebooks/*.ipynb"))


@pytest.fixture(scope="module")
def audit(tmp_path_factory: pytest.TempPathFactory) -> Audit:
    path = tmp_path_factory.mktemp("catalogue") / "sample.duckdb"
    with empty_catalogue(path) as con:
        fill_sample(con)
    return Audit(path, sample_rulebook(), 10)


@pytest.mark.parametrize(
    ("frame", "rows", "columns"),
    [
        ("verdicts", 6, {"control", "outcome", "effective", "population", "failed", "unproven", "review", "waived"}),
        (
            "source_verdicts",
            8,
            {"control", "source", "outcome", "population", "failed", "unproven", "review", "waived"},
        ),
        ("findings", 4, {"finding_id", "shard", "path", "row", "source", "scanner", "label", "start", "stop", "score"}),
        ("sources", 3, {"source", "role", "type", "licence", "licence_class"}),
        ("duplicates", 2, {"shard", "row", "other_shard", "other_row", "similarity", "licence", "other_licence"}),
    ],
)
def test_frames(audit: Audit, frame: str, rows: int, columns: set[str]) -> None:
    found = getattr(audit, frame)
    assert len(found) == rows
    assert columns <= set(found.columns)


def test_documents_are_limited_and_hold_no_text(audit: Audit) -> None:
    assert len(audit.documents(3)) == 3
    assert "text" not in audit.documents(1).columns


def test_an_audit_keeps_no_hold_of_the_catalogue(audit: Audit) -> None:
    assert len(audit.verdicts)
    with duckdb.connect(str(audit.catalogue)) as con:
        assert con.execute("SELECT count(*) FROM verdict").fetchone() == (6,)


def test_a_catalogue_is_held_open_for_as_long_as_is_asked(audit: Audit) -> None:
    facts = audit.facts()
    with audit.held() as held:
        assert held == audit
        assert (held.facts(), held.rows("SELECT count(*) FROM verdict")) == (facts, [(6,)])
        with pytest.raises(duckdb.Error):
            held.rows("DELETE FROM t_verdict")
    with pytest.raises(duckdb.ConnectionException):
        held.rows("SELECT 1")
    with duckdb.connect(str(audit.catalogue)) as con:
        assert con.execute("SELECT count(*) FROM verdict").fetchone() == (6,)


def test_verdicts_speak(audit: Audit) -> None:
    table = audit.verdicts.set_index("control")
    named = ["clause", "title_en", "title_zh", "reason", "reason_en", "reason_zh"]
    assert table.loc["A7-1.06", named].tolist() == [
        "7.1",
        "Nothing collected that was not to be collected",
        "未采集明确不可采集的内容",
        "disallowed_by_robots",
        "The robots record of <b>example.org</b> disallows it",
        "主机 <b>example.org</b> 的 robots 记录不允许",
    ]
    assert table.loc["A7-4.05", ["reason", "reason_en", "reason_zh"]].isna().all()
    documented = re.findall(r"`(\w+)`", Audit.verdicts.__doc__ or "")
    assert set(audit.verdicts.columns) <= set(documented)


@pytest.mark.parametrize("chart", ["sources_by_licence", "sources_by_origin", "findings", "verdicts"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_charts(audit: Audit, chart: str, lang: str) -> None:
    drawing = getattr(audit.plot, chart)(lang)
    assert drawing._repr_svg_() == drawing._repr_html_() == drawing.svg
    assert ET.fromstring(drawing.svg).tag.endswith("svg")


def test_a_chart_in_a_terminal_is_one_line_and_can_be_saved(audit: Audit, tmp_path: Path) -> None:
    drawing = audit.plot.verdicts()
    assert re.fullmatch(r"<Drawing verdicts, [\d,]+ characters of SVG; save\(path\) writes it>", repr(drawing))
    assert drawing.save(tmp_path / "v.svg").read_text("utf-8") == drawing.svg
    with pytest.raises(ValueError, match=r"ends in \.svg"):
        drawing.save(tmp_path / "v.png")
    assert [p.name for p in tmp_path.iterdir()] == ["v.svg"]


@pytest.mark.parametrize(
    ("format_", "start"), [("html", "<!doctype html>"), ("json", "{"), ("markdown", "# "), ("md", "# ")]
)
def test_report(audit: Audit, format_: str, start: str) -> None:
    assert audit.report(format_).startswith(start)


def test_json_report_is_the_facts(audit: Audit) -> None:
    assert json.loads(audit.report("json")) == audit.facts()


def test_an_unknown_format_names_the_known_ones(audit: Audit) -> None:
    with pytest.raises(ValueError, match=r"'pdf'.*html, json, markdown"):
        audit.report("pdf")


def test_it_shows_itself(audit: Audit) -> None:
    card = audit._repr_html_()
    assert "Refused" in card
    assert "A7-1.06" in card
    assert "<script" not in card
    assert repr(audit) == "<Audit refused (exit 10) under sample, catalogue sample.duckdb>"
    assert str(audit.catalogue.parent) not in card + repr(audit)


def test_an_audit_does_not_tell_the_judgement_of_another_run(tmp_path: Path) -> None:
    path = tmp_path / "c.duckdb"
    with empty_catalogue(path) as con:
        fill_sample(con)
    kept = Audit(path, sample_rulebook(), 10, run=7)
    assert len(kept.verdicts)
    with duckdb.connect(str(path)) as con:
        con.execute("INSERT INTO t_run BY NAME SELECT 8 AS run, 'pass' AS status")
    for told in (lambda: kept.verdicts, kept.report, kept._repr_html_, lambda: kept.sql("SELECT 1")):
        with pytest.raises(provenance.InputError, match="judged again since"):
            told()


def test_an_audit_takes_at_least_one_worker(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="at least 1"):
        provenance.audit(tmp_path / "manifest.yaml", jobs=0)


def test_the_value_is_frozen(audit: Audit) -> None:
    with pytest.raises(AttributeError):
        audit.exit_code = 0  # type: ignore[misc]  # by design: what mypy refuses is what is tried here


def test_importing_it_loads_nothing_heavy() -> None:
    heavy = "{'duckdb', 'pandas', 'pyarrow', 'numba', 'jinja2', 'numpy'}"
    code = f"import sys, provenance.notebook; print(sorted({heavy} & set(sys.modules)))"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert ran.stdout.strip() == "[]"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_notebooks_keep_no_outputs(path: Path) -> None:
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    assert not [c.id for c in notebook.cells if c.cell_type == "code" and (c.outputs or c.execution_count)]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_notebooks_run(path: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert callable(provenance.audit)
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path))
    notebook = nbformat.read(path, as_version=4)
    NotebookClient(
        notebook, timeout=180, kernel_name="python3", resources={"metadata": {"path": str(tmp_path)}}
    ).execute()
    shown = json.dumps(notebook.cells[-1].outputs, ensure_ascii=False)
    assert re.search(r"训练数据审计报告", shown)
    outputs = [json.dumps(c.outputs, ensure_ascii=False) for c in notebook.cells if c.cell_type == "code"]
    assert people(outputs) == []


def people(texts: list[str]) -> list[tuple[int, str]]:
    """What our own scanners find of persons in these texts, by text and label."""
    data, offsets = encoded(texts)
    found = detect(np.frombuffer(data, np.uint8), np.array(offsets, np.int32))
    return [
        (f.record, f.hit.label) for f in found if f.detector.labels[f.hit.label] == "personal" and f.hit.score >= 0.5
    ]


def test_people_in_outputs_would_be_seen() -> None:
    assert people(["nothing", f"a frame shows {mobile(Random(1))}, 电话"]) == [(1, "mainland_mobile")]


def test_there_is_a_notebook_to_run() -> None:
    assert [p.name for p in NOTEBOOKS] == ["01_first_audit.ipynb", "02_personal_information.ipynb"]
