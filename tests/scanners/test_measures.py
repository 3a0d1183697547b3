"""The compiled pass against slow and well-known references."""

from __future__ import annotations

import unicodedata

import numpy as np
import pyarrow as pa
import pytest
from datasketch import MinHash
from hypothesis import given, settings
from hypothesis import strategies as st

from scanners import kernel, measures, tables
from scanners.kernel.library import call

STOPS = {"en": ["the", "of"], "fr": ["le", "des"]}
TEXTS = st.lists(st.text(st.characters(codec="utf-8"), max_size=60), max_size=8)
WORDS = st.lists(
    st.sampled_from(
        ["the", "quick", "brown", "狐狸", "跳过", "了", "lazy", "dog", "ｆｕｌｌ", "全角", "…", "①", "é가"]
    ),
    min_size=5,
    max_size=60,
)


def measured(*texts: str) -> measures.Measured:
    return measures.measure(pa.array(texts, pa.string()), STOPS)


@settings(deadline=None)
@given(TEXTS)
def test_normal_form_is_nfkc(texts: list[str]) -> None:
    m = measured(*texts)
    assert [bytes(m.normal(k)).decode() for k in range(len(texts))] == [unicodedata.normalize("NFKC", t) for t in texts]


@settings(deadline=None)
@given(TEXTS)
def test_chars_are_code_points(texts: list[str]) -> None:
    assert measured(*texts).chars.tolist() == [len(t) for t in texts]


@settings(deadline=None)
@given(WORDS)
def test_signature_is_datasketch_affine32(words: list[str]) -> None:
    m = measured(" ".join(words))
    hashes = measures.shingles(m, 0)
    reference = MinHash(num_perm=128, scheme="affine32", hashfunc=int)
    reference.update_batch((hashes >> np.uint64(32)).tolist())
    assert measures.signature(hashes).tolist() == reference.hashvalues.tolist()


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("", 0),
        ("one two-three_four", 3),
        ("全部是汉字", 5),
        ("汉字and英文", 5),
        ("ひらがな", 4),
        ("한국어 문장", 2),
        ("a1 ２３", 2),
        ("…。！", 0),
    ],
)
def test_units_are_words_and_single_han_characters(text: str, units: int) -> None:
    assert int(measured(text).unit_offsets[-1]) == units


def test_case_and_punctuation_do_not_change_units() -> None:
    m = measured("The Quick, brown fox (jumps).", "the quick brown FOX jumps")
    assert measures.shingles(m, 0).tolist() == measures.shingles(m, 1).tolist()


@given(st.text(st.characters(min_codepoint=0x21, max_codepoint=0x7E) | st.sampled_from(" 汉é"), max_size=30))
def test_the_width_of_ascii_does_not_change_units(text: str) -> None:
    wide = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)
    m = measured(text, wide)
    one, other = (m.units[m.unit_offsets[k] : m.unit_offsets[k + 1]].tolist() for k in range(2))
    assert one == other
    assert m.scripts[0, : len(kernel.SCRIPTS)].tolist() == m.scripts[1, : len(kernel.SCRIPTS)].tolist()
    assert m.words[0] == m.words[1]


def test_stop_words_are_counted_by_language() -> None:
    m = measured("The cat of the house", "le chat des voisins", "thesis offset")
    assert m.stops.tolist() == [[3, 0], [0, 2], [0, 0]]


def test_scripts_are_counted_by_letter() -> None:
    m = measured("abc 汉字 かな 가나 бг")
    counts = dict(zip((*kernel.SCRIPTS, "none"), m.scripts[0].tolist(), strict=True))
    assert {k: v for k, v in counts.items() if v} == {
        "latin": 3,
        "han": 2,
        "kana": 2,
        "hangul": 2,
        "cyrillic": 2,
        "none": 4,
    }


def test_bands_need_the_secret() -> None:
    m = measured("one two three four five six", "too short")
    first, again, other = (measures.bands(m, bytes([k]) * 32) for k in (1, 1, 2))
    assert first.tolist() == again.tolist()
    assert not set(first[0].tolist()) & set(other[0].tolist())
    assert not first[1].any(), "a record below five units has no sketch"


def test_similar_texts_share_a_band_and_others_do_not() -> None:
    base = [f"word{k}" for k in range(200)]
    near = " ".join([*base[:100], "changed", *base[101:]])
    m = measured(" ".join(base), near, " ".join(f"other{k}" for k in range(200)))
    b = measures.bands(m, bytes(32))
    assert (b[0] == b[1]).any()
    assert not (b[0] == b[2]).any()


def test_siphash_matches_the_published_vectors() -> None:
    """Vectors of the reference implementation, appendix A and `vectors.h`: key 00..0f, message 00..07."""
    key = np.frombuffer(bytes(range(16)), "<u8")
    hashes = [call("siphash", key, np.frombuffer(bytes(range(n)), "<u8")) % 2**64 for n in (0, 8)]
    assert hashes == [0x726FDB47DD0E0E31, 0x93F5F5799A932462]


def test_arrays_with_an_offset_are_measured_from_it() -> None:
    whole = pa.array(["skipped", "汉字", "tail"], pa.string())
    m = measures.measure(whole.slice(1), STOPS)
    assert m.chars.tolist() == [2, 4]
    assert bytes(m.normal(0)).decode() == "汉字"


def test_no_normal_form_outgrows_its_character() -> None:
    forms, pool = tables.normal_forms()
    for cp in np.flatnonzero(forms > 1):
        assert pool[forms[cp]] <= len(chr(cp).encode())
