"""Recognisers of one's own from their file to the findings: what is wrong with it, what it changes, what it costs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

pytest.importorskip("presidio_analyzer", reason="the extra [presidio] is not installed")

from presidio_analyzer.recognizer_registry import RecognizerRegistryProvider

import provenance
from provenance import recognizers
from provenance.cli import app
from provenance.problems import InputError

FILE = """\
supported_languages: [en, zh]
recognizers:
  - name: Employee number
    supported_entity: EMPLOYEE_ID
    patterns:
      - {name: number, regex: "(?<![0-9A-Za-z])EMP-[0-9]{6}(?![0-9])", score: 0.6}
    context: [员工, employee]
  - name: Projects
    supported_entity: PROJECT
    deny_list: [信天翁计划, Albatross]
  - {name: UsSsnRecognizer, type: predefined, enabled: false}
"""
OWN = """\
provenance:
  labels:
    EMPLOYEE_ID: {category: identity, sensitive: false}
    PROJECT: {kind: other}
"""
TEXTS = ("员工EMP-123456号在信天翁计划里。", "Albatross is a bird.", "Nothing here.")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    lines = [json.dumps({"id": str(k), "text": text}, ensure_ascii=False) for k, text in enumerate(TEXTS)]
    (tmp_path / "web.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
    (tmp_path / "own.yml").write_text(FILE + OWN, "utf-8")
    declare(tmp_path)
    return tmp_path


def declare(folder: Path, **dataset: Any) -> None:
    source = {"id": "web", "type": "open", "shards": [{"path": "web.jsonl", "columns": {"text": "text", "id": "id"}}]}
    value = {"provenance": 1, "dataset": {"id": "own"} | dataset, "sources": [source]}
    (folder / "manifest.json").write_text(json.dumps(value), "utf-8")


def audit(folder: Path, **options: Any) -> provenance.Audit:
    return provenance.audit(folder / "manifest.json", jobs=1, **options)


def found(audit: provenance.Audit) -> list[tuple[Any, ...]]:
    return audit.rows(
        "SELECT row, scanner, label, family, start, stop, round(score::DOUBLE, 2) FROM finding WHERE scanner LIKE 'presidio%' ORDER BY ALL"
    )


FOUND = [
    (0, "presidio_employee_number", "EMPLOYEE_ID", "personal", 2, 12, 0.95),
    (0, "presidio_projects", "PROJECT", "other", 14, 19, 1.0),
    (1, "presidio_projects", "PROJECT", "other", 0, 9, 1.0),
]


def test_a_file_on_the_command_line_or_in_the_manifest(folder: Path) -> None:
    assert found(audit(folder)) == []
    assert found(audit(folder, recognizers=folder / "own.yml")) == FOUND
    declare(folder, recognizers={"path": "own.yml"})
    assert found(audit(folder)) == FOUND


def test_the_file_without_our_section_is_presidios_own(folder: Path) -> None:
    (folder / "own.yml").write_text(FILE, "utf-8")
    registry = RecognizerRegistryProvider(conf_file=folder / "own.yml").create_recognizer_registry()
    assert {r.name for r in registry.recognizers} == {"Employee number", "Projects"}
    assert [f[3] for f in found(audit(folder, recognizers=folder / "own.yml"))] == ["unclassified"] * 3


def test_the_configuration_of_an_analyser_is_read_too(folder: Path) -> None:
    inside = "".join(f"  {line}\n" for line in FILE.splitlines())
    whole = f"nlp_configuration: {{nlp_engine_name: no_op}}\nrecognizer_registry:\n{inside}{OWN}"
    (folder / "own.yml").write_text(whole, "utf-8")
    assert found(audit(folder, recognizers=folder / "own.yml")) == FOUND


def test_a_changed_file_scans_anew_and_an_unchanged_one_does_not(folder: Path) -> None:
    def scanned() -> int:
        ran = audit(folder, recognizers=folder / "own.yml")
        ((shards,),) = ran.rows("SELECT shards_scanned FROM run ORDER BY run DESC LIMIT 1")
        return int(shards)

    assert [scanned(), scanned()] == [1, 0]
    (folder / "own.yml").write_text((FILE + OWN).replace("信天翁计划, ", ""), "utf-8")
    assert scanned() == 1
    assert [f[0] for f in found(provenance.open(folder / "manifest.duckdb"))] == [0, 1]


def test_findings_are_the_same_on_several_workers(folder: Path) -> None:
    ran = provenance.audit(folder / "manifest.json", jobs=2, recognizers=folder / "own.yml")
    assert found(ran) == FOUND


@pytest.mark.parametrize(
    ("before", "after", "field", "message"),
    [
        ("regex: ", "regexp: ", "recognizers[0].patterns[0].regexp", "did you mean 'regex'?"),
        ("EMP-[0-9]{6}", "EMP-[0-9", "recognizers[0].patterns[0].regex", "is no regular expression"),
        ("score: 0.6", "score: 6", "recognizers[0].patterns[0].score", "must be at most 1"),
        ("score: 0.6", "score: high", "recognizers[0].patterns[0].score", "must be a number"),
        ("supported_entity: EMPLOYEE_ID", "supported_entity: 员工 13800138000", "recognizers[0].supported_entity", "at most 64 letters"),
        ("    supported_entity: PROJECT\n", "", "recognizers[1].supported_entity", "is required"),
        ("    deny_list: [信天翁计划, Albatross]\n", "    type: custom\n", "recognizers[1].patterns", "are required"),
        ("name: Projects", "name: employee_number", "recognizers[1].name", "another recogniser has this name"),
        ("UsSsnRecognizer, type: predefined, enabled: false", "AzureAILanguageRecognizer", "recognizers[2].name", "on the text alone"),
        ("category: identity", "category: staff", "provenance.labels.EMPLOYEE_ID.category", "must be"),
        ("recognizers:\n",
         "nlp_configuration: {nlp_engine_name: spacy, models: [{lang_code: zh, model_name: no_such_model}]}\nrecognizers:\n",
         "nlp_configuration.models[0].model_name", "is not installed, and nothing is downloaded"),
        ("[en, zh]", "&a [en, zh]", "", "anchors and aliases are not read"),
        ("recognizers:", "recognizers: !!python/object/apply:os.system [x]\nrest:", "", "tags are not read"),
    ],
)  # fmt: skip # rows, which read as a table
def test_what_is_wrong_with_a_file_is_told_with_its_field(
    folder: Path, before: str, after: str, field: str, message: str
) -> None:
    assert before in FILE + OWN
    path = folder / "own.yml"
    path.write_text((FILE + OWN).replace(before, after, 1), "utf-8")
    with pytest.raises(InputError) as raised:
        recognizers.load(path)
    (problem,) = (p for p in raised.value.problems if p.field == field)
    assert problem.file == str(path)
    assert problem.line
    assert message in problem.message
    assert "13800138000" not in str(raised.value)


def test_an_empty_registry_is_told(folder: Path) -> None:
    (folder / "own.yml").write_text("supported_languages: [en]\nrecognizers: []\n", "utf-8")
    with pytest.raises(InputError, match="names no recogniser"):
        recognizers.load(folder / "own.yml")


def test_the_digest_in_the_manifest_must_be_that_of_the_file(folder: Path) -> None:
    declare(folder, recognizers={"path": "own.yml", "sha256": "0" * 64})
    with pytest.raises(InputError, match="SHA-256"):
        audit(folder)


def test_a_record_on_which_one_takes_too_long_counts_as_not_examined(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from scanners import recognizer_patterns

    monkeypatch.setattr(recognizer_patterns, "PATIENCE", 0.02)
    hostile = json.dumps({"id": "x", "text": "EMP" + "a" * 60 + "!"})
    (folder / "web.jsonl").write_text(hostile + "\n", "utf-8")
    (folder / "own.yml").write_text(FILE.replace("(?<![0-9A-Za-z])EMP-[0-9]{6}(?![0-9])", "EMP(?:a|a|aa)+9$"), "utf-8")
    ran = audit(folder, recognizers=folder / "own.yml")
    assert ran.rows("SELECT row, position, reason FROM quarantine") == [
        (0, "scanner presidio_employee_number", "recognizer_timeout")
    ]
    verdicts = ran.verdicts.set_index("control")
    assert verdicts.loc["A7-3.01", "outcome"] == "unproven"
    assert "a" * 20 not in ran.report("json")


SLOW = 'recognizers: [{name: Nine, supported_entity: NINE, supported_language: en, patterns: [{regex: "[0-9]{9}", score: 0.3}]}]\n'


def test_one_that_reads_every_record_is_told_at_the_start_with_its_speed(folder: Path) -> None:
    (folder / "own.yml").write_text(SLOW, "utf-8")
    arguments: Sequence[str] = ["audit", str(folder / "manifest.json"), "--recognizers", str(folder / "own.yml")]
    ran = CliRunner().invoke(app, [*arguments, "--out", str(folder / "report")])
    assert ran.exit_code in (10, 11)
    first = ran.stderr.splitlines()[0]
    assert first.startswith("presidio_nine reads every record whole")
    assert "MB/s for each worker here" in first
    assert list(recognizers.costly(recognizers.load(folder / "own.yml").detectors)) != []
    (folder / "own.yml").write_text(FILE, "utf-8")
    assert list(recognizers.costly(recognizers.load(folder / "own.yml").detectors)) == []


def test_without_a_file_nothing_of_presidio_is_loaded(folder: Path) -> None:
    import subprocess
    import sys

    code = (
        "import sys, provenance; provenance.audit(sys.argv[1], jobs=1);"
        "print(sorted({'presidio_analyzer', 'spacy', 'regex'} & {*sys.modules}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(folder / "manifest.json")], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def reasons(ran: provenance.Audit) -> set[tuple[str, str]]:
    """Control and reason of all that has to do with personal information."""
    rows = ran.rows("SELECT DISTINCT control, reason FROM verdict_reason WHERE control LIKE 'A7-3%' AND source = 'web'")
    return {(control, reason) for control, reason in rows}


def test_a_label_that_nobody_classified_is_not_called_harmless(folder: Path) -> None:
    (folder / "own.yml").write_text(FILE, "utf-8")
    assert ("A7-3.02", "label_not_classified") in reasons(audit(folder, recognizers=folder / "own.yml"))
    (folder / "own.yml").write_text(FILE + OWN, "utf-8")
    assert not [r for r in reasons(audit(folder, recognizers=folder / "own.yml")) if r[1] == "label_not_classified"]


def test_a_label_of_personal_information_needs_a_basis_and_a_sensitive_one_more(folder: Path) -> None:
    (folder / "own.yml").write_text(FILE + OWN, "utf-8")
    basic = reasons(audit(folder, recognizers=folder / "own.yml"))
    assert ("A7-3.02", "no_basis") in basic
    assert not [r for r in basic if r[0] == "A7-3.03" and r[1] != "weak_signs_without_basis"]
    for word in ("true", "medical_health"):
        (folder / "own.yml").write_text(FILE + OWN.replace("sensitive: false", f"sensitive: {word}"), "utf-8")
        assert ("A7-3.03", "no_consent_log") in reasons(audit(folder, recognizers=folder / "own.yml"))


def test_what_the_file_says_of_a_label_is_what_the_judge_knows(folder: Path) -> None:
    said = "SELECT DISTINCT json_extract_string(detail, '$.label') FROM verdict_reason WHERE reason = 'label_not_classified' ORDER BY ALL"
    known = "SELECT label, kind, category FROM label_class WHERE label IN ('EMPLOYEE_ID', 'PROJECT') ORDER BY ALL"
    (folder / "own.yml").write_text(FILE, "utf-8")
    without = audit(folder, recognizers=folder / "own.yml")
    assert (without.rows(said), without.rows(known)) == ([("EMPLOYEE_ID",), ("PROJECT",)], [])
    (folder / "own.yml").write_text(FILE + OWN, "utf-8")
    told = audit(folder, recognizers=folder / "own.yml")
    assert told.rows(said) == []
    assert told.rows(known) == [("EMPLOYEE_ID", "person", "identity"), ("PROJECT", "other", None)]
    assert told.rows("SELECT label FROM personal_finding") == [("EMPLOYEE_ID",)]
    assert ("presidio_employee_number", True) in told.rows("SELECT scanner, present FROM personal_scanner")
    assert ("presidio_projects", True) not in told.rows("SELECT scanner, present FROM personal_scanner")


def test_a_file_that_says_our_own_label_is_harmless_is_not_believed(folder: Path) -> None:
    (folder / "own.yml").write_text(FILE + OWN.replace("PROJECT", "email"), "utf-8")
    found = audit(folder, recognizers=folder / "own.yml")
    assert found.rows("SELECT kind, category FROM label_class WHERE label = 'email'") == [("person", "basic")]


@pytest.mark.parametrize("told", ["{kind: other, sensitive: true}", "{kind: organisation, category: identity}"])
def test_a_class_that_contradicts_itself_is_refused(folder: Path, told: str) -> None:
    (folder / "own.yml").write_text(FILE + f"provenance:\n  labels:\n    PROJECT: {told}\n", "utf-8")
    with pytest.raises(InputError, match="category"):
        recognizers.load(folder / "own.yml")
