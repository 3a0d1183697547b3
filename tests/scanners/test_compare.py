"""What two records share, against sets and loops in Python."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from scanners import compare as module
from scanners import shingles, tables
from scanners.compare import Block, Place, Shared, compare
from scanners.kernel.library import call
from scanners.measures import buffers, measure
from scanners.shingles import KINDS, put_aside

SECRET = b"k" * 32
KEY = b"j" * 16
TEXTS = st.lists(st.sampled_from(["one ", "two ", "三", "four ", "， ", "5 "]), max_size=24).map("".join)


def grams(text: str) -> dict[tuple[str, ...], list[tuple[int, int]]]:
    """Every 5-gram of words (of single Han characters) and the places where it stands."""
    units: list[tuple[str, int, int]] = []
    begin = 0
    for word in text.replace("三", " 三 ").replace("，", " ").split():
        begin = text.index(word, begin)
        units.append((word, begin, begin + len(word)))
        begin += len(word)
    found: dict[tuple[str, ...], list[tuple[int, int]]] = {}
    for k in range(len(units) - 4):
        found.setdefault(tuple(w for w, _, _ in units[k : k + 5]), []).append((units[k][1], units[k + 4][2]))
    return found


def shared(texts: Sequence[str], *pairs: tuple[int, int]) -> list[Shared]:
    """What the pairs of texts share."""
    with tempfile.TemporaryDirectory() as folder:
        e = put_aside(7, enumerate(texts), SECRET, KEY, Path(folder))
        places = tuple(Place(e.path, first, stop) for first, stop in e.spans)
        return compare(Block(places, pairs))


@given(TEXTS, TEXTS)
@example("one two one two one two one two ", "two one two one two ")
@example("one two one two one ", "one two one two one ")
def test_similarity_and_spans_are_those_of_the_sets(a: str, b: str) -> None:
    left, right = grams(a), grams(b)
    both = left.keys() & right.keys()
    places_a = [place for gram in both for place in left[gram]]
    places_b = [place for gram in both for place in right[gram]]
    wanted = Shared(0.0, 0, 0, 0, 0)
    if both:
        spans = [
            bound for places in (places_a, places_b) for bound in (min(p for p, _ in places), max(p for _, p in places))
        ]
        wanted = Shared(len(both) / len(left.keys() | right.keys()), *spans)
    swapped = Shared(wanted.similarity, wanted.start_b, wanted.stop_b, wanted.start_a, wanted.stop_a)
    assert shared([a, b], (0, 1), (1, 0), (0, 1)) == [wanted, swapped, wanted]


def test_neither_the_size_of_files_and_tables_nor_company_changes_what_is_shared(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    words = [f"w{k % 250}" for k in range(900)]
    texts = [" ".join(words[first:last]) for first, last in [(0, 240), (100, 330), (0, 900), (0, 4), (700, 760)]]
    pairs = [(a, b) for a in range(len(texts)) for b in range(len(texts)) if a != b]
    alone = [shared([texts[a], texts[b]], (0, 1))[0] for a, b in pairs]
    monkeypatch.setattr(shingles, "_AT_ONCE", 100)
    monkeypatch.setattr(shingles, "_PIECE", 3)
    monkeypatch.setattr(module, "_LONG", 100)
    monkeypatch.setattr(module, "_PIECE", 7)
    assert shared(texts, *pairs) == alone
    assert len({s.similarity for s in alone}) > 5


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a",
        "four words are few",
        "汉字 and words_1 かな한국 𠀀𠀁 😀 x",
        "ａｂ１２ mixed—dash é ü 1 2",
        "\u0301a e\u0301 b c d e f",
    ],
)
def test_places_are_those_of_the_units_that_are_hashed(tmp_path: Path, text: str) -> None:
    padding = "eins zwei drei vier fünf"
    texts = [padding, text, padding]
    e = put_aside(0, enumerate(texts), SECRET, KEY, tmp_path)
    files = {kind: np.fromfile(f"{e.path}.{kind}", dtype) for kind, dtype in KINDS.items()}
    assert len({len(items) for items in files.values()}) == 1
    for whole, (first, stop) in zip(texts, e.spans, strict=True):
        for k in range(first, stop):
            passage = whole[files["begins"][k] : files["ends"][k + 4]]
            with tempfile.TemporaryDirectory() as folder:
                alone = put_aside(0, [(0, passage)], SECRET, KEY, Path(folder))
                assert alone.spans == ((0, 1),)
                assert np.fromfile(f"{alone.path}.hashes", np.uint64)[0] == files["hashes"][k]


SEED_WORD = "pxjcd\ud33e\u0d26\u1089"
"""A word whose hash is that of no word at all."""


def test_a_word_with_the_hash_of_none_is_a_word(tmp_path: Path) -> None:
    for text in (SEED_WORD, f"one {SEED_WORD} two", f"{SEED_WORD}。{SEED_WORD}", f"{SEED_WORD} " * 400):
        words = len(text.replace("。", " ").split())
        measured = measure(pa.array([text]), {})
        assert measured.unit_offsets.tolist() == [0, words]
        assert measured.words.tolist() == [words]
    e = put_aside(0, enumerate([f"{SEED_WORD} " * 400, "one two three four five six"]), SECRET, KEY, tmp_path)
    assert e.spans == ((0, 396), (400, 402))


def test_what_two_passes_cut_in_different_ways_is_not_compared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def one_fewer(name: str, *arrays: Any) -> int:
        return call(name, *arrays) - (name == "unit_places")

    monkeypatch.setattr(shingles, "call", one_fewer)
    assert put_aside(0, [(0, "one two three four five")], SECRET, KEY, tmp_path).rows == ()


@given(st.text(st.sampled_from("ab1_ .汉字かé한\u0301，😀"), max_size=40), st.integers(0, 6))
def test_places_are_never_written_beyond_the_room_there_is(text: str, room: int) -> None:
    data, offsets = buffers(pa.array([text, text]))
    arrays = [np.full(room + 4, -7, np.int32) for _ in range(2)]
    call("unit_places", data, offsets, tables.scripts(), *(array[:room] for array in arrays))
    assert all((array[room:] == -7).all() for array in arrays)


def test_another_key_gives_other_hashes(tmp_path: Path) -> None:
    text = "one two three four five"
    one, other = (put_aside(k, [(0, text)], SECRET, bytes([k]) * 16, tmp_path) for k in range(2))
    assert Path(f"{one.path}.hashes").read_bytes() != Path(f"{other.path}.hashes").read_bytes()


def test_a_file_that_has_become_shorter_is_not_read_beyond_its_end(tmp_path: Path) -> None:
    e = put_aside(0, [(0, "one two three four five six")], SECRET, KEY, tmp_path)
    Path(f"{e.path}.hashes").write_bytes(b"12345678")
    with pytest.raises(EOFError):
        compare(Block((Place(e.path, 0, 2),), ((0, 0),)))
