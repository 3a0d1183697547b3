"""The benchmark runs on a tiny corpus and says what it should. How long anything takes is not tested."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from tests.bench import corpus, found, prose
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
