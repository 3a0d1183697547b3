"""The benchmark runs on a tiny corpus and says what it should. How long anything takes is not tested."""

from __future__ import annotations

import json
import re
from pathlib import Path
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.bench import corpus, found, people, people_child, personal, prose
from tests.bench.__main__ import main
from tests.bench.process import child
from tests.bench.rounds import Spread
from tests.bench.table import Line, markdown


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for corpora."""
    return tmp_path_factory.mktemp("bench")


def test_a_corpus_has_the_size_that_was_asked_for_and_is_the_same_every_time(folder: Path, tmp_path: Path) -> None:
    first, again = (corpus.main(root, 0.2, parts=2) for root in (folder, tmp_path))
    assert 200_000 <= first.text_bytes < 300_000
    assert sum(first.identifiers.values()) >= 3
    assert {p.kind for p in first.pairs} == {"exact", "near", "work"}
    for one in sorted(p for p in first.folder.rglob("*") if p.is_file()):
        assert one.read_bytes() == (again.folder / one.relative_to(first.folder)).read_bytes(), one.name


def test_prose_is_cut_at_sentences_and_repeats_nothing() -> None:
    random = np.random.default_rng(1)
    texts = [text.decode() for text in prose.documents(random, prose.chinese(random), 100_000)]
    assert all(text.endswith("。") for text in texts)
    assert len(set(texts)) == len(texts)


def test_the_peer_reads_every_record(folder: Path) -> None:
    made = corpus.main(folder, 0.2, parts=2)
    assert child("read", str(made.folder)).said == made.documents


def test_parts_run_and_find_what_is_planted(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    parts = ("speed", "tiny-shards", "memory", "hostile")
    small = f"--folder={folder} --size-mb=0.4 --rounds=1 --shards=3 --record-mb=1 --json"
    assert main([*small.split(), *(f"--part={part}" for part in parts)]) == 0
    result = json.loads(capsys.readouterr().out)
    assert {line["part"] for line in result["lines"]} == {*parts}
    assert all(line["spread"]["median"] > 0 for line in result["lines"])
    shares = found.shares(corpus.main(folder, 0.4), folder / "catalogues" / "two" / "catalogue.duckdb")
    assert shares == dict.fromkeys(shares, 1.0)


def test_a_missed_limit_is_seen_in_the_table() -> None:
    figure = Spread.of([4.0, 2.0, 3.0])
    met, missed = (Line("p", "w", "s", figure, "limit", ratio, "at_most") for ratio in (0.5, 1.5))
    text = markdown([met, missed], ["a note"])
    assert "0.5 ×, met" in text
    assert "1.5 ×, **missed**" in text
    assert "3 s | 2 – 4" in text
    assert text.endswith("- a note")


def test_planted_people_stand_where_it_is_said(tmp_path: Path) -> None:
    texts, planted, size = people_child.read(str(people.made(tmp_path, 0.3, people.DENSE)), 0.3)
    again, *_ = people_child.read(str(people.made(tmp_path / "again", 0.3, people.DENSE)), 0.3)
    assert texts == again
    assert size >= 250_000
    shapes = {
        "resident": r"[0-9]{17}[0-9X]",
        "email": r"\S+@\S+\.com",
        "name_en": r"[A-Z][a-z]+ [A-Z][a-z]+",
        "mobile": "[0-9]{11}",
    }
    seen = {
        kind: [text[a:z] for text, spans in zip(texts, planted, strict=True) for a, z, k in spans if k == kind]
        for kind in shapes
    }
    for kind, values in seen.items():
        assert values
        assert all(re.fullmatch(shapes[kind], value) for value in values), kind
    assert {kind for spans in planted for *_, kind in spans} <= people.KINDS.keys()


@given(st.randoms(use_true_random=False), st.sampled_from([*people.CHINESE, *people.ENGLISH]))
def test_a_template_is_filled_and_its_spans_are_right(random: Random, template: str) -> None:
    text, spans = people.filled(random, template)
    assert [kind for *_, kind in spans] == re.findall(r"(?<!\{)\{(\w+)\}", template)
    bare = template.replace("{{", "\0").replace("}}", "\1")
    values = iter([text[a:z] for a, z, _ in spans])
    assert re.sub(r"\{\w+\}", lambda _: next(values), bare).replace("\0", "{").replace("\1", "}") == text


def test_our_scanner_is_measured_and_absent_peers_are_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = f"--part=personal --folder={folder} --size-mb=0.3 --rounds=1 --peers={folder}/none --json"
    assert main(asked.split()) == 0
    result = json.loads(capsys.readouterr().out)
    what = {line["what"]: line["spread"]["median"] for line in result["lines"]}
    assert min(what[personal.WHAT[name]] for name in personal.OURS if name != "ours") > 0
    told = "\n".join(result["notes"])
    assert re.search(r"Not installed.*argus-redact", told)
    (ours,) = (note for note in result["notes"] if note.startswith("Found by our scanner"))
    assert "email 1 of" in ours


def test_what_a_finding_covers_counts() -> None:
    planted = [[[0, 10, "a"], [20, 30, "b"]], [[0, 5, "a"]]]
    assert people_child.recalled([[(1, 9), (22, 29)], [(9, 12)]], planted) == [
        (0, "a", True),
        (0, "b", False),
        (1, "a", False),
    ]
