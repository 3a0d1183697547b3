"""`provenance show`: the passage behind a finding, masked whole; raw only to somebody who said why, and who was written down first."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.catalogue import Catalogue
from provenance.commands import show
from provenance.passages import Passage, mask, place_of
from tests.provenance.cli_runs import EMAIL, ESCAPE, MOBILE, PLACE, Said, audited, inside, run, visible

CATALOGUE = "manifest.duckdb"
REASON = ("--reveal", "--why", "checking a complaint")


@pytest.fixture(scope="module")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("shown")
    with inside(folder):
        audited(folder)
    return folder


@pytest.fixture
def folder(pristine: Path, tmp_path: Path) -> Iterator[Path]:
    shutil.copytree(pristine, tmp_path, dirs_exist_ok=True)
    with inside(tmp_path):
        yield tmp_path


def finding(label: str, source: str = "web") -> str:
    with duckdb.connect(CATALOGUE, read_only=True) as con:
        query = "SELECT finding_id FROM finding WHERE label = ? AND source = ? ORDER BY shard, row LIMIT 1"
        ((found,),) = con.execute(query, [label, source]).fetchall()
    return str(found)


def logged() -> list[tuple[Any, ...]]:
    with duckdb.connect(CATALOGUE, read_only=True) as con:
        return con.execute("SELECT finding_id, who, why, epoch(now() - revealed_at) FROM reveal_log").fetchall()


def shown(*options: str, label: str = "mainland_mobile", source: str = "web") -> Said:
    return run("show", CATALOGUE, finding(label, source), *options)


def test_a_passage_is_masked_with_all_that_stands_around_it(folder: Path) -> None:
    said = shown("--around", "2000")
    assert said.code == 0
    assert visible(said)
    assert "⟦99999999999⟧，□□ xxxx.xxx@xxxx-xxxx.xx，□。" in said.out
    assert "label    mainland_mobile (personal)" in said.out
    assert "source   web" in said.out
    passage = said.out.splitlines()[-1]
    assert not set("周梅住第封zhoumeicorpil") & set(passage)
    assert set(re.findall(r"[0-9]", passage)) == {"9"}
    assert logged() == []


def test_each_finding_stands_at_its_own_place(folder: Path) -> None:
    assert "⟦xxxx.xxx@xxxx-xxxx.xx⟧" in shown(label="email").out
    papers = shown(source="papers").out
    assert "□□□□□□□：⟦99999999999⟧" in papers
    assert "shard    papers/\n" in papers


def test_of_a_finding_about_a_record_its_beginning_is_shown(folder: Path) -> None:
    said = shown("--around", "5", label="lossy_decode", source="papers")
    assert said.code == 0
    assert "the record as a whole" in said.out
    assert said.out.splitlines()[-1] == "  ⟦□□□□□⟧"


def test_what_stands_in_a_name_beside_the_text_is_not_shown_as_text(folder: Path) -> None:
    for path in (folder / "shards").glob("*.jsonl"):
        path.write_text('{"id": "13912345678", "text": "周梅住在这里"}\n', "utf-8")
    assert run("audit", "manifest.yaml", "--format", "json").code in (10, 11)
    for options in ((), ("--reveal", "--why", "test", "--who", "me")):
        said = shown(*options)
        assert said.code == 0
        assert said.out.splitlines()[-1].startswith("passage  none: it stands in the record's id")
        assert "139" not in said.out
        assert "□" not in said.out
        assert "周" not in said.out


@pytest.mark.parametrize("around", [0, 3])
def test_around_says_how_much_is_shown(folder: Path, around: int) -> None:
    passage = shown("--around", str(around)).out.splitlines()[-1]
    assert len(passage) == len("  ⟦⟧") + len(MOBILE) + 2 * around


def test_revealing_needs_a_reason(folder: Path) -> None:
    for options in (["--reveal"], ["--reveal", "--why", "  "], ["--why", "x"], ["--who", "x"], [*REASON, "--who", " "]):
        said = shown(*options)
        assert (said.code, said.out) == (2, "")
    assert shown("--reveal", "--why", "x" * 501).code == 2
    assert logged() == []


def test_who_reveals_is_written_down(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOGNAME", "wang.fang")
    said = shown(*REASON)
    assert said.code == 0
    assert visible(said)
    assert f"⟦{MOBILE}⟧，信箱 {EMAIL}" in said.out
    assert f"周梅住{PLACE}" in said.out
    assert ESCAPE not in said.out
    assert shown(*REASON, "--who", "李雷").code == 0
    assert [row[:3] for row in logged()] == [
        (finding("mainland_mobile"), who, REASON[2]) for who in ("wang.fang", "李雷")
    ]
    assert all(0 <= ago < 3600 for *_, ago in logged())
    assert MOBILE.encode() not in (folder / CATALOGUE).read_bytes()


def test_the_log_is_written_before_anything_is_shown(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[int] = []
    monkeypatch.setattr(show, "_print", lambda *_, **__: seen.append(len(logged())))
    assert shown(*REASON).code == 0
    assert seen == [1]


def test_what_cannot_be_written_down_is_not_shown(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Catalogue, "log_reveal", full)
    said = shown(*REASON)
    assert (said.code, said.out) == (1, "")
    assert said.err == "No space left on device\n"


def test_nobody_without_a_name_reveals(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def nameless() -> str:
        raise KeyError

    monkeypatch.setattr("getpass.getuser", nameless)
    assert shown(*REASON).code == 2
    assert logged() == []


def _changed(folder: Path) -> None:
    for path in (folder / "shards").iterdir():
        path.write_text(path.read_text("utf-8").replace("第0封", "第1封"), "utf-8")


def _touched(folder: Path) -> None:
    for path in (folder / "shards").iterdir():
        os.utime(path, (1, 1))


def _gone(folder: Path) -> None:
    for path in (folder / "shards").iterdir():
        path.unlink()


def _remapped(folder: Path) -> None:
    manifest = folder / "manifest.yaml"
    manifest.write_text(manifest.read_text("utf-8").replace("columns: {id: id}", "columns: {text: id}"), "utf-8")


def _moved(folder: Path) -> None:
    (folder / "manifest.yaml").rename(folder / "elsewhere.yaml")


@pytest.mark.parametrize(
    ("happens", "message"),
    [
        (_changed, "has changed since it was audited; audit again"),
        (_gone, "is not there any more"),
        (_remapped, "is not the manifest that was audited, or has changed; audit again"),
        (_moved, "manifest.yaml: there is no such file"),
    ],
)
@pytest.mark.parametrize("options", [(), REASON])
def test_other_data_than_was_audited_is_not_shown(
    folder: Path, happens: Any, message: str, options: tuple[str, ...]
) -> None:
    happens(folder)
    said = shown(*options)
    assert (said.code, said.out) == (1, "")
    assert message in said.err
    assert logged() == []


def test_the_same_bytes_are_the_same_shard(folder: Path) -> None:
    _touched(folder)
    assert shown().code == 0


def test_the_manifest_may_lie_elsewhere(folder: Path) -> None:
    _moved(folder)
    assert shown("--manifest", "elsewhere.yaml").code == 0


def test_a_catalogue_cannot_lead_to_another_folder(folder: Path) -> None:
    with duckdb.connect(CATALOGUE) as con:
        con.execute("UPDATE t_run SET manifest_path = '/etc/../../manifest.yaml'")
    assert shown().code == 0


GARBAGE = [
    "",
    "x",
    "../../etc/passwd",
    "1:1:email",
    "1:1:email:-1",
    f"{1 << 63:x}:0:email:0",
    "1:1:e'; DROP:1",
    "1:1:email:1\n",
    "１:1:email:1",
]


@pytest.mark.parametrize("garbage", GARBAGE)
def test_what_is_no_id_is_wrong_usage(folder: Path, garbage: str) -> None:
    said = run("show", CATALOGUE, garbage)
    assert (said.code, said.out) == (2, "")


@pytest.mark.parametrize("unknown", ["1:1:email:1", "7fffffffffffffff:999999999999999999:email:record", "0:0:none:0"])
def test_an_id_of_nothing_is_an_error(folder: Path, unknown: str) -> None:
    said = run("show", CATALOGUE, unknown)
    assert (said.code, said.out, said.err) == (1, "", "manifest.duckdb: holds no such finding\n")


@given(st.text())
def test_a_mask_keeps_the_length_and_no_letter_or_digit(text: str) -> None:
    masked = mask(text)
    assert len(masked) == len(text)
    assert not [c for c in masked if c.isalnum() and c not in "9x"]
    assert masked == mask(masked.replace("□", "字"))
    assert all(c.isprintable() or c.isspace() for c in masked)


@pytest.mark.parametrize("text", ["１３９ ①二Ⅳ", "Ａbγд", "か한字", "🄰👩‍💻", "\u0663\u200b\x1b", "a\u0301"])
def test_masks_know_other_digits_letters_and_signs(text: str) -> None:
    assert not set(mask(text)) - set("9x□· ")


@given(st.text())
def test_any_text_is_an_id_or_none(text: str) -> None:
    place = place_of(text)
    assert place is None or 0 <= place.shard < 1 << 63


def test_a_passage_does_not_show_itself_by_accident() -> None:
    assert MOBILE not in repr(Passage("a", MOBILE, "b"))
