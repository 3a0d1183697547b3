"""docs/controls.md is made from the rulebook: `python -c "from tests.expectations.test_manual import write; write()"`."""

from __future__ import annotations

from expectations.manual import manual
from tests.expectations.bench import ROOT, rulebook

PAGE = ROOT / "docs" / "controls.md"


def write() -> None:
    PAGE.write_text(manual(rulebook()), "utf-8")


def test_the_manual_is_equal_to_the_rulebook() -> None:
    assert PAGE.read_text("utf-8") == manual(rulebook())


def test_the_manual_has_one_section_for_every_control() -> None:
    headings = [line for line in PAGE.read_text("utf-8").splitlines() if line.startswith("### ")]
    assert sorted(headings) == sorted(f"### {rule.id} {rule.control.name}" for rule in rulebook().rules.values())
