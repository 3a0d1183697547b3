"""Figures on labelled texts: their intervals, what the command prints and keeps, and those that come with the package."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance import quality
from scanners import identity, registry
from tests.accuracy import detectors
from tests.expectations.bench import rulebook
from tests.provenance.cli_runs import run
from tests.provenance.linked import Linked

MOBILE = "13900139000"
SECRET = "梧桐里十七号院的老周"


@pytest.fixture
def labelled(tmp_path: Path) -> Path:
    """Thirty sentences of which three hold no mobile."""
    path = tmp_path / "labelled.jsonl"
    lines = []
    for k in range(30):
        number = f"{int(MOBILE) + k}" if k < 27 else "—" * 11
        text = f"{SECRET}，手机{number}。"
        start = text.index(number)
        lines.append(
            json.dumps(
                {
                    "text": text,
                    "entities": [
                        {"type": "phone", "start": start, "end": start + 11},
                        {"type": "mood", "start": 0, "end": 2},
                    ],
                }
            )
        )
    path.write_text("\n".join(lines), "utf-8")
    return path


def test_the_interval_of_the_regulations_own_example() -> None:
    """3,840 of 4,000 is 96 %, from 95.3 to 96.6 %."""
    assert [round(bound, 3) for bound in quality.wilson(3840, 4000)] == [0.953, 0.966]
    assert quality.wilson(0, 0) == (0.0, 1.0)


@given(st.integers(0, 500), st.integers(0, 500), st.integers(0, 500))
def test_a_rate_lies_in_its_interval(tp: int, fp: int, fn: int) -> None:
    for rate in quality.rates(tp, fp, tp + fn).values():
        value, low, high = rate["value"], rate["low"], rate["high"]
        assert low is not None
        assert high is not None
        assert 0 <= low <= high <= 1
        assert value is None or low - 1e-9 <= value <= high + 1e-9


def test_the_table_says_what_was_counted_and_nothing_of_the_texts(labelled: Path) -> None:
    said = run("evaluate", labelled, "--format", "json", "--as-of", "2026-02-01")
    assert said.code == 0
    value = json.loads(said.out)
    by_label = {f["label"]: f for f in value["figures"]}
    mobile = by_label["mainland_mobile"]
    assert (mobile["n"], mobile["tp"], mobile["fp"], mobile["fn"]) == (27, 27, 0, 0)
    assert sum(f["n"] for f in value["figures"]) == 30
    assert mobile["digest"] == hashlib.sha256(labelled.read_bytes()).hexdigest()
    assert value["not_scored"] == [{"mood": 30}]
    for form in ("table", "md", "json"):
        said = run("evaluate", labelled, "--format", form)
        assert said.code == 0
        assert SECRET[:4] not in said.out + said.err
        assert MOBILE[:8] not in said.out + said.err
    assert "mainland_mobile" in said.out


def test_a_mapping_of_ones_own(labelled: Path, tmp_path: Path) -> None:
    mapping = tmp_path / "types.yml"
    mapping.write_text("mood: person_name\n", "utf-8")
    value = json.loads(run("evaluate", labelled, "--format", "json", "--types", mapping).out)
    assert {f["label"]: f["n"] for f in value["figures"]}["person_name"] == 30
    for wrong, message in (
        ("mood: nothing", "that no scanner has"),
        ("- a", "a label or a list"),
        ("a: [", "not YAML"),
    ):
        mapping.write_text(wrong, "utf-8")
        said = run("evaluate", labelled, "--types", mapping)
        assert said.code == 1
        assert message in said.err


@pytest.mark.parametrize("content", [b"{", b"\xff", b'{"text": "13900139000"}'])
def test_a_file_that_is_not_labelled_is_told_without_its_content(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "labelled.jsonl"
    path.write_bytes(content)
    said = run("evaluate", path)
    assert said.code == 1
    assert path.name in said.err
    assert MOBILE not in said.err


def test_recorded_figures_are_evidence_and_replace_those_of_the_same_file(labelled: Path, tmp_path: Path) -> None:
    corpus = Linked.build(tmp_path)
    assert run("evaluate", labelled, "--record", corpus.catalogue).code == 1
    corpus.audit(None)
    for _ in range(2):
        said = run("evaluate", labelled, "--record", corpus.catalogue, "--as-of", "2026-02-01")
        assert said.code == 0, said.err
    query = (
        "SELECT scanner, n, tp, origin, digest, measured_on::VARCHAR FROM detector_quality "
        "WHERE label = 'mainland_mobile' AND origin = 'operator'"
    )
    digest = hashlib.sha256(labelled.read_bytes()).hexdigest()
    assert corpus.rows(query) == [("mainland_mobile", 27, 27, "operator", digest, "2026-02-01")]
    corpus.audit(None)
    assert corpus.rows(query)
    measure = (
        "SELECT detail ->> 'origin' FROM measure WHERE control = 'A7-3.12' AND detail ->> 'label' = 'mainland_mobile'"
    )
    assert corpus.rows(measure) == [("operator",)]


def test_the_projects_figures_are_in_every_catalogue(tmp_path: Path) -> None:
    corpus = Linked.build(tmp_path)
    corpus.audit(None)
    counted = "SELECT count(DISTINCT label) FROM detector_quality WHERE origin = 'project' AND n > 0"
    ((labels,),) = corpus.rows(counted)
    assert labels >= 10


def test_the_card_is_made_from_the_figures_that_come_with_the_package() -> None:
    assert detectors.PAGE.read_text("utf-8") == detectors.page(quality.shipped()), "make detectors writes it"


def test_the_figures_are_of_the_present_versions() -> None:
    """A scanner that moved on has no measured recall until somebody measures it, and every audit is unproven for it."""
    always = next(p for p in rulebook().rules["A7-3.12"].parameters.values() if p.name == "always").value
    measured = {(f.scanner, f.version) for f in quality.shipped()}
    stale = [
        d.name for d in registry.detectors() if {*always} & d.labels.keys() and (d.name, d.version) not in measured
    ]
    assert stale == [], "`make detectors` measures them anew"


def test_whatever_names_one_person_is_linked() -> None:
    direct = {c.label for c in rulebook().labels.rows if c.direct and not c.label.endswith("_specimen")}
    assert direct <= identity.GROUPS.keys()
