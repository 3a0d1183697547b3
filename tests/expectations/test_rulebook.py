"""The law as data: what a rulebook must hold, and what is refused."""

from __future__ import annotations

import re
from pathlib import Path

import duckdb
import pytest
import yaml

from expectations.fit import PLACEHOLDER
from expectations.judge import JUDGE_REASONS
from expectations.rulebook import RulebookError, load
from tests.expectations.bench import ROOT, rulebook

OURS = ROOT / "expectations" / "rulebooks" / "cn-interim-measures-2023.yml"
CONTROLS = ROOT / "expectations" / "controls"
ASKED = (
    "0.01 0.02 0.03 1.01 1.02 1.03 1.05 1.06 1.08 1.09 1.10 1.12 1.13 1.14 1.15 1.16 "
    "2.01 2.03 2.05 2.06 2.08 2.10 3.01 3.02 3.03 3.04 3.05 3.06 3.07 3.08 3.09 3.10 3.11 3.12 3.13 "
    "4.01 4.02 4.03 4.04 4.05 4.08 4.09 5.10 5.13"
)


def test_the_controls_of_the_release_are_there() -> None:
    assert list(rulebook().rules) == [f"A7-{number}" for number in ASKED.split()]


def test_every_control_file_is_used_once() -> None:
    used = [rule.control.name for rule in rulebook().rules.values()]
    assert sorted(used) == sorted(path.stem for path in CONTROLS.glob("*.sql"))


def test_the_judges_own_reasons_are_worded() -> None:
    assert rulebook().reasons.keys() == JUDGE_REASONS


def test_both_languages_of_a_reason_have_the_same_placeholders() -> None:
    book = rulebook()
    texts = [text for rule in book.rules.values() for text in rule.reasons.values()] + list(book.reasons.values())
    assert [t.en for t in texts if sorted(PLACEHOLDER.findall(t.zh)) != sorted(PLACEHOLDER.findall(t.en))] == []
    assert [t.zh for t in texts if not re.search(r"[\u4e00-\u9fff]", t.zh)] == []


def test_no_figure_is_said_to_be_the_measures() -> None:
    figures = [p for r in rulebook().rules.values() for p in r.parameters.values() if isinstance(p.value, int | float)]
    assert figures
    assert {p.name for p in figures if p.source == "IM"} == set()
    assert {p.name for p in figures if rulebook().documents[p.source].force == "law"} == {
        "keep_years"
    }  # NDR, Article 12


def test_article_2_does_not_drop_what_other_laws_ask() -> None:
    kept = {name for name, rule in rulebook().rules.items() if rule.carve_out == "kept"}
    assert kept == {"A7-0.01", "A7-0.02", *(name for name in rulebook().rules if name.startswith(("A7-2.", "A7-3.")))}


def test_the_digest_follows_every_byte(tmp_path: Path) -> None:
    assert load("cn-interim-measures-2023").digest == rulebook().digest
    copy(tmp_path)
    assert load(tmp_path / "r.yml").digest == rulebook().digest
    (tmp_path / "controls").mkdir()
    (tmp_path / "controls" / "concentration.sql").write_bytes((CONTROLS / "concentration.sql").read_bytes() + b"\n")
    assert load(tmp_path / "r.yml").digest != rulebook().digest


def copy(folder: Path, old: str = "", new: str = "") -> Path:
    text = OURS.read_text("utf-8")
    assert old in text
    (folder / "r.yml").write_text(text.replace(old, new, 1) if old else text, "utf-8")
    return folder / "r.yml"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("      min_score: {value: 0.9, source: project}\n", "", "parameters.min_score: controls/notices_contradict.sql uses it"),
        ("max_share: {value: 0.05,", "max_share: {value: null,", "A7-1.12.parameters.max_share.value: must be a number"),
        ("max_share: {value: 0.05,", "max_share: {value: .nan,", "A7-1.12.parameters.max_share.value: must be a number"),
        ("max_share: {value: 0.05,", "max_share: {value: [0.05],", "A7-1.12.parameters.max_share: must not be a list"),
        ("types: {value: [open, self_collected, commercial, user_input, synthetic],", "types: {value: open,", "A7-1.02"),
        ("unit: share, source: GBT45654-D", "unit: share, source: hearsay", "max_share.source: must be one of"),
        ("unit: share, source: GBT45654-D", "unit: share", "max_share.source: must be text"),
        ("      not_read:", "      was_not_read:", "reasons.not_read: controls/integrity.sql uses it and it is not given"),
        ("      not_read:", "      was_not_read:", "reasons.was_not_read: controls/integrity.sql does not use it"),
        ("{declared} rows were", "{rows_declared} rows were", "gives 'rows_declared'"),
        ("    test: integrity", "    test: ../integrity", "there is no such file"),
        ("    test: integrity", "    test: nothing", "there is no such file"),
        ("    carve_out: kept", "    carve_out: perhaps", "carve_out: must be one of kept, dropped"),
        ("    force: law", "    force: rumour", "force: must be one of"),
        ("  A7-0.02:", "  A7-0.01:", "'A7-0.01' stands twice"),
        ("applicability: {control: A7-0.01", "applicability: {control: A7-9.99", "applicability.control"),
        ("    clause: IM-7-1", "    clause: IM-99", "clause: must be one of"),
        ("title: {zh: 适用范围, en: Applicability}", "title: {zh: 适用范围}", "A7-0.01.title.en: must be text"),
        ("id: cn", "? [", "is not YAML"),
    ],
)  # fmt: skip # rows, which read as a table
def test_a_wrong_rulebook_is_refused_with_the_path_of_the_field(tmp_path: Path, old: str, new: str, said: str) -> None:
    with pytest.raises(RulebookError) as raised:
        load(copy(tmp_path, old, new))
    assert said in str(raised.value)


def test_all_problems_are_told_at_once(tmp_path: Path) -> None:
    path = copy(tmp_path, "    carve_out: kept", "    carve_out: perhaps")
    path.write_text(path.read_text("utf-8").replace("    force: law", "    force: rumour", 1), "utf-8")
    with pytest.raises(RulebookError) as raised:
        load(path)
    assert len(raised.value.problems) >= 2


@pytest.mark.parametrize("missing", ["cn-interim-measures-2022", "../rulebooks/nothing", ""])
def test_a_rulebook_that_is_not_there_is_an_error(missing: str) -> None:
    with pytest.raises(RulebookError):
        load(missing)


def test_a_rulebook_without_controls_is_refused(tmp_path: Path) -> None:
    data = yaml.safe_load(OURS.read_text("utf-8")) | {"controls": {}}
    (tmp_path / "r.yml").write_text(yaml.safe_dump(data), "utf-8")
    with pytest.raises(RulebookError, match="judges nothing"):
        load(tmp_path / "r.yml")


def test_every_section_runs_on_the_views(tmp_path: Path) -> None:
    from tests.expectations.bench import TODAY, empty

    con, failed = empty(), []
    for rule in rulebook().rules.values():
        for section in rule.control.sections.values():
            bound = {n: p.value for n, p in rule.parameters.items()} | {"as_of": TODAY}
            values = {n: list(v) if isinstance(v := bound[n], tuple) else v for n in section.parameters}
            try:
                described = con.execute(f"DESCRIBE {section.sql}", values or None).fetchall()
            except duckdb.Error:
                failed.append((rule.id, section.name))
                continue
            assert tuple(row[0] for row in described) == section.columns
    assert failed == []


def test_a_citation_in_chinese_holds_no_english() -> None:
    """Letters that number clauses may stand there, and ids of documents; words may not."""
    cited = [c for rule in load("cn-interim-measures-2023").rules.values() for c in rule.citations if c.clause]
    assert len(cited) > 30
    words = [
        (c.document, c.clause.zh) for c in cited if re.search(r"[A-Za-z]{2,}", re.sub(r"GB/T|TC260", "", c.clause.zh))
    ]
    assert words == []
