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
    assert [bytes(form).decode() for form in m.normal()] == [unicodedata.normalize("NFKC", t) for t in texts]


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
    assert next(bytes(form).decode() for form in m.normal()) == "汉字"


def test_no_normal_form_outgrows_its_character() -> None:
    forms, pool = tables.normal_forms()
    for cp in np.flatnonzero(forms > 1):
        assert pool[forms[cp]] <= len(chr(cp).encode())


MIXED = st.lists(
    st.text(st.sampled_from("aZ9_ \n-é·жｶガかカ々〇汉字，。、：！ａＺ９＿＝ﾞ\u3099①㈱𠀀😀\u00ad\u0301가ﬁ"), max_size=40),
    max_size=6,
)


def _letters(text: str) -> tuple[list[int], list[int]]:
    """Units and characters by script of a text, one character after another."""
    units: list[int] = []
    scripts = [0] * (kernel.NO_SCRIPT + 1)
    word = ""
    for char in text:
        narrow = chr(ord(char) - 0xFEE0) if "\uff01" <= char <= "\uff5e" else char
        script = _script(ord(narrow))
        scripts[script if ord(narrow) >= 0x80 or script in (kernel.LATIN, kernel.NO_SCRIPT) else kernel.NO_SCRIPT] += 1
        single = script <= kernel.KANA
        if word and (single or script == kernel.NO_SCRIPT):
            units.append(tables.token_hash(word))
            word = ""
        if single:
            units.append(tables._mix(ord(narrow) * 0x9E3779B97F4A7C15 % 2**64))
        elif script != kernel.NO_SCRIPT:
            word += narrow
    return units + ([tables.token_hash(word)] if word else []), scripts


def _script(cp: int) -> int:
    if cp < 0x10000:
        return int(tables.scripts()[cp])
    return kernel.HAN if 0x20000 <= cp < 0x40000 else kernel.NO_SCRIPT if 0x1F000 <= cp < 0x1FB00 else kernel.OTHER


@settings(deadline=None, max_examples=300)
@given(MIXED)
def test_units_and_scripts_are_those_of_one_character_after_another(texts: list[str]) -> None:
    m = measured(*texts)
    for k, text in enumerate(texts):
        units, scripts = _letters(text)
        assert m.units[m.unit_offsets[k] : m.unit_offsets[k + 1]].tolist() == units
        if text.isascii():  # only letters are counted there, for nothing else of it is asked for
            scripts = [n if s == kernel.LATIN else 0 for s, n in enumerate(scripts)]
        assert m.scripts[k].tolist() == scripts


def test_stop_words_are_counted_in_texts_of_any_length() -> None:
    m = measured("the dog of x " * 3000, "le " * 1024, "中the中of文", "THE ｏｆ tHe", "")
    assert m.stops.tolist() == [[6000, 0], [0, 1024], [2, 0], [3, 0], [0, 0]]


def test_a_scratch_serves_one_batch_after_another() -> None:
    scratch = measures.Scratch()
    for text in ("one two three four five", "，".join("汉字很多" * 50), "a", "é" * 7000):
        array = pa.array([text, text[:9]])
        fresh, again = measures.measure(array, STOPS), measures.measure(array, STOPS, scratch)
        n = int(fresh.unit_offsets[-1])
        assert again.units[:n].tolist() == fresh.units[:n].tolist()
        assert [bytes(form) for form in again.normal()] == [bytes(form) for form in fresh.normal()]
