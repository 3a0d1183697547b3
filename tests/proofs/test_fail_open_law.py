"""A waiver that does not hold, a day that is too early, a rulebook that does not fit: no pass."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from expectations import judge
from expectations.fields import RulebookError
from provenance.commands.judging import lines
from provenance.problems import InputError
from tests.proofs.corpus import LAW, Corpus, assert_shut, reasons

OURS = Path(judge.__file__).parent
NO_POLICY = ("A7-2.01", "no_ip_policy")


def waived(corpus: Corpus, **fields: str) -> Path:
    entry = {"control": NO_POLICY[0], "owner": "Li", "reason": "being written", "expires_on": "2026-12-31"} | fields
    path = corpus.folder / "waivers.yaml"
    path.write_text("- {" + ", ".join(f"{k}: {v}" for k, v in entry.items()) + "}\n", "utf-8")
    return path


def test_waivers_in_force_open_what_they_cover(corpus: Corpus) -> None:
    corpus.folder.joinpath("evidence/policies/ip.txt").unlink()
    waivers = waived(corpus)
    assert corpus.audit(waivers=waivers).exit_code == 11
    waivers.write_text(waivers.read_text("utf-8") + waivers.read_text("utf-8").replace("A7-2.01", "A7-1.15"), "utf-8")
    audit = corpus.audit(waivers=waivers)
    assert audit.exit_code == 0
    frame = audit.verdicts.set_index("control").loc[["A7-1.15", "A7-2.01"], ["outcome", "effective", "waived"]]
    assert frame.to_numpy().tolist() == [["unproven", "pass", True], ["unproven", "waived", True]]


def test_what_waivers_let_through_is_not_called_passed(corpus: Corpus) -> None:
    corpus.folder.joinpath("evidence/policies/ip.txt").unlink()
    waivers = waived(corpus)
    waivers.write_text(waivers.read_text("utf-8") + waivers.read_text("utf-8").replace("A7-2.01", "A7-1.15"), "utf-8")
    audit = corpus.audit(waivers=waivers)
    assert (audit.exit_code, audit.decision) == (0, "passed with waivers")
    assert "passed with waivers" in repr(audit)
    assert audit.facts()["outcome"]["decision"] == "passed_with_waivers"
    assert [line[:2] for line in lines(audit)] == [("A7-1.15", "waived"), ("A7-2.01", "waived")]
    for report in (audit.report("html"), audit.report("markdown")):
        assert "附豁免通过" in report
        assert "测试过的控制项全部通过" not in report


@pytest.mark.parametrize(
    "fields",
    [
        pytest.param({"expires_on": "2026-06-29"}, id="expired"),
        pytest.param({"control": "A7-0.01"}, id="of another control"),
        pytest.param({"source": "manuals"}, id="of a source, where the data set is judged"),
    ],
)
def test_a_waiver_that_does_not_hold(corpus: Corpus, fields: dict[str, str]) -> None:
    corpus.folder.joinpath("evidence/policies/ip.txt").unlink()
    assert_shut(corpus, *NO_POLICY, waivers=waived(corpus, **fields))


@pytest.mark.parametrize("field", ["owner", "reason", "expires_on"])
def test_a_waiver_that_nobody_answers_for_is_an_error(corpus: Corpus, field: str) -> None:
    with pytest.raises(InputError, match=field):
        corpus.audit(waivers=waived(corpus, **{field: "''"}))


def test_judged_for_a_day_on_which_the_evidence_did_not_exist(corpus: Corpus) -> None:
    assert_shut(corpus, "A7-1.12", "check_dated_later", as_of=dt.date(2026, 3, 1))


def rulebook(folder: Path, old: str, new: str) -> Path:
    text = OURS.joinpath("rulebooks", f"{LAW}.yml").read_text("utf-8")
    assert old in text
    folder.joinpath("law.yml").write_text(text.replace(old, new, 1), "utf-8")
    return folder / "law.yml"


def test_a_parameter_that_nobody_gives_is_an_error(corpus: Corpus, tmp_path: Path) -> None:
    law = rulebook(tmp_path, "      min_score: {value: 0.9, source: project}\n", "")
    with pytest.raises(RulebookError, match="min_score"):
        corpus.audit(rulebook=str(law))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("count(*) AS n", "sum(CAST(id AS BIGINT)) AS n", id="population"),
        pytest.param("to_months($max_months::INTEGER)", "to_months(CAST(status AS INTEGER))", id="unproven"),
    ],
)
def test_a_query_that_breaks_is_no_pass(corpus: Corpus, tmp_path: Path, old: str, new: str) -> None:
    law = rulebook(tmp_path, "test: ip_policy", "test: ip_policy")
    text = OURS.joinpath("controls", "ip_policy.sql").read_text("utf-8")
    tmp_path.joinpath("controls").mkdir()
    tmp_path.joinpath("controls", "ip_policy.sql").write_text(text.replace(old, new), "utf-8")
    audit = corpus.audit(rulebook=str(law))
    assert audit.exit_code == 11
    assert reasons(audit) == {("A7-2.01", "query_failed")}
    assert "provenance-demo-clean" not in audit.sql("SELECT detail::VARCHAR AS d FROM verdict_reason")["d"].sum()
