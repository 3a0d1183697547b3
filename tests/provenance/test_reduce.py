"""Candidates are proposed by bands, reported only when verified, linear in copies, and never lost in silence."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import pyarrow as pa
import pytest

from provenance import reduce
from provenance.catalogue import Catalogue
from provenance.reduce import cut, find_duplicates
from scanners import measures
from scanners.compare import Block, Shared, compare
from scanners.digest import keyed
from scanners.shingles import Extracted, put_aside
from tests.stars import NEAR, star

SECRET = bytes(32)
WORDS = [f"word{k}" for k in range(120)]
HAN = "".join(chr(0x4E00 + 37 * k) for k in range(120))


class Corpus:
    """A catalogue with texts by (source, text), one shard a source, as a scan would have left it."""

    def __init__(self, path: Path, sources: Mapping[str, tuple[str, list[str]]]) -> None:
        self.catalogue = Catalogue(path)
        self.folder = path.with_name(path.name + ".shingles")
        self.texts: dict[tuple[int, int], str] = {}
        for shard, (source, (role, texts)) in enumerate(sources.items()):
            self.texts |= {(shard, row): text for row, text in enumerate(texts)}
            self._add(shard, source, role, texts)

    def _add(self, shard: int, source: str, role: str, texts: list[str]) -> None:
        execute = self.catalogue.connection.execute
        execute("INSERT INTO t_source BY NAME SELECT ? AS source, ? AS role", [source, role])
        execute(
            "INSERT INTO t_shard BY NAME SELECT ? AS shard, ? AS source, ? AS path, true AS listed",
            [shard, source, f"{source}.jsonl"],
        )
        measured = measures.measure(pa.array(texts, pa.string()), {})
        bands = measures.bands(measured, SECRET)
        for row, form in enumerate(measured.normal()):
            digest = keyed(SECRET, "content", hashlib.sha256(form).digest())
            units = int(measured.unit_offsets[row + 1] - measured.unit_offsets[row])
            values = [shard, row, len(texts[row].encode()), units, len(texts[row]), digest]
            execute(
                "INSERT INTO t_document BY NAME "
                "SELECT ? AS shard, ? AS row, ? AS bytes, ? AS units, ? AS chars, ?::BLOB AS normal_digest",
                values,
            )
            if units >= 5:
                execute("INSERT INTO t_sketch VALUES (?, ?, ?::UBIGINT[32])", [shard, row, bands[row].tolist()])

    def extract(self, wanted: Mapping[int, tuple[int, ...]]) -> Iterable[Extracted]:
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir()
        for shard, rows in wanted.items():
            texts = [(row, self.texts[shard, row]) for row in rows if (shard, row) in self.texts]
            yield put_aside(shard, texts, SECRET, bytes(16), self.folder)

    def compare(self, blocks: Iterable[Block]) -> Iterator[tuple[Block, list[Shared]]]:
        return ((block, compare(block)) for block in blocks)

    def pairs(self) -> set[tuple[tuple[int, int], tuple[int, int], float, str]]:
        rows = self.catalogue.connection.execute(
            "SELECT shard, row, other_shard, other_row, similarity, kind FROM t_duplicate"
        ).fetchall()
        return {(min((a, b), (c, d)), max((a, b), (c, d)), round(s, 3), kind) for a, b, c, d, s, kind in rows}


def repeated(corpus: Corpus, least: float) -> set[tuple[int, int]]:
    """Records that repeat an earlier one."""
    query = "SELECT shard, row FROM t_repeated WHERE similarity >= ?"
    return set(corpus.catalogue.connection.execute(query, [least]).fetchall())


def edited(words: list[str], *places: int) -> str:
    return " ".join("changed" if k in places else w for k, w in enumerate(words))


def test_near_and_exact_pairs_with_exact_similarity(tmp_path: Path) -> None:
    base = " ".join(WORDS)
    corpus = Corpus(
        tmp_path / "c",
        {"a": ("corpus", [base, HAN]), "b": ("corpus", [edited(WORDS, 60), base, HAN[:60] + "变" + HAN[61:]])},
    )
    assert find_duplicates(corpus.catalogue, corpus, 1) == 0
    expected = (120 - 4 - 5) / (120 - 4 + 5)
    assert corpus.pairs() == {
        ((0, 0), (1, 1), 1.0, "exact"),
        ((0, 0), (1, 0), round(expected, 3), "near"),
        ((1, 0), (1, 1), round(expected, 3), "near"),
        ((0, 1), (1, 2), round(expected, 3), "near"),
    }


def test_works_are_matched_with_their_passage_and_not_among_themselves(tmp_path: Path) -> None:
    work = " ".join(WORDS)
    page = "unrelated lead " + edited(WORDS, 60)
    corpus = Corpus(tmp_path / "c", {"w": ("works", [work, edited(WORDS, 30)]), "p": ("corpus", [page])})
    find_duplicates(corpus.catalogue, corpus, 1)
    assert corpus.pairs() == set()
    rows = corpus.catalogue.connection.execute(
        "SELECT shard, row, work_shard, work_row, start, stop, work_start, work_stop FROM t_work_match"
    ).fetchall()
    assert (1, 0, 0, 0, len("unrelated lead "), len(page), 0, len(work)) in rows
    assert {(shard, work) for shard, _, work, *_ in rows} == {(1, 0)}


def test_a_pair_that_cannot_be_read_is_counted_and_tried_again(tmp_path: Path) -> None:
    corpus = Corpus(tmp_path / "c", {"a": ("corpus", [" ".join(WORDS)]), "b": ("corpus", [edited(WORDS, 60)])})
    text = corpus.texts.pop((1, 0))
    assert find_duplicates(corpus.catalogue, corpus, 1) == 1
    assert corpus.pairs() == set()
    assert corpus.catalogue.connection.execute("SELECT unverified FROM t_reduce").fetchone() == (1,)
    corpus.texts[1, 0] = text
    assert find_duplicates(corpus.catalogue, corpus, 1) == 0
    assert len(corpus.pairs()) == 1


def test_compared_pairs_are_not_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    corpus = Corpus(tmp_path / "c", {"a": ("corpus", [" ".join(WORDS)]), "b": ("corpus", [edited(WORDS, 60)])})
    find_duplicates(corpus.catalogue, corpus, 1)
    before = corpus.pairs()

    def extract(wanted: Mapping[int, tuple[int, ...]]) -> Iterable[Extracted]:
        raise AssertionError(f"{len(wanted)} shards were read again")

    monkeypatch.setattr(corpus, "extract", extract)
    assert find_duplicates(corpus.catalogue, corpus, 1) == 0
    assert corpus.pairs() == before


@pytest.mark.parametrize("copies", [50, 200])
def test_copies_of_boilerplate_stay_linear(tmp_path: Path, copies: int) -> None:
    variants = [edited(WORDS, k % 120) + f" tail{k}" for k in range(copies)]
    corpus = Corpus(tmp_path / "c", {"a": ("corpus", [" ".join(WORDS)] * copies), "b": ("corpus", variants)})
    find_duplicates(corpus.catalogue, corpus, 1)
    n = corpus.catalogue.connection.execute("SELECT count(*) FROM t_near_pair").fetchone()
    assert n is not None
    assert n[0] <= 40 * copies
    assert len(corpus.pairs()) >= 2 * copies - 2


@pytest.mark.parametrize("centre", ["a", "z"])
@pytest.mark.parametrize("copies", [12, 60])
def test_a_star_counts_the_same_wherever_its_centre_stands(tmp_path: Path, centre: str, copies: int) -> None:
    text, rays = star(copies)
    corpus = Corpus(tmp_path / "c", {centre: ("corpus", [text]), "m": ("corpus", rays)})
    assert find_duplicates(corpus.catalogue, corpus, 1) == 0
    first = (0, 0) if centre == "a" else (1, 0)
    assert repeated(corpus, NEAR) == {(0, 0), *((1, k) for k in range(copies))} - {first}


def test_equal_records_repeat_the_first_of_them(tmp_path: Path) -> None:
    text = " ".join(WORDS)
    corpus = Corpus(tmp_path / "c", {"b": ("corpus", [text] * 3), "a": ("corpus", [HAN, text, edited(WORDS, 60)])})
    find_duplicates(corpus.catalogue, corpus, 1)
    assert repeated(corpus, 1.0) == {(0, 0), (0, 1), (0, 2)}
    assert repeated(corpus, 0.9) == {(0, 0), (0, 1), (0, 2), (1, 2)}


def sources(corpus: Corpus) -> set[tuple[str, str]]:
    """Pairs of sources of which a record repeats one of the other."""
    rows = corpus.catalogue.connection.execute("SELECT DISTINCT source, other_source FROM duplicate").fetchall()
    return {(min(pair), max(pair)) for pair in rows}


def declare(corpus: Corpus, source: str, licence_class: str) -> None:
    corpus.catalogue.connection.execute(
        "UPDATE t_source SET licence_class = ? WHERE source = ?", [licence_class, source]
    )


def test_every_source_meets_the_terms_of_every_other_however_many_copies_there_are(tmp_path: Path) -> None:
    names = [f"s{k:02d}" for k in range(40)]
    corpus = Corpus(tmp_path / "c", {name: ("corpus", [" ".join(WORDS)] * 10) for name in names})
    declare(corpus, "s30", "non_commercial")
    declare(corpus, "s35", "all_rights_reserved")
    find_duplicates(corpus.catalogue, corpus, 1)
    met = sources(corpus)
    assert {(min(a, b), max(a, b)) for a in names for b in ("s30", "s35") if a != b} <= met
    assert len(corpus.pairs()) < (10 + 14) * len(names)


def works_found(corpus: Corpus) -> int:
    ((n,),) = corpus.catalogue.connection.execute(
        "SELECT count(DISTINCT (shard, row)) FROM t_work_match WHERE similarity > 0.5"
    ).fetchall()
    return int(n)


def test_every_copy_of_a_work_is_compared_with_it_however_many_there_are(tmp_path: Path) -> None:
    copies = {s: ("corpus", [edited(WORDS, k % 120) + f" {s}{k}" for k in range(60)]) for s in ("a", "b", "c")}
    corpus = Corpus(tmp_path / "c", copies | {"w": ("works", [" ".join(WORDS)])})
    assert find_duplicates(corpus.catalogue, corpus, 1) == 0
    assert works_found(corpus) == 180


def test_a_copy_of_one_of_many_works_is_found(tmp_path: Path) -> None:
    works = [edited(WORDS, k) + f" work{k}" for k in range(40)]
    copies = [edited(WORDS, 60) + f" copy{k}" for k in range(3)]
    corpus = Corpus(tmp_path / "c", {"a": ("corpus", copies), "w": ("works", works)})
    find_duplicates(corpus.catalogue, corpus, 1)
    assert works_found(corpus) == 3
    assert left_open(corpus) == (0, {})


def left_open(corpus: Corpus) -> tuple[int, dict[str, int]]:
    """How many pairs stay open, in all and by source."""
    ((pairs,),) = corpus.catalogue.connection.execute("SELECT unverified FROM t_reduce").fetchall()
    return pairs, dict(corpus.catalogue.connection.execute("FROM t_unverified").fetchall())


def test_what_is_left_out_is_counted_by_pair_and_source(tmp_path: Path) -> None:
    works = {f"w{k:02d}": ("works", [edited(WORDS, k) + f" work{k}"]) for k in range(110)}
    corpus = Corpus(tmp_path / "c", {"a": ("corpus", [edited(WORDS, 90)]), "b": ("corpus", [HAN])} | works)
    assert find_duplicates(corpus.catalogue, corpus, 1) == 0
    pairs, sources = left_open(corpus)
    assert 0 < pairs < 110 - reduce.HEADS
    assert sources["a"] == pairs == sum(n for name, n in sources.items() if name != "a")
    assert "b" not in sources


@pytest.mark.parametrize("number", [100, 300])
def test_one_text_in_many_sources_is_compared_in_linear_work(tmp_path: Path, number: int) -> None:
    names = [f"s{k:03d}" for k in range(number)]
    texts = {name: ("corpus", [edited(WORDS, k % 110) + f" tail{k}"]) for k, name in enumerate(names)}
    corpus = Corpus(tmp_path / "c", texts)
    declare(corpus, names[70], "non_commercial")
    find_duplicates(corpus.catalogue, corpus, 1)
    assert left_open(corpus) == (0, {})
    assert {(min(a, names[70]), max(a, names[70])) for a in names if a != names[70]} <= sources(corpus)
    assert len(repeated(corpus, 0.8)) == number - 1
    ((compared,),) = corpus.catalogue.connection.execute("SELECT count(*) FROM t_near_pair").fetchall()
    assert compared <= 16 * number


def test_a_form_that_was_copied_is_found_among_many_that_were_filled_in_otherwise(tmp_path: Path) -> None:
    form = [f"form{k}" for k in range(90)]
    filled = [" ".join([*form, *(f"fill{n}x{k}" for k in range(30))]) for n in range(200)]
    copied = filled[77] + " end"
    corpus = Corpus(tmp_path / "c", {"a": ("corpus", filled), "b": ("corpus", [copied])})
    find_duplicates(corpus.catalogue, corpus, 1)
    assert ((0, 77), (1, 0)) in {(a, b) for a, b, similarity, _ in corpus.pairs() if similarity > 0.9}


def test_pairs_of_another_version_are_compared_anew(tmp_path: Path) -> None:
    corpus = Corpus(tmp_path / "c", {"a": ("corpus", [" ".join(WORDS), edited(WORDS, 60)])})
    find_duplicates(corpus.catalogue, corpus, 1)
    corpus.catalogue.connection.execute("UPDATE t_near_pair SET similarity = 0")
    find_duplicates(corpus.catalogue, corpus, 1)
    assert corpus.pairs() == set()
    find_duplicates(corpus.catalogue, corpus, 2)
    assert len(corpus.pairs()) == 1


def test_a_text_that_is_no_longer_the_one_that_was_scanned_verifies_nothing(tmp_path: Path) -> None:
    corpus = Corpus(tmp_path / "c", {"a": ("corpus", [" ".join(WORDS), edited(WORDS, 60)])})
    corpus.texts[0, 1] = "something else altogether stands here by now"
    assert find_duplicates(corpus.catalogue, corpus, 1) == 1
    assert corpus.catalogue.connection.execute("SELECT count(*) FROM t_near_pair").fetchall() == [(0,)]


def test_a_step_that_was_cut_off_is_not_complete(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    corpus = Corpus(tmp_path / "c", {"a": ("corpus", [" ".join(WORDS), edited(WORDS, 60)])})
    find_duplicates(corpus.catalogue, corpus, 1)

    def killed(_: Mapping[int, tuple[int, ...]]) -> Iterable[Extracted]:
        raise KeyboardInterrupt

    corpus.catalogue.connection.execute("DELETE FROM t_near_pair")
    monkeypatch.setattr(corpus, "extract", killed)
    with pytest.raises(KeyboardInterrupt):
        find_duplicates(corpus.catalogue, corpus, 1)
    assert corpus.catalogue.connection.execute("SELECT unverified FROM t_reduce").fetchall() == [(None,)]


def test_pairs_are_cut_into_runs_of_so_many_bytes() -> None:
    sizes = [400, 300, 2000, 300, 1, 600]
    digests = [bytes([k]) for k in range(len(sizes))]
    places = {digest: (0, k, size) for k, (digest, size) in enumerate(zip(digests, sizes, strict=True))}
    pairs = [(digests[a], digests[b]) for a, b in [(0, 1), (0, 3), (1, 2), (3, 4), (4, 5)]]
    blocks = list(cut(pairs, places, 1000))
    assert [pair for block in blocks for pair in block] == pairs
    held = [sum(places[digest][2] for digest in {d for pair in block for d in pair}) for block in blocks]
    assert all(size <= 1000 or len(block) == 1 for block, size in zip(blocks, held, strict=True))
    assert len(blocks) < len(pairs)


@pytest.mark.parametrize("limit", ["_PUT_ASIDE", "_A_BLOCK"])
def test_how_pairs_are_cut_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str) -> None:
    texts = [edited(WORDS, k) for k in range(0, 60, 5)]
    whole = Corpus(tmp_path / "whole", {"a": ("corpus", texts[::2]), "b": ("corpus", texts[1::2])})
    parts = Corpus(tmp_path / "parts", {"a": ("corpus", texts[::2]), "b": ("corpus", texts[1::2])})
    find_duplicates(whole.catalogue, whole, 1)
    monkeypatch.setattr(reduce, limit, 1)
    find_duplicates(parts.catalogue, parts, 1)
    assert parts.pairs() == whole.pairs()
    assert len(whole.pairs()) > 20
