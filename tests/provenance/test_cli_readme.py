"""The README shows what `--help` prints, its examples run, and its Chinese twin says the same things in the same order."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.provenance.readme_help import README, helps, shown

ROOT = README.parent
CHINESE = ROOT / "README.zh-CN.md"
READMES = (README, CHINESE)


def blocks(readme: Path, language: str) -> list[str]:
    """The code blocks of a language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", readme.read_text("utf-8"), re.DOTALL | re.MULTILINE)


def test_the_help_of_every_command_is_shown_as_it_is() -> None:
    assert shown(README.read_text("utf-8")) == helps(), "python -m tests.provenance.readme_help writes it"


@pytest.mark.parametrize("readme", READMES, ids=lambda p: p.name)
def test_the_examples_run_as_they_stand(readme: Path, tmp_path: Path) -> None:
    command = tmp_path / "bin" / "provenance"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -c "from provenance.cli import main; main()" "$@"\n')
    command.chmod(0o755)
    environment = os.environ | {"PATH": f"{command.parent}:{os.environ['PATH']}", "PYTHONPATH": str(ROOT)}
    batch, gate = blocks(readme, "sh")
    (notebook,) = blocks(readme, "python")
    said = []
    for words in (["sh", "-ec", batch], [sys.executable, "-c", notebook], ["sh", "-ec", gate]):
        done = subprocess.run(words, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        said.append(done.stdout)
    assert "exit 10" in said[0] or "exit 11" in said[0]
    assert ":email:" in said[0]
    assert "zhang.wei" not in "".join(said)
    assert "stop, exit 1" in said[2]
    assert "A7-" in said[2]
    assert (tmp_path / "report" / "report.html").is_file()


@pytest.mark.parametrize("readme", READMES, ids=lambda p: p.name)
def test_every_link_leads_somewhere(readme: Path) -> None:
    links = re.findall(r"\]\(([^)#]+)", readme.read_text("utf-8"))
    assert len(links) > 5
    assert [link for link in links if not (ROOT / link).is_file()] == []


@pytest.mark.parametrize("readme", READMES, ids=lambda p: p.name)
def test_every_target_of_make_is_there(readme: Path) -> None:
    targets = set(re.findall(r"make (\w+)", readme.read_text("utf-8")))
    assert targets == {"demo", "test", "check", "bench"}
    assert targets <= set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))


def test_both_languages_have_the_same_code_and_shape() -> None:
    for language in ("sh", "python"):
        stripped = [[re.sub(r"\s+#.*", "", block) for block in blocks(readme, language)] for readme in READMES]
        assert stripped[0] == stripped[1]
    shapes = []
    for readme in READMES:
        text = readme.read_text("utf-8").rpartition("\n## ")[0]
        shapes.append(
            [(len(re.findall(r"^- ", part, re.MULTILINE)), part.count("\n|")) for part in text.split("\n## ")]
        )
    assert shapes[0] == shapes[1]
